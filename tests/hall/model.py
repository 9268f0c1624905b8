"""A plain model of the hall, written again from the words of the rule: one list, brute force, mutable. The stateful
test holds the real rules against it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from hall.hall import MINUTE
from hall.plan import Plan


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
    way_back: list[tuple[str, int, int, str]] = field(default_factory=list)
    """(service, due, entered, window) of legs to come back to."""


class Undo(NamedTuple):
    """What the model gives back when a window takes its last record back."""

    at: int
    papers: dict[str, Paper]
    state: str
    holding: str | None


class Model:
    """Mirrors what was done; `pick` says who must be next."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.papers = plan, dict[str, Paper]()
        self.windows: dict[str, str] = {window.id: "closed" for window in plan.windows}
        self.holding: dict[str, str | None] = dict.fromkeys(plan.window)

    def copy(self) -> Model:
        """The same again, to try something on or to go back to."""
        other = Model(self.plan)
        other.papers = {name: replace(paper, way_back=list(paper.way_back)) for name, paper in self.papers.items()}
        other.windows, other.holding = dict(self.windows), dict(self.holding)
        return other

    def category(self, service: str) -> Any:
        return self.plan.category[self.plan.service[service].category]

    def take(self, paper_id: str, order: int, service: str, priority: str | None, now: int) -> None:
        head = self.plan.priority_class[priority].head_start_minutes if priority else 0
        wait = max(self.category(service).promise_minutes - head, self.plan.policy.floor_minutes)
        self.papers[paper_id] = Paper(paper_id, order, service, now + wait * MINUTE, now, now, priority)

    def may(self, window: str, paper: Paper) -> bool:
        if paper.bound is not None:
            return paper.bound == window
        w, zone = self.plan.window[window], self.category(paper.service).zone
        return paper.service in w.services or (self.plan.policy.help and zone in w.helps)

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
        self.windows[window], self.holding[window] = "idle", None
        paper.state, paper.at = state, None
        if state == "missed":
            paper.misses, paper.missed = paper.misses + 1, now
        if state == "done" and paper.way_back:
            paper.service, paper.due, paper.entered, paper.bound = paper.way_back.pop()
            paper.state = "waiting"
        return paper

    def move(self, window: str, service: str, bound: str | None, come_back: bool, now: int) -> None:
        paper = self.leave(window, "waiting", now)
        if come_back:
            paper.way_back.append((paper.service, paper.due, paper.entered, window))
        floor, promise = self.plan.policy.floor_minutes, self.category(service).promise_minutes
        paper.due = max(now + floor * MINUTE, min(paper.due, now + promise * MINUTE))
        paper.service, paper.bound, paper.entered = service, bound, now

    def back(self, paper: Paper, now: int) -> None:
        policy = self.plan.policy
        soonest = now + policy.floor_minutes * MINUTE
        if paper.state == "held":
            paper.due = soonest
        else:
            paper.due = max(paper.due, soonest) + policy.miss_penalty_minutes * MINUTE
        paper.state, paper.entered = "waiting", now
