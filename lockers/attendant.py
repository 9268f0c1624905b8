"""What one bank's thread does: look at the doors, and carry out one intention at a time. It decides nothing: it tells
what it read, and whether a door stayed shut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hall.events import LockerProblem, Seen
from lockers.bank import Bank, LockerFailed, Reading
from lockers.clock import Clock

OPEN_SECONDS = 3.0
"""From the pulse on; a door that is shut then has not opened."""
POLL_SECONDS = 0.25
FRESH_SECONDS = 1.5
"""A reading so young need not be made again before a pulse."""
RETELL_SECONDS = 10.0
"""What was told is told again after a while: should a report ever be lost, the record does not stay wrong."""
MISSES_MAX = 3
"""Readings that fail one after the other before the bank counts as silent, or a door as unknown."""


@dataclass(frozen=True)
class DoorsSeen:
    """Every door of the bank, as it was just read."""

    doors: tuple[Seen, ...]


@dataclass(frozen=True)
class StayedShut:
    """The intention `opening` had its pulse, or could not have it, and its door was not seen open."""

    opening: str
    problem: LockerProblem


@dataclass(frozen=True)
class Silent:
    """Nothing can be read."""

    problem: LockerProblem


Report = DoorsSeen | StayedShut | Silent


class Attendant:
    """Runs in the thread of its bank. `tell` hears every report, in order."""

    def __init__(self, bank: Bank, clock: Clock, tell: Callable[[Report], None]) -> None:
        self._bank, self._clock, self._tell = bank, clock, tell
        self._last: dict[int, Reading] = {}
        self._blind: dict[int, int] = {}
        self._misses = 0
        self._told: tuple[Seen, ...] | None = None
        self._read_at = self._told_at = float("-inf")

    def look(self) -> None:
        """Read every door; what is new is told."""
        try:
            self._read()
        except LockerFailed as failure:
            self._missed(failure)

    def attend(self, opening: str, compartment: int) -> None:
        """One pulse for one intention, unless the door is open already; then look until it opens or the time is up."""
        if self._clock.now() - self._read_at > FRESH_SECONDS and not self._sighted():
            return
        before = self._last.get(compartment, Reading())
        if before.door != "closed":
            self._tell_doors(again=True)
            if before.door == "unknown":
                self._tell(StayedShut(opening, "unread"))
            return
        problem = self._pulse(compartment)
        if not self._opens(compartment):
            self._tell(StayedShut(opening, problem or "jammed"))

    def _sighted(self) -> bool:
        """No lock is pulsed behind a door that cannot be read; the bank is told as silent instead."""
        for _ in range(MISSES_MAX):
            try:
                self._read()
            except LockerFailed as failure:
                self._missed(failure)
            else:
                return True
        return False

    def _pulse(self, compartment: int) -> LockerProblem | None:
        try:
            self._bank.unlock(compartment)
        except LockerFailed as failure:
            return failure.problem
        return None

    def _opens(self, compartment: int) -> bool:
        """A pulse proves nothing; only a door that is read as open does. Without one reading since, it is unknown."""
        until, read = self._clock.now() + OPEN_SECONDS, False
        while True:
            try:
                self._read()
                read = True
            except LockerFailed as failure:
                self._missed(failure)
            if read and self._last[compartment].door == "open":
                return True
            if self._clock.now() >= until:
                break
            self._clock.wait(POLL_SECONDS)
        if not read:
            self._last[compartment] = Reading()
            self._tell_doors()
        return False

    # --- reading

    def _read(self) -> None:
        found = self._bank.read()
        self._misses, self._read_at = 0, self._clock.now()
        self._last = {no: self._steady(no, reading) for no, reading in found.items()}
        self._tell_doors()

    def _steady(self, no: int, reading: Reading) -> Reading:
        """A door that could not be read once or twice is as it was; the third time it is unknown."""
        self._blind[no] = self._blind.get(no, 0) + 1 if reading.door == "unknown" else 0
        kept = 0 < self._blind[no] < MISSES_MAX and no in self._last
        return self._last[no] if kept else reading

    def _missed(self, failure: LockerFailed) -> None:
        self._misses += 1
        if self._misses == MISSES_MAX:
            self._last, self._told, self._read_at = {}, None, float("-inf")
            self._tell(Silent(failure.problem))

    def _tell_doors(self, again: bool = False) -> None:
        doors = tuple((no, each.door, each.item) for no, each in sorted(self._last.items()))
        now = self._clock.now()
        if again or doors != self._told or now - self._told_at > RETELL_SECONDS:
            self._told, self._told_at = doors, now
            self._tell(DoorsSeen(doors))
