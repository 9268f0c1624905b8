"""What a visitor takes home: it says exactly what was decided, fits the paper, and ends in one honest state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall import calling, outcomes, serving, tickets, windows
from hall.case import OutcomeSlip
from hall.plan import Compartment, LockerBank, Plan
from hall.records import changed
from ledger.asks import Asker
from printers.lines import Code, Line, Text
from printers.outcome_slip import outcome_lines
from printers.text import width
from tests.counts import count
from tests.printers.cast import NINE_FORTY_ONE, WORDS, names, plan, printer
from tests.printers.stage import Stage, adopt, begin, simulated_one
from tests.printers.test_slip import ANY, said

SLIP = OutcomeSlip(
    "mzxw6ytb2k7a", "t1", "A008", "b3", "si", "zh", "accepted-incomplete", NINE_FORTY_ONE, case="2026-000123",
    promised="2026-12-22", missing=({"zh": "户口簿", "en": "Household register"},), missing_until="2026-12-01",
    collect="b1",
)  # fmt: skip


def of(columns: int, slip: OutcomeSlip = SLIP, made: Plan | None = None) -> list[str]:
    return said(outcome_lines(made or plan(), WORDS, slip, columns), columns)


def test_a_chinese_visitor_reads_the_case_what_is_missing_and_until_when() -> None:
    assert of(32) == [
        "某某区政务服务中心",
        "办理结果",
        "社保 医保",
        "-" * 32,
        "容缺受理",
        "办件号",
        "2026-000123",
        "承诺办结              2026-12-22",
        "领取处         二楼 B 区 1号窗口",
        "-" * 32,
        "还缺以下材料",
        "1. 户口簿",
        "补齐期限              2026-12-01",
        "-" * 32,
        "请妥善保管，凭办件号查询、领取。",
        "A008            2026-11-21 09:41",
    ]


def test_missing_papers_may_go_into_a_locker_where_there_are_some() -> None:
    cell = Compartment(1, "S", 900, 0, 1)
    made = changed(plan(), locker_banks=(LockerBank("L1", "simulated", compartments=(cell,)),))
    lines = outcome_lines(made, WORDS, SLIP, 32)
    assert [line.data for line in lines if isinstance(line, Code)] == ["2026-000123"]
    assert any("自助柜" in line for line in of(32, made=made))
    whole = changed(SLIP, outcome="accepted", missing=(), missing_until=None)
    assert not [line for line in outcome_lines(made, WORDS, whole, 32) if isinstance(line, Code)]


def test_another_language_stands_before_the_chinese() -> None:
    lines = of(48, changed(SLIP, language="en"))
    assert lines.index("Accepted, papers missing") + 1 == lines.index("容缺受理")
    assert "1. Household register" in lines and "1. 户口簿" in lines


def test_a_refusal_lists_what_is_missing_and_promises_nothing() -> None:
    lines = of(32, changed(SLIP, outcome="refused", case=None, promised=None, missing_until=None, collect=None))
    assert "不予受理" in lines and "1. 户口簿" in lines
    assert not [line for line in lines if "2026-1" in line and "11-21" not in line]


def test_a_reprint_says_so() -> None:
    assert any("重打" in line or "补打" in line for line in of(32, changed(SLIP, reprint=1)))


@settings(max_examples=count(60, 2_000), deadline=None)
@given(text=ANY, columns=st.integers(24, 80), language=st.sampled_from(["zh", "en"]))
def test_no_text_leaves_the_paper(text: str, columns: int, language: str) -> None:
    made = plan()
    made = changed(made, name=names(text, text), services=(changed(made.services[0], name=names(text, text)),))
    slip = changed(SLIP, missing=({"zh": text, "en": text},), language=language, number=text[:6])
    lines: tuple[Line, ...] = outcome_lines(made, WORDS, slip, columns)
    for line in lines:
        if isinstance(line, Text):
            assert line.text.isprintable() and line.right.isprintable()
            assert (width(line.text) + width(line.right)) * line.size <= columns


# --- by the same spooler


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A window with a printer, in a hall that accepts."""
    made = begin(tmp_path, [NINE_FORTY_ONE])
    laid = plan(printer())
    service = changed(laid.services[0], outcomes=("done", "accepted", "refused"), promised_days=3)
    adopt(made, changed(laid, services=(service,), windows=(changed(laid.windows[0], printer="p1"), *laid.windows[1:])))
    made.ledger.by(Asker("w")).record(windows.open_window, window="b1")
    yield made
    made.ledger.close()


def finish(stage: Stage, slip: str = "mzxw6ytb2k7a") -> OutcomeSlip:
    door = stage.ledger.by(Asker("w", "b1"))
    door.record(tickets.take, ticket=f"t{slip}", service="si")
    door.record(calling.call_next, window="b1")
    door.record(serving.finish, window="b1", outcome="accepted", by="w", slip=slip)
    return stage.ledger.hall.slips[slip]


def test_an_outcome_comes_out_at_the_windows_printer(stage: Stage) -> None:
    built, driver = simulated_one()
    spooler = stage.spooler(built)
    assert finish(stage).hand_over == "pending"
    stage.settled(spooler, lambda: stage.ledger.hall.slips["mzxw6ytb2k7a"].hand_over != "pending")
    assert stage.ledger.hall.slips["mzxw6ytb2k7a"].hand_over == "printed"
    assert "2026-000001" in driver.slips[0].text
    spooler.close()
    assert stage.reported == []


def test_one_that_did_not_come_out_says_why_and_is_printed_again_when_asked(stage: Stage) -> None:
    built, driver = simulated_one()
    driver.faults.slips_left = 0
    spooler = stage.spooler(built)
    finish(stage)
    stage.settled(spooler, lambda: stage.ledger.hall.slips["mzxw6ytb2k7a"].hand_over != "pending")
    failed = stage.ledger.hall.slips["mzxw6ytb2k7a"]
    assert (failed.hand_over, failed.problem) == ("failed", "paper-out")
    driver.faults.slips_left = None
    stage.ledger.by(Asker("w")).record(outcomes.reprint, slip="mzxw6ytb2k7a")
    stage.settled(spooler, lambda: stage.ledger.hall.slips["mzxw6ytb2k7a"].hand_over == "printed")
    assert stage.ledger.hall.slips["mzxw6ytb2k7a"].reprint == 1 and len(driver.slips) == 1
    spooler.close()


def test_one_under_way_when_the_hall_stopped_is_unknown_and_not_printed_unasked(stage: Stage) -> None:
    finish(stage)
    built, driver = simulated_one()
    spooler = stage.spooler(built)
    spooler.settle()
    assert stage.ledger.hall.slips["mzxw6ytb2k7a"].hand_over == "unknown"
    spooler.close()
    assert not driver.slips
