"""Who may call whom just now: the plan, narrowed to what the person at a window knows, and as a manager changed it for
the day. What differs from the plan stands in `hall.serves`, worked out when it changes, so asking costs one look."""

from __future__ import annotations

from hall.hall import At, Hall, Lane, Leg, Ticket, Window, plan_of
from hall.lanes import lane_of


def serves(hall: Hall, window: str) -> frozenset[str]:
    """The services a window may serve just now."""
    differing = hall.serves.get(window)
    return plan_of(hall).may_serve[window] if differing is None else differing


def may_call(hall: Hall, window: Window, lane: Lane) -> bool:
    """Whether a window may call from a lane: bound tickets only where or by whom they are bound."""
    if lane.windows:
        return window.id in lane.windows
    if lane.person is not None:
        return window.person == lane.person
    return lane.service in serves(hall, window.id)


def windows_that_may_call(hall: Hall, ticket: Ticket) -> tuple[str, ...]:
    """The windows that may call a ticket, as its current leg stands."""
    if ticket.leg.windows:
        return ticket.leg.windows
    if ticket.leg.person is not None:
        return tuple(w.id for w in hall.windows.values() if w.person == ticket.leg.person)
    return windows_serving(hall, ticket.leg.service)


def windows_serving(hall: Hall, service: str) -> tuple[str, ...]:
    """The windows that may serve a service just now, open or not, in the plan's order."""
    plan = plan_of(hall)
    if not hall.serves:
        return plan.windows_for.get(service, ())
    return tuple(each.id for each in plan.windows if service in serves(hall, each.id))


def idle_choice(hall: Hall, leg: Leg, preferred: str | None = None) -> str | None:
    """Which idle window an arrival belongs to: the one that knows him, then own zone, then fewest categories (flexible
    windows are kept free), then longest idle, then the plan's order. None when none is idle."""
    plan, lane = plan_of(hall), lane_of(leg)
    idle = [w for w in hall.windows.values() if w.state == "idle" and may_call(hall, w, lane)]
    if not idle:
        return None
    order = {window.id: at for at, window in enumerate(plan.windows)}

    def rank(w: Window) -> tuple[bool, bool, int, At, int]:
        categories = {plan.service[service].category for service in serves(hall, w.id)}
        foreign = plan.window[w.id].zone != plan.zone_of[leg.service]
        return w.id != preferred, foreign, len(categories), w.since_at, order[w.id]

    return min(idle, key=rank).id
