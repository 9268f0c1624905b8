"""The crash matrix: whatever point of whatever flow the server dies at, whatever the board answered and the door did,
after the restart the record claims nothing that is not so, and nothing opens before it said what it does not know."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from hall import locker_pick_up, locker_tick, lockers
from hall.after import after_all
from hall.cabinet import Visit
from hall.events import Event
from hall.plan import Plan
from lockers.bank import LockerFailed, Reading
from tests.counts import proof
from tests.hall.cast import open_hall
from tests.lockers.cabinet import BANK, Cabinet, Steel, locker_plan

POINTS = (
    "before the intention is kept", "after it is kept", "before the pulse", "after the pulse",
    "after the door was read", "before the reading is kept", "after the reading is kept", "before the answer is kept",
    "after the answer is kept", "while the door is open",
    "after something was done inside", "after the door was shut", "before its closing is kept",
    "after its closing is kept", "after the person's word",
)  # fmt: skip
REPLIES = ("none", "lost", "late", "corrupt", "echo")
"""What the board answers to the pulse. Lost, late and corrupt: the coil moves, the answer fails. Echo: all looks well,
and nothing moves. None: it answers as it should."""
DOORS = ("opens", "stuck", "unseen", "lying")
"""Lying: it opens, and its switch says that it is shut. Whoever stands there is asked, and says how it is."""
FLOWS = ("drop-off", "load", "pick-up", "collection", "force")


class Crash(BaseException):
    """The power is gone."""


class Doomed(Steel):
    """A bank that answers badly once, and a process that dies at a point."""

    reply, door, victim = "none", "opens", 0

    def arm(self, point: str, reply: str, door: str) -> None:
        self.point, self.reply, self.door, self.left = point, reply, door, {point}

    def reach(self, point: str) -> None:
        if point in getattr(self, "left", ()):
            self.left.discard(point)
            raise Crash(point)

    def unlock(self, compartment: int) -> None:
        self.reach("before the pulse")
        self.victim = compartment
        self.pulses.append(compartment)
        if self.door != "stuck" and self.reply != "echo":
            self.open.add(compartment)
        self.reach("after the pulse")
        if self.reply in ("lost", "late", "corrupt"):
            raise LockerFailed({"lost": "silent", "late": "silent", "corrupt": "garbled"}[self.reply], sent=True)  # type: ignore[arg-type]

    def read(self) -> dict[int, Reading]:
        found = super().read()
        if self.door == "lying" and self.victim:
            found[self.victim] = Reading("closed", found[self.victim].item)
        if self.door == "unseen" and self.victim:
            found[self.victim] = Reading()
        if self.victim:
            self.reach("after the door was read")
        return found


class Fated(Cabinet):
    """A cabinet whose record is all that survives."""

    steel: Doomed

    def __init__(self, plan: Plan) -> None:
        self.origin, self.history = open_hall(plan), list[tuple[Event, int]]()
        super().__init__(plan, self.origin)

    def begin(self) -> None:
        if not isinstance(self.steel, Doomed):
            self.steel = Doomed(self.steel.numbers)
        super().begin()

    def do(self, rule: Callable[..., list[Event]], **words: Any) -> list[Event]:
        name = rule.__name__
        if name in ("drop_off", "load", "pick_up", "collect", "force_open"):
            self.steel.reach("before the intention is kept")
        if name == "seen" and self.steel.victim:
            self.steel.reach("before the reading is kept")
        if name == "answer":
            self.steel.reach("before the answer is kept")
        told = len(self.events)
        events = super().do(rule, **words)
        self.history += [(event, self.now) for event in self.events[told:]]
        if name in ("drop_off", "load", "pick_up", "collect", "force_open"):
            self.steel.reach("after it is kept")
        if name == "seen" and self.steel.victim:
            self.steel.reach("after the reading is kept")
        if name == "answer":
            self.steel.reach("after the answer is kept")
        return events


def played(hall: Fated, flow: str, target: str) -> None:
    """One flow with an honest person, to its end."""
    visit = "the-visit"
    if flow == "drop-off":
        hall.do(lockers.drop_off, bank=BANK, deposit="new", visit=visit, receipt="R")
    elif flow == "load":
        hall.do(lockers.load, bank=BANK, deposit="new", visit=visit, reference="r", code=("a", "b"), seed=7)
    elif flow == "pick-up":
        hall.do(locker_pick_up.pick_up, bank=BANK, locator=target, tried="right", visit=visit, ticket="promised")
    elif flow == "collection":
        hall.do(lockers.collect, bank=BANK, deposits=(target,), visits=(visit,), batch="b")
    else:
        hall.do(lockers.force_open, bank=BANK, compartment=int(target), visit=visit, reason="why", second="bo")
    hall.act(visit)
    found = hall.visit(visit)
    if found.state == "open" or found.asks == "shut":
        person(hall, found)


def person(hall: Fated, visit: Visit) -> None:
    steel, no = hall.steel, visit.compartment
    steel.reach("while the door is open")
    brings = visit.kind in ("drop-off", "load")
    if brings:
        steel.inside[no] = str(visit.deposit)
    else:
        steel.inside.pop(no, None)
    steel.reach("after something was done inside")
    steel.open.discard(no)
    steel.reach("after the door was shut")
    hall.now += 1_000
    steel.reach("before its closing is kept")
    hall.look()
    steel.reach("after its closing is kept")
    if hall.visit(visit.id).state == "closed" or hall.visit(visit.id).asks == "shut":
        hall.do(lockers.confirm, visit=visit.id, said="put-in" if brings else "taken")
        steel.reach("after the person's word")


def restarted(hall: Fated) -> None:
    """The record is read from its beginning; the steel is as it was left."""
    kept = hall.origin
    for event, at in hall.history:
        kept = after_all(kept, [event], at)
    assert kept == hall.hall
    pulses = len(hall.steel.pulses)
    hall.steel.reply, hall.steel.door, hall.steel.victim, hall.steel.left = "none", "opens", 0, set()
    hall.begin()
    assert len(hall.steel.pulses) == pulses, "a door was pulsed before the doors were read"


def truth(hall: Fated) -> None:
    """What the record claims is so. What it calls uncertain or at fault it does not claim to know."""
    steel, cabinets = hall.steel, hall.hall.cabinets
    for door in cabinets.doors.values():
        pending = door.visit is not None and cabinets.visits[door.visit].state == "closed"
        inside = steel.inside.get(door.no)
        if door.state in ("free", "occupied", "reserved"):
            assert door.no not in steel.open, f"{door.no} is called {door.state} and stands open"
        if door.state == "free":
            assert pending or inside is None, f"{door.no} is called free and holds {inside}"
        if door.state == "occupied" and not pending:
            assert inside == door.deposit, f"{door.no} holds {inside} and the record says {door.deposit}"
        assert (door.reading == "open") == (door.no in steel.open)
        assert door.state not in ("opening", "open"), "after a restart nobody knows how that ended"
        if door.switch_fault_at is not None:
            assert door.state in ("uncertain", "fault"), f"{door.no} is {door.state}, and its switch has lied"
    for no, deposit in steel.inside.items():
        assert deposit in cabinets.deposits, f"{deposit} lies in {no} and is not in the books"


CELLS = len(POINTS) * len(REPLIES) * len(DOORS)


@proof("crash points x replies x doors, a flow: the truth is told", CELLS)
@pytest.mark.parametrize("flow", FLOWS)
def test_after_a_crash_at_any_point_nothing_is_claimed_that_is_not_so(
    flow: str, record_property: Callable[[str, object], None]
) -> None:
    crashed = 0
    for point, reply, door in product(POINTS, REPLIES, DOORS):
        hall = Fated(locker_plan())
        result = hall.loaded()
        hall.later(2)
        target = {"pick-up": str(result.locator), "collection": result.id, "force": str(result.compartment)}
        hall.steel.inside[result.compartment] = result.id
        hall.steel.arm(point, reply, door)
        try:
            played(hall, flow, target.get(flow, ""))
        except Crash:
            crashed += 1
        restarted(hall)
        truth(hall)
        hall.later(5).do(locker_tick.tick)
        truth(hall)
    record_property("result", f"{flow}: {CELLS} cells, {crashed} died, 0 untrue")
