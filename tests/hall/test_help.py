"""Help on the floor: the nearest free helper is called, one takes the call, and nobody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall import days, devices, help
from hall import events as e
from hall.after import after
from hall.live import load
from hall.refused import Refused
from tests.counts import count, proof
from tests.hall.cast import Story, open_hall, small_plan
from tests.hall.stored import Stored, as_read, keep_rows

EXAMPLES, STEPS = count(15, 400), count(40, 50)


def story(*on_duty: tuple[str, str | None]) -> Story:
    told = Story(open_hall(small_plan()))
    for helper, zone in on_duty:
        told.later(1).do(help.on_duty, helper=helper, zone=zone)
    return told


def call(told: Story, help_id: str = "h1", kind: str = "kiosk", place: str = "k1") -> e.HelpCalled:
    (called,) = told.do(help.call, help=help_id, kind=kind, place=place)
    assert isinstance(called, e.HelpCalled)
    return called


def refusal(told: Story, rule_: Callable[..., list[e.Event]], **words: Any) -> str:
    with pytest.raises(Refused) as no:
        told.do(rule_, **words)
    return no.value.reason


def test_the_helper_of_the_zone_is_called_before_others() -> None:
    told = story(("ben", "B"), ("all", None), ("ann", "A"))
    called = call(told)
    assert (called.helper, called.why, called.next, called.for_all) == ("ann", "same-zone", ("all", "ben"), False)
    assert call(told, "h2", "kiosk", "k2").helper == "ben"


def test_one_who_is_all_over_the_hall_comes_before_one_of_another_zone() -> None:
    assert (call(story(("ben", "B"), ("all", None)))).why == "whole-hall"
    assert (call(story(("ben", "B")))).why == "other-zone"


def test_of_equals_who_has_been_free_the_longest_is_called() -> None:
    told = story(("ann", "A"), ("amy", "A"))
    assert call(told).helper == "ann"
    told.do(help.take, help="h1", helper="ann")
    told.later(2).do(help.close, help="h1", by="ann")
    assert call(told, "h2").helper == "amy"


def test_nobody_free_makes_a_call_everybodys_at_once() -> None:
    called = call(story())
    assert (called.helper, called.why, called.for_all) == (None, "nobody-free", True)


def test_a_second_press_at_a_place_is_the_same_call() -> None:
    told = story(("ann", "A"))
    call(told)
    assert told.do(help.call, help="h2", kind="kiosk", place="k1") == []
    assert call(told, "h3", "window", "B1").zone == "B"


def test_a_call_is_taken_by_one_who_has_no_other_in_hand() -> None:
    told = story(("ann", "A"), ("ben", "B"))
    call(told)
    call(told, "h2", "window", "B1")
    assert refusal(told, help.take, help="h1", helper="guest") == "not-on-duty"
    told.do(help.take, help="h1", helper="ben")
    assert told.do(help.take, help="h1", helper="ben") == []
    assert refusal(told, help.take, help="h1", helper="ann") == "help-taken"
    assert refusal(told, help.take, help="h2", helper="ben") == "help-in-hand"
    assert refusal(told, help.off_duty, helper="ben") == "help-in-hand"
    assert refusal(told, help.close, help="h1", by="ann") == "help-taken"
    told.do(help.close, help="h1", by="ben")
    assert refusal(told, help.close, help="h1", by="ben") == "help-over"


def test_a_call_nobody_takes_becomes_everybodys() -> None:
    told = story(("ann", "A"))
    call(told)
    assert told.do(help.tick) == []
    told.later(1)
    assert told.do(help.tick) == [e.HelpWidened("h1")]
    assert told.do(help.tick) == []


def test_who_goes_home_leaves_his_call_to_everybody() -> None:
    told = story(("ann", "A"))
    call(told)
    assert told.do(help.off_duty, helper="ann") == [e.HelpWidened("h1"), e.DutyEnded("ann")]
    assert told.do(help.off_duty, helper="ann") == []


def test_what_was_forgotten_ends_by_itself() -> None:
    told = story(("ann", "A"))
    call(told)
    told.later(25 * 60)
    assert told.do(help.tick) == [e.HelpClosed("h1", "clock", "forgotten"), e.DutyEnded("ann")]


def test_an_alarm_is_taken_by_one_and_done_by_him_until_it_comes_anew() -> None:
    told = story()
    told.do(devices.printer_changed, printer="p1", problems=("paper-out",))
    words = {"alarm": "p1.paper-out"}
    assert refusal(told, help.finish_alarm, helper="ann", **words) == "alarm-not-taken"
    told.do(help.take_alarm, helper="ann", **words)
    assert refusal(told, help.take_alarm, helper="ben", **words) == "alarm-taken"
    assert refusal(told, help.finish_alarm, helper="ben", **words) == "alarm-taken"
    told.do(help.finish_alarm, helper="ann", **words)
    assert "p1.paper-out" in told.hall.seen and told.hall.hands["p1.paper-out"].done_at is not None
    told.do(devices.printer_changed, printer="p1", problems=("cover-open", "paper-out"))
    assert not told.hall.hands
    assert refusal(told, help.take_alarm, helper="ann", alarm="none") == "unknown-alarm"


class Floor(RuleBasedStateMachine):
    """Three helpers, four places, any order of things."""

    helpers, places = ("ann", "ben", "cid"), (("kiosk", "k1"), ("kiosk", "k2"), ("window", "A1"), ("window", "B3"))

    @initialize()
    def begin(self) -> None:
        self.story, self.calls = story(), 0
        self.taken: dict[str, str] = {}
        self.stored: Stored = {}

    def do(self, rule_: Callable[..., list[e.Event]], **words: Any) -> list[e.Event]:
        hall = self.story.hall
        try:
            events = self.story.do(rule_, **words)
        except Refused:
            assert self.story.hall is hall
            return []
        for event in events:
            now = after(hall, event, self.story.now)
            keep_rows(self.stored, event, hall, now)
            hall = now
        return events

    @rule(helper=st.sampled_from(helpers), zone=st.sampled_from([None, "A", "B"]))
    def on(self, helper: str, zone: str | None) -> None:
        self.do(help.on_duty, helper=helper, zone=zone)

    @rule(helper=st.sampled_from(helpers))
    def off(self, helper: str) -> None:
        if self.do(help.off_duty, helper=helper):
            assert helper not in self.taken.values()

    @rule(place=st.sampled_from(places))
    def call(self, place: tuple[str, str]) -> None:
        self.calls += 1
        before = self.story.hall
        for called in self.do(help.call, help=f"h{self.calls}", kind=place[0], place=place[1]):
            assert isinstance(called, e.HelpCalled)
            on_the_way = {c.helper for c in before.help_calls.values() if c.taken_by is None and not c.for_all}
            free = {h.id: h for h in before.helpers.values() if h.id not in {*self.taken.values(), *on_the_way}}
            assert (called.helper is None) == (not free) == called.for_all
            if called.helper is not None:
                near = [h.id for h in free.values() if h.zone == called.zone]
                assert called.helper in (near or [h.id for h in free.values() if h.zone is None] or free)

    @rule(data=st.data(), helper=st.sampled_from(helpers))
    def take(self, data: Any, helper: str) -> None:
        one = data.draw(st.sampled_from(sorted({*self.story.hall.help_calls, "h1"})))
        for event in self.do(help.take, help=one, helper=helper):
            assert isinstance(event, e.HelpTaken) and one not in self.taken and helper not in self.taken.values()
            self.taken[one] = helper

    @rule(data=st.data(), by=st.sampled_from([*helpers, "k1"]))
    def close(self, data: Any, by: str) -> None:
        one = data.draw(st.sampled_from(sorted({*self.story.hall.help_calls, "h1"})))
        if self.do(help.close, help=one, by=by, how="not-needed" if by == "k1" else "helped"):
            assert self.taken.pop(one, None) in ((None, *self.helpers) if by == "k1" else (by,))

    @rule(minutes=st.sampled_from([0.1, 1, 5, 13 * 60, 25 * 60]))
    def time_passes(self, minutes: float) -> None:
        self.do(days.tick)
        self.story.later(minutes)
        for event in self.do(help.tick):
            if isinstance(event, e.HelpClosed):
                self.taken.pop(event.help, None)

    @invariant()
    def a_place_has_one_open_call_and_a_restart_reads_it(self) -> None:
        hall = self.story.hall
        open_at = [(each.kind, each.place) for each in hall.help_calls.values()]
        assert len(open_at) == len(set(open_at))
        assert {each.id: each.taken_by for each in hall.help_calls.values() if each.taken_by} == self.taken
        again = load(((k, n, as_read(d)) for (k, n), d in self.stored.items()), seq=hall.seq, at=hall.at)
        assert (again.help_calls, again.helpers) == (hall.help_calls, hall.helpers)


Floor.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)


@proof("the nearest free helper is called, and one takes the call", EXAMPLES)
class TestFloor(Floor.TestCase):  # type: ignore[misc,valid-type]
    """The machine above."""
