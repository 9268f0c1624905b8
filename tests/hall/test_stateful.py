"""The whole rule set against the plain model, over random days: nobody called twice or lost, numbers unique, and what
stands is the same by folding, by replay and by what a restart would read."""

from __future__ import annotations

from functools import partial
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from hall import calling, days, joint, serving, tickets, windows
from hall.hall import EMPTY, MINUTE
from hall.live import load
from tests.counts import count, proof
from tests.hall.kept import PLAN, Kept

WINDOWS = st.sampled_from([window.id for window in PLAN.windows])
SERVICES = st.sampled_from([service.id for service in PLAN.services if service.quota is None])


class Days(Kept):
    # --- what people do

    @initialize(shut=st.sets(WINDOWS, max_size=2), waiting=st.lists(SERVICES, min_size=3, max_size=9))
    def a_morning(self, shut: set[str], waiting: list[str]) -> None:
        for window in sorted(set(PLAN.window) - shut):
            self.switch(window, "open_window")
        for service in ("joint", *waiting):
            self.take(service, None)
            self.story.later(1)

    @rule(minutes=st.sampled_from([0, 0, 0.05, 0.5, 1, 3, 11, 31]))
    def time_passes(self, minutes: float) -> None:
        self.story.later(minutes)
        gone = self.do(days.tick)
        for event in gone if isinstance(gone, list) else []:
            paper = self.model.papers[event.ticket]  # type: ignore[union-attr, index]
            assert paper.state == "missed" and self.story.now - paper.missed > 30 * MINUTE
            paper.state = "expired"

    @rule(service=SERVICES, priority=st.sampled_from([None, None, "elderly"]))
    def take(self, service: str, priority: str | None) -> None:
        self.story.taken += 1
        ticket = f"t{self.story.taken:04d}"
        self.do(tickets.take, ticket=ticket, service=service, priority_class=priority)
        taken = self.story.hall.tickets[ticket]
        assert (taken.day, taken.number) not in self.numbers
        self.numbers.add((taken.day, taken.number))
        self.model.take(ticket, taken.order, service, priority, self.story.now)

    @rule(data=st.data(), finish=st.booleans(), minutes=st.sampled_from([0, 0.5, 2]))
    def call_next(self, data: Any, finish: bool, minutes: float) -> None:
        self.story.later(minutes)
        window = self.a_window(data, "idle", *(["calling", "serving"] if finish else []))
        state, holding = self.model.windows[window], self.model.holding[window]
        after_finish = self.model.copy()
        ready = holding is None or self.may_finish(window, holding)
        if holding is not None and finish and ready:
            after_finish.leave(window, "done", self.story.now)
        line = after_finish.waiting_for(window)
        answer = self.do(calling.call_next, window, finish=finish)
        if holding is None and state != "idle":
            assert answer == f"window-{state}"
        elif holding is not None and not finish:
            assert answer == "window-busy"
        elif not ready:
            assert answer in ("joined-elsewhere", "not-all-here")
        elif not line and holding is None:
            assert answer == "nobody-waiting"
        else:
            assert isinstance(answer, list)
            if line:
                assert answer[-1].ticket == line[0].id  # type: ignore[union-attr]
                after_finish.call(window, line[0])
            self.model = after_finish

    @rule(data=st.data())
    def call_by_number(self, data: Any) -> None:
        window = self.a_window(data, "idle")
        paper = self.some(data, "waiting")
        if paper is None:
            return
        answer = self.do(calling.call, window, called=paper.id)
        if self.model.windows[window] == "idle" and self.model.may(window, paper):
            assert isinstance(answer, list)
            self.model.out_of_turn[window] += self.model.waiting_for(window)[0] is not paper
            self.model.call(window, paper)
        else:
            assert isinstance(answer, str)

    @rule(data=st.data(), act=st.sampled_from(["recall", "start", "finish", "no_show", "hold"]))
    def at_the_window(self, data: Any, act: str) -> None:
        window = self.a_window(data, "calling", "serving")
        holding = self.model.holding[window]
        state = self.model.papers[holding].state if holding else None
        fits = state == "called" or (state == "serving" and act in ("finish", "hold"))
        fits = fits and self.model.papers[str(holding)].at == window
        fits = fits and (act not in ("start", "finish") or self.may_finish(window, str(holding)))
        answer = self.do(getattr(serving, act), window)
        if act == "recall" and fits and isinstance(answer, str):
            assert answer in ("recall-too-soon", "recalls-used-up")
            return
        assert isinstance(answer, list) == fits
        if fits and act == "start":
            paper = self.model.papers[str(holding)]
            paper.state = "serving"
            self.model.windows |= dict.fromkeys((window, *paper.joined), "serving")
        elif fits and act != "recall":
            self.model.leave(window, {"finish": "done", "no_show": "missed", "hold": "held"}[act], self.story.now)

    @rule(data=st.data(), service=SERVICES, to=st.one_of(st.none(), WINDOWS), come_back=st.booleans())
    def transfer(self, data: Any, service: str, to: str | None, come_back: bool) -> None:
        window = self.a_window(data, "calling", "serving")
        answer = self.do(serving.transfer, window, service=service, to_window=to, come_back=come_back)
        holding = self.model.holding[window]
        can = holding is not None and self.model.papers[holding].at == window
        if can and to is not None:
            trial = self.model.copy()
            trial.move(window, service, to, come_back, self.story.now)
            can = trial.papers[str(holding)].service in PLAN.may_serve[to]
        assert isinstance(answer, list) == can
        if can:
            self.model.move(window, service, to, come_back, self.story.now)

    @rule(data=st.data(), service=SERVICES, act=st.sampled_from(["come_back", "come_back", "cancel", "reclass"]))
    def a_visitor_asks(self, data: Any, service: str, act: str) -> None:
        if act == "reclass":
            self.reclass(data, service)
        else:
            getattr(self, act)(data)

    def come_back(self, data: Any) -> None:
        paper = self.some(data, "held", "missed")
        if paper is None:
            return
        answer = self.do(tickets.return_ticket, ticket=paper.id)
        in_time = self.story.now - paper.missed <= 30 * MINUTE and paper.misses <= 1
        assert isinstance(answer, list) == (paper.state == "held" or in_time)
        if isinstance(answer, list):
            old = paper.due
            self.model.back(paper, self.story.now)
            assert paper.due >= self.story.now + 5 * MINUTE
            assert paper.misses == 0 or paper.due >= old or answer[0].due_at != old  # type: ignore[union-attr]

    def cancel(self, data: Any) -> None:
        paper = self.some(data, "waiting", "called", "serving", "held", "missed")
        if paper is None:
            return
        self.story.now += 1
        answer = self.do(tickets.cancel, ticket=paper.id)
        assert isinstance(answer, list) == (paper.state != "serving")
        if isinstance(answer, list):
            if paper.at is not None:
                self.model.leave(paper.at, "cancelled", self.story.now)
            paper.state = "cancelled"

    def reclass(self, data: Any, service: str) -> None:
        paper = self.some(data, "waiting")
        if paper is None or self.story.hall.tickets[paper.id].leg_at or self.story.hall.tickets[paper.id].misses:
            return
        answer, was = self.do(tickets.reclass, ticket=paper.id, service=service), paper.service
        if isinstance(answer, list) and answer:
            self.model.begin(paper, service, self.story.now)
        if paper.service != was:  # the same stop of another matter keeps its place in the line
            paper.due = self.model.first_due(paper.service, paper.priority, paper.issued)

    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        window = str(data.draw(st.sampled_from(sorted(self.undoable) * 3 + list(PLAN.window))))
        known = self.undoable.pop(window, None)
        answer = self.do(serving.undo, window)
        assert isinstance(answer, list) == (known is not None and self.story.now - known.at <= 10_000)
        if isinstance(answer, list) and known is not None:
            self.model.papers.update(known.papers)
            self.model.windows[window], self.model.holding[window] = known.state, known.holding
            self.model.out_of_turn[window] = known.out_of_turn
            for seat, (state, holding) in known.seats.items():
                self.model.windows[seat], self.model.holding[seat] = state, holding
            for made in known.made:
                self.model.papers[made].state = "cancelled"
            gone = known.papers.keys() | known.made
            self.touched_seats({window})
            self.undoable = {w: undo for w, undo in self.undoable.items() if not gone & undo.papers.keys()}
        elif known is not None:
            self.undoable[window] = known

    @rule(window=WINDOWS, act=st.sampled_from(["open_window", "open_window", "close_window", "pause", "resume"]))
    def switch(self, window: str, act: str) -> None:
        state = self.model.windows[window]
        fits = {
            "open_window": state == "closed", "close_window": state in ("idle", "paused"),
            "pause": state == "idle", "resume": state == "paused",
        }[act]  # fmt: skip
        self.story.now += 1
        answer = self.do(getattr(windows, act), window)
        self.touched_seats({window}) if fits else None
        self.undoable.pop(window, None) if fits else None
        assert isinstance(answer, list) == fits
        if fits:
            self.model.windows[window] = {"close_window": "closed", "pause": "paused"}.get(act, "idle")

    @rule(data=st.data(), act=st.sampled_from(["join"] * 4 + ["leave", "release"]))
    def a_joint_session(self, data: Any, act: str) -> None:
        self.story.now += 1
        if act == "join":
            self.join(data)
            return
        at_windows = [paper for paper in self.model.papers.values() if paper.at is not None]
        sessions = [paper for paper in at_windows if (paper.together if act == "release" else paper.joined)]
        if not sessions:
            return
        paper = data.draw(st.sampled_from(sorted(sessions, key=lambda each: each.id)))
        if act == "release":
            window, service = str(paper.at), data.draw(st.sampled_from(paper.together))
            gone = next((name for name, each in paper.joined.items() if each == service), None)
            paper.together = tuple(each for each in paper.together if each != service)
            assert isinstance(self.do(joint.release, window, service=service), list)
        else:
            gone = window = data.draw(st.sampled_from(sorted(paper.joined)))
            if paper.state == "serving":
                paper.together = tuple(each for each in paper.together if each != paper.joined[window])
            assert isinstance(self.do(joint.release, window), list)
        self.undoable.pop(window, None)
        if gone is not None:
            del paper.joined[gone]
            self.model.windows[gone], self.model.holding[gone] = "idle", None
            self.undoable.pop(gone, None)

    def join(self, data: Any) -> None:
        paper, window = self.some_session(data)
        if paper is None:
            return
        answer = self.do(joint.join, window, ticket=paper.id)
        service = next((each for each in paper.missing if self.model.serves(window, each)), None)
        assert isinstance(answer, list) == (self.model.windows[window] in ("idle", "paused") and service is not None)
        if isinstance(answer, list) and service is not None:
            paper.joined[window] = service
            self.model.windows[window], self.model.holding[window] = "calling", paper.id

    @rule(data=st.data(), service=SERVICES)
    def serve_without_a_ticket(self, data: Any, service: str) -> None:
        window = self.a_window(data, "idle")
        self.story.taken += 1
        ticket = f"t{self.story.taken:04d}"
        legs = PLAN.service[service].legs
        first = legs[0].service if legs else service
        fits = self.model.windows[window] == "idle" and self.model.serves(window, first) and service != "joint"
        answer = self.do(tickets.serve, window, ticket=ticket, service=service)
        assert isinstance(answer, list) == fits
        if fits:
            served = self.story.hall.tickets[ticket]
            assert (served.day, served.number) not in self.numbers
            self.numbers.add((served.day, served.number))
            self.model.take(ticket, served.order, service, None, self.story.now)
            self.model.call(window, self.model.papers[ticket])
            self.model.papers[ticket].state, self.model.windows[window] = "serving", "serving"

    @rule(data=st.data())
    def a_clerk_has_gone(self, data: Any) -> None:
        paper = self.some(data, "called")
        if paper is None:
            return
        window, _ = str(paper.at), self.story.later(11)
        answer = self.do(partial(serving.give_back, window=window), ticket=paper.id)
        assert isinstance(answer, list) and len(answer) == 2
        self.model.leave(window, "waiting", self.story.now)
        self.model.windows[window] = "paused"
        self.undoable.pop(window, None)


SHARDS = count(1, 16)
"""So that several processes can share the work; each draws days of its own."""


def shard(no: int) -> Any:
    """Some of the days, as a test of their own."""
    machine: Any = type(f"TestAnyDay{no}", (Days,), {})
    each = machine.TestCase
    each.settings = settings(
        max_examples=count(500, 20_000) // SHARDS,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    each.__name__ = each.__qualname__ = f"TestAnyDay{no}"
    each.__module__ = __name__
    return proof(f"any day agrees with the plain model, 50 steps ({no + 1} of {SHARDS})", count(500, 20_000) // SHARDS)(
        each
    )


for _no in range(SHARDS):
    globals()[f"TestAnyDay{_no}"] = shard(_no)


def test_an_empty_hall_is_the_one_before_all_events() -> None:
    assert load([], seq=0, at=0) == EMPTY
