"""From what happened to figures: waits, promises, overtaking, windows' time. Pure, read off the events of a day.

Definitions: docs/rehearse.md. Undo and steps of the clock are not taken back out: a rehearsal has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hall import events as e
from hall.hall import MINUTE, At
from hall.overtaking import Queue
from hall.overtaking import overtaking_bound as overtaking_bound
from hall.plan import Minutes, Plan


class Fact(NamedTuple):
    """One event and when it happened."""

    at: At
    event: e.Event


@dataclass
class Visit:
    """What became of one ticket. `served_from_at` is when its first service began; `ending` one word."""

    ticket: str
    category: str
    zone: str
    group: str
    issued_at: At
    slot_at: At | None
    called_at: At | None = None
    served_from_at: At | None = None
    ended_at: At | None = None
    ending: str = "open"
    misses: int = 0
    returns: int = 0

    @property
    def waits_from_at(self) -> At:
        """Someone with an appointment who comes early waits from the slot on."""
        return self.issued_at if self.slot_at is None else max(self.issued_at, self.slot_at)


@dataclass
class Post:
    """A window's time, in milliseconds, and since when it is open, if it is."""

    open_millis: int = 0
    served_millis: int = 0
    since_at: At | None = None


@dataclass(frozen=True)
class Spread:
    """A set of durations in minutes."""

    count: int
    mean: float
    p50: float
    p90: float
    p99: float


@dataclass(frozen=True)
class Measures:
    """A day in figures. Shares lie between 0 and 1."""

    visits: int
    served: int
    wait: Spread
    by_zone: dict[str, Spread]
    by_group: dict[str, Spread]
    promise_kept: float
    overtaking_minutes: float
    overtaking_bound: Minutes
    overtakings_beyond: int
    help_calls: int
    out_of_turn: int
    abandoned: int
    cancelled: int
    expired: int
    missed: int
    returned: int
    utilisation: float
    events: int


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the sorted values lies, between neighbours by a straight line."""
    if not values:
        return 0.0
    at = share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def spread(millis: Iterable[int]) -> Spread:
    minutes = sorted(each / MINUTE for each in millis)
    mean = sum(minutes) / len(minutes) if minutes else 0.0
    return Spread(len(minutes), mean, quantile(minutes, 0.5), quantile(minutes, 0.9), quantile(minutes, 0.99))


class Day:
    """A walk through the facts of a day, in their order."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.bound = plan, overtaking_bound(plan) * MINUTE
        self.visits: dict[str, Visit] = {}
        self.posts = {window.id: Post() for window in plan.windows}
        self.queue = Queue()
        self.services: dict[str, str] = {}
        self.overtaking = self.beyond = self.help_calls = self.out_of_turn = self.events = 0

    def see(self, fact: Fact) -> None:
        self.events += 1
        if (step := _STEPS.get(type(fact.event))) is not None:
            step(self, fact.event, fact.at)

    def taken(self, event: e.TicketTaken, at: At) -> None:
        group = "appointment" if event.kind == "appointment" else event.priority_class or "normal"
        slot_at = event.slot_at if event.kind == "appointment" else None
        self.visits[event.ticket] = Visit(event.ticket, event.category, event.zone, group, at, slot_at)
        self._enter(event.ticket, event.service, at)

    def served_at_once(self, event: e.TicketServed, at: At) -> None:
        """Served without a ticket: without a wait."""
        group = event.priority_class or "normal"
        self.visits[event.ticket] = Visit(event.ticket, event.category, event.zone, group, at, None, at)
        self.services[event.ticket] = event.service

    def given_back(self, event: e.TicketGivenBack, at: At) -> None:
        self._enter(event.ticket, self.services[event.ticket], self.visits[event.ticket].issued_at)

    def _enter(self, ticket: str, service: str, at: At, penalised: bool = False) -> None:
        self.services[ticket] = service
        self.queue.enter(ticket, service, at, penalised)

    def called(self, event: e.TicketCalled, at: At) -> None:
        visit, entered_at = self.visits[event.ticket], self.queue.leave(event.ticket)
        visit.called_at = visit.called_at or at
        window = self.plan.window[event.window]
        self.help_calls += self.plan.zone_of[self.services[event.ticket]] != window.zone
        self.out_of_turn += event.out_of_turn
        if entered_at is None or event.out_of_turn:
            return
        for penalised, allowed in ((False, 0), (True, self.plan.policy.miss_penalty_minutes * MINUTE)):
            oldest = self.queue.oldest(window.services, penalised)
            passed = 0 if oldest is None else entered_at - oldest
            self.overtaking = max(self.overtaking, passed - allowed)
            self.beyond += passed > self.bound + allowed

    def finished(self, event: e.TicketFinished, at: At) -> None:
        visit, post = self.visits[event.ticket], self.posts[event.window]
        visit.served_from_at = visit.served_from_at or event.served_from_at
        post.served_millis += at - event.served_from_at
        if event.over:
            self._end(event.ticket, at, "done")

    def passed_on(self, event: e.TicketTransferred | e.LegEntered, at: At) -> None:
        self.services[event.ticket] = event.service
        if not event.windows and event.person is None:
            entered_at = event.entered_at if isinstance(event, e.LegEntered) else at
            self._enter(event.ticket, event.service, entered_at)

    def missed(self, event: e.TicketMissed, at: At) -> None:
        visit = self.visits[event.ticket]
        visit.misses += 1
        visit.ending = "missed"

    def returned(self, event: e.TicketReturned, at: At) -> None:
        visit = self.visits[event.ticket]
        visit.returns += visit.ending == "missed"
        self._enter(event.ticket, self.services[event.ticket], at, penalised=visit.ending == "missed")
        visit.ending = "open"

    def cancelled(self, event: e.TicketCancelled, at: At) -> None:
        self._end(event.ticket, at, "cancelled")

    def expired(self, event: e.TicketExpired, at: At) -> None:
        """Who was missed and never came back has gone; who still waited was sent home."""
        gone = self.visits[event.ticket].ending == "missed"
        self._end(event.ticket, at, "missed" if gone else "expired")

    def voided(self, event: e.TicketVoided, at: At) -> None:
        self._end(event.ticket, at, "void")

    def _end(self, ticket: str, at: At, ending: str) -> None:
        self.queue.leave(ticket)
        self.visits[ticket].ended_at, self.visits[ticket].ending = at, ending

    def opened(self, event: e.WindowOpened | e.WindowResumed, at: At) -> None:
        self.posts[event.window].since_at = at

    def shut(self, event: e.WindowClosed | e.WindowPaused, at: At) -> None:
        post = self.posts[event.window]
        post.open_millis += at - post.since_at if post.since_at is not None else 0
        post.since_at = None


_STEPS: dict[type, Callable[[Day, Any, At], None]] = {
    e.TicketTaken: Day.taken,
    e.TicketServed: Day.served_at_once,
    e.TicketGivenBack: Day.given_back,
    e.TicketCalled: Day.called,
    e.TicketFinished: Day.finished,
    e.TicketTransferred: Day.passed_on,
    e.LegEntered: Day.passed_on,
    e.TicketMissed: Day.missed,
    e.TicketReturned: Day.returned,
    e.TicketCancelled: Day.cancelled,
    e.TicketExpired: Day.expired,
    e.TicketVoided: Day.voided,
    e.WindowOpened: Day.opened,
    e.WindowResumed: Day.opened,
    e.WindowClosed: Day.shut,
    e.WindowPaused: Day.shut,
}


def walked(plan: Plan, facts: Iterable[Fact]) -> Day:
    """The day after all these facts."""
    day = Day(plan)
    for fact in facts:
        day.see(fact)
    return day


def waits(visits: Iterable[Visit]) -> list[int]:
    """How long each served visitor waited, until service began. Served before the slot is no wait."""
    return [max(0, v.served_from_at - v.waits_from_at) for v in visits if v.served_from_at is not None]


def promise_kept(plan: Plan, visits: Iterable[Visit]) -> float:
    """The share of served visitors who waited no longer than their category promises."""
    served = [visit for visit in visits if visit.served_from_at is not None]
    late = sum(
        (visit.served_from_at or 0) - visit.waits_from_at > plan.category[visit.category].promise_minutes * MINUTE
        for visit in served
    )
    return 1.0 - late / len(served) if served else 1.0


def utilisation(posts: Iterable[Post]) -> float:
    """Serving time of open time; a pause is not open time."""
    every = list(posts)
    open_millis = sum(post.open_millis for post in every)
    return sum(post.served_millis for post in every) / open_millis if open_millis else 0.0


def measure(plan: Plan, facts: Iterable[Fact]) -> Measures:
    """The figures of a day."""
    day = walked(plan, facts)
    visits = list(day.visits.values())
    endings = [visit.ending for visit in visits]
    groups = sorted({visit.group for visit in visits})
    return Measures(
        visits=len(visits),
        served=sum(visit.served_from_at is not None for visit in visits),
        wait=spread(waits(visits)),
        by_zone={zone.id: spread(waits(v for v in visits if v.zone == zone.id)) for zone in plan.zones},
        by_group={group: spread(waits(v for v in visits if v.group == group)) for group in groups},
        promise_kept=promise_kept(plan, visits),
        overtaking_minutes=day.overtaking / MINUTE,
        overtaking_bound=overtaking_bound(plan),
        overtakings_beyond=day.beyond,
        help_calls=day.help_calls,
        out_of_turn=day.out_of_turn,
        abandoned=endings.count("missed"),
        cancelled=endings.count("cancelled"),
        expired=endings.count("expired"),
        missed=sum(visit.misses for visit in visits),
        returned=sum(visit.returns for visit in visits),
        utilisation=utilisation(day.posts.values()),
        events=day.events,
    )
