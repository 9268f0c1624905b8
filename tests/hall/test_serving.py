"""What a window does with a visitor, and taking it back."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pytest

from hall import calling, serving, tickets, windows
from hall.events import LegEntered, TicketCalled, TicketFinished, Undone
from hall.plan import Policy
from hall.refused import Refused
from tests.hall.cast import Story, at, open_hall, small_plan


@pytest.fixture
def story() -> Story:
    """One social visitor called to B2, a second one waiting."""
    story = Story(open_hall())
    story.take("social", 0)
    story.take("social", 1)
    story.do(calling.call_next, window="B2")
    return story


def refused(word: str) -> AbstractContextManager[pytest.ExceptionInfo[Refused]]:
    return pytest.raises(Refused, match=word)


def test_a_window_with_a_visitor_must_finish_before_the_next(story: Story) -> None:
    with refused("window-busy"):
        story.do(calling.call_next, window="B2")
    finished, called = story.later(5).do(calling.call_next, window="B2", finish=True)
    assert isinstance(finished, TicketFinished) and finished.served_from_at == at(1)  # from the call on
    assert isinstance(called, TicketCalled) and called.finished == "t0001"


def test_finish_with_nobody_waiting_finishes(story: Story) -> None:
    story.do(calling.call_next, window="B2", finish=True)
    events = story.do(calling.call_next, window="B2", finish=True)
    assert [type(event) for event in events] == [TicketFinished]
    with refused("nobody-waiting"):
        story.do(calling.call_next, window="B2", finish=True)


def test_a_page_that_is_behind_is_told_so(story: Story) -> None:
    for rule in (serving.recall, serving.start, serving.finish, serving.no_show, serving.hold):
        with refused("not-current"):
            story.do(rule, window="B2", ticket="t0002")
    with refused("not-current"):
        story.do(calling.call_next, window="B2", finish=True, ticket="t0002")


def test_recalls_are_ten_seconds_apart_and_at_most_three(story: Story) -> None:
    with refused("recall-too-soon"):
        story.do(serving.recall, window="B2")
    for recall in (1, 2, 3):
        story.now += 10_000
        story.do(serving.recall, window="B2")
        assert story.hall.tickets["t0001"].recalls == recall
    story.now += 10_000
    with refused("recalls-used-up"):
        story.do(serving.recall, window="B2")
    assert [story.hall.calls[n].recall for n in story.hall.windows["B2"].calls] == [0, 1, 2, 3]


def test_only_a_called_visitor_can_be_missed_or_recalled(story: Story) -> None:
    story.do(serving.start, window="B2")
    for rule in (serving.recall, serving.no_show, serving.start):
        with refused("wrong-state"):
            story.do(rule, window="B2")


def test_a_missed_visitor_comes_back_once_and_never_gains(story: Story) -> None:
    story.do(serving.no_show, window="B2")
    story.later(2).do(tickets.return_ticket, ticket="t0001")
    assert story.hall.tickets["t0001"].due_at == at(30 + 10)
    story.do(calling.call, window="B2", called="t0001")
    story.do(serving.no_show, window="B2")
    with refused("came-back-already"):
        story.do(tickets.return_ticket, ticket="t0001")


def test_a_held_visitor_comes_back_soon_and_his_window_is_told(story: Story) -> None:
    story.do(serving.hold, window="B2", reason="copy", minutes=15)
    assert story.hall.tickets["t0001"].held_until_at == at(1 + 15)
    (back,) = story.later(5).do(tickets.return_ticket, ticket="t0001")
    assert back.due_at == at(6 + 5) and back.preferred == "B2" and back.alert == "B2"  # type: ignore[union-attr]
    with refused("too-long"):
        story.do(calling.call_next, window="B2")
        story.do(serving.hold, window="B2", minutes=31)


def test_a_transfer_keeps_the_number_and_counts_the_wait_already_served(story: Story) -> None:
    story.later(9).do(serving.transfer, window="B2", service="medical")
    moved = story.hall.tickets["t0001"]
    assert (moved.number, moved.leg.service, moved.state) == ("S001", "medical", "waiting")
    assert moved.due_at == at(30)  # min(D, t + T) = min(30, 10 + 20)
    assert [leg.state for leg in moved.legs] == ["done", "waiting"]


def test_come_back_keeps_the_old_due_time_and_window(story: Story) -> None:
    story.do(serving.transfer, window="B2", service="medical", come_back=True)
    story.later(5).do(calling.call_next, window="B1")
    finished, back = story.later(5).do(serving.finish, window="B1")
    assert isinstance(finished, TicketFinished) and not finished.over
    assert isinstance(back, LegEntered) and back.windows == ("B2",)
    assert (back.due_at, back.entered_at) == (at(30), at(0))
    assert [each.ticket.id for each in calling.line(story.hall, "B2", 5)] == ["t0001", "t0002"]


def test_a_transfer_needs_somewhere_to_go_that_serves_it(story: Story) -> None:
    with refused("nowhere-to"):
        story.do(serving.transfer, window="B2")
    with refused("does-not-serve"):
        story.do(serving.transfer, window="B2", to_window="A1")
    with refused("unknown-window"):
        story.do(serving.transfer, window="B2", to_window="Z9")


def test_a_transfer_to_a_person_waits_for_that_person(story: Story) -> None:
    story.do(serving.transfer, window="B2", person="li")
    assert [each.ticket.id for each in calling.line(story.hall, "B2", 5)] == ["t0002"]
    story.do(windows.sign_in, window="B4", person="li")
    assert "t0001" in [each.ticket.id for each in calling.line(story.hall, "B4", 5)]


def test_undo_takes_back_finish_and_call_together(story: Story) -> None:
    before = story.hall
    story.later(5).do(calling.call_next, window="B2", finish=True)
    assert isinstance(story.do(serving.undo, window="B2")[0], Undone)
    assert story.hall.windows["B2"].ticket == "t0001" and story.hall.windows["B2"].served == 0
    assert story.hall.tickets["t0001"].legs == before.tickets["t0001"].legs
    assert story.hall.lanes == before.lanes
    assert story.hall.calls[2].withdrawn and not story.hall.calls[1].withdrawn


def test_undo_ends_after_ten_seconds_and_is_once(story: Story) -> None:
    story.now += 10_000
    story.do(serving.undo, window="B2")
    with refused("nothing-to-undo"):
        story.do(serving.undo, window="B2")
    story.do(calling.call_next, window="B2")
    story.now += 10_001
    with refused("nothing-to-undo"):
        story.do(serving.undo, window="B2")


def test_undo_is_refused_when_somebody_touched_the_ticket_since(story: Story) -> None:
    story.do(serving.transfer, window="B2", service="medical")
    story.do(calling.call_next, window="B1")
    with refused("touched-since"):
        story.do(serving.undo, window="B2")


def test_undo_does_not_bring_back_a_cancelled_ticket(story: Story) -> None:
    story.do(serving.hold, window="B2")
    story.do(tickets.cancel, ticket="t0001")
    with refused("touched-since"):
        story.do(serving.undo, window="B2")


def test_a_call_out_of_turn_is_recorded_as_such_and_policy_may_forbid_it() -> None:
    story = Story(open_hall())
    story.take("social", 0)
    second = story.take("social", 1)
    (call,) = story.do(calling.call, window="B2", called=second)
    assert isinstance(call, TicketCalled) and call.out_of_turn and call.next == (("S001", at(30)),)
    with refused("does-not-serve"):
        story.do(calling.call, window="B1", called="t0001")
    strict = Story(open_hall(small_plan(policy=Policy(call_by_number=False))))
    strict.take("social", 0)
    with refused("not-allowed"):
        strict.do(calling.call, window="B2", called="t0001")


def test_closed_paused_and_busy_windows_say_so(story: Story) -> None:
    with refused("window-busy"):
        story.do(windows.pause, window="B2")
    story.do(windows.pause, window="B3", reason="break", back_at=at(15))
    with refused("window-paused"):
        story.do(calling.call_next, window="B3")
    story.do(windows.close_window, window="B3")
    with refused("window-closed"):
        story.do(calling.call_next, window="B3")
    with refused("window-closed"):
        story.do(windows.pause, window="B3")


def test_one_person_sits_at_one_window_and_taking_over_is_said_aloud(story: Story) -> None:
    story.do(windows.sign_in, window="B2", person="li")
    with refused("window-taken"):
        story.do(windows.sign_in, window="B2", person="wang")
    story.do(windows.sign_in, window="B2", person="wang", takeover=True)
    story.do(windows.sign_in, window="B3", person="wang")
    assert story.hall.windows["B2"].person is None and story.hall.windows["B3"].person == "wang"
