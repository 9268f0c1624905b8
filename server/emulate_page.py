"""The emulated printer's own page: what is wrong with it, to be set by hand or by a program, and the paper it gave."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from html import escape
from typing import Any
from urllib.parse import parse_qs

from printers.engine import Engine, Faults
from server.emulate_http import OwnPage

NUMBER_MAX = 10_000_000
SWITCHES = ("low", "cover_open", "cutter_jams", "cutter_jammed", "offline", "mute")
NUMBERS = ("slips_left", "dots_left", "dies_after", "breaks_after", "bytes_a_second")
BREAKS = ("mute", "paper-out", "cover-open", "cutter")
Picture = Callable[[Any, int], bytes]
PAGE = """<!doctype html><meta charset="utf-8"><title>Emulated printer</title>
<style>body{{font:16px sans-serif;margin:2rem;background:#e8e8e8}}label{{display:block;margin:.3rem 0}}
img{{display:block;margin:1rem 0;box-shadow:0 1px 6px #0006}}</style>
<h1>Emulated printer</h1><p>{place} &middot; {printed} slips cut, {held}</p>
<form method="post" action="/faults">{inputs}<button>Set</button></form>{slips}"""


def faults_of(asked: dict[str, Any]) -> Faults:
    """The faults a body names; ValueError for what no printer can have. What is not named is well."""
    known = {field.name for field in fields(Faults)}
    if unknown := sorted(set(asked) - known):
        raise ValueError(f"no such fault: {', '.join(unknown)}")
    return Faults(**{name: _value(name, value) for name, value in asked.items()})


def _value(name: str, value: Any) -> Any:
    if name in SWITCHES and isinstance(value, bool):
        return value
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NUMBER_MAX
    if name in NUMBERS and (value is None or (whole and (value > 0 or name != "bytes_a_second"))):
        return value
    if name == "breaks" and value in BREAKS:
        return value
    raise ValueError(f"{name} cannot be {value!r}")


def _of_form(text: str) -> dict[str, Any]:
    """The page's form: a switch that is off is absent, an empty number is none."""
    given = {name: values[-1] for name, values in parse_qs(text).items()}
    return {name: True if name in SWITCHES else value if name == "breaks" else int(value)
            for name, value in given.items()}  # fmt: skip


class Page(OwnPage):
    """Serves one engine's page. `picture` draws a slip as a PNG."""

    def __init__(self, engine: Engine, place: str, picture: Picture, port: int) -> None:
        super().__init__(port)
        self.engine, self.place, self.picture = engine, place, picture

    def get(self, path: str) -> tuple[int, str, bytes]:
        if path == "/":
            return 200, "text/html; charset=utf-8", self._page().encode()
        if path == "/faults":
            return 200, "application/json", json.dumps(vars(self.engine.faults)).encode()
        found = next((s for s in tuple(self.engine.slips) if path == f"/slips/{s.number}.png"), None)
        if found is None:
            return 404, "text/plain", b"not here"
        return 200, "image/png", self.picture(found.printed, self.engine.dots)

    def post(self, path: str, kind: str, body: str) -> tuple[int, str, bytes]:
        """Set the faults: as JSON, or by the page's form."""
        if path != "/faults":
            return 404, "text/plain", b"not here"
        try:
            asked = json.loads(body) if kind.startswith("application/json") else _of_form(body)
            if not isinstance(asked, dict):
                raise ValueError("faults are an object")
            self.engine.faults = faults_of(asked)
        except ValueError as wrong:
            return 422, "text/plain; charset=utf-8", str(wrong).encode("utf-8", "replace")
        return self.get("/faults") if kind.startswith("application/json") else self.get("/")

    def _page(self) -> str:
        faults = self.engine.faults
        switches = "".join(
            f'<label><input type="checkbox" name="{name}"{" checked" if getattr(faults, name) else ""}> {name}</label>'
            for name in SWITCHES
        )
        numbers = "".join(
            f'<label>{name} <input type="number" min="0" name="{name}" value="{_shown(getattr(faults, name))}"></label>'
            for name in NUMBERS
        )
        breaks = "".join(f"<option{' selected' if each == faults.breaks else ''}>{each}</option>" for each in BREAKS)
        slips = "".join(
            f'<img src="/slips/{slip.number}.png" alt="{escape(slip.text, quote=True)}">'
            for slip in reversed(tuple(self.engine.slips))
        )
        held = "something hangs out" if self.engine.uncut() else "nothing hangs out"
        return PAGE.format(
            place=escape(self.place), printed=self.engine.printed, held=held, slips=slips,
            inputs=f'{switches}{numbers}<label>breaks <select name="breaks">{breaks}</select></label>',
        )  # fmt: skip


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
