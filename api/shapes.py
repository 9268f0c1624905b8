"""The shapes of the contract: models that describe them in the OpenAPI document, and quick builders that make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from api.answers import encode
from hall import calling, eligible
from hall.events import HandOver, Kind
from hall.hall import Hall, Leg, State, Ticket, plan_of
from hall.plan import Plan, PlannedLeg
from ledger.asks import Answer, Kept
from ledger.times import local

OVER = ("done", "cancelled", "expired")


class Shape(BaseModel):
    """What an answer looks like. Answers are not validated on their way out: tests hold them to this."""

    model_config = ConfigDict(extra="forbid")


class Error(Shape):
    reason: str
    message: str
    field: str | None = None


class Name(Shape):
    zh: str
    en: str


class Wait(Shape):
    from_minutes: int
    to_minutes: int


class LegShape(Shape):
    """A stop of a ticket: those it was at, the current one, and those `ahead` (no due time yet, and their order may
    change where it is free)."""

    no: int
    service: str
    category: str
    zone: str
    state: State | Literal["ahead"]
    due_at: str | None
    windows: list[str]


class TicketShape(Shape):
    """`journey`: the service of several legs that the visitor came for; service, category and zone are the leg's."""

    id: str
    number: str
    day: str
    service: str
    category: str
    zone: str
    windows: list[str]
    kind: Kind
    priority_class: str | None
    needs: list[str]
    state: State
    issued_at: str
    due_at: str
    people_ahead: int
    wait: Wait | None
    window: str | None
    called_at: str | None
    recalls: int
    hand_over: HandOver
    legs: list[LegShape]
    journey: str | None
    link: str | None


class TicketAnswer(Shape):
    """A window's answer about one ticket."""

    ticket: TicketShape


class AlarmShape(Shape):
    id: str
    what: str
    where: str
    since: str
    next_step: str
    seen: bool
    left: int | None


class AlarmList(Shape):
    alarms: list[AlarmShape]


# --- time as the hall writes it


def iso(plan: Plan, at: int) -> str:
    """ISO 8601 with the offset of the hall's zone, to the millisecond."""
    return local(at, plan.timezone)


def iso_or_none(plan: Plan, at: int | None) -> str | None:
    return None if at is None else iso(plan, at)


# --- the ticket


def ticket_body(hall: Hall, ticket: Ticket) -> dict[str, Any]:
    """The contract's Ticket. `wait` is null until there is an estimate; `link` while there is no visitor page."""
    plan, leg, waits = plan_of(hall), ticket.leg, ticket.state == "waiting"
    return {
        "id": ticket.id,
        "number": ticket.number,
        "day": ticket.day,
        "service": leg.service,
        "category": leg.category,
        "zone": leg.zone,
        "windows": () if ticket.state in OVER else eligible.windows_that_may_call(hall, ticket),
        "kind": ticket.kind,
        "priority_class": ticket.priority_class,
        "needs": ticket.needs,
        "state": ticket.state,
        "issued_at": iso(plan, ticket.issued_at),
        "due_at": iso(plan, leg.due_at),
        "people_ahead": calling.people_ahead(hall, ticket) if waits else 0,
        "wait": None,
        "window": ticket.window,
        "called_at": iso_or_none(plan, ticket.called_at),
        "recalls": ticket.recalls,
        "hand_over": ticket.hand_over,
        "legs": [leg_body(plan, each) for each in ticket.legs] + ahead_bodies(plan, ticket),
        "journey": ticket.journey.service if ticket.journey is not None else None,
        "link": None,
    }


def leg_body(plan: Plan, leg: Leg) -> dict[str, Any]:
    """One leg; `windows` are those it is bound to, or the one that served it."""
    joined = tuple(window for window, _ in leg.joint.joined) if leg.joint is not None else ()
    bound = leg.windows or ((leg.window, *joined) if leg.window else ())
    return {
        "no": leg.no,
        "service": leg.service,
        "category": leg.category,
        "zone": leg.zone,
        "state": leg.state,
        "due_at": iso(plan, leg.due_at),
        "windows": bound,
    }


def ahead_bodies(plan: Plan, ticket: Ticket) -> list[dict[str, Any]]:
    """The legs still to come."""
    if ticket.journey is None or ticket.state in OVER:
        return []
    return [_ahead(plan, no, leg) for no, leg in enumerate(ticket.journey.ahead, len(ticket.legs) + 1)]


def _ahead(plan: Plan, no: int, leg: PlannedLeg) -> dict[str, Any]:
    service = leg.service
    return {
        "no": no,
        "service": service,
        "category": plan.category_of[service],
        "zone": plan.zone_of[service],
        "state": "ahead",
        "due_at": None,
        "windows": (),
    }


def ticket_answer(ticket: str, status: int = 200) -> Callable[[Kept], Answer]:
    """The answer of a rule after which the ticket still lives: the Ticket itself (else see `api.ended`)."""

    def answer(kept: Kept) -> Answer:
        return Answer(status, encode(ticket_body(kept.hall, kept.hall.tickets[ticket])))

    return answer


def no_content(_: Kept) -> Answer:
    """204."""
    return Answer(204, b"")
