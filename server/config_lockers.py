"""What no single value shows of a locker bank: locks named twice, boards that a family does not have, keys of
another."""

from __future__ import annotations

from collections.abc import Iterator

from lockers.codecs.codec import Codec
from lockers.codecs.eight_a import EightA
from lockers.codecs.kerong_cu16 import KerongCu16
from lockers.codecs.kerong_cu48 import KerongCu48
from lockers.codecs.modbus import Modbus
from server.config_errors import Loc, Mistake, among, shown
from server.config_reach import ids
from server.config_rows import Raw, rows

FAMILIES: dict[str, Codec] = {
    "kerong-cu48": KerongCu48(), "8a": EightA(), "modbus": Modbus(), "kerong-cu16": KerongCu16(),
}  # fmt: skip
OWN_KEYS = {"commands": "kerong-cu48", "items": "kerong-cu16", "pulse_ms": "modbus", "inputs_offset": "modbus"}
WIRES = ("serial", "network")
PROMPTS = {"prompt_seconds": 20, "warn_seconds": 60, "alarm_seconds": 120}
DEFAULT_FAMILY = "kerong-cu16"


def locker_banks(raw: Raw) -> Iterator[Mistake]:
    for loc, bank in rows(raw, "locker_banks"):
        yield from _numbers(loc, bank)
        yield from _locks(loc, bank)
        yield from _keys(loc, bank)
        yield from _boards(loc, bank)


NAMES = {"help_service": "services", "help_priority_class": "priority_classes", "returns_to": "windows"}
"""Keys of [lockers] that name something of another table."""


def locker_figures(raw: Raw) -> Iterator[Mistake]:
    """What [lockers] and [messages] say, held against the rest."""
    found = raw.get("lockers")
    lockers: Raw = found if isinstance(found, dict) else {}
    sizes = lockers.get("sizes", ["S", "M", "L", "XL"])
    if isinstance(sizes, list):
        yield from _sizes(raw, sizes)
    for key, name in NAMES.items():
        ids = [row.get("id") for _, row in rows(raw, name)]
        if key in lockers and lockers[key] not in ids:
            yield Mistake(("lockers", key), shown(lockers[key]), f"the id of one of the {name}")
    times = [lockers.get(key, standard) for key, standard in PROMPTS.items()]
    if all(isinstance(each, int) for each in times) and times != sorted(times):
        yield Mistake(("lockers", "alarm_seconds"), shown(times[-1]), "prompt, warn and alarm_seconds in rising order")
    messages = raw.get("messages")
    if isinstance(messages, dict):
        yield from _messages(raw, messages)


def _messages(raw: Raw, messages: Raw) -> Iterator[Mistake]:
    """An address to post to, or a printer beside staff: what a visitor can reach must print nobody's code."""
    kind, printer = messages.get("kind", "none"), messages.get("printer")
    if kind in ("webhook", "sms") and "url" not in messages:
        yield Mistake(("messages", "url"), "nothing", "the address that messages are posted to")
    if printer is None and kind == "slip":
        yield Mistake(("messages", "printer"), "nothing", "the id of one of the printers")
    if not isinstance(printer, str):
        return
    printers = ids(raw, "printers")
    if printer not in printers:
        yield Mistake(("messages", "printer"), shown(printer), among(printer, printers))
    public = [row.get("printer") for name in ("kiosks", "locker_banks") for _, row in rows(raw, name)]
    if printer in public:
        yield Mistake(("messages", "printer"), shown(printer), "a printer beside staff: that one is before visitors")


def _sizes(raw: Raw, sizes: list[object]) -> Iterator[Mistake]:
    for at, size in enumerate(sizes):
        if size in sizes[:at]:
            yield Mistake(("lockers", "sizes", at), f"{shown(size)} a second time", "each size once, small to large")
    for bank, row in rows(raw, "locker_banks"):
        for loc, each in rows(row, "compartments"):
            if isinstance(each.get("size"), str) and each["size"] not in sizes:
                yield Mistake((*bank, *loc, "size"), shown(each["size"]), f"one of lockers.sizes: {shown(sizes)}")


def _numbers(bank: Loc, row: Raw) -> Iterator[Mistake]:
    numbers: set[int] = set()
    for place, (loc, each) in enumerate(rows(row, "compartments"), 1):
        no = each.get("no", place)
        if isinstance(no, int):
            if no in numbers:
                may = "a number of its own; without one, its place in the list"
                yield Mistake((*bank, *loc, "no"), f"{shown(no)} a second time", may)
            numbers.add(no)


def _locks(bank: Loc, row: Raw) -> Iterator[Mistake]:
    """Two compartments on one lock would open together."""
    seen: set[tuple[int, int]] = set()
    for loc, each in rows(row, "compartments"):
        board, lock = each.get("board"), each.get("lock")
        if isinstance(board, int) and isinstance(lock, int):
            if (board, lock) in seen:
                found = f"lock {shown(lock)} of board {shown(board)} a second time"
                yield Mistake((*bank, *loc, "lock"), found, "a lock of its own")
            seen.add((board, lock))


def _keys(bank: Loc, row: Raw) -> Iterator[Mistake]:
    kind, family = row.get("kind"), _family(row)
    if family is None:
        return
    if kind != "simulated" and "family" in row:
        yield Mistake((*bank, "family"), shown(row["family"]), "nothing, since only a simulated bank has a family")
    for key, owner in OWN_KEYS.items():
        if key in row and family != owner:
            yield Mistake((*bank, key), shown(row[key]), f"nothing, since it is a key of {owner} boards")
    pulse, wire = row.get("pulse_ms"), row.get("wire")
    if isinstance(pulse, int) and pulse % 100:
        yield Mistake((*bank, "pulse_ms"), shown(pulse), "whole hundreds, such as 500")
    if isinstance(wire, dict) and wire.get("kind") in ("usb", "file"):
        yield Mistake((*bank, "wire", "kind"), shown(wire["kind"]), f"one of: {', '.join(WIRES)}")


def _boards(bank: Loc, row: Raw) -> Iterator[Mistake]:
    family = _family(row)
    if family is None:
        return
    codec, first = FAMILIES[family], row.get("first_lock", 1)
    for loc, each in rows(row, "compartments"):
        board, lock, offset = each.get("board"), each.get("lock"), row.get("inputs_offset", 0)
        if isinstance(board, int) and isinstance(offset, int) and not {board, board + offset} <= set(codec.boards):
            may = f"{codec.boards.start} to {codec.boards.stop - 1}, as {family} boards count"
            yield Mistake((*bank, *loc, "board"), shown(board), may)
        if isinstance(lock, int) and first in (0, 1) and lock - first not in codec.locks:
            may = f"{first} to {codec.locks.stop - 1 + first}, as a {family} board has {codec.locks.stop} locks"
            yield Mistake((*bank, *loc, "lock"), shown(lock), may)


def _family(row: Raw) -> str | None:
    """None where the shape is wrong, which is told already."""
    kind = row.get("kind")
    family = row.get("family", DEFAULT_FAMILY) if kind == "simulated" else kind
    return family if isinstance(family, str) and family in FAMILIES else None
