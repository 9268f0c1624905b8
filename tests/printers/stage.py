"""A hall with one kiosk and its printer on a real ledger, and hands to move it step by step."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from hall import planning, tickets
from hall.hall import Ticket
from hall.plan import Plan
from ledger.asks import Asker
from ledger.clock import Clock
from ledger.ledger import Ledger
from printers import simulated
from printers.printer import Built
from printers.simulated import Simulated
from printers.spooler import Spooler
from tests.printers.cast import TOKEN, WORDS, drawing, printer
from tests.printers.deposits import opening
from wires.wire import Native

SOON = 5.0
STAFF = Asker("kiosk:k1", "k1")


def spawn(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True).start()


@dataclass
class Stage:
    """A hall with one kiosk and its printer, on a real ledger, and hands to move it step by step."""

    ledger: Ledger
    woken: SimpleQueue[None]
    now: list[float]
    reported: list[BaseException] = field(default_factory=list)

    def spooler(self, built: Built, news_max: int = 100, more: tuple[Built, ...] = ()) -> Spooler:
        made = Spooler(
            self.ledger, [built, *more], words=WORDS, code=lambda ticket: TOKEN, opening=opening,
            spawn=spawn, inbox=SimpleQueue, wake=lambda: self.woken.put(None),
            report=lambda name, failure: self.reported.append(failure), news_max=news_max,
        )  # fmt: skip
        made.start()
        return made

    def take(self, ticket: str = "mzxw6ytb2k7a") -> None:
        self.ledger.by(STAFF).record(tickets.take, ticket=ticket, service="si", kiosk="k1")

    def ticket(self, ticket: str = "mzxw6ytb2k7a") -> Ticket:
        return self.ledger.hall.tickets[ticket]

    def problems(self) -> tuple[str, ...]:
        known = self.ledger.hall.devices.get("p1")
        return known.problems if known is not None else ()

    def settled(self, spooler: Spooler, done: Callable[[], bool]) -> None:
        """Drain, then settle at every wake, until `done`."""
        spooler.drain()
        while not done():
            self.woken.get(timeout=SOON)
            spooler.settle()


def begin(folder: Path, now: list[float]) -> Stage:
    clock = Clock(lambda: now[0] / 1000, lambda: now[0] / 1000)
    ledger = Ledger(
        folder, spawn=spawn, promise=Future, inbox=SimpleQueue, wake=lambda: None, clock=clock, key=b"k" * 32
    )
    ledger.start()
    return Stage(ledger, SimpleQueue(), now)


def adopt(stage: Stage, made: Plan) -> None:
    stage.ledger.by(Asker("server")).record(planning.adopt, plan=made)


def simulated_one() -> tuple[Built, Simulated]:
    built = simulated.build(printer(), Native(), drawing)
    assert isinstance(built.driver, Simulated)
    return built, built.driver
