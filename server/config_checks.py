"""What no single value of config.toml shows: names that nothing bears, names borne twice, a service nobody can serve.

Works on the file as it was read, so that mistakes of shape elsewhere do not hide these: whatever has the wrong type is
passed over here, for the shape has named it already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from server.config_bars import bars
from server.config_errors import Loc, Mistake, among, shown
from server.config_file import WeekTable
from server.config_journeys import journeys
from server.config_kinds import range_of
from server.config_lockers import locker_banks, locker_figures
from server.config_reach import LAID, ids, texts, unreachable
from server.config_rows import Raw, rows

Check = Callable[[Raw], Iterator[Mistake]]

NAMED = ("zones", "categories", "services", "windows", "priority_classes", "kiosks", "displays", "loudspeakers",
         "printers", "locker_banks", "bars", "offices")  # fmt: skip
REFERENCES = (
    *LAID,
    ("windows", "services", "services"),
    ("windows", "categories", "categories"),
    ("windows", "helps", "zones"),
    ("windows", "printer", "printers"),
    ("services", "collect", "windows"),
    ("kiosks", "zone", "zones"),
    ("kiosks", "printer", "printers"),
    ("displays", "zones", "zones"),
    ("displays", "windows", "windows"),
    ("loudspeakers", "zone", "zones"),
    ("locker_banks", "zone", "zones"),
    ("locker_banks", "printer", "printers"),
    ("bars", "window", "windows"),
)
WIRE_NEEDS = {"network": ("host",), "serial": ("path",), "usb": ("vendor", "product"), "file": ("path",)}
WIRE_HAS = {"network": ("host", "port"), "serial": ("path", "baud", "flow"),
            "usb": ("vendor", "product"), "file": ("path",)}
LINE = ("kind", "host", "port", "path", "vendor", "product")
"""What tells one line from another."""
TONGUES = {file.stem for file in (Path(__file__).parents[1] / "words" / "voice").glob("*.json")}
WIRE_OWN = {key for keys in WIRE_HAS.values() for key in keys}


def cross_checks(raw: Raw) -> Iterator[Mistake]:
    """Every mistake between values, and none for what the shape alone can tell."""
    for check in CHECKS:
        yield from check(raw)


def _twice(named: Iterable[tuple[Loc, object]], may: str) -> Iterator[Mistake]:
    """Values that stand twice, but for capitals: a person would take one for the other, and so do some file systems."""
    seen: set[str] = set()
    for loc, value in named:
        if isinstance(value, str):
            if value.lower() in seen:
                yield Mistake(loc, f"{shown(value)} a second time", may)
            seen.add(value.lower())


def _duplicate_ids(raw: Raw) -> Iterator[Mistake]:
    for name in NAMED:
        yield from _twice((((*loc, "id"), row.get("id")) for loc, row in rows(raw, name)), "an id of its own")


def _prefixes(raw: Raw) -> Iterator[Mistake]:
    """One prefix may begin like another (A and AB): digits follow the letters, so A001 and AB001 are never confused."""
    named = (((*loc, "prefix"), row.get("prefix")) for loc, row in rows(raw, "categories"))
    yield from _twice(named, "a prefix of its own")


def _labels(raw: Raw) -> Iterator[Mistake]:
    for zone in dict.fromkeys(zone for _, row in rows(raw, "windows") for zone in texts(row.get("zone"))):
        named = (((*loc, "label"), row.get("label")) for loc, row in rows(raw, "windows") if row.get("zone") == zone)
        yield from _twice(named, f"a label of its own in zone {shown(zone)}")


def _references(raw: Raw) -> Iterator[Mistake]:
    for name, key, target in REFERENCES:
        choices = ids(raw, target)
        known = frozenset(choices)
        for loc, row in rows(raw, name):
            value = row.get(key)
            for index, each in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(each, str) and each not in known:
                    at = (*loc, key, index) if isinstance(value, list) else (*loc, key)
                    yield Mistake(at, shown(each), among(each, choices))


def _windows(raw: Raw) -> Iterator[Mistake]:
    for loc, row in rows(raw, "windows"):
        given = [key for key in ("services", "categories") if key in row]
        if row.get("kind") == "specialised" and not given:
            yield Mistake(loc, "neither services nor categories", "services = [...] or categories = [...]")
        if row.get("kind") == "integrated":
            for key in given:
                may = "nothing, since an integrated window serves every service of its zone"
                yield Mistake((*loc, key), shown(row[key]), may)
        if row.get("zone") in texts(row.get("helps")):
            yield Mistake((*loc, "helps"), shown(row["zone"]), "zones other than its own")


def _outcomes(raw: Raw) -> Iterator[Mistake]:
    """A visit may always end as done (somebody only asked), and what is accepted is promised in working days."""
    for loc, row in rows(raw, "services"):
        named = texts(row.get("outcomes"))
        if named and "done" not in named:
            yield Mistake((*loc, "outcomes"), shown(row["outcomes"]), "done among them, since a visitor may only ask")
        if {"accepted", "accepted-incomplete"} & set(named) and "promised_days" not in row:
            yield Mistake((*loc, "promised_days"), "nothing", "the working days from receipt to result")
        yield from _twice((((*loc, "outcomes", i), each) for i, each in enumerate(named)), "each outcome once")


def _printers(raw: Raw) -> Iterator[Mistake]:
    for loc, row in rows(raw, "printers"):
        wire = row.get("wire")
        status = row.get("status", "paper")
        if isinstance(wire, dict) and wire.get("kind") == "file" and status != "none":
            yield Mistake((*loc, "status"), shown(status), "none, since a device file cannot answer")


def _codes(raw: Raw) -> Iterator[Mistake]:
    codes = raw.get("codes")
    if isinstance(codes, dict) and codes.get("kind") == "http" and "url" not in codes:
        yield Mistake(("codes", "url"), "nothing", "the address of who knows foreign codes")


def _displays(raw: Raw) -> Iterator[Mistake]:
    for loc, row in rows(raw, "displays"):
        if not row.get("zones") and not row.get("windows"):
            yield Mistake(loc, "neither zones nor windows", "zones = [...] or windows = [...]")
        if row.get("template") == "window" and (row.get("zones") or len(texts(row.get("windows"))) != 1):
            yield Mistake((*loc, "template"), '"window"', "main or zone, or one window and no zones beside it")


def _languages(raw: Raw) -> Iterator[Mistake]:
    hall = raw.get("hall")
    tables = [(("hall",), hall)] if isinstance(hall, dict) else []
    for loc, row in [*tables, *rows(raw, "displays"), *rows(raw, "loudspeakers")]:
        named = (((*loc, "languages", i), each) for i, each in enumerate(texts(row.get("languages"))))
        yield from _twice(named, "each language once")


def _loudspeakers(raw: Raw) -> Iterator[Mistake]:
    """Languages that have a word file, and times of day that do not overlap."""
    for loc, row in rows(raw, "loudspeakers"):
        for i, each in enumerate(texts(row.get("languages"))):
            if each not in TONGUES:
                yield Mistake((*loc, "languages", i), shown(each), among(each, sorted(TONGUES)))
        times = row.get("times")
        found = [each.get("hours") for each in times if isinstance(each, dict)] if isinstance(times, list) else []
        yield from _overlaps((*loc, "times"), [each for each in found if isinstance(each, str)])


def _hours(raw: Raw) -> Iterator[Mistake]:
    hall = raw.get("hall")
    tables: list[tuple[Loc, Raw]] = [(("hall",), hall)] if isinstance(hall, dict) else []
    for loc, row in [*tables, *rows(raw, "services")]:
        week = row.get("hours")
        if isinstance(week, dict):
            at = (*loc, "hours")
            if not any(week.values()):
                yield Mistake(at, "no day with hours", 'at least one range, such as mon = ["09:00-17:00"]')
            for day in WeekTable.model_fields:
                yield from _overlaps((*at, day), texts(week.get(day)))


def _overlaps(loc: Loc, ranges: list[str]) -> Iterator[Mistake]:
    try:
        ordered = sorted((range_of(each), each) for each in ranges)
    except ValueError:
        return
    for (before, _), (after, text) in zip(ordered, ordered[1:], strict=False):
        if after[0] < before[1]:
            yield Mistake(loc, shown(text), "ranges of one day that do not overlap")


def _wires(raw: Raw) -> Iterator[Mistake]:
    for loc, row in _with_wire(raw):
        wire = row.get("wire")
        if isinstance(wire, dict):
            yield from _wire((*loc, "wire"), wire)
        elif wire is None and row.get("kind", "simulated") != "simulated" and isinstance(row["kind"], str):
            yield Mistake((*loc, "wire"), "nothing", 'a wire, such as { kind = "network", host = "192.168.1.50" }')


def _own_lines(raw: Raw) -> Iterator[Mistake]:
    """A line is opened by one device alone; number boards share theirs (server/config_bars.py)."""
    lines: dict[tuple[object, ...], Loc] = {}
    for loc, row in _with_wire(raw):
        wire = row.get("wire")
        if loc[0] == "bars" or not isinstance(wire, dict):
            continue
        line = tuple(repr(wire.get(key)) for key in LINE)
        if line in lines and any(key in wire for key in LINE[1:]):
            first = " ".join(map(str, lines[line]))
            yield Mistake((*loc, "wire"), f"the line of {first} a second time", "a line of its own")
        lines.setdefault(line, loc)


def _with_wire(raw: Raw) -> Iterator[tuple[Loc, Raw]]:
    yield from rows(raw, "printers")
    yield from rows(raw, "locker_banks")
    yield from rows(raw, "bars")
    for loc, place in (*rows(raw, "kiosks"), *rows(raw, "locker_banks")):
        if isinstance(place.get("scanner"), dict):
            yield (*loc, "scanner"), place["scanner"]


def _wire(loc: Loc, wire: Raw) -> Iterator[Mistake]:
    kind = wire.get("kind")
    if not isinstance(kind, str) or kind not in WIRE_HAS:
        return
    for key in WIRE_NEEDS[kind]:
        if key not in wire:
            yield Mistake((*loc, key), "nothing", f"the {key} of a {kind} wire")
    for key in sorted(WIRE_OWN & wire.keys() - set(WIRE_HAS[kind])):
        yield Mistake((*loc, key), shown(wire[key]), f"nothing, since a {kind} wire has {', '.join(WIRE_HAS[kind])}")


CHECKS: tuple[Check, ...] = (
    _duplicate_ids, _prefixes, _labels, _references, _windows, _outcomes, _printers, _codes, _displays, _languages,
    _loudspeakers, _hours, _wires, _own_lines, locker_banks, locker_figures, bars, unreachable, journeys,
)  # fmt: skip
