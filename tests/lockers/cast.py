"""Who plays in the tests of lockers: a clock that nobody waits for, and planned banks of every family."""

from __future__ import annotations

from typing import Any

from hall.plan import Compartment, LockerBank

FAMILIES = ("kerong-cu48", "8a", "modbus", "kerong-cu16")


class VirtualClock:
    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += max(seconds, 0.0)


def planned(family: str = "kerong-cu16", *, boards: int = 2, locks: int = 4, **other: Any) -> LockerBank:
    """A simulated bank of a few compartments, numbered from 1 across its boards."""
    compartments = tuple(
        Compartment(no=board * locks + lock, size="S", height_mm=900, board=board + 1, lock=lock)
        for board in range(boards) for lock in range(1, locks + 1)
    )  # fmt: skip
    return LockerBank(id="L1", kind="simulated", family=family, compartments=compartments, **other)  # type: ignore[arg-type]
