"""The house's habits, read off the source: how long things may be, what they are called, what must not be there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.source import functions, of_rooms, sources, tell

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50
LONGER_FILES = {"hall/events.py": "everything that can happen stands on one page"}
BROAD_EXCEPTS = {
    "server/scanners.py": "one code's trouble is not the next one's",
    "api/live.py": "a view with a bug must not silence every other screen of the hall",
    "api/news.py": "one listener's bug must not keep the news from the others",
    "ledger/book.py": "a rule's bug is its caller's alone, and the others of its batch go on",
    "ledger/writer.py": "nobody else can write: the writer outlives a full disk and tells every caller",
    "server/cabinets.py": "the lockers' clock and their outbox go on, whatever one second met",
    "lockers/keeper.py": "the next door's news must not wait behind one that could not be recorded",
    "printers/slip_spooler.py": "the next slip's news must not wait behind one that failed",
    "printers/spooler.py": "the next slip's news must not wait behind one that failed",
    "server/ticking.py": "the clock goes on, whatever one tick met",
    "wires/worker.py": "a device's worker outlives a job that failed in a way nobody thought of",
}
"""File -> why something there must live on whatever happens. Every other broad except hides a bug."""


def test_every_file_opens_with_its_role() -> None:
    tell(*(s.path for s in sources() if s.text.strip() and not ast.get_docstring(s.tree)))


def test_files_can_be_read_in_one_sitting() -> None:
    tell(*(
        f"{s.path}: {lines} lines"
        for s in sources()
        if (lines := s.text.count("\n")) > FILE_LINES_MAX and s.path not in LONGER_FILES
    ))  # fmt: skip


def test_functions_fit_a_glance() -> None:
    tell(*(
        f"{s.path}:{f.lineno}: {f.name} has {lines} lines"
        for s in sources()
        for f in functions(s)
        if (lines := (f.end_lineno or f.lineno) - f.lineno + 1) > FUNCTION_LINES_MAX
    ))  # fmt: skip


def broad(handler: ast.ExceptHandler) -> bool:
    names = [handler.type] if not isinstance(handler.type, ast.Tuple) else handler.type.elts
    return any(n is None or (isinstance(n, ast.Name) and n.id in {"Exception", "BaseException"}) for n in names)


def broad_excepts() -> dict[str, list[int]]:
    """File -> lines. One that only lets the error rise again hides nothing and does not count."""
    found: dict[str, list[int]] = {}
    for s in of_rooms():
        for node in ast.walk(s.tree):
            if isinstance(node, ast.ExceptHandler) and broad(node):
                last = node.body[-1]
                if not (isinstance(last, ast.Raise) and last.exc is None):
                    found.setdefault(s.path, []).append(node.lineno)
    return found


def test_broad_excepts_stand_only_where_something_must_live_on() -> None:
    found = broad_excepts()
    unlisted = (f"{path}:{lines}: say why in BROAD_EXCEPTS, or catch less" for path, lines in found.items())
    tell(
        *(line for line in unlisted if line.split(":")[0] not in BROAD_EXCEPTS),
        *(f"{path} is listed and has none" for path in BROAD_EXCEPTS if path not in found),
    )


def test_names_say_what_a_thing_is() -> None:
    """Manager, Helper, Handler, utils name nothing. (`manager` and `helper`, in small letters, are people.)"""
    empty = re.compile(r"(Manager|Helper|Handler|Utils?|Service|Impl)$")
    classes = (
        f"{s.path}:{node.lineno}: class {node.name}"
        for s in sources()
        for node in ast.walk(s.tree)
        if isinstance(node, ast.ClassDef) and empty.search(node.name)
        if s.path != "hall/plan.py"  # Service is a word of the hall there
    )
    files = (s.path for s in sources() if re.search(r"(utils?|helpers?|common|misc)\.py$", s.path))
    tell(*classes, *files)


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    tell(*(
        f"{s.path}:{number}: {line.strip()}"
        for s in sources() if s.path != "tests/test_shape.py"
        for number, line in enumerate(s.text.splitlines(), 1)
        if later.search(line)
    ))  # fmt: skip


def test_no_test_sleeps_or_patches() -> None:
    def wrong(node: ast.AST) -> bool:
        return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep") or (
            isinstance(node, ast.ImportFrom) and node.module in {"unittest.mock", "mock"}
        )

    tell(*(
        f"{s.path}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for s in sources() if s.room == "tests"
        for node in ast.walk(s.tree)
        if wrong(node)
    ))  # fmt: skip


@pytest.mark.parametrize("clause", ["except:", "except Exception:", "except (ValueError, BaseException):"])
def test_broad_clauses_are_recognised(clause: str) -> None:
    handlers = [n for n in ast.walk(ast.parse(f"try:\n    f()\n{clause}\n    g()")) if isinstance(n, ast.ExceptHandler)]
    assert [broad(handler) for handler in handlers] == [True]
