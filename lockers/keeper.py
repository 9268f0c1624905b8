"""From the record to the locks and back: a committed intention becomes one pulse, and what the doors did is recorded.

Three places, none of which waits for another: the loop drains the record's news and hands out intentions (`drain`), a
native thread per bank pulses and looks, and a greenlet of its own records what they report (`settle`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hall import locker_doors
from hall.events import OpeningIntended, PulseIntended
from hall.hall import Hall
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from lockers.attendant import Attendant, DoorsSeen, Report, Silent, StayedShut
from lockers.bank import Bank
from lockers.clock import Clock
from wires import worker
from wires.worker import Inbox, Worker

LOOK_SECONDS = 1.0
"""How often all doors are read: an opening that nobody asked for is an alarm within two seconds."""
ACTS_MAX = 100
NEWS_MAX = 1_000
CLOSE_SECONDS = 5.0
ATTENDED_MAX = 500


class Keeper:
    """Owns one worker for each bank. `draw` gives an id for a ticket that may have to be promised; `spawn`, `inbox`,
    `wake` and `report` are as for the printers' spooler; `clock` is for the threads."""

    def __init__(
        self, ledger: Ledger, banks: Mapping[str, Bank], *, clock: Clock, draw: Callable[[], str],
        spawn: Callable[[Callable[[], None]], Any], inbox: Callable[[], Inbox], wake: Callable[[], object],
        report: worker.Report,
    ) -> None:  # fmt: skip
        self._ledger, self._follower = ledger, ledger.follow("lockers", NEWS_MAX)
        self._banks, self._draw, self._wake, self._report = banks, draw, wake, report
        self._reports: deque[tuple[str, Report]] = deque()
        self._settling = False
        self._attended: dict[tuple[str, int], None] = {}
        self._attendants = {name: Attendant(bank, clock, partial(self._tell, name)) for name, bank in banks.items()}
        self._workers = {
            name: Worker(
                f"bank:{name}", spawn, inbox, ACTS_MAX, report=report, idle=each.look, idle_seconds=LOOK_SECONDS
            )
            for name, each in self._attendants.items()
        }

    def start(self) -> None:
        """First of all, say what is not known of the time before; then read the doors. Before the server listens."""
        for name in self._banks:
            self._ledger.by(Asker(f"bank:{name}")).record(locker_doors.start, bank=name, ticket=self._draw())
        self._follower.take()
        for each in self._workers.values():
            each.start()

    def close(self) -> None:
        """Let each worker end what it does, and record what came of it; before the ledger closes."""
        for each in self._workers.values():
            each.close(CLOSE_SECONDS)
        for bank in self._banks.values():
            bank.close()
        self.settle()

    # --- on the loop

    def drain(self) -> None:
        """Whenever the ledger wakes the loop: hand out what was intended, wait for nothing."""
        missed = self._follower.missed
        for kept in self._follower.take():
            for event in kept.events:
                match event:
                    case OpeningIntended(opening=opening, bank=bank, compartment=no):
                        self._hand_out(bank, opening, 1, no)
                    case PulseIntended(opening=opening, bank=bank, compartment=no, pulse=pulse):
                        self._hand_out(bank, opening, pulse, no)
        if missed:
            self._catch_up(self._ledger.hall)

    def _catch_up(self, hall: Hall) -> None:
        """Some news never arrived: what stands as intended and was not handed out yet."""
        for visit in hall.cabinets.visits.values():
            if visit.state == "opening" and visit.openings:
                self._hand_out(visit.bank, visit.opening, visit.pulses, visit.compartment)

    def _hand_out(self, bank: str, opening: str, pulse: int, compartment: int) -> None:
        """Each pulse once. One that finds no room in the queue is never sent: in time the clock makes it uncertain."""
        if bank not in self._workers or (opening, pulse) in self._attended:
            return
        self._attended[opening, pulse] = None
        if len(self._attended) > ATTENDED_MAX:
            del self._attended[next(iter(self._attended))]
        self._workers[bank].give(partial(self._attendants[bank].attend, opening, compartment))

    def look(self, bank: str) -> None:
        """Read a bank's doors now, not only at the next turn."""
        self._workers[bank].give(self._attendants[bank].look)

    # --- from the banks' threads

    def _tell(self, bank: str, told: Report) -> None:
        self._reports.append((bank, told))
        self._wake()

    # --- in the greenlet that settles

    def settle(self) -> None:
        """Record what the threads told, in order. While the ledger keeps nothing, the same news waits."""
        if self._settling:
            return
        self._settling = True
        try:
            while self._reports:
                self._record(*self._reports[0])
                self._reports.popleft()
        except NotKept as failure:
            self._report("keeper", failure)
        finally:
            self._settling = False

    def _record(self, bank: str, told: Report) -> None:
        door, ticket = self._ledger.by(Asker(f"bank:{bank}")), self._draw()
        try:
            match told:
                case DoorsSeen(doors=doors):
                    door.record(locker_doors.seen, bank=bank, doors=doors, ticket=ticket)
                case StayedShut(opening=opening, problem=problem):
                    door.record(locker_doors.not_opened, opening=opening, problem=problem, ticket=ticket)
                case Silent(problem=problem):
                    door.record(locker_doors.lost, bank=bank, problem=problem, ticket=ticket)
        except NotKept:
            raise
        except Exception as failure:  # what the next door did must not wait behind this for ever
            self._report("keeper", failure)

