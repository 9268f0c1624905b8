"""Simulated people at a simulated cabinet: forgetful, undecided, rough, and in a power cut. What the books call certain
is what lies there. (Where a hall asks for no confirmation and has no sensors, nobody could know: that is left out.)"""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from hall import locker_staff, locker_tick, lockers
from hall.cabinet import Visit
from hall.refused import Refused
from tests.counts import count, proof
from tests.lockers.cabinet import BANK, Cabinet, locker_plan

SEEDS = count(200, 10_000)
STEPS = 20


class Crowd(Cabinet):
    """People who do not always do as they should; what they say of it is what they believe."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        sensors = self.dice.random() < 0.3
        super().__init__(locker_plan(confirm=not sensors or self.dice.random() < 0.5))
        self.steel.sensors = sensors
        self.codes: dict[str, str] = {}
        self.serial = 0

    def step(self) -> None:
        act = self.dice.choice((
            self.bring, self.bring, self.load_one, self.fetch, self.fetch, self.morning, self.pry, self.cut, self.jam,
            self.wait, self.look_inside, self.shut_what_is_open, self.lie,
        ))  # fmt: skip
        try:
            act()
        except Refused as no:
            assert no.reason != "wrong-state" or act in (self.fetch, self.morning, self.look_inside), no
        self.now += self.dice.choice((1_000, 20_000, 200_000))
        self.look()
        self.do(locker_tick.tick, ticket=self.draw("q"))
        self.books()

    # --- what they do

    def bring(self) -> None:
        visit = self.drop_off(size=self.dice.choice((None, "S", "L")), low=self.dice.random() < 0.2)
        if stands_open(visit):
            self.at_the_door(visit)

    def load_one(self) -> None:
        self.serial += 1
        visit = self.load(f"code{self.serial}")
        deposit = self.hall.cabinets.deposits.get(str(visit.deposit))
        if deposit is not None:
            self.codes[str(deposit.locator)] = f"code{self.serial}"
        if stands_open(visit):
            self.at_the_door(visit)

    def fetch(self) -> None:
        if not self.codes:
            return
        locator = self.dice.choice(sorted(self.codes))
        visit = self.pick_up(locator, self.codes[locator] if self.dice.random() < 0.9 else "wrong")
        if visit is not None and stands_open(visit):
            self.at_the_door(visit)

    def morning(self) -> None:
        found = sorted(d.id for d in self.hall.cabinets.deposits.values() if d.state in ("confirmed", "overdue"))[:3]
        visits = tuple(self.draw("v") for _ in found)
        self.do(lockers.collect, bank=BANK, deposits=tuple(found), visits=visits, batch=self.draw("b"))
        for name in visits:
            self.act(name)
            if stands_open(self.visit(name)):
                self.at_the_door(self.visit(name), careful=True)

    def at_the_door(self, visit: Visit, careful: bool = False) -> None:
        """Puts in or takes, or does not; shuts the door, or leaves it; says what was done, or goes."""
        brings, no = visit.kind in ("drop-off", "load"), visit.compartment
        does = careful or self.dice.random() < 0.75
        if does and brings:
            self.steel.inside[no] = str(visit.deposit)
        elif does:
            self.steel.inside.pop(no, None)
        if not careful and self.dice.random() < 0.15:
            return  # leaves the door open
        self.shut(no)
        shut = self.visit(visit.id).state == "closed" or self.visit(visit.id).asks == "shut"
        if shut and (careful or self.dice.random() < 0.8):
            lies = self.steel.sensors and self.dice.random() < 0.1
            said: lockers.Said = "nothing" if does == lies else "put-in" if brings else "taken"
            self.do(lockers.confirm, visit=visit.id, said=said)

    # --- what happens

    def pry(self) -> None:
        """Somebody forces a door and takes what there is."""
        no = self.dice.choice([each for each in self.steel.numbers if each not in self.steel.lying])
        self.steel.open.add(no)
        self.look()
        self.steel.inside.pop(no, None)

    def cut(self) -> None:
        """The power goes, perhaps in the middle of a visit, and people go on without it."""
        with suppress(Refused):
            self.do(lockers.drop_off, bank=BANK, deposit=self.draw("d"), visit=self.draw("v"), receipt="R")
        for no in sorted(self.steel.open):
            if self.dice.random() < 0.5:
                self.steel.inside.pop(no, None)
                self.steel.open.discard(no)
        self.begin()

    def jam(self) -> None:
        self.steel.jammed ^= {self.dice.choice(self.steel.numbers)}

    def lie(self) -> None:
        """The switch of a shut door sticks, and says from now on that it is shut; or it is freed again. What a switch
        hides that nobody has pulsed since, nobody could know: nobody pries such a door."""
        no = self.dice.choice(self.steel.numbers)
        if no in self.steel.lying or no not in self.steel.open:
            self.steel.lying ^= {no}

    def wait(self) -> None:
        self.later(self.dice.choice((1, 3, 60 * 80)))

    def shut_what_is_open(self) -> None:
        for no in sorted(self.steel.open):
            self.shut(no)

    def look_inside(self) -> None:
        """Staff look into what is uncertain, take out what nobody can name, and see to switches that have lied."""
        if self.hall.cabinets.banks[BANK].frozen:
            self.do(locker_staff.unfreeze, bank=BANK, reason="looked")
        for door in sorted(self.hall.cabinets.doors.values(), key=lambda each: each.no):
            if door.visit is None and door.state in ("uncertain", "fault") and door.no not in self.steel.open:
                inside = self.steel.inside.get(door.no)
                holds = inside if inside is not None and inside == door.deposit else None
                if holds is None:
                    self.steel.inside.pop(door.no, None)
                self.do(locker_staff.check, bank=BANK, compartment=door.no, holds=holds)
                if door.switch_fault_at is not None:
                    assert self.door(door.no).state == "fault"
                    self.steel.lying.discard(door.no)
                    self.do(locker_staff.mark_repaired, bank=BANK, compartment=door.no, reason="new switch")

    # --- the claim

    def books(self) -> None:
        """Every certain word of the books is so."""
        cabinets = self.hall.cabinets
        for door in cabinets.doors.values():
            pending = door.visit is not None and cabinets.visits[door.visit].state == "closed"
            inside = self.steel.inside.get(door.no)
            believed = door.switch_fault_at is None
            assert believed or pending or door.state not in ("free", "reserved", "occupied"), f"{door.no} is believed"
            if door.state == "free" and not pending:
                assert inside is None and door.no not in self.steel.open, f"{door.no} is called free: {inside}"
            if door.state == "occupied" and not pending:
                assert inside == door.deposit and door.no not in self.steel.open, f"{door.no} holds {inside}"
        held = [each.compartment for each in cabinets.deposits.values()]
        assert len(held) == len(set(held)), "two deposits in one compartment"


def stands_open(visit: Visit) -> bool:
    """As far as its person can tell."""
    return visit.state == "open" or visit.asks == "shut"


@proof("simulated people: books equal contents, a seed", SEEDS)
@pytest.mark.timeout(900)
def test_what_the_books_call_certain_is_what_lies_there() -> None:
    for seed in range(SEEDS):
        crowd = Crowd(seed)
        for _ in range(STEPS):
            crowd.step()


def test_the_crowd_meets_everything_it_is_made_for() -> None:
    """A test of people who never do wrong would prove little."""
    seen: set[str] = set()
    for seed in range(30):
        crowd = Crowd(seed)
        for _ in range(STEPS):
            crowd.step()
        seen |= {type(event).__name__ for event in crowd.events}
        seen |= {event.why for event in crowd.events if hasattr(event, "why")}
    assert {
        "BankFrozen", "OpeningFailed", "DepositMoved", "DepositTaken", "DepositKept", "CodeRefused", "TicketPromised",
        "restart", "unasked", "unconfirmed", "sensor", "nothing-put-in", "DepositOverdue", "CompartmentChecked",
        "OpeningAsked", "OpeningVouched", "door-sensor",
    } <= seen  # fmt: skip
