"""What is drawn: the whole paper, big digits, codes as they are, and no boxes for characters that no font has."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from printers import fonts, paper
from printers.lines import Text
from printers.printer import Job
from printers.simulated import Simulated
from printers.slip import slip_lines
from printers.typesetting import height
from tests.printers.cast import WORDS, drawing, plan, printer, slip

needs_chinese = pytest.mark.skipif(fonts.found() is None, reason="no Chinese font here: install fonts-wqy-microhei")


def drawn(columns: int, dots: int, **changes: object) -> tuple[Image.Image, Simulated]:
    driver = Simulated(printer(columns=columns, dots=dots, **changes), drawing)
    driver.print(Job("t", slip_lines(plan(), WORDS, slip(), columns)))
    return Image.open(io.BytesIO(paper.picture(driver.slips[0].printed, dots))), driver


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_a_slip_can_be_looked_at(columns: int, dots: int) -> None:
    image, driver = drawn(columns, dots)
    assert image.width == dots + 2 * paper.MARGIN_DOTS
    assert image.height >= sum(map(height, driver.slips[0].printed))
    assert image.getextrema() == (0, 255)
    assert not driver.engine._typesetting.wrapped


@needs_chinese
def test_a_slip_sent_as_pictures_shows_the_same_paper() -> None:
    as_text, _ = drawn(48, 576)
    as_pictures, driver = drawn(48, 576, encoding="raster", native_qr=False)
    assert abs(as_text.height - as_pictures.height) < 60
    assert not driver.slips[0].text


def ink(text: str) -> bytes:
    return paper.line(Text(text), 32, 384).data


@needs_chinese
def test_a_character_no_font_has_is_a_question_mark_and_never_a_box() -> None:
    assert ink("\ua4d0") == ink("?")
    assert ink("中") != ink("?")


WITH_CHINESE = tuple(font for font in fonts.present() if font.cjk)[:1]
WITHOUT = tuple(font for font in fonts.present() if not font.cjk)[:1]
needs_both = pytest.mark.skipif(not (WITH_CHINESE and WITHOUT), reason="needs fonts-wqy-microhei and fonts-dejavu-core")
RARE = "ꓐ"
"""A letter that neither has."""


@needs_both
def test_a_missing_character_is_looked_for_in_the_next_font_of_the_list() -> None:
    assert paper.chosen("中", WITHOUT + WITH_CHINESE) == ("中", WITH_CHINESE[0])
    assert paper.chosen("A", WITHOUT + WITH_CHINESE) == ("A", WITHOUT[0])


@needs_both
def test_what_the_whole_list_lacks_is_a_question_mark() -> None:
    assert paper.chosen("中", WITHOUT) == ("?", WITHOUT[0])
    assert paper.chosen(RARE, WITHOUT + WITH_CHINESE) == ("?", WITHOUT[0])


@needs_both
def test_a_mark_that_no_font_has_goes_and_its_letter_stays() -> None:
    assert paper.chosen("中\u0f37", WITH_CHINESE) == ("中", WITH_CHINESE[0])
    assert ink("中\u0f37") == ink("中")


def test_without_any_font_ascii_is_still_drawn() -> None:
    assert paper.chosen("A", ()) == ("A", None)
    assert paper.chosen("中", ()) == ("?", None)


@needs_chinese
def test_a_rare_character_in_a_name_leaves_the_rest_of_it_readable() -> None:
    assert ink(f"张{RARE}三") == ink("张?三")


def test_a_line_is_as_wide_as_the_paper_and_stays_in_it() -> None:
    drawn_line = paper.line(Text("-" * 32), 32, 384)
    assert (drawn_line.width_bytes, drawn_line.rows) == (48, 30)


def test_without_a_chinese_font_it_is_said() -> None:
    assert fonts.found(lambda path: False) is None
    assert fonts.found(lambda path: "dejavu" in path) is None
    assert fonts.found(lambda path: "wqy-microhei" in path) == "WenQuanYi Micro Hei Mono"
