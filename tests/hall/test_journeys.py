"""One matter, one visit: several legs, one number."""

from __future__ import annotations

import pytest

from hall import calling, planning, serving, tickets, windows
from hall.events import LegEntered, TicketFinished, TicketTaken
from hall.plan import Plan, Service
from hall.records import changed, from_data, to_data
from hall.refused import Refused
from tests.hall.cast import Story, at, journey_plan, open_hall

WHERE = {"medical": "B1", "social": "B2", "permit": "A1", "start-up": "A1"}


@pytest.fixture
def story() -> Story:
    return Story(open_hall(journey_plan()))


def serve(story: Story, service: str, **words: str) -> list[type]:
    story.do(calling.call_next, window=WHERE[service])
    return [type(event) for event in story.later(1).do(serving.finish, window=WHERE[service], **words)]


def way(story: Story, ticket: str) -> list[str]:
    """Services of the legs, the one in hand first among those to come."""
    standing = story.hall.tickets[ticket]
    assert standing.journey is not None
    return [*(leg.service for leg in standing.legs[:-1]), *(leg.service for leg in standing.journey.legs)]


def test_the_number_is_the_matters_own_and_stays_through_four_legs(story: Story) -> None:
    ticket = story.take("fixed", 0)
    for service in ("medical", "social", "permit"):
        assert story.hall.tickets[ticket].leg.service == service
        assert story.hall.tickets[ticket].number == "X001"
        assert serve(story, service) == [TicketFinished, LegEntered]
    assert serve(story, "start-up") == [TicketFinished]
    assert ticket not in story.hall.tickets


def test_a_leg_is_due_when_the_wait_already_served_has_counted(story: Story) -> None:
    ticket = story.take("fixed", 0)
    assert story.hall.tickets[ticket].due_at == at(20)  # as one who comes for the first leg
    story.later(3).do(calling.call_next, window="B1")
    story.later(2).do(serving.finish, window="B1")
    assert story.hall.tickets[ticket].due_at == at(20)  # max(5 + 5, min(20, 5 + 30))
    story.do(calling.call_next, window="B2")
    story.later(30).do(serving.finish, window="B2")
    assert story.hall.tickets[ticket].due_at == at(35 + 5)  # never below the floor


def test_where_the_order_is_free_the_shorter_line_comes_next(story: Story) -> None:
    for _ in range(3):
        story.take("medical", 0)
    ticket = story.take("free", 0)
    serve(story, "permit")
    assert way(story, ticket) == ["permit", "social", "medical", "start-up"]
    other = Story(open_hall(journey_plan()))
    for _ in range(4):
        other.take("social", 0)
    ticket = other.take("free", 0)
    serve(other, "permit")
    assert way(other, ticket) == ["permit", "medical", "social", "start-up"]


def test_a_free_leg_that_nobody_serves_just_now_comes_last(story: Story) -> None:
    for window in ("B1", "B3", "B4"):
        story.do(windows.set_services, window=window, services=("social",))
    ticket = story.take("free", 0)
    for _ in range(5):
        story.take("social", 0, priority_class="elderly")
    serve(story, "permit")
    assert way(story, ticket) == ["permit", "social", "medical", "start-up"]


def test_a_side_trip_returns_to_the_first_window_and_the_rest_follows(story: Story) -> None:
    ticket = story.take("fixed", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.transfer, window="B1", service="bundle", come_back=True)
    story.do(calling.call_next, window="B3")
    _, back = story.do(serving.finish, window="B3")
    assert isinstance(back, LegEntered) and back.windows == ("B1",)
    story.do(calling.call_next, window="B1")
    _, onward = story.do(serving.finish, window="B1")
    assert isinstance(onward, LegEntered) and onward.service == "social"
    assert way(story, ticket) == ["medical", "bundle", "medical", "social", "permit", "start-up"]


def test_a_transfer_to_a_leg_ahead_is_that_leg(story: Story) -> None:
    ticket = story.take("fixed", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.transfer, window="B1", service="permit")
    assert way(story, ticket) == ["medical", "permit", "social", "start-up"]


def test_a_transfer_to_another_matter_begins_it(story: Story) -> None:
    ticket = story.take("medical", 0)
    story.do(calling.call_next, window="B1")
    story.do(serving.transfer, window="B1", service="free")
    assert way(story, ticket) == ["medical", "permit", "medical", "social", "start-up"]
    assert story.hall.tickets[ticket].number == "B001"


def test_what_was_refused_is_not_carried_on(story: Story) -> None:
    ticket = story.take("fixed", 0)
    assert serve(story, "medical", outcome="refused") == [TicketFinished]
    assert ticket not in story.hall.tickets


def test_undo_takes_back_the_end_of_a_leg_with_the_beginning_of_the_next(story: Story) -> None:
    ticket = story.take("fixed", 0)
    story.do(calling.call_next, window="B1")
    before = story.hall.tickets[ticket]
    story.do(serving.finish, window="B1")
    story.do(serving.undo, window="B1")
    after = story.hall.tickets[ticket]
    assert (after.legs, after.journey, after.state) == (before.legs, before.journey, "called")
    story.do(serving.finish, window="B1")
    story.do(calling.call_next, window="B2")
    with pytest.raises(Refused, match="touched-since"):
        story.do(serving.undo, window="B1")


def test_hold_miss_and_cancel_keep_or_end_the_leg_as_anywhere(story: Story) -> None:
    ticket = story.take("fixed", 0)
    serve(story, "medical")
    story.do(calling.call_next, window="B2")
    story.do(serving.hold, window="B2")
    story.do(tickets.return_ticket, ticket=ticket)
    assert way(story, ticket) == ["medical", "social", "permit", "start-up"]
    story.do(calling.call_next, window="B2")
    story.do(serving.no_show, window="B2")
    story.do(tickets.return_ticket, ticket=ticket)
    assert way(story, ticket) == ["medical", "social", "permit", "start-up"]
    story.do(tickets.cancel, ticket=ticket)
    assert ticket not in story.hall.tickets


def test_a_correction_before_service_changes_the_whole_journey(story: Story) -> None:
    ticket = story.take("fixed", 0)
    story.later(1).do(tickets.reclass, ticket=ticket, service="free")
    assert way(story, ticket) == ["permit", "medical", "social", "start-up"]
    assert story.hall.tickets[ticket].due_at == at(30)  # from the first arrival
    story.do(tickets.reclass, ticket=ticket, service="medical")
    assert story.hall.tickets[ticket].journey is None
    assert story.do(tickets.reclass, ticket=ticket, service="medical") == []


def test_a_matter_counts_against_its_own_quota_and_each_legs() -> None:
    plan = journey_plan()
    few = {"fixed": changed(plan.service["fixed"], quota=2), "social": changed(plan.service["social"], quota=3)}
    story = Story(open_hall(changed_services(plan, few)))
    for _ in range(2):
        story.take("fixed", 0)
    with pytest.raises(Refused, match="quota-reached"):
        story.take("fixed", 0)
    story.take("free", 0)
    with pytest.raises(Refused, match="quota-reached"):
        story.take("free", 0)  # its social leg is the fourth of three
    story.take("medical", 0)


def test_a_matter_is_begun_only_while_its_last_leg_is_still_open_today() -> None:
    def week(start: int, end: int) -> tuple[tuple[tuple[int, int], ...], ...]:
        return (((start * 60, end * 60),),) * 7

    plan = journey_plan()
    hours = {
        "medical": changed(plan.service["medical"], hours=week(9, 11)),
        "start-up": changed(plan.service["start-up"], hours=week(10, 16)),
    }
    story = Story(open_hall(changed_services(plan, hours)))
    story.take("fixed", 0)  # nine o'clock: start-up opens later
    with pytest.raises(Refused, match="outside-hours"):
        story.take("fixed", 2 * 60)  # eleven: its first leg has closed
    with pytest.raises(Refused, match="outside-hours"):
        story.take("free", 7 * 60)  # sixteen: its last leg has
    with pytest.raises(Refused, match="outside-hours"):
        story.take("free", 2 * 60 + 30)


def test_a_free_leg_outside_its_hours_comes_after_the_others() -> None:
    plan = journey_plan()
    later = (((10 * 60, 16 * 60),),) * 7
    story = Story(open_hall(changed_services(plan, {"medical": changed(plan.service["medical"], hours=later)})))
    for _ in range(4):
        story.take("social", 0)
    ticket = story.take("free", 0)
    serve(story, "permit")
    assert way(story, ticket) == ["permit", "social", "medical", "start-up"]


def test_a_plan_that_drops_a_leg_ahead_waits_until_nobody_needs_it(story: Story) -> None:
    ticket = story.take("fixed", 0)
    without = tuple(each for each in story.hall.plan.services if each.id not in ("start-up", "fixed", "free", "joint"))  # type: ignore[union-attr]
    fewer = journey_plan(services=without)
    with pytest.raises(Refused, match="plan-orphans"):
        story.do(planning.adopt, plan=fewer)
    shorter = changed_services(journey_plan(), {"fixed": changed(journey_plan().service["fixed"], legs=())})
    story.do(planning.adopt, plan=shorter)
    assert way(story, ticket) == ["medical", "social", "permit", "start-up"]


def test_people_ahead_are_those_of_the_current_leg(story: Story) -> None:
    story.take("medical", 0)
    ticket = story.take("fixed", 1)
    assert calling.people_ahead(story.hall, story.hall.tickets[ticket]) == 1
    serve(story, "medical")
    serve(story, "medical")
    assert calling.people_ahead(story.hall, story.hall.tickets[ticket]) == 0


def test_the_way_stands_in_the_event_as_it_was_decided(story: Story) -> None:
    (taken,) = story.do(tickets.take, ticket="x", service="free")
    assert isinstance(taken, TicketTaken) and taken.journey is not None
    assert from_data(TicketTaken, to_data(taken)) == taken
    assert (taken.prefix, taken.service, taken.zone) == ("X", "permit", "A")


def changed_services(plan: Plan, news: dict[str, Service]) -> Plan:
    return journey_plan(services=tuple(news.get(each.id, each) for each in plan.services))
