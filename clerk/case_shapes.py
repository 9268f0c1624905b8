"""What cases and outcomes look like over HTTP, for the OpenAPI document; `clerk.case_view` makes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api import edge
from api.shapes import Name, Shape, TicketShape
from api.text import PRINTABLE, Line, Word
from hall.events import CaseState, CaseWay, HandOver, Problem

Item = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=PRINTABLE)]
"""A paper that is missing: one of the service's own, by its name, or a few words."""
Tracking = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{4,40}$")]
Note = Literal["for-review", "for-signature", "for-correction", "for-issue", "other"]
Step = Literal["received", "passed", "completed", "ready", "issued", "returned", "withdrawn"]


class CasePlace(Shape):
    """Who has a case."""

    kind: Literal["window", "office", "locker", "courier"]
    id: str


class CaseShape(Shape):
    """`due`: by when somebody must have acted (null once it is ready or over); `days_late`: working days since then."""

    id: str
    state: CaseState
    service: str
    ticket: str
    window: str
    place: CasePlace
    received_at: str
    received_by: str
    promised: str
    missing: list[Name]
    missing_until: str | None
    due: str | None
    days_late: int
    completed_at: str | None
    collect: str | None
    ready_at: str | None
    closed_at: str | None
    way: CaseWay | None
    tracking: str | None


class CaseStep(Shape):
    at: str
    step: Step
    by: str
    from_place: str | None
    to_place: str | None
    state: CaseState
    note: str | None


class CaseHistory(CaseShape):
    """A case with every step it took, oldest first."""

    steps: list[CaseStep]


class CaseList(Shape):
    """`total` there are; `next`: where the next page begins, null on the last."""

    cases: list[CaseShape]
    total: int
    next: int | None


class SlipShape(Shape):
    """What a visitor was told, and how it reached him."""

    slip: str
    ticket: str
    number: str
    window: str
    service: str
    language: Literal["zh", "en"]
    outcome: Literal["accepted", "accepted-incomplete", "refused"]
    case: str | None
    promised: str | None
    missing: list[Name]
    missing_until: str | None
    collect: str | None
    hand_over: HandOver
    problem: Problem | None
    reprint: int


class ToldShape(Shape):
    """The outcome this window gave last today, and how its slip fared; `GET /slips/{slip}` tells the rest."""

    slip: str
    number: str
    outcome: str
    case: str | None
    hand_over: HandOver
    problem: Problem | None


class FinishedShape(Shape):
    """`outcome` is null when the visit was simply done."""

    ticket: TicketShape
    outcome: SlipShape | None


class Wanted(edge.Asked):
    """Which cases: `state` (or `open`, the default `all`), `overdue`, whose number begins with `q`."""

    state: Literal["received", "in-office", "ready", "issued", "returned", "withdrawn", "open", "all"] = "all"
    overdue: Literal["true", "false"] = "false"
    q: Annotated[str, StringConstraints(pattern=r"^[0-9-]{0,16}$")] = ""
    limit: Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]?|100)$")] = "50"
    start: Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})$")] = "0"


class PassOn(edge.Asked):
    """To a window or an office, one of them. `from`: where the page saw the case."""

    window: Word | None = None
    office: Word | None = None
    note: Note | None = None
    seen: Annotated[Line | None, Field(alias="from")] = None


class CaseSeen(edge.Asked):
    seen: Annotated[Line | None, Field(alias="from")] = None


class Issue(edge.Asked):
    """At a window (its own, by default), or with `tracking` to a courier."""

    window: Word | None = None
    ticket: Word | None = None
    tracking: Tracking | None = None
    seen: Annotated[Line | None, Field(alias="from")] = None


class CaseReason(edge.Asked):
    reason: Line | None = None
