"""A joint session: several windows at one visitor. The window that called him is his place; each other one joins there,
and it begins when all are there. This is the only way in which one live ticket is at two windows."""

from __future__ import annotations

from hall import events as e
from hall.calling import settled
from hall.eligible import serves
from hall.hall import At, Hall, Leg, Ticket
from hall.looking import at_window, live_ticket, missing
from hall.refused import Refused

INVITED_MOST = 5


def join(hall: Hall, now: At, *, window: str, ticket: str) -> list[e.Event]:
    """Come to a visitor that another window has called, for the first missing service that this one serves."""
    standing, called = at_window(hall, window), live_ticket(hall, ticket, field="ticket")
    if standing.ticket is not None:
        raise Refused("window-busy")
    if standing.state == "closed":
        raise Refused("window-closed")
    if called.state != "called" or not missing(called.leg):
        raise Refused("wrong-state", "ticket")
    service = _wanted(hall, window, called.leg)
    if service is None:
        raise Refused("does-not-serve", "ticket")
    return [e.WindowJoined(ticket, window, service)]


def release(hall: Hall, now: At, *, window: str, service: str | None = None) -> list[e.Event]:
    """The visitor's own window goes on without a service of the session; a window that joined leaves: before the
    session began its place is open again, afterwards the others finish."""
    standing = at_window(hall, window)
    ticket = hall.tickets[standing.ticket] if standing.ticket is not None else None
    if ticket is None or ticket.leg.joint is None:
        raise Refused("wrong-state")
    came = {each: name for name, each in ticket.leg.joint.joined}
    if ticket.window != window:
        own = next(each for each, name in came.items() if name == window)
        return settled(hall, now, [e.WindowReleased(ticket.id, window, own, window, needed=ticket.state == "called")])
    if service not in ticket.leg.joint.together:
        raise Refused("unknown-service", "service")
    return settled(hall, now, [e.WindowReleased(ticket.id, window, str(service), came.get(str(service)))])


def invitations(hall: Hall, window: str) -> list[tuple[Ticket, str]]:
    """The called visitors whom this window could join, with the service it would come for."""
    called = (hall.tickets[w.ticket] for w in hall.windows.values() if w.state == "calling" and w.ticket is not None)
    open_ones = {ticket.id: ticket for ticket in called if missing(ticket.leg)}
    found = [(each, service) for each in open_ones.values() if (service := _wanted(hall, window, each.leg)) is not None]
    return sorted(found, key=lambda each: each[0].called_at or 0)[:INVITED_MOST]


def _wanted(hall: Hall, window: str, leg: Leg) -> str | None:
    served = serves(hall, window)
    return next((each for each in missing(leg) if each in served), None)
