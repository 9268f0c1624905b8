"""How many wait, and before whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from hall.hall import Hall, Place, Ticket, plan_of
from hall.lanes import place_of


def people_ahead(hall: Hall, ticket: Ticket) -> int:
    """Waiting tickets of the same category with a smaller (due, arrival, order); 0 when it does not wait."""
    return people_before(hall, ticket.leg.category, place_of(ticket)) if ticket.state == "waiting" else 0


def people_before(hall: Hall, category: str, place: Place) -> int:
    """Who of a category waits before this place."""
    return sum(bisect_left(places, place) for places in _of_category(hall, category))


def waiting_in(hall: Hall, category: str) -> int:
    """How many wait in a category."""
    return sum(len(places) for places in _of_category(hall, category))


def _of_category(hall: Hall, category: str) -> Iterator[tuple[Place, ...]]:
    services = plan_of(hall).services_of[category]
    return (places for lane, places in hall.lanes.items() if lane.service in services)
