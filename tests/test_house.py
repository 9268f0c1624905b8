"""The house's floors, read off the source: who may import whom, and how.

ROOMS is the floor plan as data. A new room gets a row here. A new import that does not fit is a sign that code stands
on the wrong floor: the code moves, not the table.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.source import NOT_ROOMS, Source, functions, imports, of_rooms, sources, tell

FLASK = {"flask", "apiflask", "pydantic", "pydantic_core", "flask_socketio", "werkzeug"}
RECORDS = {"orjson", "structlog"}  # bytes and log lines: pure data in, no say in how a room is built
LOCKER_ROUTES = ("web.py", "staff_web.py", "slips_web.py", "speech_web.py", "station_web.py", "tickets_web.py")
BELOW = {"hall", "ledger", "api", "wires"}


@dataclass(frozen=True)
class Room:
    """What a room may import: of ours, of others in every file, and of others in files named here only."""

    floor: int
    ours: set[str]
    others: set[str] = field(default_factory=set)
    others_in: dict[str, set[str]] = field(default_factory=dict)


ROOMS = {
    "hall": Room(1, set(), {"immutables"}),
    "ledger": Room(2, {"hall"}, RECORDS | {"sqlite_utils", "immutables"}),
    "api": Room(2, {"hall", "ledger"}, RECORDS | FLASK),
    "wires": Room(2, set(), {"structlog", "serial", "usb"}),
    "kiosk": Room(3, BELOW, RECORDS, {"web.py": FLASK}),
    "clerk": Room(
        3, BELOW, RECORDS,
        {"web.py": FLASK, "cases_web.py": FLASK, "visits_web.py": FLASK, "case_shapes.py": FLASK},
    ),  # fmt: skip
    "helper": Room(3, BELOW, RECORDS, {"web.py": FLASK}),
    "display": Room(3, BELOW, RECORDS, {"web.py": FLASK, "voice/web.py": FLASK}),
    "printers": Room(3, BELOW, {"structlog", "escpos", "PIL", "qrcode"}),
    "bars": Room(3, BELOW),
    "lockers": Room(3, BELOW, RECORDS, dict.fromkeys(LOCKER_ROUTES, FLASK)),
    "station": Room(3, {"wires"}, {"structlog"}),
    "server": Room(4, BELOW | {"bars", "kiosk", "clerk", "helper", "display", "lockers", "printers", "station"}, {"*"}),
}

PURE_STANDARD_LIBRARY = {
    "__future__", "base64", "binascii", "bisect", "collections", "copy", "dataclasses", "datetime", "enum", "fractions",
    "functools", "hashlib", "heapq", "hmac", "itertools", "math", "operator", "re", "string", "types", "typing",
    "unicodedata", "zoneinfo",
}  # fmt: skip
"""What the rules may use of Python: nothing that reads, writes, waits, draws lots or knows the time. datetime and
zoneinfo are here for their arithmetic alone (a zone's table is the same for everybody); `now` is handed in."""

CLOCKS = {"now", "today", "utcnow"}
THREADS = {"_thread", "asyncio", "concurrent", "gevent", "multiprocessing", "queue", "threading"}
"""Handed in to the ledger by whoever starts it: under gevent the plain ones would run the writer on the loop."""

LOADS_BY_NAME = {
    "server/__main__.py": "one module a command, and `serve` must patch for gevent before the app is loaded",
    "server/config_slip.py": "an image library is loaded only for a hall with a logo",
    "server/devices.py": "a driver is loaded only when config.toml names it",
}


def rooms_of_ours() -> set[str]:
    return set(ROOMS) | NOT_ROOMS


# --- floors


def test_every_folder_of_code_is_a_room_of_the_plan() -> None:
    tell(*sorted({s.room for s in of_rooms()} - set(ROOMS)))


def test_rooms_import_only_what_lies_below_them() -> None:
    tell(*(
        f"{s.path}:{line}: {s.room} may not import {name}"
        for s in of_rooms()
        for line, name in imports(s)
        if (top := name.split(".")[0]) in rooms_of_ours() and top != s.room and top not in ROOMS[s.room].ours
    ))  # fmt: skip


def test_arrows_of_the_floor_plan_run_down() -> None:
    tell(*(
        f"{name} (floor {room.floor}) -> {other} (floor {ROOMS[other].floor})"
        for name, room in ROOMS.items()
        for other in room.ours
        if ROOMS[other].floor > room.floor or (ROOMS[other].floor == room.floor and room.floor != 2)
    ))  # fmt: skip


def allowed_of_others(source: Source) -> set[str]:
    room = ROOMS[source.room]
    return room.others | room.others_in.get(source.file, set())


def test_rooms_import_only_the_libraries_named_for_them() -> None:
    tell(*(
        f"{s.path}:{line}: {s.room} may not import {name}"
        for s in of_rooms()
        for line, name in imports(s)
        if (top := name.split(".")[0]) not in rooms_of_ours() and top not in sys.stdlib_module_names
        if not {top, "*"} & allowed_of_others(s)
    ))  # fmt: skip


def test_the_rules_use_nothing_that_reads_writes_waits_or_draws_lots() -> None:
    tell(*(
        f"{s.path}:{line}: {name} is not among the pure parts of the standard library"
        for s in of_rooms() if s.room == "hall"
        for line, name in imports(s)
        if (top := name.split(".")[0]) in sys.stdlib_module_names and top not in PURE_STANDARD_LIBRARY
    ))  # fmt: skip


def test_the_rules_never_ask_for_the_time_or_open_a_file() -> None:
    def impure(call: ast.Call) -> bool:
        return (isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS) or (
            isinstance(call.func, ast.Name) and call.func.id in {"open", "print", "input", "exec", "eval"}
        )

    tell(*(
        f"{s.path}:{node.lineno}: {ast.unparse(node.func)}() has no place in a rule"
        for s in of_rooms() if s.room == "hall"
        for node in ast.walk(s.tree)
        if isinstance(node, ast.Call) and impure(node)
    ))  # fmt: skip


def test_the_ledger_is_handed_its_threads() -> None:
    tell(*(
        f"{s.path}:{line}: {name} must be handed in"
        for s in of_rooms() if s.room == "ledger"
        for line, name in imports(s)
        if name.split(".")[0] in THREADS
    ))  # fmt: skip


def test_no_module_imports_itself_through_others() -> None:
    modules = {s.module: s for s in of_rooms()}

    def ours(name: str) -> str | None:
        return next((m for m in (name, name.rpartition(".")[0]) if m in modules), None)

    graph = {m: {o for _, name in imports(s) if (o := ours(name)) and o != m} for m, s in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        tell(" -> ".join(error.args[1]))


# --- imports that hide


def test_packages_are_empty_doors() -> None:
    """An import in `__init__.py` would run for every file of the room, and make circles that nobody sees."""
    tell(*(s.path for s in of_rooms() if s.path.endswith("__init__.py") and any(imports(s))))


def test_no_import_stands_inside_a_function() -> None:
    tell(*sorted({
        f"{s.path}:{node.lineno}: in {function.name}()"
        for s in sources()
        for function in functions(s)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }))  # fmt: skip


def test_no_import_is_for_the_type_checker_alone() -> None:
    tell(*(
        f"{s.path}:{node.lineno}"
        for s in sources()
        for node in ast.walk(s.tree)
        if (isinstance(node, ast.Name) and node.id == "TYPE_CHECKING")
        or (isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING")
    ))  # fmt: skip


def test_modules_are_loaded_by_name_in_these_files_only() -> None:
    tell(*(
        f"{s.path}:{line}: {name}"
        for s in of_rooms()
        for line, name in imports(s)
        if name in {"importlib", "importlib.import_module", "importlib.util", "runpy", "pkgutil"}
        if s.path not in LOADS_BY_NAME
    ))  # fmt: skip


def test_nothing_happens_on_import() -> None:
    tell(*(
        f"{s.path}:{node.lineno}: {ast.unparse(node)[:60]}"
        for s in of_rooms()
        for node in s.tree.body
        if isinstance(node, ast.For | ast.While | ast.With)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    ))  # fmt: skip


# --- the test tests itself: a rule that cannot fail proves nothing


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import os.path", ["os.path"]),
        ("from hall import events as e", ["hall.events"]),
        ("def f() -> None:\n    from a.b import c", ["a.b.c"]),
    ],
)
def test_imports_are_found_wherever_they_stand(text: str, wanted: list[str]) -> None:
    assert [name for _, name in imports(Source("hall/x.py", text, ast.parse(text)))] == wanted
