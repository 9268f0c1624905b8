"""What a locker bank is: three methods, a reading for every door, and a closed list of ways it can fail.

Used by one thread at a time, a worker's. Nothing here decides what an opening means: the bank moves bytes, reads doors
and keeps the locks from harm; whoever holds it compares one reading with the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from hall import plan
from wires.wire import Native

Door = Literal["open", "closed", "unknown"]
Problem = Literal["offline", "silent", "garbled", "refused", "cooling", "unread"]
"""`offline`: the wire cannot be opened, or broke. `silent`: no answer came. `garbled`: bytes came, and none of them
passed as an answer. `refused`: the board said no. `cooling`: the lock had its pulses for this minute; nothing was sent.
`unread`: the door was not read since its last pulse, and a pulse is never repeated blindly; nothing was sent."""

PULSES_A_MINUTE = 3
"""More would heat the coil of a lock that is stuck."""
PULSE_GAP_SECONDS = 0.3
"""The least time between two pulses of a bank: its supply feeds one lock at a time."""
SETTLE_SECONDS = 0.2
"""From a pulse to the first reading: earlier ones may catch a bolt on its way."""


class LockerFailed(Exception):
    """`sent` says whether the pulse may have gone out: False only where not one byte of it did."""

    def __init__(self, problem: Problem, sent: bool = False, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.sent, self.detail = problem, sent, detail


@dataclass(frozen=True)
class Reading:
    """One door as it was after the question was asked. `unknown`: its board gave no answer that can be believed; that
    is neither open nor closed. `item` is None where no sensor sees the inside."""

    door: Door = "unknown"
    item: bool | None = None


class Bank(Protocol):
    """Compartments go by the number on their door (`hall.plan.Compartment.no`)."""

    def unlock(self, compartment: int) -> None:
        """Send one pulse to one lock; waits for its turn (PULSE_GAP_SECONDS since the last). That this returns says
        that the bytes went and that the board did not say no, never that the door is open: only a later `read` tells.

        Raises LockerFailed. Never repeats a pulse by itself, and refuses to be made to do so blindly: each pulse after
        the first needs a `read` of that door in between (`unread`), and a lock has at most PULSES_A_MINUTE (`cooling`).
        """

    def read(self) -> dict[int, Reading]:
        """Every compartment's door now, each answer younger than its question; waits SETTLE_SECONDS after a pulse.
        Doors of a board that gave no good answer are `unknown`. Raises LockerFailed when not one could be read."""

    def close(self) -> None:
        """Give the wire up; the next call opens it again. Never raises."""


Build = Callable[[plan.LockerBank, Native], Bank]
"""What a driver module offers as `build`: connects to nothing yet, raises BankUnsupported."""


class BankUnsupported(Exception):
    """The plan names a bank that this version cannot drive; says what is wrong with it."""
