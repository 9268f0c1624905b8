"""The one choice between real and simulated: a driver is loaded when the plan names it, and drawing when asked."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import gevent
import structlog
from gevent import monkey

from hall import plan
from hall.hall import plan_of
from hall.words import Words
from ledger.ledger import Ledger
from lockers.bank import Bank, BankUnsupported
from lockers.bank import Build as BuildBank
from printers import fonts
from printers.drawing import Drawer
from printers.printer import Build, Built, PrinterUnsupported
from printers.slip_spooler import Opening
from printers.spooler import Spooler
from server import bars, logs, seam
from server.trouble import Trouble
from wires.wire import Native

DRIVERS = {"thermal": "printers.thermal", "simulated": "printers.simulated"}
BANKS = {"simulated": "lockers.simulated"}
BOARDS = "lockers.serial_bank"
DRAWING = "printers.paper"
log = structlog.get_logger("printers")
SETTLE_SECONDS = 1.0
"""When news could not be kept (a full disk), how long until it is tried again."""


def drawing() -> Drawer:
    """What draws: fonts and an image library, 10 MB that a hall of plain text never loads."""
    return cast(Drawer, importlib.import_module(DRAWING))


def native() -> Native:
    """Sockets that block in a native thread, whatever gevent has patched."""
    return Native(monkey.get_original("socket", "socket"), monkey.get_original("select", "select"))


def build(planned: plan.Printer) -> Built:
    """The printer of the plan, driven as its kind says; one that cannot be driven is one line."""
    make: Build = importlib.import_module(DRIVERS[planned.kind]).build
    try:
        return make(planned, native(), drawing)
    except PrinterUnsupported as error:
        raise Trouble(str(error)) from None


def bank(planned: plan.LockerBank) -> Bank:
    """The locker bank of the plan, as its kind says; connects to nothing yet."""
    make: BuildBank = importlib.import_module(BANKS.get(planned.kind, BOARDS)).build
    try:
        return make(planned, native())
    except BankUnsupported as error:
        raise Trouble(str(error)) from None


def tell_fonts() -> None:
    """What drawn lines are drawn with, best first; and whether Chinese can be drawn at all."""
    names = list(dict.fromkeys(font.name for font in fonts.present()))
    if fonts.found() is None:
        log.warning("font", name=None, fonts=names, chinese="cannot be drawn: install fonts-wqy-microhei")
    else:
        log.info("font", name=fonts.found(), fonts=names)


@dataclass(frozen=True)
class SlipShown:
    """`no` counts the slips of this printer; `text` is what stands on it."""

    no: int
    text: str


class Machines:
    """The printers at work with the slips that simulated ones keep, and the bars above the windows."""

    def __init__(self, built: Sequence[Built], spooler: Spooler, bell: seam.Bell, above: bars.RunningBars) -> None:
        self.bars = above
        self._built = {each.planned.id: each for each in built}
        self._spooler = spooler
        spooler.start()
        self._greenlets = [gevent.spawn(bell.answer, spooler.settle), gevent.spawn(self._again)]

    def drain(self) -> None:
        """There is news: hand out what is to be printed and shown."""
        self._spooler.drain()
        self.bars.drain()

    def _again(self) -> None:
        while True:
            gevent.sleep(SETTLE_SECONDS)
            self._spooler.settle()

    def stop(self) -> None:
        """Let each finish its slip and record what came of it."""
        gevent.killall(self._greenlets)
        self._spooler.close()
        self.bars.stop()

    # --- for a demo

    def simulated(self) -> list[str]:
        """The printers whose slips can be looked at."""
        return [name for name, each in self._built.items() if each.planned.kind == "simulated"]

    def slips(self, printer: str, most: int) -> list[SlipShown]:
        """The last few slips, newest first."""
        sheets = self._sheets(printer)[-most:]
        return [SlipShown(sheet.number, sheet.text) for sheet in reversed(sheets)]

    def picture(self, printer: str, slip: int) -> bytes | None:
        """A slip as a PNG, or None: it is not kept (any more)."""
        found = next((sheet for sheet in self._sheets(printer) if sheet.number == slip), None)
        if found is None:
            return None
        dots = self._built[printer].planned.dots
        drawn: bytes = importlib.import_module(DRAWING).picture(found.printed, dots)
        return drawn

    def faults(self, printer: str) -> Any:
        """What may be made to go wrong with a simulated printer: `printers.engine.Faults`, at any time."""
        return cast(Any, self._built[printer].driver).faults

    def look(self, printer: str) -> None:
        """Ask the printer how it is, now rather than at its next turn."""
        self._spooler.look(printer)

    def _sheets(self, printer: str) -> Sequence[Any]:
        return cast(Any, self._built[printer].driver).slips if printer in self.simulated() else ()


def start(ledger: Ledger, words: Words, code: Callable[[str], str], opening: Opening) -> Machines:
    """Every printer and bar of the plan with its worker. `code(ticket)` is what the code on its slip says, `opening`
    what opens a result's compartment."""
    tell_fonts()
    bell = seam.Bell()
    built = [build(planned) for planned in plan_of(ledger.hall).printers]
    spooler = Spooler(
        ledger, built, words=words, code=code, opening=opening, spawn=seam.spawn, inbox=seam.inbox,
        wake=bell.ring, report=logs.from_thread,
    )  # fmt: skip
    return Machines(built, spooler, bell, bars.start(ledger, words, native()))
