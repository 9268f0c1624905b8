"""Working days: what a promise to a visitor is counted in. A day on which the hall has hours and is not closed."""

from __future__ import annotations

from datetime import date, timedelta

from hall.days import is_closed_day, local
from hall.hall import At
from hall.plan import Plan

DAY = timedelta(days=1)


def today(plan: Plan, now: At) -> date:
    """The date on the wall of this hall."""
    return local(plan, now).date()


def is_working(plan: Plan, day: date) -> bool:
    """Whether the hall works on this day. A plan without any hours at all counts every weekday, so a count ends."""
    has_hours = bool(plan.hours[day.weekday()]) or not any(plan.hours)
    return has_hours and not is_closed_day(plan, day)


def after_working(plan: Plan, day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself does not count; 0: that day, or the next working one."""
    if count == 0 and is_working(plan, day):
        return day
    left = max(count, 1)
    while left:
        day += DAY
        left -= is_working(plan, day)
    return day


def latest_working(plan: Plan, day: date) -> date:
    """The latest working day up to and with `day`."""
    while not is_working(plan, day):
        day -= DAY
    return day


def working_days_late(plan: Plan, due: date, day: date) -> int:
    """Working days that have begun since the end of `due`: 0 while it is not late, also on a closed day after it."""
    late, each = 0, due
    while each < day:
        each += DAY
        late += is_working(plan, each)
    return late
