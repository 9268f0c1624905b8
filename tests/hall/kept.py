"""What the stateful test holds in step: the real hall, the plain model, and the rows that a restart would read."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from hall.after import after
from hall.events import DayOpened, Event, Undone
from hall.hall import Hall
from hall.live import load, rows
from hall.looking import missing
from hall.refused import Refused
from tests.hall.cast import Story, journey_plan, open_hall
from tests.hall.model import Model, Paper, Undo
from tests.hall.stored import as_read, keep_rows

PLAN = journey_plan()


class Kept(RuleBasedStateMachine):
    """The hall, the model and the stored rows, kept in step."""

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
        if any(isinstance(event, DayOpened) for event in events):
            self.model.out_of_turn = dict.fromkeys(PLAN.window, 0)
        if not any(isinstance(event, Undone) for event in events):
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
            papers = {each: kept.papers[each] for each in about if each in kept.papers}
            others = {each for paper in papers.values() if paper.at == window for each in paper.joined}
            seats = {each: (kept.windows[each], kept.holding[each]) for each in others}
            self.touched_seats({window, *seats})
            made = frozenset(about - papers.keys())
            state, holding, out_of_turn = kept.windows[window], kept.holding[window], kept.out_of_turn[window]
            self.undoable[window] = Undo(self.story.now, papers, state, holding, made, seats, out_of_turn)

    def touched_seats(self, windows: set[str]) -> None:
        """What these windows do takes from others the chance to bring them back."""
        self.undoable = {w: undo for w, undo in self.undoable.items() if not windows & undo.seats.keys()}

    def a_window(self, data: Any, *states: str) -> str:
        """Nine times in ten one in these states, if there is any."""
        fit = sorted(window for window, state in self.model.windows.items() if state in states)
        any_at_all = not fit or data.draw(st.integers(0, 9)) == 9
        return str(data.draw(st.sampled_from(list(PLAN.window) if any_at_all else fit)))

    def may_finish(self, window: str, holding: str) -> bool:
        paper = self.model.papers[holding]
        return paper.at == window and not paper.missing

    def some_session(self, data: Any) -> tuple[Paper | None, str]:
        """A called visitor who lacks a window, if there is one, and a window that is likely to be what he lacks."""
        wanting = [p for p in self.model.papers.values() if p.state == "called" and p.missing]
        paper = wanting[-1] if wanting else self.some(data, "called")
        lacks = paper.missing if paper is not None else []
        free = [w for w in PLAN.window if self.model.holding[w] is None]
        fit = [w for w in free if any(self.model.serves(w, each) for each in lacks)]
        return paper, str(data.draw(st.sampled_from(fit * 3 + list(PLAN.window))))

    def some(self, data: Any, *states: str) -> Paper | None:
        found = sorted(paper.id for paper in self.model.papers.values() if paper.state in states)
        return self.model.papers[data.draw(st.sampled_from(found))] if found else None

    # --- what must hold at every moment

    @invariant()
    def the_model_agrees(self) -> None:
        live = {p.id: p for p in self.model.papers.values() if p.state not in ("done", "cancelled", "expired")}
        assert live.keys() == set(self.story.hall.tickets)
        for ticket in self.story.hall.tickets.values():
            paper = live[ticket.id]
            assert (ticket.state, ticket.due_at, ticket.leg.service) == (paper.state, paper.due, paper.service)
            ahead = ticket.journey.ahead if ticket.journey is not None else ()
            assert ([*ahead], missing(ticket.leg)) == (paper.ahead, tuple(paper.missing))
        for window in self.story.hall.windows.values():
            assert (window.state, window.ticket) == (self.model.windows[window.id], self.model.holding[window.id])
            assert window.out_of_turn == self.model.out_of_turn[window.id]

    @invariant()
    def every_ticket_is_in_one_place(self) -> None:
        hall = self.story.hall
        placed = sorted(place.ticket for places in hall.lanes.values() for place in places)
        assert placed == sorted(ticket.id for ticket in hall.tickets.values() if ticket.state == "waiting")
        busy = {window.id: hall.tickets[window.ticket] for window in hall.windows.values() if window.ticket is not None}
        held = [ticket.id for name, ticket in busy.items() if ticket.window == name]
        for name, ticket in busy.items():
            joint = ticket.leg.joint
            assert ticket.window == name or (joint is not None and name in dict(joint.joined))
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
