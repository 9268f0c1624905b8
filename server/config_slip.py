"""What a hall adds to its slips, held against the paper of its printers: text blocks by columns, a logo by its dots.

A logo is read here, once, and goes into the plan as its dots: the plan in force needs no file beside it.
"""

from __future__ import annotations

import importlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from hall.plan import Plan, Printer, SlipLogo
from hall.records import changed
from printers.printer import within
from printers.slip import NAME_LINES_MAX, text_blocks
from server.config_errors import Loc, Mistake, shown

LOGO = "printers.logo"
LOGO_BYTES_MAX = 200_000
LOGO_ROWS_MAX = 240
"""Dots, 30 mm: a logo stands on every slip and costs its paper."""
LOGO_AT: Loc = ("slip", "logo")
PAPER_80 = Printer("", "simulated")
"""What a hall without printers is measured by."""


class WrongLogo(Exception):
    """Carries the Mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def on_paper(plan: Plan, logo: str | None, folder: Path) -> tuple[Plan, list[Mistake]]:
    """The plan with the logo of that name, a path seen from the config file's folder; and what of all that it adds to
    slips has no room on them."""
    mistakes = list(_too_long(plan))
    try:
        plan = _with_logo(plan, logo, folder)
    except WrongLogo as wrong:
        mistakes.append(wrong.mistake)
    return plan, mistakes


def _too_long(plan: Plan) -> Iterator[Mistake]:
    """Text blocks that the narrowest printer would cut short."""
    narrow = min(map(within, plan.printers), key=lambda each: each.columns, default=PAPER_80)
    for loc, lines in text_blocks(plan, narrow.columns):
        if lines > NAME_LINES_MAX:
            room = f"at most {NAME_LINES_MAX} lines of {narrow.columns} columns{_named(narrow)}"
            yield Mistake(("slip", *loc), f"a text of more than {NAME_LINES_MAX} lines", room)


def _with_logo(plan: Plan, name: str | None, folder: Path) -> Plan:
    if name is None:
        return plan
    narrow = min(plan.printers, key=lambda each: each.dots, default=PAPER_80)
    may = f"a PNG of at most {narrow.dots} dots{_named(narrow)} by {LOGO_ROWS_MAX}, and {LOGO_BYTES_MAX} bytes"
    png = _bytes(folder / name, may)
    logo = importlib.import_module(LOGO)
    try:
        dots, drawn = logo.read(png, narrow.dots, LOGO_ROWS_MAX)
    except logo.NotALogo as wrong:
        raise WrongLogo(Mistake(LOGO_AT, f"{shown(name)}: {wrong}", may)) from None
    return changed(plan, slip=changed(plan.slip, logo=SlipLogo(dots, b64encode(drawn.data).decode())))


def _bytes(path: Path, may: str) -> bytes:
    try:
        with path.open("rb") as file:
            png = file.read(LOGO_BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not readable").lower()
        raise WrongLogo(Mistake(LOGO_AT, f"{shown(path.name)}: {reason}", may)) from None
    if len(png) > LOGO_BYTES_MAX:
        raise WrongLogo(Mistake(LOGO_AT, f"{shown(path.name)}: more than {LOGO_BYTES_MAX} bytes", may))
    return png


def _named(printer: Printer) -> str:
    return f" (printer {printer.id})" if printer.id else ""
