"""The emulated cabinet: its engine as a line sees it, and its own page, where doors are pushed, pulled and jammed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from heapq import heappop, heappush
from html import escape
from typing import Any
from urllib.parse import parse_qs

from lockers.engine import Cabinet, Door, Faults
from server.emulate_http import OwnPage

SOON_SECONDS = 0.2
"""What a board says within this time is waited for; what comes later is said when its time has come."""
LATE_SECONDS_MAX = 60.0
SENSORS = ("good", "open", "closed")
PAGE = """<!doctype html><meta charset="utf-8"><title>Emulated cabinet</title>
<style>body{{font:16px sans-serif;margin:2rem;background:#e8e8e8}}table{{border-collapse:collapse;background:#fff}}
td,th{{padding:.4rem .8rem;border:1px solid #bbb;text-align:left}}form{{display:inline}}label{{display:block}}</style>
<h1>Emulated cabinet</h1><p>{place}</p>
<table><tr><th>board</th><th>lock</th><th>door</th><th>inside</th><th>bolt</th><th>switch</th><th>pulses</th></tr>{doors}
</table><h2>Faults</h2><form method="post" action="/faults">{inputs}<button>Set</button></form>"""


@dataclass(frozen=True)
class Pace:
    offline: bool
    bytes_a_second: int | None = None


class CabinetOnLine:
    """A cabinet for `server.emulate`'s lines."""

    def __init__(self, cabinet: Cabinet, clock: Callable[[], float] = time.monotonic) -> None:
        self.cabinet, self._clock = cabinet, clock
        self._coming: list[tuple[float, int, bytes]] = []
        self._count = 0

    @property
    def faults(self) -> Pace:
        return Pace(self.cabinet.faults.unplugged)

    def connected(self) -> None:
        self._coming.clear()

    def receive(self, data: bytes) -> bytes:
        now = self._clock()
        for said in self.cabinet.hear(data, now):
            self._count += 1
            heappush(self._coming, (said.at, self._count, said.data))
        soon = max((at for at, _, _ in self._coming if at <= now + SOON_SECONDS), default=now)
        time.sleep(max(soon - self._clock(), 0.0))
        return self.automatic()

    def automatic(self) -> bytes:
        said = b""
        while self._coming and self._coming[0][0] <= self._clock():
            said += heappop(self._coming)[2]
        return said


def faults_of(asked: dict[str, Any]) -> Faults:
    """The faults a body names; ValueError for what no cabinet can have. What is not named is well."""
    kinds = {field.name: type(field.default) for field in fields(Faults)}
    for name, value in asked.items():
        if name not in kinds:
            raise ValueError(f"no such fault: {name}")
        if kinds[name] is bool and not isinstance(value, bool):
            raise ValueError(f"{name} is true or false")
        most = LATE_SECONDS_MAX if name == "late_seconds" else 1.0
        if kinds[name] is float and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError(f"{name} is a number")
        if kinds[name] is float and not 0.0 <= value <= most:
            raise ValueError(f"{name} is from 0 to {most:g}")
    return Faults(**asked)


def set_door(door: Door, asked: dict[str, Any]) -> None:
    """By hand: `open`, `item`, `jammed` true or false, `sensor` good, open or closed. ValueError for anything else."""
    for name, value in asked.items():
        if name in ("open", "item", "jammed"):
            if not isinstance(value, bool):
                raise ValueError(f"{name} is true or false")
        elif name != "sensor" or value not in SENSORS:
            raise ValueError(f"{name} cannot be {value!r}")
    for name, value in asked.items():
        setattr(door, name, value)


class CabinetPage(OwnPage):
    """`/doors/BOARD/LOCK` (locks from 0) and `/faults` take JSON; `/state` is everything as JSON."""

    def __init__(self, cabinet: Cabinet, place: str, port: int) -> None:
        super().__init__(port)
        self.cabinet, self.place = cabinet, place

    def get(self, path: str) -> tuple[int, str, bytes]:
        if path == "/":
            return 200, "text/html; charset=utf-8", self._page().encode()
        if path != "/state":
            return 404, "text/plain", b"not here"
        doors = [{"board": board, "lock": lock, **vars(door)} for (board, lock), door in self.cabinet.doors.items()]
        return 200, "application/json", json.dumps({"doors": doors, "faults": vars(self.cabinet.faults)}).encode()

    def post(self, path: str, kind: str, body: str) -> tuple[int, str, bytes]:
        from_form = not kind.startswith("application/json")
        try:
            asked = _of_form(body) if from_form else json.loads(body)
            if not isinstance(asked, dict):
                raise ValueError("an object is wanted")
            if path == "/faults":
                self.cabinet.faults = faults_of(asked)
            elif (door := self._door(path)) is not None:
                set_door(door, asked)
            else:
                return 404, "text/plain", b"not here"
        except ValueError as wrong:
            return 422, "text/plain; charset=utf-8", str(wrong).encode("utf-8", "replace")
        return self.get("/" if from_form else "/state")

    def _door(self, path: str) -> Door | None:
        parts = path.strip("/").split("/")
        if len(parts) != 3 or parts[0] != "doors" or not (parts[1].isdecimal() and parts[2].isdecimal()):
            return None
        return self.cabinet.doors.get((int(parts[1]), int(parts[2])))

    def _page(self) -> str:
        doors = "".join(
            f"<tr><td>{board}</td><td>{lock + 1}</td>{''.join(_cells(f'/doors/{board}/{lock}', door))}"
            f"<td>{door.pulses}</td></tr>"
            for (board, lock), door in self.cabinet.doors.items()
        )
        inputs = "".join(_input(name, value) for name, value in vars(self.cabinet.faults).items())
        return PAGE.format(place=escape(self.place), doors=doors, inputs=inputs)


def _cells(address: str, door: Door) -> list[str]:
    """What is, and a button for what else could be."""
    rows = (
        ("open" if door.open else "shut", "open", not door.open, "pull open" if not door.open else "push shut"),
        ("something" if door.item else "empty", "item", not door.item, "take out" if door.item else "put in"),
        ("jammed" if door.jammed else "free", "jammed", not door.jammed, "free it" if door.jammed else "jam it"),
    )
    cells = [f"<td>{stands} {_button(address, name, to, words)}</td>" for stands, name, to, words in rows]
    others = "".join(_button(address, "sensor", each, f"says {each}") for each in SENSORS if each != door.sensor)
    return [*cells, f"<td>{door.sensor} {others}</td>"]


def _button(address: str, name: str, value: bool | str, words: str) -> str:
    text = value if isinstance(value, str) else str(value).lower()
    return f'<form method="post" action="{address}"><button name="{name}" value="{text}">{words}</button></form>'


def _input(name: str, value: bool | float) -> str:
    if isinstance(value, bool):
        return f'<label><input type="checkbox" name="{name}" value="true"{" checked" if value else ""}> {name}</label>'
    return f'<label>{name} <input type="number" min="0" step="any" name="{name}" value="{value:g}"></label>'


def _of_form(text: str) -> dict[str, Any]:
    """The page's forms: a switch that is off is absent, an empty number is none."""
    words = {"true": True, "false": False}
    given = {name: values[-1] for name, values in parse_qs(text).items()}
    return {name: words[value] if value in words else value if value in SENSORS else float(value)
            for name, value in given.items()}  # fmt: skip
