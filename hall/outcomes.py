"""How a visit may end, and what its visitor is told: the part of finishing that is more than "done"."""

from __future__ import annotations

import re

from hall import events as e
from hall.case import Case, OutcomeSlip
from hall.cases import next_number, promises
from hall.hall import At, Hall, Ticket, Undoable, Window, plan_of
from hall.plan import Plan, Service
from hall.refused import Refused

ACCEPTED = ("accepted", "accepted-incomplete")
MISSING_MOST = 20
DIGITS = re.compile(r"\d(?:[ -]?\d){6,}[Xx]?")
"""What may be a document's or a telephone's number."""


def check(hall: Hall, ticket: Ticket, outcome: str, missing: tuple[str, ...]) -> None:
    """Whether this visit may end so: the service allows it, and what is missing is said when, and only when, something
    is."""
    service = plan_of(hall).service.get(ticket.leg.service)
    if service is None or outcome not in service.outcomes:
        raise Refused("outcome-not-allowed", "outcome")
    if outcome == "accepted-incomplete" and not missing:
        raise Refused("missing-needed", "missing")
    if missing and outcome not in ("accepted-incomplete", "refused"):
        raise Refused("nothing-missing", "missing")


def outcome_events(
    hall: Hall, now: At, window: Window, outcome: str, missing: tuple[str, ...], by: str, slip: str | None
) -> list[e.Event]:
    """What follows `TicketFinished` in the same record: the case, if the matter was accepted, and the slip. Nothing for
    "done", or when the caller has no slip's id to give."""
    ticket = hall.tickets[str(window.ticket)]
    check(hall, ticket, outcome, missing)
    if outcome == "done" or slip is None:
        return []
    plan = plan_of(hall)
    service = plan.service[ticket.leg.service]
    items = tuple(item(service, text) for text in missing)
    received = _received(hall, now, window, ticket, service, items, by) if outcome in ACCEPTED else None
    printer = plan.window[window.id].printer
    given = e.OutcomeGiven(
        slip=slip,
        ticket=ticket.id,
        window=window.id,
        number=ticket.number,
        service=service.id,
        language=ticket.language,
        outcome=outcome,
        case=received.case if received else None,
        promised=received.promised if received else None,
        missing=items,
        missing_until=received.missing_until if received else None,
        collect=received.collect if received else None,
        printer=printer,
        hand_over="pending" if printer is not None else "shown",
    )
    return [received, given] if received else [given]


def _received(
    hall: Hall, now: At, window: Window, ticket: Ticket, service: Service, items: tuple[e.Item, ...], by: str
) -> e.CaseReceived:
    plan = plan_of(hall)
    year, count, number = next_number(hall, now)
    promised, missing_until = promises(plan, now, service.id, bool(items))
    collect = service.collect if service.collect in plan.window else window.id
    return e.CaseReceived(
        number, year, count, ticket.id, service.id, window.id, by, promised, items, missing_until, collect
    )


def item(service: Service, text: str) -> e.Item:
    """A missing paper in both languages, when it is one of the service's own; else as the clerk wrote it, with whatever
    reads as a document's or a telephone's number masked."""
    for paper in service.papers:
        if text in (paper.zh, paper.en):
            return {"zh": paper.zh, "en": paper.en}
    return {"zh": DIGITS.sub("****", text), "en": DIGITS.sub("****", text)}


def taken_back(hall: Hall, last: Undoable, by: str) -> list[e.Event]:
    """What goes with a finish that its window undoes: the slip says what is not so, and the case is withdrawn (its
    number is never given again). Refused when somebody has had the case in hand since."""
    cases, slips = left_by(hall, last)
    if any(case.touched > last.seq for case in cases):
        raise Refused("touched-since")
    withdrawn: list[e.Event] = [e.CaseWithdrawn(case.id, by, "undone") for case in cases]
    return [*withdrawn, *(e.OutcomeWithdrawn(slip.id) for slip in slips)]


def left_by(hall: Hall, last: Undoable) -> tuple[list[Case], list[OutcomeSlip]]:
    """The cases and slips that the window's last record made."""
    ended = {ticket.id for ticket in last.tickets}
    slips = [slip for slip in hall.slips.values() if slip.ticket in ended and slip.given_at >= last.at]
    made = {slip.case for slip in slips}
    return [case for case in hall.cases.values() if case.id in made], slips


def tell(
    hall: Hall, now: At, *, slip: str, printer: str, hand_over: e.HandOver, problem: e.Problem | None = None
) -> list[e.Event]:
    """What the printer says became of the slip. A slip nobody keeps any more is no news."""
    return [e.OutcomeSlipTold(slip, printer, hand_over, problem)] if slip in hall.slips else []


def reprint(hall: Hall, now: At, *, slip: str) -> list[e.Event]:
    """The same outcome on paper again, never while the first may still come out."""
    found = hall.slips.get(slip)
    if found is None:
        raise Refused("unknown-slip")
    printer = _printer(plan_of(hall), found)
    if printer is None:
        raise Refused("no-printer")
    if found.hand_over == "pending":
        raise Refused("still-printing")
    return [e.OutcomeSlipAsked(slip, printer, found.reprint + 1)]


def _printer(plan: Plan, slip: OutcomeSlip) -> str | None:
    return plan.window[slip.window].printer if slip.window in plan.window else None
