"""What a code is that somebody held before a kiosk: a ticket of ours, one that another service knows, or nothing to us.

A code is never echoed and never kept: what comes back is what it stands for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from api.shapes import ticket_body
from hall.codes import token_in
from hall.hall import Hall, plan_of

NOT_OURS: dict[str, Any] = {"what": "not-ours", "ticket": None, "service": None}


@dataclass(frozen=True)
class Foreign:
    """What another service says of a code: its visitor comes for `service`, or has `ticket` already."""

    kind: Literal["check-in", "ticket"]
    service: str | None = None
    ticket: str | None = None


class ForeignCodes(Protocol):
    def ask(self, code: str, kiosk: str) -> Foreign | None:
        """What it is, within the time limit; None: not known there, no answer in time, or a wrong one."""


class NoForeignCodes:
    def ask(self, code: str, kiosk: str) -> Foreign | None:
        return None


Find = Callable[[str], dict[str, Any] | None]
"""The body of a ticket that is over, by its id."""


def own_ticket(text: str, holder: Callable[[str], str | None]) -> str | None:
    """The ticket of one of our own codes, by its signature: a token, or a link that ends in one."""
    token = token_in(text)
    return None if token is None else holder(token)


def meaning(
    hall: Hall, text: str | None, kiosk: str, holder: Callable[[str], str | None], foreign: ForeignCodes, over: Find
) -> dict[str, Any]:
    """The whole answer. `text` None: nobody can read it; `holder` gives the ticket that a token was signed for."""
    if text is None:
        return NOT_OURS
    if (ticket := own_ticket(text, holder)) is not None:
        return _ticket(hall, "own-ticket", ticket, over)
    if token_in(text) is not None:
        return NOT_OURS  # made up in our own form: nobody else is asked about it
    known = foreign.ask(text, kiosk)
    if known is None:
        return NOT_OURS
    if known.kind == "ticket":
        return _ticket(hall, "ticket", known.ticket or "", over)
    if known.service not in plan_of(hall).service:
        return NOT_OURS
    return {"what": "check-in", "ticket": None, "service": known.service}


def _ticket(hall: Hall, what: str, ticket: str, over: Find) -> dict[str, Any]:
    if ticket in hall.cabinets.promises:
        return {"what": "promised", "ticket": None, "service": None}
    body = ticket_body(hall, hall.tickets[ticket]) if ticket in hall.tickets else over(ticket)
    return NOT_OURS if body is None else {"what": what, "ticket": body, "service": None}
