"""What a person at the command line did wrong or must put right: one clear line and an exit code, never a traceback."""

from __future__ import annotations

import click


class Trouble(click.ClickException):
    """One line on stderr. `code` 2 is for a wrong config.toml, 1 for everything else."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = code  # type: ignore[misc]  # click's own way, though it declares a class variable
