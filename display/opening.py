"""When tickets are taken: whether it is night for a board, when the next opening is, and the hours of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from api.shapes import iso_or_none
from hall.days import is_closed_day, local, taking, zone
from hall.hall import At, Hall, plan_of
from hall.plan import Category, Plan, Service, Week

OUT_OF_HOURS = frozenset({"outside-hours", "closed-day"})
LOOKED_AHEAD_DAYS = 60
"""How far the next opening is looked for: longer than any holiday."""


def closed(hall: Hall, categories: list[Category], now: At) -> dict[str, Any] | None:
    """Outside the hours of every service that is waited for here: when the first takes tickets again today, if any
    does, and when the next opening is at all. A category that a manager closed, or a quota reached, is told where
    tickets are taken; here it is no night."""
    plan = plan_of(hall)
    services = [plan.service[service] for each in categories for service in plan.services_of[each.id]]
    if not services or any(taking(hall, now, service) not in OUT_OF_HOURS for service in services):
        return None
    opens = next(openings(plan, services, now), None)
    today = opens is not None and local(plan, opens).date() == local(plan, now).date()
    return {
        "opens_at": f"{local(plan, opens):%H:%M}" if opens is not None and today else None,
        "next": iso_or_none(plan, opens),
    }


def openings(plan: Plan, services: list[Service], now: At) -> Iterator[At]:
    """The moments at which one of the services begins to take tickets, from now on, the next first."""
    first = local(plan, now).date()
    for day in (first + timedelta(days=ahead) for ahead in range(LOOKED_AHEAD_DAYS)):
        if is_closed_day(plan, day):
            continue
        starts = {start for each in services for start, _ in (each.hours or plan.hours)[day.weekday()]}
        midnight = datetime.combine(day, datetime.min.time(), zone(plan.timezone))
        for start in sorted(starts):
            at = round((midnight + timedelta(minutes=start)).timestamp() * 1000)
            if at > now:
                yield at


def week(hours: Week) -> list[list[list[str]]]:
    """The hall's hours as a wall says them, from Monday: [["09:00", "12:00"], ...] for each day."""
    return [[[clock(start), clock(to)] for start, to in day] for day in hours]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
