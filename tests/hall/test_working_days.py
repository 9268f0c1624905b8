"""Promises are kept in working days: never on a day the hall is closed, never one day more or less."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.plan import Plan, Week
from hall.working_days import after_working, is_working, latest_working, working_days_late
from tests.counts import count, proof
from tests.hall.cast import small_plan

OPEN = ((9 * 60, 17 * 60),)
MON_TO_FRI: Week = (OPEN,) * 5 + ((),) * 2
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
EXAMPLES = count(60, 5_000)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any week, also one without hours, and holidays around 2026."""
    week: Week = tuple(OPEN if works else () for works in draw(st.lists(st.booleans(), min_size=7, max_size=7)))
    closed = draw(st.lists(DAYS.map(date.isoformat), max_size=30))
    golden = [(date(2026, 10, 1) + timedelta(days=day)).isoformat() for day in range(draw(st.integers(0, 9)))]
    return small_plan(hours=week, closed_days=tuple(sorted({*closed, *golden})))


def test_a_week_of_work_skips_the_weekend_and_the_holidays() -> None:
    plan = small_plan(hours=MON_TO_FRI, closed_days=("2026-10-01", "2026-10-02"))
    assert after_working(plan, date(2026, 9, 29), 1) == date(2026, 9, 30)
    assert after_working(plan, date(2026, 9, 29), 2) == date(2026, 10, 5)
    assert after_working(plan, date(2026, 10, 3), 0) == date(2026, 10, 5)
    assert working_days_late(plan, date(2026, 9, 30), date(2026, 10, 4)) == 0
    assert working_days_late(plan, date(2026, 9, 30), date(2026, 10, 6)) == 2


@proof("due dates lie on working days, exactly so many away", EXAMPLES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(plan=plans(), day=DAYS, days=st.integers(0, 60))
def test_a_due_date_is_a_working_day_and_exactly_so_many_away(plan: Plan, day: date, days: int) -> None:
    due = after_working(plan, day, days)
    assert is_working(plan, due) and due >= day
    between = [day + timedelta(days=each) for each in range(1, (due - day).days + 1)]
    if days:
        assert sum(is_working(plan, each) for each in between) == days
    else:
        assert not [each for each in (day, *between)[:-1] if is_working(plan, each)] or due == day


@settings(max_examples=EXAMPLES, deadline=None)
@given(plan=plans(), due=DAYS, later=st.integers(-5, 60))
def test_the_list_of_what_is_overdue_and_the_count_of_days_agree(plan: Plan, due: date, later: int) -> None:
    """One is asked of the tables by a date, the other shown for each case."""
    day = due + timedelta(days=later)
    assert (due < latest_working(plan, day)) == (working_days_late(plan, due, day) > 0)
