"""Slips that the hall keeps (of outcomes, of deposits) on their way to paper: by the same workers as tickets' slips,
each ending in one honest state."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from hall import locker_slips, outcomes
from hall.cabinet import Deposit
from hall.events import HandOver
from hall.hall import Hall, plan_of
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from printers.deposit_slip import Opens, code_lines, receipt_lines
from printers.lines import Line
from printers.outcome_slip import outcome_lines
from printers.printer import Built, Job, Outcome
from printers.slip import Speaker
from wires.worker import Report

Give = Callable[[str, Callable[[], None]], bool]
"""Hands a printer's worker something to do; False when its queue is full."""
Opening = Callable[[Hall, Deposit], Opens]
"""What opens the compartment of a result: asked for when its slip is printed, and kept nowhere."""


class Kept(Protocol):
    """A slip as the hall keeps it. `reprint` tells its prints apart."""

    @property
    def id(self) -> str: ...
    @property
    def printer(self) -> str | None: ...
    @property
    def hand_over(self) -> HandOver: ...
    @property
    def reprint(self) -> int: ...


@dataclass(frozen=True)
class Kind:
    """One kind of slip: those that are kept, what stands on one (in columns), and the rule that hears of it."""

    slips: Callable[[Hall], Mapping[str, Kept]]
    lines: Callable[[Hall, str, int], tuple[Line, ...]]
    tell: Callable[..., Any]


def of_outcomes(words: Speaker) -> Kind:
    def lines(hall: Hall, slip: str, columns: int) -> tuple[Line, ...]:
        return outcome_lines(plan_of(hall), words, hall.slips[slip], columns)

    return Kind(lambda hall: hall.slips, lines, outcomes.tell)


def of_deposits(words: Speaker, opening: Opening) -> Kind:
    def lines(hall: Hall, slip: str, columns: int) -> tuple[Line, ...]:
        kept = hall.cabinets.slips[slip]
        deposit = hall.cabinets.deposits[kept.deposit]
        if kept.what == "receipt":
            return receipt_lines(plan_of(hall), words, kept, deposit, columns)
        return code_lines(plan_of(hall), words, kept, deposit, opening(hall, deposit), columns)

    return Kind(lambda hall: hall.cabinets.slips, lines, locker_slips.tell)


@dataclass(frozen=True)
class Told:
    """What became of a slip."""

    slip: str
    reprint: int
    printer: str
    outcome: Outcome


class SlipSpooler:
    """The part of the spooler that prints one kind; `millis_max` is how old a job may be that is still printed."""

    def __init__(
        self, ledger: Ledger, built: Mapping[str, Built], kind: Kind, *, give: Give, wake: Callable[[], object],
        report: Report, look: Callable[[Built], None], millis_max: int,
    ) -> None:  # fmt: skip
        self._ledger, self._built, self._kind = ledger, built, kind
        self._give, self._wake, self._report, self._look = give, wake, report, look
        self._millis_max = millis_max
        self._at_work: set[tuple[str, int]] = set()
        self._told: deque[Told] = deque()

    def start(self) -> None:
        """Slips from before a stop were perhaps under way: never printed a second time unasked."""
        for slip in self._pending(self._ledger.hall):
            self._tell(Told(slip.id, slip.reprint, slip.printer or "", Outcome("unknown", "silent")))

    def hand_out(self, hall: Hall, slip_id: str, asked_at: int) -> None:
        """On the loop: a job for the slip's printer."""
        slip = self._kind.slips(hall).get(slip_id)
        if slip is None or (slip.id, slip.reprint) in self._at_work:
            return
        self._at_work.add((slip.id, slip.reprint))
        printer = slip.printer or ""
        if printer not in self._built:
            self._tell(Told(slip.id, slip.reprint, printer, Outcome("failed", "offline")))
        elif not self._give(printer, partial(self._work, slip, self._built[printer], asked_at)):
            self._tell(Told(slip.id, slip.reprint, printer, Outcome("failed", "busy")))

    def catch_up(self, hall: Hall) -> None:
        """Some news never arrived: whatever still waits for paper and has no job gets one."""
        for slip in self._pending(hall):
            self.hand_out(hall, slip.id, hall.at)

    def settle(self) -> None:
        """Record what the printers said. NotKept: the same news waits for the next time."""
        while self._told:
            self._record(self._told[0])
            told = self._told.popleft()
            self._at_work.discard((told.slip, told.reprint))

    def _pending(self, hall: Hall) -> list[Kept]:
        return [slip for slip in self._kind.slips(hall).values() if slip.hand_over == "pending"]

    def _work(self, slip: Kept, built: Built, asked_at: int) -> None:
        """In a printer's thread. Whatever happens here, something is told: a slip never stays pending. One that was
        taken back since (its code is another now) stays unprinted."""
        outcome = Outcome("failed", "error")
        try:
            hall = self._ledger.hall
            if self._ledger.clock.now() - asked_at > self._millis_max or slip.id not in self._kind.slips(hall):
                outcome = Outcome("failed", "busy")
                return
            lines = self._kind.lines(hall, slip.id, built.planned.columns)
            outcome = Outcome("unknown", "error")
            outcome = built.driver.print(Job(slip.id, lines, _mark(slip)))
        finally:
            self._tell(Told(slip.id, slip.reprint, built.planned.id, outcome))
        if outcome.problem is not None:
            self._look(built)

    def _tell(self, told: Told) -> None:
        self._told.append(told)
        self._wake()

    def _record(self, told: Told) -> None:
        door = self._ledger.by(Asker(f"printer:{told.printer}"))
        state, problem = told.outcome.state, told.outcome.problem
        try:
            door.record(self._kind.tell, slip=told.slip, printer=told.printer, hand_over=state, problem=problem)
        except NotKept:
            raise
        except Exception as failure:  # the next slip's news must not wait behind this for ever
            self._report("spooler", failure)


def _mark(slip: Kept) -> str:
    """Four characters that name this job to its printer: the end of the slip's id and which print it is."""
    return (slip.id[-3:] + "0123456789abcdefghijklmnopqrstuvwxyz"[slip.reprint % 36]).rjust(4, "0")
