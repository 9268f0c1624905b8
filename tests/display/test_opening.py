"""A closed hall's wall: when it opens again, whatever lies between."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from display.opening import closed, openings, week
from hall.days import local, taking
from hall.hall import MINUTE
from hall.plan import WEEKDAYS, Week
from tests.hall.cast import MONDAY_9, open_hall, small_plan

OFFICE: Week = (((540, 720), (810, 1020)),) * 5 + ((),) * 2
RANGES = st.sampled_from([(), ((540, 1020),), ((540, 720), (810, 1020)), ((0, 1440),)])


def test_the_week_stands_from_monday_as_people_write_it() -> None:
    assert week(OFFICE)[0] == [["09:00", "12:00"], ["13:30", "17:00"]]
    assert (len(week(OFFICE)), week(OFFICE)[6]) == (len(WEEKDAYS), [])


def test_a_holiday_is_passed_over() -> None:
    hall = open_hall(small_plan(hours=OFFICE, closed_days=("2026-11-24", "2026-11-25")))
    plan = hall.plan
    assert plan is not None
    assert closed(hall, list(plan.categories), MONDAY_9 + 9 * 60 * MINUTE) == {
        "opens_at": None, "next": "2026-11-26T09:00:00.000+08:00",
    }  # fmt: skip


def test_a_hall_that_never_opens_again_says_no_time() -> None:
    days = tuple((date(2026, 11, 23) + timedelta(days=n)).isoformat() for n in range(80))
    hall = open_hall(small_plan(hours=OFFICE, closed_days=days))
    assert hall.plan is not None
    assert closed(hall, list(hall.plan.categories), MONDAY_9) == {"opens_at": None, "next": None}


@given(st.lists(RANGES, min_size=7, max_size=7), st.integers(0, 14 * 1440))
def test_at_the_next_opening_tickets_are_taken_and_not_before(
    hours: list[tuple[tuple[int, int], ...]], after: int
) -> None:
    hall = open_hall(small_plan(hours=tuple(hours)), opened=())
    plan = hall.plan
    assert plan is not None
    now = MONDAY_9 + after * MINUTE
    services = [plan.service["medical"]]
    if taking(hall, now, services[0]) is None:
        return
    opens = next(openings(plan, services, now), None)
    assert (opens is None) == (not any(hours))
    if opens is not None:
        assert taking(hall, opens, services[0]) is None
        assert all(taking(hall, at, services[0]) is not None for at in range(now, opens, 13 * MINUTE))
        assert isinstance(local(plan, opens), datetime)
