"""The bytes a printer gets: the ones in its manual, and none that a datum smuggled in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from printers.drawing import Raster
from printers.escpos_bytes import REAL_TIME, CodeTooLong, encode, harmless, is_plain, marker, modules_of, raster
from printers.lines import Code, Cut, Gap, Rule, Text
from printers.printer import Job
from printers.sheet import Row
from printers.simulated import Simulated
from printers.slip import slip_lines
from printers.text import clean
from tests.counts import count
from tests.printers.cast import TOKEN, WORDS, drawing, nothing_to_draw, plan, printer, slip
from tests.printers.test_slip import with_names

ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


def test_chinese_goes_as_two_byte_codes_in_chinese_mode() -> None:
    sent = encode([Text("市民服务大厅")], printer(), nothing_to_draw)
    assert sent == b"\x1b@\x1c&" + bytes.fromhex("CAD0C3F1B7FECEF1B4F3CCFC") + b"\n"


def test_size_weight_and_place_are_said_once() -> None:
    sent = encode([Text("A008", "center", 6, True), Text("B", "center")], printer(), nothing_to_draw)
    assert sent == b"\x1b@\x1c&\x1ba\x01\x1d!\x55\x1bE\x01A008\n\x1d!\x00\x1bE\x00B\n"


def test_a_qr_code_is_the_printers_own() -> None:
    sent = encode([Code("QK1:A001:7F3K9", 16)], printer(), nothing_to_draw)
    assert sent == (
        b"\x1b@\x1c&\x1ba\x01"
        + bytes.fromhex("1D286B04003141320 01D286B0300314307 1D286B0300314531 1D286B1100315030".replace(" ", ""))
        + b"QK1:A001:7F3K9"
        + bytes.fromhex("1D286B0300315130")
    )


def test_the_end_feeds_and_cuts_but_for_a_corner() -> None:
    assert encode([Gap(16), Cut()], printer(), nothing_to_draw) == b"\x1b@\x1c&\x1bJ\x10\x1bd\x03\x1dVB\x00"


def test_markers_are_the_manuals() -> None:
    assert marker("completion", "0A7K") == bytes.fromhex("1D2848060030303041374B")
    assert marker("paper", "0A7K") == b"\x1dr\x01"
    assert marker("none", "0A7K") == b""


@pytest.mark.parametrize("text", ["市民服务大厅", "：、（）", "A008 3-6", "①→…·", "一二Ω"])
def test_text_every_printer_knows_is_not_drawn(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ["㐀", "𠮷", "café", "Zürich", "鿍", "😀"])
def test_text_some_printers_do_not_know_is_drawn(text: str) -> None:
    assert not is_plain(text)
    assert b"\x1dv0\x00" in encode([Text(text)], printer(), drawing)


def test_big_chinese_is_drawn_since_printers_size_it_differently() -> None:
    assert b"\x1dv0\x00" in encode([Text("号", size=3)], printer(), drawing)


@given(st.text("ABCXYZ:/.", min_size=1, max_size=180) | st.text("abcé?", min_size=1, max_size=90))
@settings(max_examples=count(40, 2_000), deadline=None)
def test_a_codes_size_is_known_without_drawing_it(data: str) -> None:
    made = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
    made.add_data(data, optimize=0)
    made.make()
    assert modules_of(data) == made.modules_count


def test_a_code_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(CodeTooLong):
        modules_of("A" * 400)


@pytest.mark.parametrize("size", [24, 28])
@pytest.mark.parametrize("data", [TOKEN, f"HTTPS://HALL.EXAMPLE.CN/T/{TOKEN}"])
def test_a_code_is_as_wide_as_asked_and_fits_with_its_quiet_zone(data: str, size: int) -> None:
    for dots in (384, 512, 576):
        sent = encode([Code(data, size)], printer(dots=dots), nothing_to_draw)
        module = sent[sent.index(b"1C") + 2]
        assert size * 8 <= modules_of(data) * module
        assert (modules_of(data) + 8) * module <= dots


@given(st.binary(max_size=400) | st.lists(st.sampled_from([0x10, 4, 5, 1, 2, 0x14, 0x11]), max_size=60).map(bytes))
@settings(max_examples=count(300, 50_000), deadline=None)
def test_no_picture_holds_a_real_time_command(data: bytes) -> None:
    assert not REAL_TIME.search(harmless(data))
    assert len(harmless(data)) == len(data)
    sent = raster(Raster(4, data[: len(data) // 4 * 4]))
    assert not REAL_TIME.search(sent)


@given(ANY, ANY, st.sampled_from(("gb18030", "raster")), st.booleans())
@settings(max_examples=count(25, 5_000), deadline=None)
def test_no_datum_becomes_a_command(zh: str, en: str, encoding: str, native: bool) -> None:
    hall, to = with_names(plan(), zh, en), printer(encoding=encoding, native_qr=native)
    lines = slip_lines(hall, WORDS, slip(), 48)
    assert not REAL_TIME.search(encode(lines, to, drawing))
    driver = Simulated(to, drawing)
    assert driver.print(Job("t", lines)).state == "printed"
    assert len(driver.slips) == 1
    assert driver.engine.well_formed


@given(ANY)
@settings(max_examples=count(100, 10_000), deadline=None)
def test_text_that_is_sent_as_text_comes_out_as_it_is(text: str) -> None:
    line = clean(text)[:10]
    if not is_plain(line) or not line.strip():
        return
    driver = Simulated(printer(), drawing)
    driver.print(Job("t", (Text(line), Cut())))
    assert driver.slips[0].text == line


SLIP_BYTES_MAX = 400


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_a_chinese_slip_as_text_is_at_most_400_bytes_and_its_code(columns: int, dots: int) -> None:
    to, lines = printer(columns=columns, dots=dots), slip_lines(plan(), WORDS, slip(wait=(10, 20)), columns)
    code = encode([line for line in lines if isinstance(line, Code)], to, nothing_to_draw)
    assert len(encode(lines, to, nothing_to_draw)) - len(code[code.index(b"\x1d(k") :]) <= SLIP_BYTES_MAX


def test_what_stands_at_the_right_edge_is_placed_and_not_pushed_there() -> None:
    lines = [Text("前面还有", right="6 人"), Text("请到一二三四五六七八九十一", right="3 号")]
    sent = encode(lines, printer(columns=32), nothing_to_draw)
    ahead, go_to = sent.removeprefix(b"\x1b@\x1c&").splitlines()
    at = (28 * 12).to_bytes(2, "little")
    assert ahead == "前面还有".encode("gb18030") + b"\x1b$" + at + "6 人".encode("gb18030")
    assert go_to == "请到一二三四五六七八九十一  3 号".encode("gb18030")


def test_what_stands_at_the_right_edge_ends_there_on_paper() -> None:
    driver = Simulated(printer(columns=32, dots=384), drawing)
    driver.print(Job("t", (Text("前面还有", right="6 人"), Cut())))
    assert driver.slips[0].text == "前面还有" + " " * 20 + "6 人"


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_a_rule_reaches_across_the_paper(columns: int, dots: int) -> None:
    driver = Simulated(printer(columns=columns, dots=dots), drawing)
    driver.print(Job("t", (Rule(), Rule(tear=True), Cut())))
    rows = [part for part in driver.slips[0].printed if isinstance(part, Row) and part.runs]
    lengths = [sum(len(run.text) * run.wide * 12 for run in row.runs) for row in rows]
    assert len(rows) == 2 and all(dots * 0.8 <= length <= dots for length in lengths)


def test_a_rule_is_drawn_where_text_is() -> None:
    sent = encode([Rule(), Rule(tear=True)], printer(encoding="raster"), drawing)
    assert sent.count(b"\x1dv0\x00") == 2


def test_a_slip_longer_than_the_printers_memory_comes_out_whole() -> None:
    """A long name drawn as a picture makes more than 64 kB: a printer works off what it holds and takes in more."""
    hall, to = with_names(plan(), "0" * 96, "0000"), printer(encoding="raster", native_qr=False)
    driver = Simulated(to, drawing)
    lines = slip_lines(hall, WORDS, slip(), 48)
    assert len(encode(lines, to, drawing)) > 65_536
    assert driver.print(Job("t", lines)).state == "printed"
