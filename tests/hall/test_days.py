"""Midnight, the day's start, summer time, quotas, hours, and a clock that is moved."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall import calling, days, serving, tickets
from hall.after import after_all
from hall.days import open_day, service_day, taking
from hall.events import ClockStepped, DayOpened, TicketExpired, TicketStarted
from hall.hall import MINUTE, Hall, plan_of
from hall.plan import Plan, Policy, Service
from hall.refused import Refused
from tests.counts import count
from tests.hall.cast import Story, at, name, open_hall, small_plan

OFFICE = ((((9 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 5) + ((), ())
HOUR = 60 * MINUTE


def when(text: str, zone: str = "Asia/Shanghai", fold: int = 0) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp() * 1000)


def office(**changes: Any) -> Plan:
    return small_plan(hours=OFFICE, **changes)


def reason(hall: Hall, now: int, service: str = "social") -> str | None:
    return taking(hall, now, plan_of(hall).service[service])


def test_a_service_day_starts_at_four_by_the_clock_on_the_wall() -> None:
    plan = small_plan()
    assert service_day(plan, when("2026-11-24T03:59:59"))[0] == "2026-11-23"
    assert service_day(plan, when("2026-11-24T04:00:00")) == ("2026-11-24", when("2026-11-25T04:00:00"))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-28", 23),  # the night the clock goes forward, the day from 04:00 on the 28th
        ("Europe/Berlin", "2026-10-24", 25),
        ("America/New_York", "2026-03-07", 23),
        ("Australia/Lord_Howe", "2026-04-04", 24.5),  # half an hour of summer time
    ],
)
def test_a_day_of_a_time_change_is_shorter_or_longer_and_none_is_skipped(zone: str, day: str, hours: float) -> None:
    plan = small_plan(timezone=zone)
    starts = when(f"{day}T04:00:00", zone)
    found, ends = service_day(plan, starts)
    assert found == day and ends - starts == hours * HOUR
    assert service_day(plan, ends)[0] > day and service_day(plan, ends - 1)[0] == day


@settings(max_examples=count(200, 5000), deadline=None)
@given(
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.integers(0, 12 * 366 * 24 * 60),
    st.integers(0, 1439),
)
def test_every_moment_lies_in_exactly_one_service_day(zone: str, minutes: int, day_starts: int) -> None:
    """Twelve years from 2026 on, so past the 29th of February and January 2038."""
    plan = small_plan(timezone=zone, day_starts=day_starts)
    now = when("2026-01-01T00:00:00", "UTC") + minutes * MINUTE
    day, ends = service_day(plan, now)
    assert now < ends <= now + 26 * HOUR
    assert service_day(plan, ends - 1)[0] == day and service_day(plan, ends)[0] > day


def test_the_first_act_of_a_new_day_opens_it_and_numbers_begin_anew() -> None:
    story = Story(open_hall(office()))
    first = story.take("social", 0)
    story.do(calling.call_next, window="B2")
    story.do(serving.finish, window="B2")
    story.now = when("2026-11-24T09:00:00")
    second = story.take("social")
    assert story.hall.day == "2026-11-24"
    assert story.hall.tickets[second].number == "S001"
    assert [type(event).__name__ for event in story.events[-2:]] == ["DayOpened", "TicketTaken"]
    assert first not in story.hall.tickets


def test_a_round_the_clock_hall_carries_on_and_skips_numbers_still_live() -> None:
    story = Story(open_hall())
    night = story.take("social", 0)
    story.now = when("2026-11-24T04:00:01")
    morning = story.take("social")
    assert story.state(night) == "waiting"
    assert story.hall.tickets[night].number == "S001" and story.hall.tickets[morning].number == "S002"


def test_an_office_hall_expires_who_is_left_some_minutes_after_closing() -> None:
    story = Story(open_hall(office(policy=Policy(expire_minutes=30))))
    left, served = story.take("social", 0), story.take("medical", 1)
    story.do(calling.call_next, window="B1")
    story.now = when("2026-11-23T17:29:00")
    assert story.do(days.tick) == []
    story.now = when("2026-11-23T17:30:00")
    assert story.do(days.tick) == [TicketExpired(left)]
    assert story.state(served) == "called"  # who is at a window is finished there


def test_a_hall_that_was_off_at_closing_lets_go_of_yesterday_when_it_opens() -> None:
    hall = Story(open_hall(office()))
    left = hall.take("social", 0)
    events = open_day(hall.hall, when("2026-11-24T09:00:00"))
    assert events[0] == TicketExpired(left) and isinstance(events[1], DayOpened)


def test_hours_quota_and_closed_days_refuse_in_their_own_words() -> None:
    plan = office(closed_days=("2026-11-25",))
    hall = open_hall(plan)
    assert reason(hall, when("2026-11-23T12:00:00")) == "outside-hours"
    assert reason(hall, when("2026-11-23T13:00:00")) is None
    assert reason(hall, when("2026-11-28T10:00:00")) == "outside-hours"  # a Saturday
    assert reason(hall, when("2026-11-25T10:00:00")) == "closed-day"
    story = Story(hall)
    for _ in range(3):
        story.take("pension")
    with pytest.raises(Refused, match="quota-reached"):
        story.take("pension")
    story.do(days.close_category, category="social", reason="system down")
    with pytest.raises(Refused, match="category-closed"):
        story.take("social")
    story.do(days.open_category, category="social")
    story.take("social")


def test_a_service_with_hours_of_its_own_keeps_them() -> None:
    evening = Service("evening", name("evening"), "social", hours=(((17 * 60, 20 * 60),),) * 7)
    plan = office()
    window = plan.windows[-1]
    plan = office(
        services=(*plan.services, evening),
        windows=(*plan.windows[:-1], type(window)("B4", "6", "B", "integrated", (*window.services, "evening"))),
    )
    hall = open_hall(plan)
    assert reason(hall, when("2026-11-23T10:00:00"), "evening") == "outside-hours"
    assert reason(hall, when("2026-11-23T19:59:00"), "evening") is None


def test_numbers_set_aside_are_not_issued() -> None:
    story = Story(open_hall())
    story.take("social", 0)
    story.do(days.set_aside, prefix="S", first=2, last=4, reason="paper")
    assert story.issue("social").number == "S005"
    with pytest.raises(Refused, match="numbers-used"):
        story.do(days.set_aside, prefix="S", first=1, last=1)


@settings(max_examples=count(100, 3000), deadline=None)
@given(st.lists(st.sampled_from([-86_400, -3600, -3, 3, 60, 3600, 86_400, 400 * 86_400]), min_size=1, max_size=8))
def test_no_step_of_the_clock_repeats_a_number_or_moves_anybody(steps: list[int]) -> None:
    story, numbers = Story(open_hall()), set()
    for seconds in (0, *steps):
        story.now += seconds * 1000
        if seconds:
            order = [each.ticket.id for each in calling.line(story.hall, "B3", 99)]
            waits = {t.id: story.now - seconds * 1000 - t.issued_at for t in story.hall.tickets.values()}
            story.do(days.step_clock, by=seconds * 1000)
            assert [each.ticket.id for each in calling.line(story.hall, "B3", 99)] == order
            assert {t.id: story.now - t.issued_at for t in story.hall.tickets.values()} == waits
        for service in ("social", "medical"):
            ticket = story.issue(service)
            assert (ticket.day, ticket.number) not in numbers
            numbers.add((ticket.day, ticket.number))


def test_a_step_moves_what_is_live_and_nothing_else() -> None:
    story = Story(open_hall())
    ticket = story.take("social", 0)
    stepped = after_all(story.hall, [ClockStepped(HOUR)], story.now + HOUR)
    assert stepped.tickets[ticket].due_at == at(30) + HOUR
    assert stepped.day_ends_at == story.hall.day_ends_at


def test_nobody_comes_back_half_an_hour_after_being_missed() -> None:
    story = Story(open_hall())
    ticket = story.take("medical", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.no_show, window="B1")
    story.later(30)
    assert story.do(days.tick) == []
    story.now += 1
    with pytest.raises(Refused, match="too-late-to-return"):
        story.do(tickets.return_ticket, ticket=ticket)
    assert story.do(days.tick) == [TicketExpired(ticket)]


# --- service that begins by the clock


@pytest.fixture
def quick() -> Story:
    """A hall where service begins 20 seconds after the call."""
    return Story(open_hall(small_plan(policy=Policy(auto_start_seconds=20))))


def seconds(story: Story, more: float) -> Story:
    return story.later(more / 60)


def test_service_begins_so_many_seconds_after_the_call_by_the_clock(quick: Story) -> None:
    ticket = quick.take("medical")
    quick.do(calling.call_next, window="B1")
    assert seconds(quick, 19).do(days.tick) == []
    assert seconds(quick, 1).do(days.tick) == [TicketStarted(ticket, "B1", joined=True)]
    assert (quick.state(ticket), quick.hall.windows["B1"].state) == ("serving", "serving")
    assert quick.do(days.tick) == []


def test_a_recall_lets_the_clock_wait_anew_also_when_service_had_begun(quick: Story) -> None:
    ticket = quick.take("medical")
    quick.do(calling.call_next, window="B1")
    seconds(quick, 15).do(serving.recall, window="B1")
    assert seconds(quick, 19).do(days.tick) == []
    seconds(quick, 1).do(days.tick)
    assert quick.state(ticket) == "serving"
    quick.do(serving.recall, window="B1")
    assert (quick.state(ticket), quick.hall.windows["B1"].state) == ("called", "calling")
    seconds(quick, 20).do(days.tick)
    assert quick.state(ticket) == "serving"


def test_who_never_came_is_missed_although_the_clock_began(quick: Story) -> None:
    ticket = quick.take("medical")
    quick.do(calling.call_next, window="B1")
    seconds(quick, 20).do(days.tick)
    quick.do(serving.no_show, window="B1")
    assert quick.state(ticket) == "missed"


def test_undo_takes_the_call_back_although_the_clock_began() -> None:
    quick = Story(open_hall(small_plan(policy=Policy(auto_start_seconds=3))))
    ticket = quick.take("medical")
    quick.do(calling.call_next, window="B1")
    seconds(quick, 3).do(days.tick)
    assert quick.state(ticket) == "serving"
    quick.do(serving.undo, window="B1")
    assert (quick.state(ticket), quick.hall.windows["B1"].state) == ("waiting", "idle")
    quick.do(calling.call_next, window="B1")
    seconds(quick, 3).do(days.tick)
    with pytest.raises(Refused, match="nothing-to-undo"):
        seconds(quick, 8).do(serving.undo, window="B1")


def test_where_policy_leaves_it_to_the_clerk_the_clock_begins_nothing() -> None:
    story = Story(open_hall())
    ticket = story.take("medical")
    story.do(calling.call_next, window="B1")
    assert story.later(5).do(days.tick) == []
    assert story.state(ticket) == "called"
    story.do(serving.start, window="B1")
    with pytest.raises(Refused, match="wrong-state"):
        story.do(serving.no_show, window="B1")
