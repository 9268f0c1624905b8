"""The ticket that is promised to a visitor whom a door let down, over HTTP: its code, before there is a number."""

from __future__ import annotations

from flask import Response

from api import edge
from api.answers import reply
from api.shapes import iso_or_none
from api.ticket_codes import CodePicture, code_picture
from hall.hall import Hall, plan_of
from hall.opening_hours import opens_at
from hall.refused import Refused
from lockers.web import find_visit, own

routes = edge.blueprint("lockers-tickets")


class PromisedCode(CodePicture):
    """`number`: once the ticket was taken; before that `opens_at`, when its service takes tickets again by its hours
    (null: it is within them)."""

    number: str | None
    opens_at: str | None


@routes.get("/lockers/<bank>/visits/<visit>/code")
@edge.allow("locker")
@edge.describe(200, PromisedCode, no=(409,))
def promised_code(bank: str, visit: str) -> Response:
    """The code of the ticket promised to a visit, to be photographed: it is good as soon as the ticket is taken."""
    own(bank)
    found = find_visit(bank, visit)
    if found is None:
        raise edge.unknown("visit")
    hall, ticket = edge.hall(), found.get("ticket")
    if ticket is None or not (ticket in hall.cabinets.promises or ticket in hall.tickets):
        raise Refused("wrong-state")
    number = hall.tickets[ticket].number if ticket in hall.tickets else None
    return reply(code_picture(ticket) | {"number": number, "opens_at": _opens_at(hall, ticket)})


def _opens_at(hall: Hall, ticket: str) -> str | None:
    plan, promise = plan_of(hall), hall.cabinets.promises.get(ticket)
    service = plan.service.get(promise.service) if promise is not None else None
    if service is None:
        return None
    return iso_or_none(plan, opens_at(plan, edge.ledger().clock.now(), service.hours or plan.hours))
