"""The pages under docs/ say what there is: every event with its fields, every command, every route, every figure."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from hall.events import EVENTS, PROBLEMS
from server import demo_cabinets, demo_devices, front, health
from server.app import Parts, create, read_words
from tests.source import ROOT, tell


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def sections(text: str, mark: str) -> dict[str, str]:
    """Heading -> what stands under it, up to the next heading of its rank or above."""
    found = re.split(rf"^{mark} (.+)$", text, flags=re.MULTILINE)
    return {head.strip(): body.split("\n## ")[0] for head, body in zip(found[1::2], found[2::2], strict=True)}


# --- events


def test_every_event_stands_in_the_docs_and_no_other() -> None:
    assert list(sections(page("events.md"), "###")) == list(EVENTS)


@pytest.mark.parametrize("name", EVENTS)
def test_every_field_of_an_event_stands_in_the_docs(name: str) -> None:
    words = set(re.findall(r"`([\w-]+)`", sections(page("events.md"), "###")[name]))
    assert {field.name for field in fields(EVENTS[name])} <= words


def test_every_problem_of_a_printer_stands_in_the_docs() -> None:
    assert set(PROBLEMS) <= set(re.findall(r"`([\w-]+)`", sections(page("events.md"), "###")["PrinterChanged"]))


# --- commands

WALK = """
import click
from server.__main__ import hall

def walk(command, name):
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            walk(command.get_command(context, word), f"{name} {word}")
    else:
        print(name)

walk(hall, "hall")
"""


def test_every_command_stands_in_the_docs_and_no_other() -> None:
    """In a process of its own: asking for `serve` patches the whole process for gevent."""
    command = [sys.executable, "-c", WALK]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert set(run.stdout.split("\n")) - {""} == set(sections(page("commands.md"), "##"))


def test_every_target_of_make_stands_in_the_docs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r'^\t@echo "make (\w+) ', makefile, flags=re.MULTILINE)
    assert targets
    tell(*(target for target in targets if f"`make {target}`" not in page("commands.md")))


# --- routes and figures

VARIABLE = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def routes() -> set[str]:
    """`GET /api/v1/tickets/{ticket}` and its fellows, off the real app; nothing of it runs."""
    nothing: Any = None
    app = create(Parts(nothing, nothing, read_words(), nothing, tuple))
    health.install(app, nothing, CollectorRegistry())
    front.install(app, nothing)
    demo_devices.install(app, nothing, nothing)
    demo_cabinets.install(app, {})
    return {
        f"{method} {VARIABLE.sub(lambda found: '{' + found[1] + '}', rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_stands_in_the_docs_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z]+ /\S*)` \|", page("api.md"), flags=re.MULTILINE)
    under, _, at_root = page("api.md").partition("| at the root |")
    documented = {row.replace(" /", " /api/v1/", 1) if f"`{row}`" in under else row for row in rows}
    assert f"`{rows[-1]}`" in at_root
    assert documented == routes()


def test_every_figure_stands_in_the_docs() -> None:
    source = (ROOT / "server" / "figures.py").read_text(encoding="utf-8")
    named = set(re.findall(r'"(hall_\w+)"', source))
    assert named == {name.removesuffix("_total") for name in re.findall(r"`(hall_\w+)`", page("api.md"))}


# --- what README shows


def test_files_and_rooms_that_the_readme_names_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = {*re.findall(r"\b((?:[\w-]+/)+[\w-]+\.(?:py|md|toml|json|txt))\b", text), *re.findall(r"`(\w+/)`", text)}
    assert len(paths) > 15
    tell(*sorted(path for path in paths if not (ROOT / path).exists()))


def test_no_two_decisions_have_one_number() -> None:
    numbers = re.findall(r"(?m)^(\d+)\. \*\*", (ROOT / "docs" / "decisions.md").read_text("utf-8"))
    assert sorted(map(int, numbers)) == list(range(1, len(numbers) + 1))
