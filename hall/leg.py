"""What a ticket is made of: its stops one after the other, and what staff wrote about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hall.events import At

State = Literal["waiting", "called", "serving", "held", "missed", "done", "cancelled", "void", "expired"]


@dataclass(frozen=True)
class Joint:
    """Of a leg at which several windows meet: the services that must be `together` with the leg's own, and the windows
    that have `joined`, each with the service it came for."""

    together: tuple[str, ...]
    joined: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Leg:
    """One stop of a ticket. `entered_at` is its latest entry into the queue, which orders tickets of equal due time;
    `windows` or `person` bind it to one place or one clerk; `window` is where it was or is served."""

    no: int
    service: str
    category: str
    zone: str
    state: State
    due_at: At
    entered_at: At
    windows: tuple[str, ...] = ()
    person: str | None = None
    window: str | None = None
    called_at: At | None = None
    started_at: At | None = None
    finished_at: At | None = None
    outcome: str | None = None
    joint: Joint | None = None


@dataclass(frozen=True)
class Remark:
    """What staff wrote about a ticket, for staff: `by` is the sign-in name."""

    text: str
    by: str
