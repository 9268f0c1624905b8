"""Slips about deposits through the record: each ends honestly, and none comes out a second time unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hall import locker_codes, locker_slips
from hall.alarms import alarms
from hall.cabinet import DepositSlip
from hall.records import changed
from hall.refused import Refused
from ledger.asks import Asker
from printers import simulated
from printers.engine import Faults
from printers.printer import Built
from printers.simulated import Simulated
from tests.printers.cast import NINE_FORTY_ONE, drawing, printer
from tests.printers.deposits import Bank, hall_plan
from tests.printers.stage import Stage, adopt, begin
from wires.wire import Native

PLAN = hall_plan()
OUT_OF_PAPER, DIES = Faults(slips_left=0), Faults(dies_after=300)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = begin(tmp_path, [NINE_FORTY_ONE])
    adopt(made, PLAN)
    yield made
    made.ledger.close()


def two() -> tuple[Built, Simulated, Built, Simulated]:
    """The cabinet's printer, and the one beside staff."""
    made = [simulated.build(printer(id=name), Native(), drawing) for name in ("p1", "p2")]
    one, other = made
    assert isinstance(one.driver, Simulated) and isinstance(other.driver, Simulated)
    return one, one.driver, other, other.driver


def slip(stage: Stage, name: str) -> DepositSlip:
    return stage.ledger.hall.cabinets.slips[name]


def what(stage: Stage) -> set[str]:
    return {each.what for each in alarms(stage.ledger.hall, stage.ledger.hall.at)}


def test_a_confirmed_result_comes_out_beside_staff_and_a_receipt_at_the_cabinet(stage: Stage) -> None:
    one, cabinets, other, staffs = two()
    spooler, bank = stage.spooler(one, more=(other,)), Bank(stage.ledger)
    result = bank.load()
    bank.bring()
    stage.settled(spooler, lambda: {slip(stage, each).hand_over for each in ("sd1", "sd2")} == {"printed"})
    ((sheet,), (receipt,)) = staffs.slips, cabinets.slips
    assert sheet.codes == (f"LK1:{result.locator}:D1",) and "1357 2468" in sheet.text
    assert receipt.codes == ("R01234567",)
    assert what(stage) == set()
    spooler.close()
    assert stage.reported == []


def test_nothing_put_in_has_no_receipt_and_neither_has_a_cabinet_without_a_printer(stage: Stage) -> None:
    bank = Bank(stage.ledger)
    bank.bring("d5", said="nothing")
    adopt(stage, hall_plan(receipts=False))
    bank.bring("d6")
    assert not stage.ledger.hall.cabinets.slips


@pytest.mark.parametrize(("fault", "hand_over"), [(OUT_OF_PAPER, "failed"), (DIES, "unknown")])
def test_a_code_that_did_not_come_out_well_waits_for_staff_and_comes_only_when_they_ask(
    stage: Stage, fault: Faults, hand_over: str
) -> None:
    one, _, other, driver = two()
    driver.engine.faults = replace(fault)
    spooler, bank = stage.spooler(one, more=(other,)), Bank(stage.ledger)
    bank.load()
    stage.settled(spooler, lambda: slip(stage, "sd1").hand_over != "pending")
    assert slip(stage, "sd1").hand_over == hand_over and f"code-slip-{hand_over}" in what(stage)
    driver.engine.faults = Faults()
    spooler.drain()
    spooler.settle()
    assert not driver.slips
    bank.do(locker_slips.print_again, deposit="d1", slip="other")
    stage.settled(spooler, lambda: slip(stage, "sd1").hand_over == "printed")
    assert slip(stage, "sd1").reprint == 1 and "REPRINT" in driver.slips[-1].text
    assert not {each for each in what(stage) if each.startswith("code-slip")}
    spooler.close()


def test_one_under_way_when_the_hall_stopped_is_unknown_and_not_printed_unasked(stage: Stage) -> None:
    Bank(stage.ledger).load()
    one, _, other, driver = two()
    spooler = stage.spooler(one, more=(other,))
    spooler.settle()
    assert slip(stage, "sd1").hand_over == "unknown" and "code-slip-unknown" in what(stage)
    spooler.close()
    assert not driver.slips


def test_a_slip_whose_code_is_dead_by_then_is_not_printed(stage: Stage) -> None:
    one, _, other, driver = two()
    spooler, bank = stage.spooler(one, more=(other,)), Bank(stage.ledger)
    bank.load()
    bank.do(locker_codes.new_code, deposit="d1", issue=2, code=("h2", "q2"), seed=9, message="new")
    stage.settled(spooler, lambda: slip(stage, "new").hand_over == "printed")
    assert "sd1" not in stage.ledger.hall.cabinets.slips
    assert [sheet.text.count("2357 2468") for sheet in driver.slips] == [1]
    spooler.close()
    assert stage.reported == []


def test_no_second_slip_while_the_first_may_still_come_out_and_none_without_a_printer(stage: Stage) -> None:
    bank = Bank(stage.ledger)
    bank.load()
    bank.bring()
    door = stage.ledger.by(Asker("test"))
    for deposit, reason in (("d1", "still-printing"), ("d2", "wrong-state"), ("d9", "unknown-deposit")):
        with pytest.raises(Refused, match=reason):
            door.record(locker_slips.print_again, deposit=deposit, slip="other")
    adopt(stage, changed(PLAN, messages=changed(PLAN.messages, kind="none")))
    with pytest.raises(Refused, match="no-printer"):
        door.record(locker_slips.print_again, deposit="d1", slip="other")


def test_a_printer_that_cannot_be_reached_by_its_name_is_told_as_failed(stage: Stage) -> None:
    one, _, _, _ = two()
    spooler, bank = stage.spooler(one), Bank(stage.ledger)
    bank.load()
    stage.settled(spooler, lambda: slip(stage, "sd1").hand_over == "failed")
    assert slip(stage, "sd1").problem == "offline"
    spooler.close()
