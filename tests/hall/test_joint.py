"""A joint session: several windows at one visitor, called once, begun when all are there, finished once."""

from __future__ import annotations

import pytest

from hall import calling, days, joint, serving, tickets, windows
from hall.events import LegEntered, TicketFinished, WindowJoined
from hall.plan import Policy
from hall.refused import Refused
from tests.hall.cast import Story, journey_plan, open_hall


@pytest.fixture
def story() -> Story:
    """Called to B1 for medical, together with social and permit."""
    story = Story(open_hall(journey_plan()))
    story.take("joint", 0)
    story.do(calling.call_next, window="B1")
    return story


def at_windows(story: Story) -> dict[str, str]:
    return {w.id: w.state for w in story.hall.windows.values() if w.ticket == "t0001"}


def complete(story: Story) -> None:
    story.do(joint.join, window="B2", ticket="t0001")
    story.do(joint.join, window="A1", ticket="t0001")


def test_the_visitor_is_called_once_and_the_others_are_invited(story: Story) -> None:
    assert [(ticket.id, service) for ticket, service in joint.invitations(story.hall, "B2")] == [("t0001", "social")]
    assert [service for _, service in joint.invitations(story.hall, "B3")] == ["social"]  # and not permit
    assert joint.invitations(story.hall, "A2") == joint.invitations(story.hall, "A1") != []
    (came,) = story.do(joint.join, window="B2", ticket="t0001")
    assert isinstance(came, WindowJoined) and came.service == "social"
    assert [service for _, service in joint.invitations(story.hall, "B3")] == ["permit"]
    assert story.hall.calls_made == 1 and story.hall.tickets["t0001"].window == "B1"


def test_it_begins_and_ends_only_when_all_are_there(story: Story) -> None:
    story.do(joint.join, window="B2", ticket="t0001")
    for rule in (serving.start, serving.finish):
        with pytest.raises(Refused, match="not-all-here"):
            story.do(rule, window="B1")
    with pytest.raises(Refused, match="not-all-here"):
        story.do(calling.call_next, window="B1", finish=True)
    story.do(joint.join, window="A1", ticket="t0001")
    story.do(serving.start, window="B1")
    assert at_windows(story) == {"B1": "serving", "B2": "serving", "A1": "serving"}
    finished, onward = story.later(6).do(serving.finish, window="B1")
    assert isinstance(finished, TicketFinished) and isinstance(onward, LegEntered)
    assert at_windows(story) == {}
    assert [story.hall.windows[each].served for each in ("B1", "B2", "A1")] == [1, 1, 1]
    assert story.hall.windows["A1"].served_millis == 6 * 60_000


def test_a_window_that_joined_acts_nowhere_but_may_leave(story: Story) -> None:
    complete(story)
    for rule in (serving.start, serving.finish, serving.hold, serving.no_show, serving.recall):
        with pytest.raises(Refused, match="joined-elsewhere"):
            story.do(rule, window="B2")
    with pytest.raises(Refused, match="joined-elsewhere"):
        story.do(calling.call_next, window="B2", finish=True)
    story.do(joint.release, window="B2")
    assert at_windows(story) == {"B1": "calling", "A1": "calling"}
    with pytest.raises(Refused, match="not-all-here"):
        story.do(serving.start, window="B1")
    story.do(joint.join, window="B4", ticket="t0001")
    story.do(serving.start, window="B1")
    story.do(joint.release, window="B4")  # it began: the others finish without it
    story.do(serving.finish, window="B1")


def test_a_window_that_cannot_come_is_released_and_the_session_begins_without(story: Story) -> None:
    story.do(joint.join, window="B2", ticket="t0001")
    story.do(joint.release, window="B1", service="permit")
    story.do(joint.release, window="B1", service="social")
    assert at_windows(story) == {"B1": "calling"}
    story.do(serving.start, window="B1")
    with pytest.raises(Refused, match="unknown-service"):
        story.do(joint.release, window="B1", service="social")


def test_only_a_free_window_with_a_missing_service_joins(story: Story) -> None:
    with pytest.raises(Refused, match="does-not-serve"):
        story.do(windows.set_services, window="B4", services=("medical",))
        story.do(joint.join, window="B4", ticket="t0001")
    story.do(windows.close_window, window="B3")
    with pytest.raises(Refused, match="window-closed"):
        story.do(joint.join, window="B3", ticket="t0001")
    complete(story)
    with pytest.raises(Refused, match="wrong-state"):
        story.do(joint.join, window="A2", ticket="t0001")
    with pytest.raises(Refused, match="window-busy"):
        story.do(joint.join, window="A1", ticket="t0001")
    with pytest.raises(Refused, match="wrong-state"):
        story.do(joint.release, window="A2")


@pytest.mark.parametrize("act", ["no_show", "hold", "transfer", "cancel", "give_back"])
def test_when_the_visitor_leaves_his_window_the_others_are_free(story: Story, act: str) -> None:
    complete(story)
    story.later(15)
    if act == "cancel":
        story.do(tickets.cancel, ticket="t0001")
    elif act == "give_back":
        story.do(serving.give_back, window="B1", ticket="t0001")
    else:
        story.do(getattr(serving, act), window="B1", **({"service": "bundle"} if act == "transfer" else {}))
    assert at_windows(story) == {}
    assert {story.hall.windows[each].state for each in ("B2", "A1")} == {"idle"}
    if act == "hold":
        story.do(tickets.return_ticket, ticket="t0001")
        story.do(calling.call_next, window="B1")
        assert [service for _, service in joint.invitations(story.hall, "B2")] == ["social"]


def test_undo_brings_every_window_back_to_the_visitor(story: Story) -> None:
    complete(story)
    story.later(2).do(serving.start, window="B1")
    before = {name: story.hall.windows[name] for name in ("B1", "B2", "A1")}
    story.later(3).do(serving.finish, window="B1")
    story.do(serving.undo, window="B1")
    for name, window in before.items():
        now = story.hall.windows[name]
        assert (now.state, now.ticket, now.served, now.since_at) == (window.state, "t0001", 0, window.since_at)
    story.do(serving.finish, window="B1")
    story.do(tickets.serve, window="B2", ticket="w", service="social")
    with pytest.raises(Refused, match="touched-since"):
        story.do(serving.undo, window="B1")


def test_undo_of_a_start_and_of_a_join_leave_no_window_behind(story: Story) -> None:
    complete(story)
    story.do(serving.start, window="B1")
    story.do(serving.undo, window="B1")
    assert at_windows(story) == {"B1": "calling", "B2": "calling", "A1": "calling"}
    fresh = Story(open_hall(journey_plan()))
    fresh.take("joint", 0)
    fresh.do(calling.call_next, window="B1")
    fresh.do(joint.join, window="B2", ticket="t0001")
    with pytest.raises(Refused, match="touched-since"):
        fresh.do(serving.undo, window="B1")
    fresh.do(serving.undo, window="B2")
    assert at_windows(fresh) == {"B1": "calling"}


def test_the_clock_begins_no_session_that_is_not_complete() -> None:
    story = Story(open_hall(journey_plan(policy=Policy(auto_start_seconds=20))))
    story.take("joint", 0)
    story.do(calling.call_next, window="B1")
    assert story.later(1).do(days.tick) == []
    complete(story)
    story.later(1).do(days.tick)
    assert set(at_windows(story).values()) == {"serving"}
    story.do(serving.undo, window="B1")
    assert set(at_windows(story).values()) == {"calling"}
