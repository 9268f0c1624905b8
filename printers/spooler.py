"""From the record to paper and back: every ticket that waits for its slip becomes a job of its kiosk's printer, and
what became of it is recorded.

Three places, none of which waits for another: the loop drains the record's news and hands out jobs (`drain`), a native
thread per printer prints, and a greenlet of its own records what they report (`settle`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from hall import calling, devices, eligible
from hall.events import DepositSlipAsked, OutcomeGiven, OutcomeSlipAsked, Problem, ReprintAsked, TicketTaken
from hall.hall import Hall, Ticket, plan_of
from hall.journeys import way_of
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from printers.printer import Built, Job, Outcome
from printers.slip import Slip, Speaker, slip_lines
from printers.slip_spooler import Kind, Opening, SlipSpooler, of_deposits, of_outcomes
from printers.status import halts
from wires.worker import Inbox, Report, Worker

JOB_MILLIS_MAX = 60_000
"""An older job is not printed any more: its visitor has gone on with the number from the screen."""
NEWS_MAX = 1_000
STATUS_SECONDS = 10.0
CLOSE_SECONDS = 5.0

Wait = Callable[[Hall, Ticket], tuple[int, int] | None]
RULES = {"printed": devices.printed, "sent": devices.sent}
TROUBLED = {"unknown": devices.print_unknown, "failed": devices.print_failed}


@dataclass(frozen=True)
class Done:
    """What became of the slip of a ticket."""

    ticket: str
    reprint: int
    printer: str
    kiosk: str
    outcome: Outcome


class Spooler:
    """Owns one worker for each printer.

    `code` gives a ticket's link, or its token; `opening` what opens a result's compartment; `wait` a ticket's expected
    minutes when there is an estimate. `spawn` starts a native thread and `inbox` makes an unpatched queue, as for the
    ledger; `wake` is called from those threads when there is something to `settle`; `report` logs, also from those
    threads.
    """

    def __init__(
        self, ledger: Ledger, built: Iterable[Built], *, words: Speaker, code: Callable[[str], str],
        opening: Opening, spawn: Callable[[Callable[[], None]], Any], inbox: Callable[[], Inbox],
        wake: Callable[[], object], report: Report, wait: Wait = lambda hall, ticket: None, news_max: int = NEWS_MAX,
    ) -> None:  # fmt: skip
        self._ledger, self._follower = ledger, ledger.follow("printers", news_max)
        self._words, self._code, self._wait = words, code, wait
        self._wake, self._report = wake, report
        self._built = {each.planned.id: each for each in built}
        self._workers = {each.planned.id: self._worker(each, spawn, inbox) for each in self._built.values()}
        self._outcomes, self._deposits = self._of(of_outcomes(words)), self._of(of_deposits(words, opening))
        self._at_work: set[tuple[str, int]] = set()
        self._settling = False
        self._done: deque[Done] = deque()
        self._problems: dict[str, tuple[Problem, ...]] = {}

    def _of(self, kind: Kind) -> SlipSpooler:
        return SlipSpooler(
            self._ledger, self._built, kind, give=self._give, wake=self._wake, report=self._report, look=self._look,
            millis_max=JOB_MILLIS_MAX,
        )  # fmt: skip

    def start(self) -> None:
        """Start the workers. Tickets still `pending` from before a stop were perhaps under way: their slip may be out,
        so it is `unknown`, and never printed a second time unasked."""
        for ticket, kiosk, printer in self._pending(self._ledger.hall):
            self._tell(Done(ticket.id, ticket.reprints, printer, kiosk, Outcome("unknown", "silent")))
        self._outcomes.start()
        self._deposits.start()
        for worker in self._workers.values():
            worker.start()

    def close(self) -> None:
        """Let each worker finish its slip, and settle what came of it. Blocks: when the greenlet that settles has been
        stopped, and before the ledger closes."""
        for worker in self._workers.values():
            worker.close(CLOSE_SECONDS)
        for each in self._built.values():
            each.driver.close()
        self.settle()

    def drain(self) -> None:
        """On the loop, whenever the ledger wakes it: hand out jobs, wait for nothing."""
        missed = self._follower.missed
        for kept in self._follower.take():
            for event in kept.events:
                match event:
                    case TicketTaken(ticket=ticket, hand_over="pending"):
                        self._hand_out(kept.hall, ticket, kept.hall.at)
                    case ReprintAsked(ticket=ticket):
                        self._hand_out(kept.hall, ticket, kept.hall.at)
                    case OutcomeGiven(slip=slip, hand_over="pending") | OutcomeSlipAsked(slip=slip):
                        self._outcomes.hand_out(kept.hall, slip, kept.hall.at)
                    case DepositSlipAsked(slip=slip):
                        self._deposits.hand_out(kept.hall, slip, kept.hall.at)
        if missed:
            self._catch_up(self._ledger.hall)
            self._outcomes.catch_up(self._ledger.hall)
            self._deposits.catch_up(self._ledger.hall)

    def settle(self) -> None:
        """In a greenlet of its own, whenever woken and each second: record what the printers said. While the ledger
        keeps nothing, the same news waits for the next time."""
        if self._settling:
            return
        self._settling = True
        try:
            while self._done:
                self._record(self._done[0])
                done = self._done.popleft()
                self._at_work.discard((done.ticket, done.reprint))
            self._outcomes.settle()
            self._deposits.settle()
            for printer, problems in list(self._problems.items()):
                self._record_problems(printer, problems)
        except NotKept as failure:
            self._report("spooler", failure)
        finally:
            self._settling = False

    # --- on the loop

    def look(self, printer: str) -> None:
        """Ask a printer how it is, after what it is doing now, and not only at its next turn."""
        self._workers[printer].give(partial(self._look, self._built[printer]))

    def _give(self, printer: str, work: Callable[[], None]) -> bool:
        return self._workers[printer].give(work)

    def _hand_out(self, hall: Hall, ticket_id: str, asked_at: int) -> None:
        ticket = hall.tickets.get(ticket_id)
        plan = plan_of(hall)
        if ticket is None or ticket.kiosk not in plan.kiosk or (ticket.id, ticket.reprints) in self._at_work:
            return
        printer = devices.printer_for(hall, ticket.kiosk) or ""
        self._at_work.add((ticket.id, ticket.reprints))
        if printer not in self._built:
            self._tell(Done(ticket.id, ticket.reprints, printer, ticket.kiosk, Outcome("failed", "offline")))
        elif not self._workers[printer].give(partial(self._work, hall, ticket, self._built[printer], asked_at)):
            self._tell(Done(ticket.id, ticket.reprints, printer, ticket.kiosk, Outcome("failed", "busy")))

    def _catch_up(self, hall: Hall) -> None:
        """Some news never arrived: whoever still waits for a slip and has no job gets one."""
        for ticket, _, _ in self._pending(hall):
            self._hand_out(hall, ticket.id, hall.at)

    def _pending(self, hall: Hall) -> list[tuple[Ticket, str, str]]:
        """Whoever waits for a slip, with his kiosk and its printer."""
        kiosks = hall.plan.kiosk if hall.plan is not None else {}
        waiting = [ticket for ticket in hall.tickets.values() if ticket.hand_over == "pending"]
        return [(t, t.kiosk, kiosks[t.kiosk].printer or "") for t in waiting if t.kiosk and t.kiosk in kiosks]

    # --- in a printer's thread

    def _worker(self, built: Built, spawn: Callable[[Callable[[], None]], Any], inbox: Callable[[], Inbox]) -> Worker:
        return Worker(
            f"printer:{built.planned.id}", spawn, inbox, built.queue_max, report=self._report,
            idle=partial(self._look, built), idle_seconds=STATUS_SECONDS, gap_seconds=built.gap_seconds,
        )  # fmt: skip

    def _work(self, hall: Hall, ticket: Ticket, built: Built, asked_at: int) -> None:
        """Whatever happens here, something is told: a ticket never stays pending."""
        outcome = Outcome("failed", "error")
        try:
            if self._ledger.clock.now() - asked_at > JOB_MILLIS_MAX:
                outcome = Outcome("failed", "busy")
                return
            lines = slip_lines(plan_of(hall), self._words, self._slip(hall, ticket), built.planned.columns)
            outcome = Outcome("unknown", "error")
            outcome = built.driver.print(Job(ticket.id, lines, mark_of(ticket)))
        finally:
            self._tell(Done(ticket.id, ticket.reprints, built.planned.id, ticket.kiosk or "", outcome))
        if outcome.problem is not None or any(map(halts, self._problems.get(built.planned.id, ()))):
            self._look(built)  # it has stopped, or it prints again: nobody is to wait ten seconds to know

    def _slip(self, hall: Hall, ticket: Ticket) -> Slip:
        return Slip(
            ticket=ticket.id,
            number=ticket.number,
            service=ticket.journey.service if ticket.journey is not None else ticket.leg.service,
            zone=ticket.leg.zone,
            windows=eligible.windows_that_may_call(hall, ticket),
            ahead=calling.people_ahead(hall, ticket),
            issued_at=ticket.issued_at,
            language="zh" if ticket.language == "zh" else "en",
            kiosk=ticket.kiosk or "",
            code=self._code(ticket.id),
            wait=self._wait(hall, ticket),
            reprint=ticket.reprints,
            printed_at=self._ledger.clock.now(),
            way=way_of(ticket),
        )

    def _look(self, built: Built) -> None:
        self._problems[built.planned.id] = tuple(sorted(built.driver.problems()))
        self._wake()

    def _tell(self, done: Done) -> None:
        self._done.append(done)
        self._wake()

    # --- in the greenlet that settles

    def _record(self, done: Done) -> None:
        door = self._ledger.by(Asker(f"printer:{done.printer}", done.kiosk))
        state, problem = done.outcome.state, done.outcome.problem
        try:
            if state in RULES:
                door.record(RULES[state], ticket=done.ticket, printer=done.printer)
            else:
                door.record(TROUBLED[state], ticket=done.ticket, printer=done.printer, problem=problem or "error")
        except NotKept:
            raise
        except Exception as failure:  # the next slip's news must not wait behind this for ever
            self._report("spooler", failure)

    def _record_problems(self, printer: str, problems: tuple[Problem, ...]) -> None:
        hall = self._ledger.hall
        known = hall.devices[printer].problems if printer in hall.devices else ()
        if problems != known and printer in plan_of(hall).printer:
            asker = Asker(f"printer:{printer}")
            self._ledger.by(asker).record(devices.printer_changed, printer=printer, problems=problems)


def mark_of(ticket: Ticket) -> str:
    """Four characters that name this job to its printer: the end of the ticket's id and which print it is."""
    return (ticket.id[-3:] + "0123456789abcdefghijklmnopqrstuvwxyz"[ticket.reprints % 36]).rjust(4, "0")
