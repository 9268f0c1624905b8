"""The proof: whatever the line does to the bytes, a door that is said to be open is open, and one said closed is
closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from lockers.bank import LockerFailed
from lockers.engine import Faults
from lockers.simulated import Simulated
from tests.counts import count, proof
from tests.lockers.cast import FAMILIES, VirtualClock, planned

ACTS = count(2_000, 100_000)
ACTS_A_BANK = 20
FLIPS = 0.001
"""One bit in a thousand; a line as bad as that loses one answer in ten."""
LINES: dict[str, Callable[[Random], dict[str, object]]] = {
    "clean": lambda random: {},
    "loss 0.1 %": lambda random: {"loss": 0.001},
    "loss 2 %": lambda random: {"loss": 0.02},
    "loss 10 %": lambda random: {"loss": 0.1},
    "flips": lambda random: {"flips": FLIPS},
    "babble": lambda random: {"babble": True, "loss": random.choice([0.0, 0.02])},
    "echo": lambda random: {"echo": True, "loss": random.choice([0.0, 0.02, 0.1])},
    "late": lambda random: {"late_seconds": random.uniform(0.0, 0.9)},
    "all at once": lambda random: {"babble": True, "echo": True, "loss": 0.02, "flips": FLIPS},
}


@dataclass
class Tally:
    acts: int = 0
    known: int = 0
    unknown: int = 0
    false_opened: int = 0
    false_closed: int = 0
    known_by_line: dict[str, int] = field(default_factory=dict)


def acted(seed: int, tally: Tally) -> None:
    """One bank on one line: people open, shut and jam its doors while it opens others and reads."""
    random = Random(seed)
    line = random.choice(list(LINES))
    plan = planned(random.choice(FAMILIES), polarity=random.choice(["closed-is-one", "closed-is-zero"]))
    bank = Simulated(plan, VirtualClock(), random)
    doors = range(1, 9)
    for _ in range(ACTS_A_BANK):
        bank.cabinet.faults.__dict__.update(Faults(**LINES[line](random)).__dict__)  # type: ignore[arg-type]
        by_hand = bank.door(random.choice(doors))
        by_hand.open, by_hand.jammed = random.random() < 0.5, random.random() < 0.2
        tally.acts += 1
        try:
            if random.random() < 0.5:
                bank.unlock(random.choice(doors))
            readings = bank.read()
        except LockerFailed:
            continue
        for no, reading in readings.items():
            truth = "open" if bank.door(no).open else "closed"
            known = reading.door != "unknown"
            tally.known += known
            tally.unknown += not known
            tally.known_by_line[line] = tally.known_by_line.get(line, 0) + known
            tally.false_opened += reading.door == "open" and truth == "closed"
            tally.false_closed += reading.door == "closed" and truth == "open"


@proof("no door is said to be what it is not", ACTS)
def test_no_line_makes_a_door_seem_what_it_is_not(record_property: Callable[[str, object], None]) -> None:
    tally = Tally()
    for seed in range(ACTS // ACTS_A_BANK):
        acted(seed, tally)
    record_property(
        "result", f"{tally.false_opened} false open, {tally.false_closed} false closed, {tally.known:,} told"
    )
    assert (tally.false_opened, tally.false_closed) == (0, 0)
    assert set(tally.known_by_line) == set(LINES) and min(tally.known_by_line.values()) > 0
    assert tally.known > tally.acts


def test_the_proof_would_notice_a_bank_that_believes_what_is_wrong() -> None:
    """The same run with switches wired the other way round than planned: every door is told wrong."""
    bank = Simulated(planned(), VirtualClock(), Random(1))
    bank.cabinet.faults.inverted = True
    assert {reading.door for reading in bank.read().values()} == {"open"}
    assert not any(door.open for door in bank.cabinet.doors.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_clean_line_leaves_no_door_unknown(family: str) -> None:
    bank = Simulated(planned(family), VirtualClock(), Random(3))
    for no in range(1, 9):
        bank.unlock(no)
        assert [reading.door for reading in bank.read().values()] == ["open"] * no + ["closed"] * (8 - no)
