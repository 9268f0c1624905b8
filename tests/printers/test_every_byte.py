"""A slip breaks off at every byte, in every way: what is said of it is true, and it never comes out a second time."""

from __future__ import annotations

import pytest

from printers.engine import Break, Faults
from printers.escpos_bytes import encode, marker
from printers.printer import Job, Outcome
from printers.simulated import Simulated
from printers.slip import slip_lines
from tests.counts import PROVING, proof
from tests.printers.cast import WORDS, drawing, nothing_to_draw, plan, printer, slip

JOB = Job("mzxw6ytb2k7a", slip_lines(plan(), WORDS, slip(), 48), "k7a0")
NEXT = Job("mzxw6ytb2k7b", slip_lines(plan(), WORDS, slip(number="A009"), 48), "k7b0")
ASKING_BYTES = 9
BYTES = ASKING_BYTES + len(encode(JOB.lines, printer(), nothing_to_draw) + marker("completion", JOB.mark))
OFFSETS = range(0, BYTES + 1, 1 if PROVING else 23)
WAYS: tuple[Break, ...] = ("mute", "paper-out", "cover-open", "cutter")


def broken(way: str, offset: int) -> Faults:
    return Faults(dies_after=offset) if way == "died" else Faults(breaks_after=offset, breaks=way)  # type: ignore[arg-type]


def is_true(outcome: Outcome, driver: Simulated) -> bool:
    """Whether what is said of the slip is so."""
    on_paper = any(hasattr(part, "runs") for part in driver.engine.uncut())
    if outcome.state == "printed":
        return driver.engine.printed == 1
    if outcome.state == "failed":
        return driver.engine.printed == 0 and not on_paper
    return outcome.state == "unknown" and driver.engine.printed <= 1


@proof("a slip that breaks off at every byte", len(OFFSETS))
@pytest.mark.parametrize("status", ["completion", "paper"])
@pytest.mark.parametrize("way", ["died", *WAYS])
def test_what_is_said_of_a_broken_slip_is_true_and_no_ghost_comes_out(way: str, status: str) -> None:
    for offset in OFFSETS:
        driver = Simulated(printer(status=status), drawing)
        driver.engine.faults = broken(way, offset)
        outcome = driver.print(JOB)
        assert is_true(outcome, driver), (offset, outcome)
        assert (outcome.problem is None) == (outcome.state == "printed"), (offset, outcome)
        driver.engine.faults = Faults()
        assert driver.print(NEXT) == Outcome("printed"), offset
        numbers = [sheet.text.count("A008") for sheet in driver.slips]
        assert sum(numbers) <= 1, offset
        assert "A009" in driver.slips[-1].text, offset
