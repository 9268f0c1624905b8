"""Where a ticket stands: putting one into the hall moves it between lanes and lists, in one place for every fold."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from immutables import Map

from hall.hall import Hall, Lane, Leg, Place, Ticket, Window
from hall.plan import Plan
from hall.records import changed

OVER = frozenset(("done", "cancelled", "expired"))
Lanes = Map[Lane, tuple[Place, ...]]
Apart = Map[str, frozenset[str]]


def lane_of(leg: Leg) -> Lane:
    return Lane(leg.service, leg.windows, leg.person)


def place_of(ticket: Ticket) -> Place:
    leg = ticket.leg
    return Place(leg.due_at, leg.entered_at, ticket.order, ticket.id)


def put(hall: Hall, ticket: Ticket) -> Hall:
    """The hall with this ticket as it now is; a ticket that is over leaves it."""
    old = hall.tickets.get(ticket.id)
    lanes, apart = _moved(hall.lanes, old, ticket), _sorted_out(hall.apart, old, ticket)
    if ticket.state in OVER:
        if old is None:
            return hall
        return changed(
            hall, tickets=hall.tickets.delete(ticket.id), numbers=_freed(hall.numbers, ticket), lanes=lanes, apart=apart
        )
    numbers = hall.numbers if old is not None else hall.numbers.set(ticket.number, ticket.id)
    return changed(hall, tickets=hall.tickets.set(ticket.id, ticket), numbers=numbers, lanes=lanes, apart=apart)


def put_window(hall: Hall, window: Window) -> Hall:
    return changed(hall, windows=hall.windows.set(window.id, window))


def with_leg(ticket: Ticket, **changes: Any) -> Ticket:
    """The ticket with its current leg changed."""
    legs = list(ticket.legs)
    legs[ticket.leg_at] = changed(ticket.leg, **changes)
    return changed(ticket, legs=tuple(legs))


def lanes_of(tickets: Map[str, Ticket]) -> Lanes:
    """All lanes from the tickets, as a start or a step of the clock makes them."""
    found: dict[Lane, list[Place]] = {}
    for ticket in tickets.values():
        if ticket.state == "waiting":
            found.setdefault(lane_of(ticket.leg), []).append(place_of(ticket))
    return Map({lane: tuple(sorted(places)) for lane, places in found.items()})


def apart_of(tickets: Map[str, Ticket]) -> Apart:
    """The tickets that stand apart, by why."""
    found: dict[str, set[str]] = {}
    for ticket in tickets.values():
        for name in _lists(ticket):
            found.setdefault(name, set()).add(ticket.id)
    return Map({name: frozenset(ids) for name, ids in found.items()})


def reached(hall: Hall) -> Hall:
    """The hall with what its windows serve worked out anew: after the plan, who sits where, or a manager's change."""
    if hall.plan is None:
        return hall
    return changed(
        hall, serves=serves_of(hall.plan, hall.windows), exclusive=exclusive_of(hall.plan, hall.windows)
    )


def serves_of(plan: Plan, windows: Map[str, Window]) -> Map[str, frozenset[str]]:
    """What the windows may serve whose list differs from the plan's."""
    differing = [w for w in windows.values() if w.services is not None or w.skills]
    return Map({w.id: frozenset(_known(plan, w, plan.may_serve[w.id])) for w in differing})


def exclusive_of(plan: Plan, windows: Map[str, Window]) -> frozenset[str]:
    """The categories of which no open or paused specialised window serves any service (queueing's delta_excl)."""
    kept = {
        plan.service[service].category
        for window in plan.windows
        if window.kind == "specialised" and windows[window.id].state != "closed"
        for service in _known(plan, windows[window.id], window.services)
    }
    return frozenset(plan.category.keys() - kept)


def _known(plan: Plan, window: Window, planned: Iterable[str]) -> Iterable[str]:
    """Of these services, or of those a manager named instead, the ones the person there knows: all without skills."""
    services = planned if window.services is None else [each for each in window.services if each in plan.service]
    if not window.skills:
        return services
    return [each for each in services if each in window.skills or plan.category_of[each] in window.skills]


def _moved(lanes: Lanes, old: Ticket | None, new: Ticket) -> Lanes:
    was = old is not None and old.state == "waiting"
    stays = new.state == "waiting"
    if old is not None and was and stays and place_of(old) == place_of(new) and lane_of(old.leg) == lane_of(new.leg):
        return lanes
    if old is not None and was:
        lanes = _without(lanes, lane_of(old.leg), place_of(old))
    if stays:
        lanes = _with(lanes, lane_of(new.leg), place_of(new))
    return lanes


def _with(lanes: Lanes, lane: Lane, place: Place) -> Lanes:
    places = list(lanes.get(lane, ()))
    insort(places, place)
    return lanes.set(lane, tuple(places))


def _without(lanes: Lanes, lane: Lane, place: Place) -> Lanes:
    places = lanes[lane]
    if len(places) == 1:
        return lanes.delete(lane)
    at = bisect_left(places, place)
    return lanes.set(lane, places[:at] + places[at + 1 :])


def _lists(ticket: Ticket) -> tuple[str, ...]:
    apart = (ticket.state,) if ticket.state in ("held", "missed", "void") else ()
    return apart if ticket.void_at is None else (*apart, "doubt")


def _sorted_out(apart: Apart, old: Ticket | None, new: Ticket) -> Apart:
    before = _lists(old) if old is not None else ()
    now = _lists(new) if new.state not in OVER else ()
    if before == now:
        return apart
    for name in before:
        left = apart[name] - {new.id}
        apart = apart.set(name, left) if left else apart.delete(name)
    for name in now:
        apart = apart.set(name, apart.get(name, frozenset()) | {new.id})
    return apart


def _freed(numbers: Map[str, str], ticket: Ticket) -> Map[str, str]:
    return numbers.delete(ticket.number) if numbers.get(ticket.number) == ticket.id else numbers
