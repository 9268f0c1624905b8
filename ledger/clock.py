"""The hall's time: UTC from a monotonic base, so that nobody who sets the computer's clock moves a queue unseen."""

from __future__ import annotations

from collections.abc import Callable

STEP_MILLIS = 2_000
"""A wall clock that differs by more than this has been stepped; less is left alone."""


class Clock:
    """`wall` gives seconds since 1970 UTC, `monotonic` seconds since whenever; both are handed in.

    A step is told by `step()` and becomes a ClockStepped in the record, which moves the times of what is live with it;
    only when that is committed does the ledger call `rebase`. So `now()` never falls between two events but there.
    """

    def __init__(self, wall: Callable[[], float], monotonic: Callable[[], float]) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._base = self._wall_millis() - self._monotonic_millis()

    def now(self) -> int:
        """Milliseconds since 1970 UTC."""
        return self._base + self._monotonic_millis()

    def step(self) -> int:
        """By how many milliseconds the wall clock has been stepped against this one; 0 while it is within 2 s."""
        by = self._wall_millis() - self.now()
        return by if abs(by) > STEP_MILLIS else 0

    def rebase(self, by: int) -> None:
        """Time goes on `by` milliseconds later than it did."""
        self._base += by

    def not_before(self, at: int) -> None:
        """At a start: no event may stand before the last one kept. If the wall clock was set back meanwhile this clock
        runs ahead of it, `step()` says by how much, and the first tick records it."""
        self.rebase(max(0, at - self.now()))

    def _wall_millis(self) -> int:
        return int(self._wall() * 1000)

    def _monotonic_millis(self) -> int:
        return int(self._monotonic() * 1000)
