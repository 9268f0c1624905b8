"""A plain model of the hall, written again from the words of the rule: one list, brute force, mutable. The stateful
test holds the real rules against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, NamedTuple

from hall.hall import MINUTE
from hall.plan import Plan, PlannedLeg


@dataclass
class Paper:
    """A ticket as the model knows it."""

    id: str
    order: int
    service: str
    due: int
    entered: int
    issued: int
    priority: str | None = None
    state: str = "waiting"
    bound: str | None = None
    at: str | None = None
    misses: int = 0
    missed: int = 0
    way_back: list[tuple[str, int, int, str, tuple[str, ...]]] = field(default_factory=list)
    """(service, due, entered, window, together) of legs to come back to."""
    matter: str | None = None
    ahead: list[PlannedLeg] = field(default_factory=list)
    together: tuple[str, ...] = ()
    joined: dict[str, str] = field(default_factory=dict)
    """Window -> service of those who came to him."""

    @property
    def missing(self) -> list[str]:
        return [each for each in self.together if each not in self.joined.values()]


class Undo(NamedTuple):
    """What the model gives back when a window takes its last record back."""

    at: int
    papers: dict[str, Paper]
    state: str
    holding: str | None
    made: frozenset[str] = frozenset()
    seats: dict[str, tuple[str, str | None]] = {}
    out_of_turn: int = 0


class Model:
    """Mirrors what was done; `pick` says who must be next."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.papers = plan, dict[str, Paper]()
        self.windows: dict[str, str] = {window.id: "closed" for window in plan.windows}
        self.holding: dict[str, str | None] = dict.fromkeys(plan.window)
        self.out_of_turn = dict.fromkeys(plan.window, 0)

    def copy(self) -> Model:
        """The same again, to try something on or to go back to."""
        other = Model(self.plan)
        other.papers = {name: _again(paper) for name, paper in self.papers.items()}
        other.windows, other.holding, other.out_of_turn = dict(self.windows), dict(self.holding), dict(self.out_of_turn)
        return other

    def category(self, service: str) -> Any:
        return self.plan.category[self.plan.service[service].category]

    def take(self, paper_id: str, order: int, service: str, priority: str | None, now: int) -> None:
        paper = Paper(paper_id, order, service, 0, now, now, priority)
        self.begin(paper, service, now)
        paper.due = self.first_due(paper.service, priority, now)
        self.papers[paper_id] = paper

    def first_due(self, service: str, priority: str | None, now: int) -> int:
        head = self.plan.priority_class[priority].head_start_minutes if priority else 0
        promise: int = self.category(service).promise_minutes
        return now + max(promise - head, self.plan.policy.floor_minutes) * MINUTE

    def moved_due(self, service: str, due: int, now: int) -> int:
        floor, promise = self.plan.policy.floor_minutes, int(self.category(service).promise_minutes)
        return max(now + floor * MINUTE, min(due, now + promise * MINUTE))

    def begin(self, paper: Paper, service: str, now: int) -> None:
        """The matter, or the one service, that a visitor comes for, from its first leg."""
        legs = list(self.plan.service[service].legs)
        paper.matter, paper.joined = (service if legs else None), {}
        if not legs:
            paper.service, paper.ahead, paper.together = service, [], ()
            return
        self.enter(paper, legs, lambda each: self.first_due(each, paper.priority, now), now)

    def enter(self, paper: Paper, legs: list[PlannedLeg], due: Callable[[str], int], now: int) -> None:
        """The next of these legs: of the lowest step, the one with fewest people before him for each open window."""
        step = min(leg.step for leg in legs)
        free = [leg for leg in legs if leg.step == step]
        best = min(self.wait(leg.service, due(leg.service), now) for leg in free) if len(free) > 1 else None
        first = next(leg for leg in free if best is None or self.wait(leg.service, due(leg.service), now) == best)
        paper.service, paper.together, paper.joined = first.service, first.together, {}
        paper.ahead = [leg for leg in legs if leg is not first]

    def wait(self, service: str, due: int, now: int) -> float:
        at_work = [w for w in self.windows if self.windows[w] in ("idle", "calling", "serving")]
        at_work = [w for w in at_work if self.serves(w, service)]
        category = self.category(service).id
        before = [
            p for p in self.papers.values()
            if p.state == "waiting" and self.category(p.service).id == category and (p.due, p.entered) <= (due, now)
        ]  # fmt: skip
        return len(before) / len(at_work) if at_work else inf

    def may(self, window: str, paper: Paper) -> bool:
        if paper.bound is not None:
            return paper.bound == window
        return self.serves(window, paper.service)

    def serves(self, window: str, service: str) -> bool:
        w, zone = self.plan.window[window], self.category(service).zone
        return service in w.services or (self.plan.policy.help and zone in w.helps)

    def exclusive(self, category: str) -> bool:
        special = [w for w in self.plan.windows if w.kind == "specialised" and self.windows[w.id] != "closed"]
        return not any(self.plan.service[s].category == category for w in special for s in w.services)

    def key(self, window: str, paper: Paper) -> tuple[int, int, int]:
        category, policy = self.category(paper.service), self.plan.policy
        minutes = policy.help_minutes if category.zone != self.plan.window[window].zone else 0
        minutes -= policy.exclusive_minutes if self.exclusive(category.id) else 0
        return paper.due + minutes * MINUTE, paper.entered, paper.order

    def waiting_for(self, window: str) -> list[Paper]:
        found = [p for p in self.papers.values() if p.state == "waiting" and self.may(window, p)]
        return sorted(found, key=lambda paper: self.key(window, paper))

    def call(self, window: str, paper: Paper) -> None:
        paper.state, paper.at = "called", window
        self.windows[window], self.holding[window] = "calling", paper.id

    def leave(self, window: str, state: str, now: int) -> Paper:
        """The current ticket leaves its window into another state."""
        paper = self.papers[str(self.holding[window])]
        for each in (window, *paper.joined):
            self.windows[each], self.holding[each] = "idle", None
        paper.state, paper.at, paper.joined = state, None, {}
        if state == "missed":
            paper.misses, paper.missed = paper.misses + 1, now
        if state == "done" and paper.way_back:
            paper.service, paper.due, paper.entered, paper.bound, paper.together = paper.way_back.pop()
            paper.ahead = [leg for leg in paper.ahead if leg.service != paper.service]
            paper.state = "waiting"
        elif state == "done" and paper.ahead:
            old = paper.due
            self.enter(paper, paper.ahead, lambda each: self.moved_due(each, old, now), now)
            paper.due, paper.entered = self.moved_due(paper.service, old, now), now
            paper.bound, paper.state = None, "waiting"
        return paper

    def move(self, window: str, service: str, bound: str | None, come_back: bool, now: int) -> None:
        paper = self.leave(window, "waiting", now)
        if come_back:
            paper.way_back.append((paper.service, paper.due, paper.entered, window, paper.together))
        paper.state = "moving"  # he stands in no line while the next is looked for
        if self.plan.service[service].legs:
            self.begin(paper, service, now)
        else:
            paper.service, paper.together = service, ()
            paper.ahead = [leg for leg in paper.ahead if leg.service != service]
        paper.due = self.moved_due(paper.service, paper.due, now)
        paper.bound, paper.entered, paper.state = bound, now, "waiting"

    def back(self, paper: Paper, now: int) -> None:
        policy = self.plan.policy
        soonest = now + policy.floor_minutes * MINUTE
        if paper.state == "held":
            paper.due = soonest
        else:
            paper.due = max(paper.due, soonest) + policy.miss_penalty_minutes * MINUTE
        paper.state, paper.entered = "waiting", now


def _again(paper: Paper) -> Paper:
    return replace(paper, way_back=list(paper.way_back), ahead=list(paper.ahead), joined=dict(paper.joined))
