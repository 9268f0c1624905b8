"""The cast of the lockers' tests: a cabinet whose doors people can touch, and a hall that hears of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hall import locker_doors, locker_pick_up, lockers
from hall.alarms import alarms
from hall.cabinet import Deposit, Door, Visit
from hall.hall import Hall
from hall.plan import Compartment, LockerBank, Lockers, Plan
from hall.refused import Refused
from lockers.attendant import Attendant, DoorsSeen, Report, Silent, StayedShut
from lockers.bank import LockerFailed, Reading
from tests.hall.cast import Story, open_hall, small_plan

BANK = "L1"


def locker_plan(compartments: int = 6, **figures: Any) -> Plan:
    """One bank: half of its compartments S and low, the others L and high."""
    half = compartments // 2
    cells = tuple(
        Compartment(no, "S" if no <= half else "L", 900 if no <= half else 1500, 0, no)
        for no in range(1, compartments + 1)
    )
    bank = LockerBank(BANK, "simulated", compartments=cells)
    given: dict[str, Any] = {"help_service": "medical", "help_priority_class": "elderly"}
    return small_plan(locker_banks=(bank,), lockers=Lockers(**{**given, **figures}))


@dataclass
class Steel:
    """A cabinet of steel: `open` doors, `inside` what lies where, `jammed` locks, `lying` switches, which say always
    that their door is shut; `pulses` it got."""

    numbers: tuple[int, ...]
    open: set[int] = field(default_factory=set)
    inside: dict[int, str] = field(default_factory=dict)
    jammed: set[int] = field(default_factory=set)
    lying: set[int] = field(default_factory=set)
    pulses: list[int] = field(default_factory=list)
    dark: bool = False
    sensors: bool = False
    opens_instead: dict[int, int] = field(default_factory=dict)

    def unlock(self, compartment: int) -> None:
        if self.dark:
            raise LockerFailed("offline")
        self.pulses.append(compartment)
        if compartment not in self.jammed:
            self.open.add(self.opens_instead.get(compartment, compartment))

    def read(self) -> dict[int, Reading]:
        if self.dark:
            raise LockerFailed("silent")
        seen = self.open - self.lying
        return {no: Reading("open" if no in seen else "closed", self._item(no)) for no in self.numbers}

    def _item(self, no: int) -> bool | None:
        return no in self.inside if self.sensors else None

    def close(self) -> None:
        """Nothing to give up."""


@dataclass
class StoryClock:
    """Time for the attendant: the story's."""

    story: Story

    def now(self) -> float:
        return self.story.now / 1000

    def wait(self, seconds: float) -> None:
        self.story.now += round(max(seconds, 0.001) * 1000)


class Cabinet(Story):
    """A story at a bank, with the keeper's own attendant. Waiting takes the story's time and nobody else's."""

    def __init__(self, plan: Plan | None = None, hall: Hall | None = None) -> None:
        plan = plan or locker_plan()
        super().__init__(hall or open_hall(plan))
        self.steel = Steel(tuple(each.no for each in plan.locker_bank[BANK].compartments))
        self.drawn, self.answers = 0, True
        self.begin()

    def begin(self) -> None:
        """The server starts, for the first time or again: what it had in mind is gone, the steel is as it was."""
        self.attended: set[tuple[str, int]] = set()
        self.attendant = Attendant(self.steel, StoryClock(self), self.told)
        self.do(locker_doors.start, bank=BANK, ticket=self.draw("p"))
        self.attendant.look()

    def draw(self, what: str) -> str:
        self.drawn += 1
        return f"{what}{self.drawn:04d}"

    def told(self, report: Report) -> None:
        """What the keeper records of its attendant's report."""
        ticket = self.draw("p")
        match report:
            case DoorsSeen(doors=doors):
                self.do(locker_doors.seen, bank=BANK, doors=doors, ticket=ticket)
            case StayedShut(opening=opening, problem=problem):
                self.do(locker_doors.not_opened, opening=opening, problem=problem, ticket=ticket)
            case Silent(problem=problem):
                self.do(locker_doors.lost, bank=BANK, problem=problem, ticket=ticket)

    def look(self) -> None:
        self.attendant.look()

    def act(self, visit: str) -> None:
        """What the keeper does of the intentions of a visit, until none is left; where `answers`, its person says how
        the door truly is."""
        while (found := self.visit(visit)).state == "opening" and found.openings:
            if found.asks == "opened" and self.answers:
                opened = found.compartment in self.steel.open
                self.do(locker_doors.answer, visit=visit, opened=opened, ticket=self.draw("p"))
                continue
            if (found.opening, found.pulses) in self.attended:
                return
            self.attended.add((found.opening, found.pulses))
            self.attendant.attend(found.opening, found.compartment)

    def shut(self, no: int) -> None:
        self.now += 1_000
        self.steel.open.discard(no)
        self.look()

    # --- what people do

    def drop_off(self, **words: Any) -> Visit:
        visit = self.draw("v")
        self.do(lockers.drop_off, bank=BANK, deposit=self.draw("d"), visit=visit, receipt="R1", place=BANK, **words)
        self.act(visit)
        return self.visit(visit)

    def load(self, code: str = "right", reference: str = "case-1", **words: Any) -> Visit:
        visit = self.draw("v")
        self.do(
            lockers.load, bank=BANK, deposit=self.draw("d"), visit=visit, reference=reference,
            code=(code, f"qr {code}"), seed=self.drawn, **words,
        )  # fmt: skip
        self.act(visit)
        return self.visit(visit)

    def loaded(self, code: str = "right", reference: str = "case-1") -> Deposit:
        """A result that lies in its compartment."""
        visit = self.load(code, reference)
        self.steel.inside[visit.compartment] = str(visit.deposit)
        self.shut(visit.compartment)
        self.do(lockers.confirm, visit=visit.id, said="put-in")
        return self.deposit(visit)

    def pick_up(self, locator: str, tried: str = "right") -> Visit | None:
        """The visit, or None: the code was refused."""
        visit = self.draw("v")
        self.do(locker_pick_up.pick_up, bank=BANK, locator=locator, tried=tried, visit=visit, ticket=self.draw("p"))
        if visit not in self.hall.cabinets.visits:
            return None
        self.act(visit)
        return self.visit(visit)

    def collected(self, deposit: str) -> None:
        """Staff take it out."""
        self.do(lockers.collect, bank=BANK, deposits=(deposit,), visits=("take",), batch="b")
        self.act("take")
        self.shut(self.visit("take").compartment)
        self.do(lockers.confirm, visit="take", said="taken")

    # --- what stands

    def visit(self, visit: str) -> Visit:
        return self.hall.cabinets.visits[visit]

    def deposit(self, visit: Visit) -> Deposit:
        return self.hall.cabinets.deposits[str(visit.deposit)]

    def door(self, no: int) -> Door:
        return door(self.hall, no)


def door(hall: Hall, no: int) -> Door:
    return hall.cabinets.doors[f"{BANK}/{no}"]


def kinds(story: Story) -> list[str]:
    return [type(event).__name__ for event in story.events]


def refused(story: Story, rule: Any, **words: Any) -> str:
    """The word of its refusal."""
    try:
        story.do(rule, **words)
    except Refused as no:
        return no.reason
    raise AssertionError("it was not refused")


def what(story: Story) -> set[str]:
    """The words of the alarms that stand."""
    return {each.what for each in alarms(story.hall, story.now)}
