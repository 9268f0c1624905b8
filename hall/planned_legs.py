"""A matter of several legs, as the plan lays it out and as a ticket carries what is left of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlannedLeg:
    """One stop. Legs of the same `step` may be done in any order, lower steps come first; `together` are services whose
    windows must come to the same visitor at the same place (a joint session)."""

    service: str
    step: int = 1
    together: tuple[str, ...] = ()


@dataclass(frozen=True)
class Journey:
    """`service` is what the visitor came for, `legs` what is left of it: the current one first, then those ahead."""

    service: str
    legs: tuple[PlannedLeg, ...]

    @property
    def here(self) -> PlannedLeg:
        return self.legs[0]

    @property
    def ahead(self) -> tuple[PlannedLeg, ...]:
        return self.legs[1:]
