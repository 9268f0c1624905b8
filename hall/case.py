"""A case: what a window accepted and the hall owes an answer to; and the slip that tells a visitor how his visit ended.

A case is a reference only: its number, its service, the ticket it came with. It names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hall.events import At, CaseState, CaseWay, HandOver, Item, Problem

OPEN_STATES: tuple[CaseState, ...] = ("received", "in-office", "ready")
"""A case in any other state is over and has left the live hall; the register shows it for ever."""
Kind = Literal["window", "office", "locker", "courier"]


@dataclass(frozen=True)
class Case:
    """A case as it stands. `at` is the one place that has it, as `place` writes it; `missing` is what the visitor
    owes, until `missing_until`; `promised` the date of the answer (both dates as YYYY-MM-DD); `collect` the window
    where it is to be fetched; `order` the ledger's number of its receipt, `touched` that of its last event."""

    id: str
    service: str
    ticket: str
    window: str
    state: CaseState
    at: str
    received_at: At
    received_by: str
    promised: str
    order: int
    touched: int
    missing: tuple[Item, ...] = ()
    missing_until: str | None = None
    completed_at: At | None = None
    collect: str | None = None
    ready_at: At | None = None
    closed_at: At | None = None
    way: CaseWay | None = None
    tracking: str | None = None

    @property
    def due(self) -> str | None:
        """By when somebody must have done something: the visitor, while papers are missing, then the hall. None once it
        is ready or over."""
        if self.state not in ("received", "in-office"):
            return None
        return self.missing_until if self.missing else self.promised


@dataclass(frozen=True)
class OutcomeSlip:
    """What a visitor was told at the end of a visit, and how it reached him. Kept until the service day ends, so that
    it can be printed again; `reprint` counts from 1."""

    id: str
    ticket: str
    number: str
    window: str
    service: str
    language: str
    outcome: str
    given_at: At
    case: str | None = None
    promised: str | None = None
    missing: tuple[Item, ...] = ()
    missing_until: str | None = None
    collect: str | None = None
    printer: str | None = None
    hand_over: HandOver = "shown"
    problem: Problem | None = None
    reprint: int = 0


def place(kind: Kind, name: str) -> str:
    """Where a case is, in one word: `window/B1`."""
    return f"{kind}/{name}"


def kind_and_id(where: str) -> tuple[str, str]:
    """The two parts of a place."""
    kind, _, name = where.partition("/")
    return kind, name
