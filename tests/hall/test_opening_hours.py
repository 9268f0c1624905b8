"""Time that counts only while the hall is open: what a drop-off of the night is due by."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hall import lockers
from hall.days import is_closed_day, local, zone
from hall.hall import MINUTE
from hall.opening_hours import after_open, opens_at, spans
from hall.plan import Plan, Week
from hall.records import changed
from tests.counts import count, proof
from tests.hall.cast import MONDAY_9, small_plan
from tests.lockers.cabinet import BANK, Cabinet, locker_plan

EXAMPLES = count(60, 5_000)
OFFICE: Week = (((9 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 5 + ((),) * 2
HOURS = st.lists(st.sampled_from([(0, 300), (480, 720), (780, 1020), (1300, 1440)]), unique=True).map(sorted).map(tuple)


def wall(plan: Plan, text: str) -> int:
    """A time of 2026 by the clock on the wall, as in 11-27 16:30."""
    moment = datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone(plan.timezone))
    return round(moment.timestamp() * 1000)


def test_an_hour_of_work_goes_on_after_the_break_the_weekend_and_the_holiday() -> None:
    plan = small_plan(hours=OFFICE, closed_days=("2026-11-30",))
    for now, minutes, due in (
        ("11-27 10:00", 60, "11-27 11:00"), ("11-27 11:30", 60, "11-27 13:30"), ("11-27 16:30", 60, "12-01 09:30"),
        ("11-28 03:00", 60, "12-01 10:00"), ("11-27 17:00", 0, "12-01 09:00"), ("11-24 09:00", 8 * 60, "11-25 10:00"),
    ):  # fmt: skip
        assert after_open(plan, wall(plan, now), minutes) == wall(plan, due), now


def test_papers_brought_on_friday_night_are_due_on_the_next_day_of_work() -> None:
    plan = locker_plan()
    hall = Cabinet(small_plan(hours=OFFICE, locker_banks=plan.locker_banks, lockers=plan.lockers))
    hall.now = wall(plan, "11-27 22:00")
    hall.do(lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R")
    assert hall.hall.cabinets.deposits["d"].due_at == wall(plan, "11-30 10:00")


def test_a_hall_without_any_hours_counts_every_minute() -> None:
    assert after_open(small_plan(hours=((),) * 7), MONDAY_9, 90) == MONDAY_9 + 90 * MINUTE


@proof("opening minutes: exactly so many, none on a closed day", EXAMPLES)
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    hours=st.lists(HOURS, min_size=7, max_size=7).filter(any),
    closed=st.lists(st.dates(date(2026, 3, 20), date(2026, 4, 20)), max_size=10),
    zone_name=st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]),
    later=st.integers(0, 60 * 24 * 30),
    minutes=st.integers(0, 14_400),
)
def test_exactly_so_many_minutes_of_opening_lie_before_it(
    hours: list[tuple[tuple[int, int], ...]], closed: list[date], zone_name: str, later: int, minutes: int
) -> None:
    """In Berlin the clocks go forward within these days."""
    plan = small_plan(hours=tuple(hours), timezone=zone_name, closed_days=tuple(map(date.isoformat, closed)))
    now = wall(plan, "03-20 00:00") + later * MINUTE
    due = after_open(plan, now, minutes)
    open_until = [(opens, min(closes, due)) for opens, closes in spans(plan, now) if opens < due]
    assert sum(closes - opens for opens, closes in open_until) == minutes * MINUTE
    assert not any(is_closed_day(plan, local(plan, opens).date()) for opens, _ in open_until)
    assert all(opens >= now for opens, _ in open_until)


def test_who_comes_at_night_is_told_when_it_opens_and_who_comes_by_day_is_not() -> None:
    plan = changed(small_plan(), hours=OFFICE, closed_days=("2026-11-30",))
    assert opens_at(plan, wall(plan, "11-27 18:00"), plan.hours) == wall(plan, "12-01 09:00")
    assert opens_at(plan, wall(plan, "12-01 12:30"), plan.hours) == wall(plan, "12-01 13:00")
    assert opens_at(plan, wall(plan, "12-01 10:00"), plan.hours) is None
    assert opens_at(plan, wall(plan, "12-01 10:00"), ((),) * 7) is None
    saturdays: Week = ((),) * 5 + (((600, 660),), ())
    assert opens_at(plan, wall(plan, "12-01 10:00"), saturdays) == wall(plan, "12-05 10:00")
