"""Slips about deposits: what stands on them to the byte, and that no text leaves the paper."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hall.cabinet import Deposit, DepositSlip
from hall.records import changed
from printers import paper
from printers.deposit_slip import code_lines, receipt_lines
from printers.engine import Faults
from printers.escpos_bytes import REAL_TIME, encode
from printers.lines import Code, Line, Text
from printers.printer import Job
from printers.simulated import Simulated
from printers.text import width
from tests.counts import PROVING, count, proof
from tests.printers.cast import WORDS, drawing, names, nothing_to_draw, printer
from tests.printers.deposits import BROUGHT, CODE, OPENS, RECEIPT, RESULT, hall_plan
from tests.printers.test_codes_on_paper import needs_zbar
from tests.printers.test_every_byte import WAYS, broken, is_true
from tests.printers.test_harmless import ANY as HOSTILE
from tests.printers.test_harmless import commands, hostile
from tests.printers.test_slip import ANY, said

try:
    from pyzbar import pyzbar
except ImportError:  # the system's library is not here: `make test` names what to install
    pyzbar = None

PLAN = hall_plan()
LAID_CODE, LAID_RECEIPT = (654, 1975047015), (553, 4141927020)
"""Length and checksum of every byte."""


def code(columns: int, slip: DepositSlip = CODE, deposit: Deposit = RESULT) -> tuple[Line, ...]:
    return code_lines(PLAN, WORDS, slip, deposit, OPENS, columns)


def test_the_slip_that_opens_a_compartment_reads_as_it_should() -> None:
    assert said(code(48), 48) == [
        "某某区政务服务中心",
        "取件凭条",
        "Your pick-up slip",
        "-" * 48,
        "取件编号 / Pick-up number",
        "40961",
        "取件码 / Code",
        "1357 2468",
        "在自助柜前扫码即可开门，也可输入上面两个号码。",
        "Scan at the cabinet, or type both numbers.",
        "-" * 48,
        "自助柜                              L1 二楼 B 区",
        "Lockers                       L1 Floor 2, Zone B",
        "业务编号 Reference                   WS-2026-118",
        "请在此前取走 Collect by         2026-11-24 09:41",
        "-" * 48,
        "凭此条即可打开柜门，请妥善保管，不要转交他人。",
        "Whoever holds this slip can open the door: keep",
        "it safe, pass it to nobody.",
        "TB2K7A                          2026-11-21 09:41",
    ]


def test_a_receipt_says_where_when_and_by_when_and_opens_nothing() -> None:
    lines = receipt_lines(PLAN, WORDS, RECEIPT, BROUGHT, 32)
    assert said(lines, 32) == [
        "某某区政务服务中心",
        "存件回执",
        "Receipt of a drop-off",
        "-" * 32,
        "回执号 / Receipt number",
        "R01234567",
        "-" * 32,
        "自助柜              L1 二楼 B 区",
        "Lockers       L1 Floor 2, Zone B",
        "柜门 Door                      7",
        "存入时间 Put in at",
        "                2026-11-21 09:41",
        "办件号 Case          2026-000123",
        "预计取出办理 Looked at by",
        "                2026-11-24 09:41",
        "-" * 32,
        "工作人员上班后取出办理。查询请报",
        "回执号；此回执不能打开柜门。",
        "Our staff take it out when the",
        "office opens. Give the receipt",
        "number when you ask; it opens no",
        "door.",
    ]
    assert [line.data for line in lines if isinstance(line, Code)] == ["R01234567"]


def test_a_printer_gets_these_bytes_of_a_code_and_needs_nothing_drawn() -> None:
    sent = encode(code(48), printer(), nothing_to_draw)
    large = b"\x1d!\x33\x1bE\x01"
    label = "取件编号".encode("gb18030") + b" / Pick-up number\n"
    assert label + large + b"40961\n" in sent and large + b"1357 2468\n" in sent
    stored = b"\x1d(k" + (len(OPENS.qr) + 3).to_bytes(2, "little") + b"1P0" + OPENS.qr.encode()
    assert sent.count(stored + b"\x1d(k\x03\x001Q0") == 1
    assert (len(sent), zlib.crc32(sent)) == LAID_CODE
    laid = encode(receipt_lines(PLAN, WORDS, RECEIPT, BROUGHT, 32), printer(columns=32, dots=384), nothing_to_draw)
    assert (len(laid), zlib.crc32(laid)) == LAID_RECEIPT


def test_a_code_that_is_printed_again_says_so() -> None:
    assert "重打 2 REPRINT" in said(code(48, changed(CODE, reprint=2)), 48)


def test_a_hall_of_one_language_prints_one() -> None:
    chinese = changed(PLAN, languages=("zh",))
    for lines in (
        code_lines(chinese, WORDS, CODE, RESULT, OPENS, 48), receipt_lines(chinese, WORDS, RECEIPT, BROUGHT, 48)
    ):  # fmt: skip
        assert not any("Lockers" in text or "slip" in text or "Receipt" in text for text in said(lines, 48))


def hostile_slips(text: str, columns: int) -> list[tuple[Line, ...]]:
    """Both slips, with this text wherever a text may come from: the hall, its zone, staff, a code that was scanned."""
    zones = tuple(changed(each, name=names(text, text)) for each in PLAN.zones)
    made = changed(PLAN, name=names(text, text), zones=zones)
    return [
        code_lines(made, WORDS, CODE, changed(RESULT, reference=text), OPENS, columns),
        receipt_lines(made, WORDS, RECEIPT, changed(BROUGHT, case=text), columns),
    ]


@proof("hostile texts on slips about deposits (slips)", count(60, 4_000))
@settings(max_examples=count(60, 4_000), deadline=None)
@given(text=ANY | HOSTILE, columns=st.integers(24, 80))
def test_no_text_leaves_the_paper_or_tells_the_printer_anything(text: str, columns: int) -> None:
    for lines in hostile_slips(text, columns):
        for line in lines:
            if isinstance(line, Text):
                assert line.text.isprintable() and line.right.isprintable()
                assert (width(line.text) + width(line.right)) * line.size <= columns
        sent = encode(lines, printer(columns=columns, dots=columns * 12), hostile)
        told = [each.name for each in commands(sent)]
        assert not REAL_TIME.search(sent)
        assert {"unknown", "real-time", "other", "single-byte", "automatic"}.isdisjoint(told)
        assert (told[:2], told.count("reset"), told.count("cut"), told[-1]) == (["reset", "chinese"], 1, 1, "cut")


@needs_zbar
@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (48, 576)])
def test_both_codes_are_read_off_the_drawn_paper(columns: int, dots: int, native: bool) -> None:
    driver = Simulated(printer(columns=columns, dots=dots, native_qr=native), drawing)
    for lines in (code(columns), receipt_lines(PLAN, WORDS, RECEIPT, BROUGHT, columns)):
        assert driver.print(Job("t", lines)).state == "printed"
    found = [
        [each.data.decode() for each in pyzbar.decode(Image.open(io.BytesIO(paper.picture(sheet.printed, dots))))]
        for sheet in driver.slips
    ]
    assert found == [[OPENS.qr], ["R01234567"]]


# --- it breaks off


JOB = Job("s1", code(48), "s1s0")
BYTES = 9 + len(encode(JOB.lines, printer(), nothing_to_draw))
OFFSETS = range(0, BYTES + 1, 1 if PROVING else 47)


@proof("a slip with a code that breaks off at every byte", len(OFFSETS))
@pytest.mark.parametrize("way", ["died", *WAYS])
def test_what_is_said_of_a_code_that_broke_off_is_true_and_it_never_comes_out_twice(way: str) -> None:
    for offset in OFFSETS:
        driver = Simulated(printer(status="completion"), drawing)
        driver.engine.faults = broken(way, offset)
        outcome = driver.print(JOB)
        assert is_true(outcome, driver), (offset, outcome)
        driver.engine.faults = Faults()
        assert driver.print(Job("s2", receipt_lines(PLAN, WORDS, RECEIPT, BROUGHT, 48), "s2s0")).state == "printed"
        assert sum(sheet.text.count("1357 2468") for sheet in driver.slips) <= 1, offset
