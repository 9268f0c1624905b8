"""From a ticket on record to paper and back: every slip ends in one honest state, whatever its printer does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall import tickets
from hall.records import changed
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from printers import simulated
from printers.engine import Faults
from printers.printer import Built, Job, Outcome
from printers.simulated import Simulated
from printers.spooler import JOB_MILLIS_MAX
from tests.printers.cast import NINE_FORTY_ONE, TOKEN, drawing, plan, printer
from tests.printers.stage import SOON, STAFF, Stage, adopt, begin, simulated_one
from wires.wire import Native


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = begin(tmp_path, [NINE_FORTY_ONE])
    adopt(made, plan())
    yield made
    made.ledger.close()


class Held:
    """A printer that holds each job until it is let go."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.jobs: list[Job] = []

    def print(self, job: Job) -> Outcome:
        self.jobs.append(job)
        self.begun.set()
        self.may_end.wait(SOON)
        return self.outcome

    def problems(self) -> tuple[()]:
        return ()

    def close(self) -> None:
        self.may_end.set()


def test_a_ticket_taken_at_a_kiosk_is_printed_there(stage: Stage) -> None:
    built, driver = simulated_one()
    spooler = stage.spooler(built)
    stage.take()
    assert stage.ticket().hand_over == "pending"
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    assert stage.ticket().hand_over == "printed"
    assert "A001" in driver.slips[0].text
    assert driver.slips[0].codes == (TOKEN,)
    spooler.close()
    assert stage.reported == []


def test_a_slip_that_comes_out_ends_its_printers_problem_at_once(stage: Stage) -> None:
    built, driver = simulated_one()
    driver.faults.cover_open = True
    spooler = stage.spooler(built)
    stage.take()
    stage.settled(spooler, lambda: stage.problems() == ("cover-open",))
    driver.faults.cover_open = False
    stage.take("mzxw6ytb2k7b")
    stage.settled(spooler, lambda: stage.problems() == ())
    assert stage.ticket("mzxw6ytb2k7b").hand_over == "printed"
    spooler.close()


def test_a_printer_without_paper_fails_the_slip_and_tells_of_itself(stage: Stage) -> None:
    built, driver = simulated_one()
    driver.faults.slips_left = 0
    spooler = stage.spooler(built)
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending" and "p1" in stage.ledger.hall.devices)
    assert stage.ticket().hand_over == "failed"
    assert stage.ticket().void_at is not None
    assert stage.ledger.hall.devices["p1"].problems == ("paper-out",)
    spooler.close()


def test_a_slip_that_may_be_out_stays_valid(stage: Stage) -> None:
    built, driver = simulated_one()
    driver.faults.dots_left = 200
    spooler = stage.spooler(built)
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    assert (stage.ticket().hand_over, stage.ticket().void_at) == ("unknown", None)
    spooler.close()


def test_a_reprint_carries_the_same_number_and_says_so(stage: Stage) -> None:
    built, driver = simulated_one()
    spooler = stage.spooler(built)
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over == "printed")
    stage.ledger.by(STAFF).record(tickets.reprint, ticket="mzxw6ytb2k7a")
    stage.settled(spooler, lambda: stage.ticket().hand_over == "printed")
    assert [("A001" in sheet.text, "REPRINT" in sheet.text) for sheet in driver.slips] == [(True, False), (True, True)]
    spooler.close()


def test_a_full_queue_fails_at_once_and_holds_nobody(stage: Stage) -> None:
    held = Held(Outcome("printed"))
    spooler = stage.spooler(Built(printer(), held, queue_max=1))
    stage.take("one")
    spooler.drain()
    assert held.begun.wait(SOON)
    stage.take("two")
    stage.take("three")
    stage.settled(spooler, lambda: stage.ticket("three").hand_over == "failed")
    assert stage.ticket("two").hand_over == "pending"
    held.may_end.set()
    stage.settled(spooler, lambda: stage.ticket("two").hand_over == "printed")
    spooler.close()


def test_a_job_older_than_a_minute_is_not_printed_any_more(stage: Stage) -> None:
    held = Held(Outcome("printed"))
    spooler = stage.spooler(Built(printer(), held, queue_max=5))
    stage.take("one")
    spooler.drain()
    assert held.begun.wait(SOON)
    stage.take("two")
    spooler.drain()
    stage.now[0] += JOB_MILLIS_MAX + 1
    held.may_end.set()
    stage.settled(spooler, lambda: stage.ticket("two").hand_over != "pending")
    assert (stage.ticket("two").hand_over, len(held.jobs)) == ("failed", 1)
    spooler.close()


def test_a_driver_with_a_bug_leaves_no_ticket_pending(stage: Stage) -> None:
    class Broken(Held):
        def print(self, job: Job) -> Outcome:
            raise ZeroDivisionError

    spooler = stage.spooler(Built(printer(), Broken(Outcome("printed")), queue_max=5))
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    assert stage.ticket().hand_over == "unknown"
    spooler.close()
    assert [type(failure) for failure in stage.reported] == [ZeroDivisionError]


def test_a_slip_under_way_at_a_crash_is_unknown_and_not_printed_again(tmp_path: Path) -> None:
    before = begin(tmp_path, [NINE_FORTY_ONE])
    adopt(before, plan())
    before.take()
    before.ledger.close()
    stage = begin(tmp_path, [NINE_FORTY_ONE])
    built, driver = simulated_one()
    spooler = stage.spooler(built)
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    assert (stage.ticket().hand_over, driver.slips) == ("unknown", ())
    spooler.close()
    stage.ledger.close()


def test_news_that_overflowed_is_caught_up_with(stage: Stage) -> None:
    built, driver = simulated_one()
    spooler = stage.spooler(built, news_max=2)
    for number in range(5):
        stage.take(f"ticket{number}")
    stage.settled(spooler, lambda: all(t.hand_over == "printed" for t in stage.ledger.hall.tickets.values()))
    assert len(driver.slips) == 5
    spooler.close()


def test_an_outcome_outlives_a_ledger_that_keeps_nothing(stage: Stage) -> None:
    built, _ = simulated_one()
    spooler = stage.spooler(built)
    stage.take()
    spooler.drain()
    while not spooler._done:
        stage.woken.get(timeout=SOON)
    spooler._ledger = _Refusing(stage.ledger)  # type: ignore[assignment]
    spooler.settle()
    assert stage.ticket().hand_over == "pending"
    spooler._ledger = stage.ledger
    spooler.settle()
    assert stage.ticket().hand_over == "printed"
    assert [type(failure) for failure in stage.reported] == [NotKept]
    spooler.close()


class _Refusing:
    """A ledger whose disk is full."""

    def __init__(self, ledger: Ledger) -> None:
        self.hall, self.clock = ledger.hall, ledger.clock

    def by(self, asker: Asker) -> _Refusing:
        return self

    def record(self, rule: object, **words: object) -> None:
        raise NotKept("disk")


def test_a_slip_comes_out_next_door_where_policy_says_so(stage: Stage) -> None:
    made = plan(printer(), printer(id="p2"))
    adopt(stage, changed(made, policy=changed(made.policy, failover=True)))
    built, driver = simulated_one()
    other = simulated.build(printer(id="p2"), Native(), drawing)
    assert isinstance(other.driver, Simulated)
    driver.faults.cover_open = True
    spooler = stage.spooler(built, more=(other,))
    stage.settled(spooler, lambda: "p1" in stage.ledger.hall.devices)
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    assert stage.ticket().hand_over == "printed"
    assert (len(driver.slips), len(other.driver.slips)) == (0, 1)
    spooler.close()


BROKEN = [*[Faults(dies_after=n) for n in (0, 5, 20, 300, 440)], Faults(breaks_after=60, breaks="mute"),
          Faults(breaks_after=60, breaks="cover-open"), Faults(breaks_after=2, breaks="cutter")]  # fmt: skip


@pytest.mark.parametrize("faults", BROKEN, ids=repr)
def test_a_slip_that_breaks_off_leaves_its_ticket_in_the_queue_and_in_one_honest_state(
    stage: Stage, faults: Faults
) -> None:
    built, driver = simulated_one()
    driver.engine.faults = faults
    spooler = stage.spooler(built)
    stage.take()
    stage.settled(spooler, lambda: stage.ticket().hand_over != "pending")
    ticket = stage.ticket()
    assert (ticket.hand_over, ticket.void_at is None) in {("unknown", True), ("failed", False)}
    assert ticket.state == "waiting"
    assert len(stage.ledger.hall.tickets) == 1
    spooler.close()
