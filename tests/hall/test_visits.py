"""A ticket's unusual ways: served without one, written about, given back, carried over the night."""

from __future__ import annotations

from dataclasses import fields

import pytest

from hall import calling, days, measures, serving, tickets, windows
from hall.events import TicketExpired, TicketGivenBack, TicketServed, TicketTaken, WindowPaused
from hall.measures import Fact
from hall.plan import WEEKDAYS, Plan, Policy
from hall.refused import Refused
from tests.hall.cast import Story, at, journey_plan, open_hall, small_plan

OFFICE = (((9 * 60, 17 * 60),),) * len(WEEKDAYS)


@pytest.fixture
def story() -> Story:
    return Story(open_hall(journey_plan()))


def test_who_comes_without_a_ticket_is_given_a_number_and_served_at_once(story: Story) -> None:
    story.take("medical", 0)
    (served,) = story.do(tickets.serve, window="B1", ticket="w", service="medical")
    assert isinstance(served, TicketServed)
    ticket = story.hall.tickets["w"]
    assert (ticket.number, ticket.state, ticket.window, ticket.call) == ("B002", "serving", "B1", None)
    assert story.hall.calls_made == 0 and story.hall.taken["medical"] == 2
    story.later(4).do(serving.finish, window="B1")
    assert (story.hall.windows["B1"].served, story.hall.windows["B1"].served_millis) == (1, 4 * 60_000)
    assert story.issue("medical").number == "B003"


def test_only_an_idle_window_serves_without_a_ticket_and_only_what_it_serves(story: Story) -> None:
    for window, service, word in (("B1", "social", "does-not-serve"), ("B1", "nothing", "unknown-service")):
        with pytest.raises(Refused, match=word):
            story.do(tickets.serve, window=window, ticket="w", service=service)
    story.do(tickets.serve, window="B1", ticket="w", service="medical")
    with pytest.raises(Refused, match="window-busy"):
        story.do(tickets.serve, window="B1", ticket="v", service="medical")
    story.do(windows.pause, window="B2")
    with pytest.raises(Refused, match="window-paused"):
        story.do(tickets.serve, window="B2", ticket="v", service="social")


def test_a_visit_begun_by_mistake_is_taken_back_and_its_number_is_not_given_again(story: Story) -> None:
    story.do(tickets.serve, window="B1", ticket="w", service="medical")
    story.do(serving.undo, window="B1")
    assert "w" not in story.hall.tickets
    window = story.hall.windows["B1"]
    assert (window.state, window.ticket, window.served) == ("idle", None, 0)
    assert story.issue("medical").number == "B002"


def test_a_matter_may_begin_at_the_window_that_serves_its_first_leg(story: Story) -> None:
    story.do(tickets.serve, window="B1", ticket="w", service="fixed")
    assert story.hall.tickets["w"].number == "X001"
    story.do(serving.finish, window="B1")
    assert story.hall.tickets["w"].leg.service == "social"
    with pytest.raises(Refused, match="does-not-serve"):
        story.do(tickets.serve, window="B2", ticket="v", service="fixed")


def test_a_visit_without_a_ticket_counts_in_the_days_figures(story: Story) -> None:
    start = story.now
    story.do(tickets.serve, window="B1", ticket="w", service="medical")
    story.later(4).do(serving.finish, window="B1")
    assert story.hall.plan is not None
    figures = measures.measure(
        story.hall.plan, [Fact(start if each is story.events[0] else story.now, each) for each in story.events]
    )
    assert (figures.visits, figures.served, figures.wait.mean) == (1, 1, 0.0)


def test_a_note_stays_with_the_ticket_and_in_no_ones_way(story: Story) -> None:
    story.take("medical", 0)
    story.do(calling.call_next, window="B1")
    story.do(tickets.note, ticket="t0001", note="asks for Ms Wang", by="li")
    assert story.do(tickets.note, ticket="t0001", note="asks for Ms Wang", by="wang") == []
    story.do(serving.undo, window="B1")
    remark = story.hall.tickets["t0001"].remark
    assert remark is not None and (remark.text, remark.by) == ("asks for Ms Wang", "li")
    story.do(tickets.note, ticket="t0001", note=None, by="li")
    assert story.hall.tickets["t0001"].remark is None
    assert "note" not in {field.name for field in fields(TicketTaken)}


def test_a_visitor_whose_clerk_has_gone_waits_again_at_the_head_with_his_old_due_time(story: Story) -> None:
    first, _ = story.take("medical", 0), story.take("medical", 1)
    story.do(calling.call_next, window="B1")
    assert story.later(9).do(serving.give_back, window="B1", ticket=first) == []
    given, paused = story.later(1).do(serving.give_back, window="B1", ticket=first)
    assert isinstance(given, TicketGivenBack) and isinstance(paused, WindowPaused) and paused.reason == "absent"
    ticket, window = story.hall.tickets[first], story.hall.windows["B1"]
    assert (ticket.state, ticket.due_at, ticket.leg.entered_at, ticket.recalls) == ("waiting", at(20), at(0), 0)
    assert (window.state, window.ticket, window.reason) == ("paused", None, "absent")
    assert story.hall.calls[1].withdrawn
    assert [each.ticket.id for each in calling.line(story.hall, "B3", 2)] == [first, "t0002"]
    with pytest.raises(Refused, match="nothing-to-undo"):
        story.do(serving.undo, window="B1")
    story.do(windows.resume, window="B1")
    story.do(calling.call_next, window="B1")
    assert story.hall.windows["B1"].ticket == first


def test_a_visitor_in_service_is_not_given_back_and_zero_minutes_is_never(story: Story) -> None:
    ticket = story.take("medical", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.start, window="B1")
    assert story.later(60).do(serving.give_back, window="B1", ticket=ticket) == []
    never = Story(open_hall(small_plan(policy=Policy(absent_minutes=0))))
    ticket = never.take("medical", 0)
    never.do(calling.call_next, window="B1")
    assert never.later(600).do(serving.give_back, window="B1", ticket=ticket) == []


def test_with_auto_call_the_next_idle_window_calls_him_at_once() -> None:
    story = Story(open_hall(small_plan(policy=Policy(auto_call=True)), opened=("B1",)))
    ticket = story.take("medical", 0)
    story.do(windows.open_window, window="B3")
    story.later(10).do(serving.give_back, window="B1", ticket=ticket)
    assert (story.hall.windows["B1"].state, story.hall.windows["B3"].ticket) == ("paused", ticket)


def office(carry_over: str) -> Plan:
    return small_plan(hours=OFFICE, policy=Policy(carry_over=carry_over))  # type: ignore[arg-type]


def test_who_waits_at_closing_is_sent_home_or_keeps_number_and_turn_by_policy() -> None:
    for carry_over, stays in (("by-hours", False), ("never", False), ("always", True)):
        story = Story(open_hall(office(carry_over)))
        ticket = story.take("medical", 7 * 60)
        gone = story.later(2 * 60 + 1).do(days.tick)
        assert (story.state(ticket), [type(each) for each in gone]) == (
            ("waiting", []) if stays else (None, [TicketExpired])
        )


def test_a_number_carried_over_is_called_first_and_not_given_again() -> None:
    story = Story(open_hall(office("always")))
    yesterdays = story.issue("medical", 7 * 60)
    todays = story.issue("medical", 24 * 60)
    assert (yesterdays.number, todays.number) == ("B001", "B002")
    (called,) = story.do(calling.call_next, window="B1")
    assert called.ticket == yesterdays.id  # type: ignore[union-attr]


def test_a_round_the_clock_hall_may_send_home_at_the_end_of_its_day() -> None:
    for carry_over, left in (("by-hours", "waiting"), ("never", None)):
        story = Story(open_hall(small_plan(policy=Policy(carry_over=carry_over))))  # type: ignore[arg-type]
        ticket = story.take("medical", 0)
        story.take("social", 24 * 60)
        assert story.state(ticket) == left
