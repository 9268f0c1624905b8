"""The whole rule set against the plain model, over random days: nobody called twice or lost, numbers unique, and what
stands is the same by folding, by replay and by what a restart would read."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall import calling, days, serving, tickets, windows
from hall.after import after
from hall.events import Event
from hall.hall import EMPTY, MINUTE, Hall
from hall.live import load, rows
from hall.refused import Refused
from tests.counts import count, proof
from tests.hall.cast import Story, open_hall, small_plan
from tests.hall.model import Model, Paper, Undo
from tests.hall.stored import as_read, keep_rows

PLAN = small_plan()
WINDOWS = st.sampled_from([window.id for window in PLAN.windows])
SERVICES = st.sampled_from([service.id for service in PLAN.services if service.quota is None])


class Days(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.story, self.model = Story(open_hall(PLAN, opened=())), Model(PLAN)
        self.story.events, self.start = [], self.story.hall
        self.stored = {(kind, name): as_read(data) for kind, name, data in rows(self.start)}
        self.numbers: set[tuple[str, str]] = set()
        self.undoable: dict[str, Undo] = {}
        self.history: list[tuple[Event, int]] = []

    # --- doing, and keeping the model and the stored rows in step

    def do(self, asked: Any, window: str | None = None, **words: Any) -> list[Event] | str:
        """The rule's events, or the word of its refusal."""
        words |= {"window": window} if window is not None else {}
        kept, before, seen = self.model.copy(), self.story.hall, len(self.story.events)
        try:
            answer = self.story.do(asked, **words)
        except Refused as refused:
            return refused.reason
        events = self.story.events[seen:]
        self.store(before, events)
        self.remember(window, {str(event.ticket) for event in events if hasattr(event, "ticket")}, kept)
        return answer

    def store(self, hall: Hall, events: list[Event]) -> None:
        for event in events:
            now = after(hall, event, self.story.now)
            keep_rows(self.stored, event, hall, now)
            hall = now
            self.history.append((event, self.story.now))

    def remember(self, window: str | None, about: set[str], kept: Model) -> None:
        """What an undo at this window would give back; a record about a ticket ends all others' chances to undo it."""
        self.undoable = {w: undo for w, undo in self.undoable.items() if not about & undo.papers.keys()}
        if window is not None and about:
            papers = {each: kept.papers[each] for each in about}
            self.undoable[window] = Undo(self.story.now, papers, kept.windows[window], kept.holding[window])

    def a_window(self, data: Any, *states: str) -> str:
        """Nine times in ten one in these states, if there is any."""
        fit = sorted(window for window, state in self.model.windows.items() if state in states)
        any_at_all = not fit or data.draw(st.integers(0, 9)) == 9
        return str(data.draw(st.sampled_from(list(PLAN.window) if any_at_all else fit)))

    def some(self, data: Any, *states: str) -> Paper | None:
        found = sorted(paper.id for paper in self.model.papers.values() if paper.state in states)
        return self.model.papers[data.draw(st.sampled_from(found))] if found else None

    # --- what people do

    @initialize(shut=st.sets(WINDOWS, max_size=2), waiting=st.lists(SERVICES, min_size=3, max_size=9))
    def a_morning(self, shut: set[str], waiting: list[str]) -> None:
        for window in sorted(set(PLAN.window) - shut):
            self.switch(window, "open_window")
        for service in waiting:
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
        if holding is not None and finish:
            after_finish.leave(window, "done", self.story.now)
        line = after_finish.waiting_for(window)
        answer = self.do(calling.call_next, window, finish=finish)
        if holding is None and state != "idle":
            assert answer == f"window-{state}"
        elif holding is not None and not finish:
            assert answer == "window-busy"
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
            self.model.call(window, paper)
        else:
            assert isinstance(answer, str)

    @rule(data=st.data(), act=st.sampled_from(["recall", "start", "finish", "no_show", "hold"]))
    def at_the_window(self, data: Any, act: str) -> None:
        window = self.a_window(data, "calling", "serving")
        holding = self.model.holding[window]
        state = self.model.papers[holding].state if holding else None
        fits = state == "called" or (state == "serving" and act in ("finish", "hold"))
        answer = self.do(getattr(serving, act), window)
        if act == "recall" and fits and isinstance(answer, str):
            assert answer in ("recall-too-soon", "recalls-used-up")
            return
        assert isinstance(answer, list) == fits
        if fits and act == "start":
            self.model.papers[str(holding)].state, self.model.windows[window] = "serving", "serving"
        elif fits and act != "recall":
            self.model.leave(window, {"finish": "done", "no_show": "missed", "hold": "held"}[act], self.story.now)

    @rule(data=st.data(), service=SERVICES, to=st.one_of(st.none(), WINDOWS), come_back=st.booleans())
    def transfer(self, data: Any, service: str, to: str | None, come_back: bool) -> None:
        window = self.a_window(data, "calling", "serving")
        answer = self.do(serving.transfer, window, service=service, to_window=to, come_back=come_back)
        can = self.model.holding[window] is not None
        can = can and (to is None or service in PLAN.may_serve[to])
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
        answer = self.do(tickets.reclass, ticket=paper.id, service=service)
        if isinstance(answer, list) and answer:
            minutes = max(self.model.category(service).promise_minutes - (30 if paper.priority else 0), 5)
            paper.service, paper.due = service, paper.issued + minutes * MINUTE

    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        window = str(data.draw(st.sampled_from(sorted(self.undoable) * 3 + list(PLAN.window))))
        known = self.undoable.pop(window, None)
        answer = self.do(serving.undo, window)
        assert isinstance(answer, list) == (known is not None and self.story.now - known.at <= 10_000)
        if isinstance(answer, list) and known is not None:
            self.model.papers.update(known.papers)
            self.model.windows[window], self.model.holding[window] = known.state, known.holding
            gone = known.papers.keys()
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
        answer = self.do(getattr(windows, act), window)
        self.undoable.pop(window, None) if fits else None
        assert isinstance(answer, list) == fits
        if fits:
            self.model.windows[window] = {"close_window": "closed", "pause": "paused"}.get(act, "idle")

    # --- what must hold at every moment

    @invariant()
    def the_model_agrees(self) -> None:
        live = {p.id: p for p in self.model.papers.values() if p.state not in ("done", "cancelled", "expired")}
        assert live.keys() == set(self.story.hall.tickets)
        for ticket in self.story.hall.tickets.values():
            paper = live[ticket.id]
            assert (ticket.state, ticket.due_at, ticket.leg.service) == (paper.state, paper.due, paper.service)
        for window in self.story.hall.windows.values():
            assert (window.state, window.ticket) == (self.model.windows[window.id], self.model.holding[window.id])

    @invariant()
    def every_ticket_is_in_one_place(self) -> None:
        hall = self.story.hall
        placed = sorted(place.ticket for places in hall.lanes.values() for place in places)
        assert placed == sorted(ticket.id for ticket in hall.tickets.values() if ticket.state == "waiting")
        held = [window.ticket for window in hall.windows.values() if window.ticket is not None]
        at_windows = sorted(ticket.id for ticket in hall.tickets.values() if ticket.state in ("called", "serving"))
        assert sorted(held) == at_windows

    @invariant()
    def a_restart_reads_the_same_hall(self) -> None:
        hall = self.story.hall
        if hall.seq % 5:
            return
        found = [(kind, name, data) for (kind, name), data in self.stored.items()]
        assert load(found, seq=hall.seq, at=hall.at) == hall

    def teardown(self) -> None:
        replayed = self.start
        for event, now in self.history:
            replayed = after(replayed, event, now)
        assert replayed == self.story.hall


SHARDS = count(1, 4)
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
