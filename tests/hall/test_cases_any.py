"""Any life of many cases in many hands: none is lost, none is in two hands, every step has its actor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall import calling, cases, serving, tickets
from hall import events as e
from hall.after import after_all
from hall.case import OPEN_STATES
from hall.live import load, rows
from hall.records import from_data, to_data
from hall.refused import Refused
from tests.counts import count, proof
from tests.hall.stored import Stored, as_read, keep_rows
from tests.hall.test_cases import DAY, story

EXAMPLES, STEPS = count(15, 400), count(40, 50)


class Cases(RuleBasedStateMachine):
    """Many cases in many hands. The model: where each one is, and what was said of it."""

    @initialize()
    def begin(self) -> None:
        self.story = story()
        self.at: dict[str, str] = {}
        self.over: dict[str, str] = {}
        self.stored: Stored = {(kind, name): as_read(data) for kind, name, data in rows(self.story.hall)}

    def do(self, rule_: Callable[..., list[e.Event]], **words: Any) -> list[e.Event]:
        before, now = self.story.hall, self.story.now
        try:
            events = self.story.do(rule_, **words)
        except Refused:
            assert self.story.hall is before
            return []
        hall = before
        for event in self.story.events[-(self.story.hall.seq - before.seq) :] if self.story.hall is not before else []:
            after = after_all(hall, [event], now)
            keep_rows(self.stored, event, hall, after)
            hall = after
        return events

    def some(self, data: Any) -> str:
        return str(data.draw(st.sampled_from(sorted({*self.at, *self.over, "2026-000009"}))))

    @rule(outcome=st.sampled_from(["accepted", "accepted-incomplete", "refused", "done"]))
    def accept(self, outcome: str) -> None:
        missing = ("card",) if outcome in ("accepted-incomplete", "refused") else ()
        self.story.taken += 1
        self.do(tickets.take, ticket=f"t{self.story.taken:04d}", service="medical")
        self.do(calling.call_next, window="B1")
        words = {"outcome": outcome, "missing": missing, "by": "anna", "slip": f"s{self.story.hall.seq}"}
        for event in self.do(serving.finish, window="B1", **words):
            if isinstance(event, e.CaseReceived):
                assert event.case not in self.at and event.case not in self.over
                self.at[event.case] = "window/B1"

    @rule()
    def undo(self) -> None:
        for event in self.do(serving.undo, window="B1", by="anna"):
            if isinstance(event, e.CaseWithdrawn):
                assert self.at.pop(event.case) == "window/B1"
                self.over[event.case] = "withdrawn"

    @rule(data=st.data(), window=st.sampled_from([None, "B1", "B4"]), office=st.sampled_from([None, "permits"]),
          own=st.sampled_from([None, "B1", "B4"]))  # fmt: skip
    def pass_on(self, data: Any, window: str | None, office: str | None, own: str | None) -> None:
        case = self.some(data)
        for event in self.do(cases.pass_on, case=case, by="bo", window=window, office=office, own=own):
            assert isinstance(event, e.CasePassed) and event.by == "bo"
            assert (
                event.from_place == self.at[case]
                and own in (None, event.from_place.split("/")[1])
                or (event.from_place.startswith("office"))
            )
            self.at[case] = event.to_place

    @rule(data=st.data())
    def complete(self, data: Any) -> None:
        self.do(cases.complete, case=self.some(data), by="bo")

    @rule(data=st.data())
    def ready(self, data: Any) -> None:
        self.do(cases.ready, case=self.some(data), by="bo")

    @rule(data=st.data(), window=st.sampled_from(["B1", "B4"]), tracking=st.sampled_from([None, None, "SF1"]))
    def issue(self, data: Any, window: str, tracking: str | None) -> None:
        case = self.some(data)
        if self.do(cases.issue, case=case, by="eva", window=window, tracking=tracking):
            assert self.at.pop(case) == f"window/{window}" or tracking
            self.over[case] = "issued"

    @rule(data=st.data(), how=st.sampled_from([cases.give_back, cases.withdraw]))
    def end(self, data: Any, how: Callable[..., list[e.Event]]) -> None:
        case = self.some(data)
        if self.do(how, case=case, by="eva"):
            del self.at[case]
            self.over[case] = how.__name__

    @rule(minutes=st.sampled_from([1, 30, DAY, 3 * DAY]))
    def time_passes(self, minutes: int) -> None:
        self.story.later(minutes)

    @invariant()
    def every_case_is_in_one_hand_or_over(self) -> None:
        assert {case.id: case.at for case in self.story.hall.cases.values()} == self.at
        assert not self.at.keys() & self.over.keys()
        assert len(self.at) + len(self.over) == sum(self.story.hall.case_counts.values())
        assert all(case.state in OPEN_STATES for case in self.story.hall.cases.values())

    @invariant()
    def a_restart_reads_the_same_cases(self) -> None:
        found = ((kind, name, data) for (kind, name), data in self.stored.items())
        again = load(found, seq=self.story.hall.seq, at=self.story.hall.at)
        for table in ("cases", "case_counts", "slips"):
            assert getattr(again, table) == getattr(self.story.hall, table), table

    def teardown(self) -> None:
        """Every step of every case has its actor, and the steps alone say where it ended."""
        moves = (e.CasePassed, e.CaseCompleted, e.CaseReady, e.CaseIssued, e.CaseReturned, e.CaseWithdrawn)
        for event in getattr(self, "story", story()).events:
            if isinstance(event, (e.CaseReceived, *moves)):
                assert event.by
                assert from_data(type(event), as_read(to_data(event))) == event


Cases.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)


@proof("no case lost, never in two hands, every step with its actor", EXAMPLES)
class TestCases(Cases.TestCase):  # type: ignore[misc,valid-type]
    """The machine above."""
