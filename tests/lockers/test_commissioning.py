"""Trying out a new bank: what is wrong with it is said, and no door opens without a yes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from lockers.bank import LockerFailed
from lockers.commissioning import Commissioning
from lockers.simulated import Simulated
from tests.lockers.cast import FAMILIES, VirtualClock, planned


class Person:
    """At the cabinet: says `yes` to every opening, and shuts what was opened when asked to."""

    def __init__(self, bank: Simulated, yes: str = "y", opened: str = "n") -> None:
        self._bank, self._yes, self._opened = bank, yes, opened
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if question.startswith("Shut"):
            for door in self._bank.cabinet.doors.values():
                door.open = False
        return self._yes if question.startswith("Open") else self._opened


def tried(bank: Simulated, plan: Any, person: Person) -> list[str]:
    return Commissioning(plan, bank.open, bank.clock, person.ask, person.told.append).run().wrong


def stage(family: str = "kerong-cu48", **other: Any) -> tuple[Simulated, Any]:
    plan = planned(family, boards=2, locks=3, **other)
    return Simulated(plan, VirtualClock(), Random(5)), plan


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("polarity", ["closed-is-one", "closed-is-zero"])
@pytest.mark.parametrize("echo", [False, True])
def test_a_bank_that_is_well_is_told_well_door_by_door(family: str, polarity: str, echo: bool) -> None:
    bank, plan = stage(family, polarity=polarity)
    bank.cabinet.faults.echo = echo
    person = Person(bank)
    assert tried(bank, plan, person) == []
    assert ("The line gives our own bytes back; they are dropped." in person.told) is echo
    assert "Boards that answer: 1, 2." in person.told
    assert [door.pulses for door in bank.cabinet.doors.values()] == [1] * 6


def test_without_a_yes_no_door_opens() -> None:
    for answer in ("", "n", "q", "yess", "open"):
        bank, plan = stage()
        person = Person(bank, yes=answer)
        assert tried(bank, plan, person) == []
        assert not any(door.pulses for door in bank.cabinet.doors.values())


def test_a_wrong_polarity_is_found_and_the_line_to_write_is_told() -> None:
    bank, plan = stage()
    bank.cabinet.faults.inverted = True
    person = Person(bank)
    (line,) = tried(bank, plan, person)
    assert 'set polarity = "closed-is-zero"' in line
    assert [door.pulses for door in bank.cabinet.doors.values()] == [1] * 6, "the rest is tried with what was found"


def sensor(bank: Simulated) -> None:
    bank.door(2).sensor = "closed"


def jam(bank: Simulated) -> None:
    bank.door(2).jammed = True


def swap(bank: Simulated) -> None:
    doors = bank.cabinet.doors
    doors[1, 0], doors[1, 1] = doors[1, 1], doors[1, 0]
    pulse = bank.cabinet.pulse
    other = {0: 1, 1: 0}
    bank.cabinet.pulse = lambda board, lock: pulse(board, other.get(lock, lock))  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("wrong", "opened", "told"),
    [
        (jam, "n", ["2 (board 1, lock 2): the lock did not open: its supply, its cable or its bolt."]),
        (sensor, "y", ["2 (board 1, lock 2): the door opens and its switch does not tell."]),
        (
            swap,
            "n",
            [
                "1 (board 1, lock 1): compartment 2 changed instead: locks or switches are swapped.",
                "2 (board 1, lock 2): compartment 1 changed instead: locks or switches are swapped.",
            ],
        ),
    ],
)
def test_what_is_wrong_with_one_door_is_told(wrong: Callable[[Simulated], None], opened: str, told: list[str]) -> None:
    bank, plan = stage()
    wrong(bank)
    lines = tried(bank, plan, Person(bank, opened=opened))
    assert [line.removeprefix("compartment ") for line in lines][: len(told)] == told


def test_a_board_that_does_not_answer_stops_it_before_any_door() -> None:
    bank, plan = stage()
    bank.cabinet.boards.remove(2)
    lines = tried(bank, plan, Person(bank))
    assert lines[0].startswith("Board 2 of the plan does not answer") and lines[1].startswith("No door was tried")
    assert not any(door.pulses for door in bank.cabinet.doors.values())


def test_a_door_that_stands_open_or_is_wired_otherwise_stops_it() -> None:
    bank, plan = stage()
    bank.door(4).sensor = "open"
    lines = tried(bank, plan, Person(bank))
    assert "compartment 4 read otherwise than the rest" in lines[0]
    assert not any(door.pulses for door in bank.cabinet.doors.values())


def test_a_board_that_is_not_in_the_plan_is_told() -> None:
    bank, plan = stage()
    bank.cabinet.boards.append(5)
    person = Person(bank)
    assert tried(bank, plan, person) == []
    assert "Board 5 answers and is not in the plan." in person.told


def test_a_line_that_is_not_there_is_told() -> None:
    bank, plan = stage()
    bank.cabinet.faults.unplugged = True
    with pytest.raises(LockerFailed) as failed:
        tried(bank, plan, Person(bank))
    assert failed.value.problem == "offline"
