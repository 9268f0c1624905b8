"""What no single value shows of a bar: keys of another kind, an id or address that is taken, a wire it cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from server.config_errors import Loc, Mistake, shown
from server.config_rows import Raw, rows

OWN_KEYS = {
    "number-board": ("address", "blank"),
    "text-line": ("encoding", "prefix", "suffix", "width", "answers"),
    "simulated": ("width",),
}
WIRES = ("serial", "network", "file")
OTHER_DEVICES = ("printers", "displays", "kiosks")


PLACE = ("kind", "host", "port", "path")


def bars(raw: Raw) -> Iterator[Mistake]:
    others = (row.get("id") for name in OTHER_DEVICES for _, row in rows(raw, name))
    taken = {each.lower() for each in others if isinstance(each, str)}
    lines: dict[str, list[Raw]] = {}
    for loc, bar in rows(raw, "bars"):
        if isinstance(bar.get("id"), str) and bar["id"].lower() in taken:
            yield Mistake((*loc, "id"), f"{shown(bar['id'])}, the id of another device", "an id of its own")
        yield from _keys(loc, bar)
        wire = bar.get("wire")
        if isinstance(wire, dict):
            yield from _shared(loc, bar, lines.setdefault(repr([wire.get(key) for key in PLACE]), []))


def _keys(loc: Loc, bar: Raw) -> Iterator[Mistake]:
    kind, wire = bar.get("kind"), bar.get("wire")
    if not isinstance(kind, str) or kind not in OWN_KEYS:
        return
    for key in sorted({each for keys in OWN_KEYS.values() for each in keys} - set(OWN_KEYS[kind])):
        if key in bar:
            yield Mistake((*loc, key), shown(bar[key]), f"nothing, since a {kind} bar has {', '.join(OWN_KEYS[kind])}")
    if isinstance(wire, dict) and wire.get("kind") == "usb":
        yield Mistake((*loc, "wire", "kind"), shown("usb"), f"one of: {', '.join(WIRES)}")
    if kind == "simulated" and wire is not None:
        yield Mistake((*loc, "wire"), "a wire", "nothing, since a simulated bar has none")
    if bar.get("answers") is True and isinstance(wire, dict) and wire.get("kind") == "file":
        yield Mistake((*loc, "answers"), "true", "false, since a device file cannot answer")


def _shared(loc: Loc, bar: Raw, others: list[Raw]) -> Iterator[Mistake]:
    """Number boards may share a line, each with an address of its own; nothing else may."""
    if any(each.get("kind") != "number-board" for each in (bar, *others)) and others:
        yield Mistake((*loc, "wire"), "the wire of another bar", "a wire of its own: only number boards share one")
    elif any(each.get("wire") != bar["wire"] for each in others):
        yield Mistake((*loc, "wire"), "the wire of another bar, set otherwise", "the same keys for each bar on it")
    elif any(each.get("address", 1) == bar.get("address", 1) for each in others):
        yield Mistake((*loc, "address"), f"{shown(bar.get('address', 1))} a second time", "an address of its own")
    others.append(bar)
