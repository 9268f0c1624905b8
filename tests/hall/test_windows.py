"""What a window serves just now, and who may do what there."""

from __future__ import annotations

import pytest

from hall import calling, serving, tickets, windows
from hall.eligible import serves, windows_that_may_call
from hall.events import PersonSignedIn, TicketCalled, WindowOpened
from hall.plan import Policy
from hall.refused import Refused
from tests.hall.cast import Story, open_hall, small_plan


@pytest.fixture
def story() -> Story:
    return Story(open_hall())


def numbers(story: Story, window: str) -> list[str]:
    return [each.ticket.number for each in calling.line(story.hall, window, 9)]


def test_a_clerk_who_knows_one_category_is_given_only_its_visitors(story: Story) -> None:
    medical, social = story.issue("medical", 0), story.issue("social", 1)
    story.do(windows.sign_in, window="B4", person="li", skills=("social",))
    assert numbers(story, "B4") == [social.number]
    assert windows_that_may_call(story.hall, medical) == ("B1", "B3")
    assert windows_that_may_call(story.hall, social) == ("B2", "B3", "B4")
    story.do(windows.sign_out, window="B4", person="li")
    assert numbers(story, "B4") == [medical.number, social.number]


def test_a_manager_changes_what_a_window_serves_until_the_day_is_over(story: Story) -> None:
    permit = story.issue("permit", 0)
    story.do(windows.set_services, window="B1", services=("medical", "permit"))
    assert numbers(story, "B1") == [permit.number]
    assert windows_that_may_call(story.hall, permit) == ("A1", "A2", "B1", "B3")
    story.take("medical", 24 * 60)  # the day opens with the first thing that happens
    assert story.hall.windows["B1"].services is None
    assert serves(story.hall, "B1") == {"medical"}


def test_skills_narrow_also_what_a_manager_named(story: Story) -> None:
    story.do(windows.sign_in, window="B1", person="li", skills=("permit",))
    assert serves(story.hall, "B1") == frozenset()
    story.do(windows.set_services, window="B1", services=("medical", "permit", "start-up"))
    assert serves(story.hall, "B1") == {"permit"}
    story.do(windows.set_services, window="B1", services=None)
    assert serves(story.hall, "B1") == frozenset()


def test_a_category_that_its_specialist_does_not_know_counts_as_integrated_only(story: Story) -> None:
    assert "medical" not in story.hall.exclusive
    story.do(windows.sign_in, window="B1", person="li", skills=("social",))
    assert "medical" in story.hall.exclusive
    story.do(windows.sign_in, window="B1", person="li")
    assert "medical" not in story.hall.exclusive


def test_a_visitor_is_not_sent_to_a_window_that_serves_him_no_more(story: Story) -> None:
    story.take("social", 0)
    story.do(calling.call_next, window="B2")
    story.do(windows.set_services, window="B4", services=("medical",))
    with pytest.raises(Refused, match="does-not-serve"):
        story.do(serving.transfer, window="B2", to_window="B4")


def test_an_unknown_service_is_refused_and_the_same_list_is_no_event(story: Story) -> None:
    with pytest.raises(Refused, match="unknown-service"):
        story.do(windows.set_services, window="B1", services=("nothing",))
    assert story.do(windows.set_services, window="B1", services=("social", "medical", "social"))
    assert story.hall.windows["B1"].services == ("medical", "social")
    assert story.do(windows.set_services, window="B1", services=("medical", "social")) == []


def test_who_opens_a_window_sits_there_and_nowhere_else(story: Story) -> None:
    story.do(windows.sign_in, window="B2", person="li")
    story.do(windows.close_window, window="B1")
    events = story.do(windows.open_window, window="B1", person="li", skills=("medical",))
    assert [type(event) for event in events] == [PersonSignedIn, WindowOpened]
    assert (story.hall.windows["B1"].person, story.hall.windows["B1"].skills) == ("li", ("medical",))
    assert story.hall.windows["B2"].person is None


def test_a_visitor_stays_with_a_window_that_is_taken_over(story: Story) -> None:
    ticket = story.take("medical", 0)
    story.do(windows.sign_in, window="B1", person="li")
    story.do(calling.call_next, window="B1")
    story.do(windows.sign_in, window="B1", person="wang", takeover=True)
    assert (story.hall.windows["B1"].ticket, story.hall.windows["B1"].person) == (ticket, "wang")
    story.do(serving.finish, window="B1")
    assert story.hall.windows["B1"].served == 1


def test_a_transferred_visitor_is_found_wherever_his_person_sits_in(story: Story) -> None:
    story.take("medical", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.transfer, window="B1", person="li", come_back=True)
    moved = story.hall.tickets["t0001"]
    assert windows_that_may_call(story.hall, moved) == ()
    story.do(windows.sign_in, window="A1", person="li", skills=("permit",))
    assert windows_that_may_call(story.hall, moved) == ("A1",)
    story.do(windows.sign_in, window="B2", person="li")
    assert numbers(story, "A1") == [] and numbers(story, "B2") == ["B001"]
    story.do(calling.call_next, window="B2")
    story.do(serving.finish, window="B2")
    assert numbers(story, "B1") == ["B001"]


def test_where_the_hall_asks_for_leave_only_a_person_with_it_calls_out_of_turn() -> None:
    story = Story(open_hall(small_plan(policy=Policy(call_by_number_by="permitted"))))
    story.take("medical", 0)
    second = story.take("medical", 1)
    with pytest.raises(Refused, match="not-allowed"):
        story.do(calling.call, window="B1", called=second)
    story.do(windows.sign_in, window="B1", person="li", may=("out-of-turn",))
    (called,) = story.do(calling.call, window="B1", called=second)
    assert isinstance(called, TicketCalled) and called.out_of_turn


def test_calls_out_of_turn_are_counted_today_and_one_taken_back_is_not(story: Story) -> None:
    story.take("medical", 0)
    second = story.take("medical", 1)
    story.do(calling.call, window="B1", called=second)
    assert story.hall.windows["B1"].out_of_turn == 1
    story.do(serving.undo, window="B1")
    assert story.hall.windows["B1"].out_of_turn == 0
    story.do(calling.call, window="B1", called=second)
    story.do(serving.no_show, window="B1")
    story.do(calling.call, window="B1", called="t0001")  # he was next anyway
    assert story.hall.windows["B1"].out_of_turn == 1
    story.do(tickets.cancel, ticket="t0001")
    story.take("medical", 24 * 60)
    assert story.hall.windows["B1"].out_of_turn == 0
