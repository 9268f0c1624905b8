"""What the figures of a day mean, on days small enough to work out by hand."""

from __future__ import annotations

import pytest

from hall import calling, measures, serving, tickets, windows
from hall import events as e
from hall.measures import Fact
from hall.plan import Plan
from tests.hall.cast import MONDAY_9, Story, at, open_hall, small_plan

PLAN = small_plan()


class Told(Story):
    """A story that keeps when each event happened, as the record does."""

    def __init__(self, plan: Plan = PLAN) -> None:
        super().__init__(open_hall(plan, opened=()))
        self.facts: list[Fact] = []

    def act(self, minutes: float, rule: object, **words: object) -> None:
        self.now = at(minutes)
        self.facts += [Fact(self.now, event) for event in self.do(rule, **words)]  # type: ignore[arg-type]

    def ticket(self, minutes: float, name: str, service: str, **words: object) -> None:
        self.act(minutes, tickets.take, ticket=name, service=service, **words)

    def opened(self, minutes: float, window: str) -> None:
        self.act(minutes, windows.open_window, window=window)

    def next(self, minutes: float, window: str, finish: bool = False) -> None:
        self.act(minutes, calling.call_next, window=window, finish=finish)

    @property
    def measures(self) -> measures.Measures:
        return measures.measure(PLAN, self.facts)


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert measures.quantile([0.0, 10.0], 0.9) == 9.0
    assert measures.quantile([], 0.9) == 0.0
    assert measures.quantile([3.0], 0.99) == 3.0


def test_the_default_policy_bounds_overtaking_at_39_minutes() -> None:
    assert measures.overtaking_bound(PLAN) == 39


def test_a_wait_ends_when_service_begins() -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "a", "medical")
    story.next(10, "B1")
    story.act(12, serving.start, window="B1")
    story.act(20, serving.finish, window="B1")
    assert story.measures.wait.mean == 12
    assert story.measures.by_zone["B"].count == story.measures.served == 1
    assert story.measures.promise_kept == 1.0


def test_a_wait_beyond_the_promise_breaks_it() -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "a", "medical")
    story.ticket(0, "b", "medical")
    story.next(20, "B1")
    story.next(21, "B1", finish=True)
    story.act(30, serving.finish, window="B1")
    assert story.measures.promise_kept == 0.5


def test_an_appointment_waits_from_its_slot_on() -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "a", "medical", slot_at=at(15))
    story.next(18, "B1")
    story.act(20, serving.finish, window="B1")
    assert story.measures.by_group["appointment"].mean == 3


def test_overtaking_is_by_how_much_later_the_called_one_came() -> None:
    story = Told()
    story.opened(0, "B3")
    story.ticket(0, "first", "social")
    story.ticket(9, "elderly", "social", priority_class="elderly")
    story.next(10, "B3")
    assert story.measures.overtaking_minutes == 9
    assert story.measures.overtakings_beyond == 0


def test_a_call_out_of_turn_is_no_overtaking_of_the_rule() -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "first", "medical")
    story.ticket(9, "second", "medical")
    story.act(10, calling.call, window="B1", called="second")
    assert story.measures.overtaking_minutes == 0


def test_beyond_the_bound_is_counted() -> None:
    facts = [
        Fact(at(0), e.WindowOpened("B1")),
        Fact(at(0), e.TicketTaken("i", "B001", "B", 1, "day", "medical", "medical", "B", at(20))),
        Fact(at(40), e.TicketTaken("j", "B002", "B", 2, "day", "medical", "medical", "B", at(45))),
        Fact(at(41), e.TicketCalled("j", "B1", 1, at(45), at(45))),
    ]
    assert measures.measure(PLAN, facts).overtakings_beyond == 1


def test_a_call_from_another_zone_is_help() -> None:
    story = Told()
    story.opened(0, "B3")
    story.ticket(0, "a", "permit")
    story.next(1, "B3")
    assert story.measures.help_calls == 1


@pytest.mark.parametrize(("comes_back", "abandoned", "returned"), [(True, 0, 1), (False, 1, 0)])
def test_a_missed_visitor_who_never_returns_is_abandoned(comes_back: bool, abandoned: int, returned: int) -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "a", "medical")
    story.next(1, "B1")
    story.act(3, serving.no_show, window="B1")
    if comes_back:
        story.act(5, tickets.return_ticket, ticket="a")
    found = story.measures
    assert (found.missed, found.abandoned, found.returned) == (1, abandoned, returned)


def test_a_pause_is_not_open_time() -> None:
    story = Told()
    story.opened(0, "B1")
    story.ticket(0, "a", "medical")
    story.next(0, "B1")
    story.act(10, serving.finish, window="B1")
    story.act(10, windows.pause, window="B1")
    story.act(30, windows.resume, window="B1")
    story.act(40, windows.close_window, window="B1")
    assert story.measures.utilisation == 0.5


def test_a_day_without_anybody_has_figures_too() -> None:
    empty = measures.measure(PLAN, [Fact(MONDAY_9, e.WindowOpened("B1"))])
    assert (empty.visits, empty.promise_kept, empty.utilisation, empty.wait.p90) == (0, 1.0, 0.0, 0.0)
