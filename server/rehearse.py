"""A day in simulated time through the real rules: visitors take tickets, clerks call, pause and close. Whatever records
is handed in: the real ledger for `hall rehearse`, the bare rules for tests. Nothing here decides who is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Protocol

from hall import calling, days, serving, tickets, windows
from hall import events as e
from hall.codes import ticket_id
from hall.hall import MINUTE, At, Hall, Ticket
from hall.plan import Plan
from hall.refused import Refused
from server.rehearse_crowd import Crowd, Span, Visitor

OVERRUN_MINUTES = 180
"""So long after closing the clerks go on at most; who waits then is left over."""

BREAK_MINUTES = 15
RECALL_SECONDS = 30
NO_SHOW_SECONDS = 60
TICK_MINUTES = 1
SALTS = 2**15


class Time:
    """The rehearsal's own time, which the ledger's clock reads. Only the rehearsal moves it."""

    def __init__(self, at: At) -> None:
        self.at = at

    def seconds(self) -> float:
        return self.at / 1000


class Door(Protocol):
    """What records: the rule is decided, kept, and the hall goes on."""

    @property
    def hall(self) -> Hall: ...

    def record(self, rule: Callable[..., Sequence[e.Event]], **words: object) -> Sequence[e.Event]: ...


@dataclass
class Clerk:
    """The person at a window: breaks still to take, and whether the visitor at the window is being waited for."""

    window: str
    breaks: list[At]


class Rehearsal:
    """One day. `run()` plays it to the end; the facts are in the record."""

    def __init__(
        self, plan: Plan, door: Door, time: Time, span: Span, people: Sequence[Visitor], crowd: Crowd | None = None
    ) -> None:
        self.plan, self.door, self.time, self.span, self.people = plan, door, time, span, people
        self.crowd = crowd or Crowd()
        self.clerks = {w.id: Clerk(w.id, self._breaks(at)) for at, w in enumerate(plan.windows)}
        self.visitors: dict[str, Visitor] = {}
        self.refused: dict[str, int] = {}
        self._due: list[tuple[At, int, Callable[[], None]]] = []
        self._made = 0

    def run(self) -> None:
        """Every act at its time, until nothing is left to happen."""
        for each in self.clerks.values():
            self._at(self.span.opens_at, self._open, each.window)
            self._at(self.span.closes_at, self._close_if_idle, each.window)
        for number, visitor in enumerate(self.people):
            self._at(visitor.arrives_at, self._arrive, visitor, number)
        self._at(self.span.opens_at + TICK_MINUTES * MINUTE, self._tick)
        while self._due:
            self.time.at, _, act = heappop(self._due)
            act()
        self._lock_up()

    # --- the hall's own time

    def _at(self, at: At, act: Callable[..., None], *words: object) -> None:
        self._made += 1
        heappush(self._due, (at, self._made, lambda: act(*words)))

    def _in(self, seconds: float, act: Callable[..., None], *words: object) -> None:
        self._at(self.time.at + round(seconds * 1000), act, *words)

    def _breaks(self, window: int) -> list[At]:
        """Two a day, spread over the windows; in a short day as far as they lie in it."""
        hour = (self.span.closes_at - self.span.opens_at) / 480
        minutes = (60 + window * 37 % 120, 270 + window * 53 % 120)
        return [self.span.opens_at + round(each * hour) for each in minutes]

    @property
    def _is_over(self) -> bool:
        return self.time.at >= self.span.closes_at + OVERRUN_MINUTES * MINUTE

    def _tick(self) -> None:
        self._record(days.tick)
        if self._due and not self._is_over:
            self._in(60 * TICK_MINUTES, self._tick)

    def _record(self, rule: Callable[..., Sequence[e.Event]], **words: object) -> Sequence[e.Event]:
        """Record, and let idle windows that were told of an arrival act on it."""
        kept = self.door.record(rule, **words)
        for event in kept:
            if isinstance(event, e.TicketCalled):
                self._called(event.ticket, event.window)
        for event in kept:
            if (alert := getattr(event, "alert", None)) is not None and self._state(alert) == "idle":
                self._free(alert)
        return kept

    def _tried(self, rule: Callable[..., Sequence[e.Event]], **words: object) -> None:
        """A visitor's act that the rules may refuse: counted, and that is all."""
        try:
            self._record(rule, **words)
        except Refused as no:
            self.refused[no.reason] = self.refused.get(no.reason, 0) + 1

    def _state(self, window: str) -> str:
        return self.door.hall.windows[window].state

    def _ticket(self, ticket: str) -> Ticket | None:
        return self.door.hall.tickets.get(ticket)

    # --- visitors

    def _arrive(self, visitor: Visitor, number: int) -> None:
        ticket = ticket_id(self.time.at, number % SALTS)
        self.visitors[ticket] = visitor
        words = {"ticket": ticket, "service": visitor.service, "priority_class": visitor.priority_class}
        try:
            self._record(tickets.take, **words, slot_at=visitor.slot_at)
        except Refused as no:
            if no.reason != "too-early":
                self.refused[no.reason] = self.refused.get(no.reason, 0) + 1
                return
            self._record(tickets.take, **words)
        if visitor.cancels and visitor.patience_millis is not None:
            self._at(visitor.arrives_at + visitor.patience_millis, self._give_up, ticket)

    def _give_up(self, ticket: str) -> None:
        found = self._ticket(ticket)
        if found is not None and found.state == "waiting":
            self._tried(tickets.cancel, ticket=ticket)

    def _come_back(self, ticket: str) -> None:
        self._tried(tickets.return_ticket, ticket=ticket)

    # --- clerks

    def _open(self, window: str) -> None:
        self._record(windows.open_window, window=window)
        for at in self.clerks[window].breaks:
            self._at(at, self._break_if_idle, window)

    def _free(self, window: str) -> None:
        """The clerk has time: a break, the next visitor, or at the day's end home."""
        if self._is_over or self._break_is_due(window):
            self._finish(window)
            self._close(window) if self._is_over else self._pause(window)
            return
        busy = self.door.hall.windows[window].ticket is not None
        try:
            self._record(calling.call_next, window=window, finish=busy)
        except Refused as no:
            if no.reason != "nobody-waiting":
                raise
        self._close_if_idle(window)

    def _called(self, ticket: str, window: str) -> None:
        visitor = self.visitors[ticket]
        found = self._ticket(ticket)
        if found is None or self._has_left(visitor) or (not visitor.hears and found.misses == 0):
            self._in(RECALL_SECONDS, self._recall, window, ticket)
        elif self.crowd.walk_seconds:
            self._in(self.crowd.walk_seconds, self._start, window, ticket)
        else:
            self._in(visitor.serve_millis / 1000, self._free, window)

    def _has_left(self, visitor: Visitor) -> bool:
        return visitor.patience_millis is not None and self.time.at > visitor.arrives_at + visitor.patience_millis

    def _start(self, window: str, ticket: str) -> None:
        self._record(serving.start, window=window, ticket=ticket)
        self._in(self.visitors[ticket].serve_millis / 1000, self._free, window)

    def _recall(self, window: str, ticket: str) -> None:
        if self.plan.policy.recalls_max:
            self._record(serving.recall, window=window, ticket=ticket)
        self._in(NO_SHOW_SECONDS - RECALL_SECONDS, self._miss, window, ticket)

    def _miss(self, window: str, ticket: str) -> None:
        self._record(serving.no_show, window=window, ticket=ticket)
        visitor = self.visitors[ticket]
        if not self._has_left(visitor) and visitor.back_millis is not None:
            self._in(visitor.back_millis / 1000, self._come_back, ticket)
        if self._state(window) == "idle":
            self._free(window)

    def _finish(self, window: str) -> None:
        if self.door.hall.windows[window].ticket is not None:
            self._record(serving.finish, window=window)

    # --- breaks and the day's end

    def _break_is_due(self, window: str) -> bool:
        breaks = self.clerks[window].breaks
        return bool(breaks) and breaks[0] <= self.time.at < self.span.closes_at

    def _break_if_idle(self, window: str) -> None:
        if self._state(window) == "idle" and self._break_is_due(window):
            self._pause(window)

    def _pause(self, window: str) -> None:
        if self._state(window) != "idle":
            return
        self.clerks[window].breaks.pop(0)
        self._record(windows.pause, window=window, back_at=self.time.at + BREAK_MINUTES * MINUTE)
        self._in(60 * BREAK_MINUTES, self._resume, window)

    def _resume(self, window: str) -> None:
        self._record(windows.resume, window=window)
        if self._state(window) == "idle":
            self._free(window)

    def _close_if_idle(self, window: str) -> None:
        if self.time.at >= self.span.closes_at and self._state(window) == "idle":
            self._close(window)

    def _close(self, window: str) -> None:
        if self._state(window) in ("idle", "paused"):
            self._record(windows.close_window, window=window)

    def _lock_up(self) -> None:
        for window in self.clerks:
            self._finish(window)
            self._close(window)
