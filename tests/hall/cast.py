"""The cast of the rules' tests: a small hall of two zones, and short ways to act in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from hall import days, planning, tickets, windows
from hall.after import after_all
from hall.events import Event
from hall.hall import EMPTY, MINUTE, Hall, Ticket
from hall.plan import (
    Category,
    Kiosk,
    Names,
    Office,
    Outcome,
    Plan,
    PlannedLeg,
    PlannedWindow,
    Printer,
    PriorityClass,
    Service,
    Zone,
)

MONDAY_9 = 1_795_395_600_000
"""2026-11-23 09:00 in Shanghai, in milliseconds."""


def at(minutes: float) -> int:
    """So many minutes after nine on Monday."""
    return MONDAY_9 + round(minutes * MINUTE)


def name(text: str) -> Names:
    return Names(text, text)


def small_plan(**changes: Any) -> Plan:
    """Zone A: enterprise; zone B: bundle, medical, social. A1 is specialised, A2 integrated; B1 and B2 are specialised,
    B3 integrated and helps A, B4 integrated and helps nobody."""
    given: dict[str, Any] = {
        "name": name("hall"),
        "zones": (Zone("A", name("A")), Zone("B", name("B"))),
        "categories": (
            Category("enterprise", name("enterprise"), "A", "A", 30),
            Category("bundle", name("bundle"), "X", "B", 40),
            Category("medical", name("medical"), "B", "B", 20),
            Category("social", name("social"), "S", "B", 30),
        ),
        "services": (
            Service("start-up", name("start-up"), "enterprise"),
            Service("permit", name("permit"), "enterprise"),
            Service("bundle", name("bundle"), "bundle"),
            Service(
                "medical", name("medical"), "medical", papers=(name("card"), name("form")), outcomes=get_args(Outcome)
            ),
            Service("social", name("social"), "social"),
            Service("pension", name("pension"), "social", quota=3),
        ),
        "windows": (
            PlannedWindow("A1", "1", "A", "specialised", ("start-up", "permit")),
            PlannedWindow("A2", "2", "A", "integrated", ("start-up", "permit")),
            PlannedWindow("B1", "3", "B", "specialised", ("medical",)),
            PlannedWindow("B2", "4", "B", "specialised", ("social", "pension")),
            PlannedWindow("B3", "5", "B", "integrated", ("bundle", "medical", "social", "pension"), ("A",)),
            PlannedWindow("B4", "6", "B", "integrated", ("bundle", "medical", "social", "pension")),
        ),
        "priority_classes": (PriorityClass("elderly", name("elderly"), 30),),
        "kiosks": (Kiosk("k1", "A", "p1"), Kiosk("k2", "B")),
        "printers": (Printer("p1", "simulated"),),
        "offices": (Office("permits", name("permits")), Office("archive", name("archive"))),
    }
    return Plan(**{**given, **changes})


def journey_plan(**changes: Any) -> Plan:
    """The small hall with matters of several legs: in a fixed order, with a free middle, with a joint session."""
    small = small_plan()
    fixed = tuple(PlannedLeg(each, no) for no, each in enumerate(("medical", "social", "permit", "start-up"), 1))
    free = (PlannedLeg("permit", 1), PlannedLeg("medical", 2), PlannedLeg("social", 2), PlannedLeg("start-up", 3))
    joint = (PlannedLeg("medical", 1, ("social", "permit")), PlannedLeg("start-up", 2))
    matters = (
        Service("fixed", name("fixed"), "bundle", legs=fixed),
        Service("free", name("free"), "bundle", legs=free),
        Service("joint", name("joint"), "bundle", legs=joint),
    )
    return small_plan(**{"services": (*small.services, *matters), **changes})


def open_hall(plan: Plan | None = None, now: int = MONDAY_9, opened: tuple[str, ...] | None = None) -> Hall:
    """A hall with its plan adopted, its day open, and these windows (all by default) idle."""
    plan = plan or small_plan()
    hall = after_all(EMPTY, planning.adopt(EMPTY, now, plan=plan), now)
    hall = after_all(hall, days.open_day(hall, now), now)
    for window in plan.window if opened is None else opened:
        hall = after_all(hall, windows.open_window(hall, now, window=window), now)
    return hall


class Story:
    """A hall and a time that go on together: `story.do(rule, ...)` records as the ledger would."""

    def __init__(self, hall: Hall, now: int = MONDAY_9) -> None:
        self.hall, self.now, self.taken, self.events = hall, now, 0, list[Event]()

    def do(self, rule: Callable[..., list[Event]], **words: Any) -> list[Event]:
        before = days.open_day(self.hall, self.now)
        hall = after_all(self.hall, before, self.now)
        events = rule(hall, self.now, **words)
        if events:
            self.hall = after_all(hall, events, self.now)
            self.events += [*before, *events]
        return events

    def take(self, service: str, minutes: float | None = None, **words: Any) -> str:
        """A ticket's id; `minutes` after nine moves the time there."""
        if minutes is not None:
            self.now = at(minutes)
        self.taken += 1
        ticket = f"t{self.taken:04d}"
        self.do(tickets.take, ticket=ticket, service=service, **words)
        return ticket

    def issue(self, service: str, minutes: float | None = None, **words: Any) -> Ticket:
        """A ticket as it stands just after it was taken."""
        ticket = self.take(service, minutes, **words)
        return self.hall.tickets[ticket]

    def later(self, minutes: float) -> Story:
        self.now += round(minutes * MINUTE)
        return self

    def state(self, ticket: str) -> str | None:
        found = self.hall.tickets.get(ticket)
        return found.state if found else None
