"""Finding what a rule is asked about, or refusing in the right word."""

from __future__ import annotations

from hall.hall import Hall, Leg, Ticket, Window, plan_of
from hall.plan import Service
from hall.refused import Refused


def at_window(hall: Hall, window: str) -> Window:
    standing = hall.windows.get(window)
    if standing is None:
        raise Refused("unknown-window", "window")
    return standing


def live_ticket(hall: Hall, ticket: str, field: str | None = None) -> Ticket:
    """A ticket that is not over. One that is over, or never was, is the same to a rule; the edge knows which."""
    found = hall.tickets.get(ticket)
    if found is None:
        raise Refused("unknown-ticket", field)
    return found


def planned_service(hall: Hall, service: str) -> Service:
    found = plan_of(hall).service.get(service)
    if found is None:
        raise Refused("unknown-service", "service")
    return found


def check_current(window: Window, seen: str | None) -> None:
    """The page says which ticket it saw as current: another one, or none, means it is behind."""
    if seen is not None and window.ticket != seen:
        raise Refused("not-current", "ticket")


def missing(leg: Leg) -> tuple[str, ...]:
    """The services of a joint session whose windows have not come yet."""
    if leg.joint is None:
        return ()
    came = {service for _, service in leg.joint.joined}
    return tuple(each for each in leg.joint.together if each not in came)


def check_own(window: Window, ticket: Ticket) -> None:
    """A window that joined another's visitor acts on him there, or leaves."""
    if ticket.window != window.id:
        raise Refused("joined-elsewhere")


def current(hall: Hall, window: str, seen: str | None, *states: str) -> tuple[Window, Ticket]:
    """The window and its current ticket, which must be in one of these states."""
    standing = at_window(hall, window)
    check_current(standing, seen)
    if standing.ticket is None:
        raise Refused("window-closed" if standing.state == "closed" else "wrong-state")
    ticket = hall.tickets[standing.ticket]
    check_own(standing, ticket)
    if ticket.state not in states:
        raise Refused("wrong-state")
    return standing, ticket
