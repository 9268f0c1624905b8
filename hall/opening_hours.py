"""Opening hours as time that passes: when so many minutes of them are over. A clerk works within them only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hall.days import is_closed_day, local, zone
from hall.hall import MINUTE, At
from hall.plan import Plan, Week

DAYS_AHEAD = 2_000
"""So far it is looked: longer than any time that a plan may ask for takes at an hour a week."""


def spans(plan: Plan, now: At, hours: Week | None = None) -> Iterator[tuple[At, At]]:
    """From when to when the hall is open, from `now` on; closed days have none. `hours`: of a service, say."""
    today = local(plan, now).date()
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)):
        if is_closed_day(plan, day):
            continue
        for start, to in sorted((hours or plan.hours)[day.weekday()]):
            opens, closes = _at(plan, day, start), _at(plan, day, to)
            if closes > now:
                yield max(opens, now), closes


def after_open(plan: Plan, now: At, minutes: int) -> At:
    """When the hall will have been open for so many minutes from `now` on; 0: when it is next open. A hall that is
    never open counts every minute."""
    left = minutes * MINUTE
    for opens, closes in spans(plan, now):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    return now + minutes * MINUTE


def opens_at(plan: Plan, now: At, hours: Week) -> At | None:
    """When these hours begin next; None: it is within them, or they never begin."""
    opens, _ = next(spans(plan, now, hours), (now, now))
    return opens if opens > now else None


def _at(plan: Plan, day: date, minute: int) -> At:
    """A minute of the day by the clock on the wall."""
    wall = datetime.combine(day, datetime.min.time(), zone(plan.timezone)) + timedelta(minutes=minute)
    return round(wall.timestamp() * 1000)
