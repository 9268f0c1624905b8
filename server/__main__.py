"""`hall`: one module of server/commands for each command, loaded when it is asked for.

`serve` needs gevent's patches before anything else is imported; the other commands run without them.
"""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from server import commands
from server.trouble import Trouble

PATCHED = {"serve"}


class Commands(click.Group):
    """The commands by their modules' names. Listing them reads their first lines and imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        if name in PATCHED:
            importlib.import_module("gevent.monkey").patch_all()
        gc.disable()  # what is loaded stays: looking through it for garbage is a tenth of a start
        try:
            command = importlib.import_module(f"{commands.__name__}.{module_of(name)}").command
        finally:
            gc.enable()
        if not isinstance(command, click.Command):
            raise TypeError(f"server/commands/{name}.py has no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, first_line(name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def module_of(name: str) -> str:
    """The module of a command: `print-test` stands in print_test."""
    return name.replace("-", "_")


def first_line(name: str) -> str:
    """What the module of a command says of itself, read from its source."""
    spec = find_spec(f"{commands.__name__}.{module_of(name)}")
    if spec is None or spec.origin is None:
        return ""
    text = ast.get_docstring(ast.parse(Path(spec.origin).read_text("utf-8"))) or ""
    return text.partition("\n")[0]


@click.group(cls=Commands, name="hall")
def hall() -> None:
    """Hallway: the queue and kiosk system of a public-service hall."""


def main() -> None:
    """Run `hall`. What the machine refuses (a folder, a file, a port) is one line, like any other mistake."""
    try:
        hall(prog_name="hall")
    except (OSError, sqlite3.Error) as error:
        Trouble(str(error)).show()
        sys.exit(1)


if __name__ == "__main__":
    main()
