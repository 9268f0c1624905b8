"""Whatever text is handed in, what reaches paper is harmless and fits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.text import ELLIPSIS, beside, cells, clean, fit, spread, width, wrap
from tests.counts import count

ANY = st.text(st.characters(exclude_categories=()), max_size=120)
COLUMNS = st.integers(min_value=2, max_value=48)
often = settings(max_examples=count(200, 20_000), deadline=None)


@often
@given(ANY)
def test_clean_text_has_nothing_that_steers_or_hides(text: str) -> None:
    kinds = {unicodedata.category(character) for character in clean(text)}
    assert not kinds & {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
    clean(text).encode("utf-8")


@often
@given(ANY, COLUMNS)
def test_every_wrapped_line_fits_and_loses_nothing_but_spaces(text: str, columns: int) -> None:
    said = clean(text)
    lines = wrap(said, columns, lines_max=1000)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(said.split())


@often
@given(ANY, COLUMNS, st.integers(min_value=1, max_value=4))
def test_a_long_text_is_cut_short_to_its_lines(text: str, columns: int, most: int) -> None:
    lines = wrap(clean(text), columns, most)
    assert len(lines) <= most
    assert all(width(line) <= columns for line in lines)


@often
@given(ANY, ANY, COLUMNS)
def test_a_label_and_its_value_fit(label: str, value: str, columns: int) -> None:
    for left, right in spread(clean(label), clean(value), columns):
        assert width(beside(left, right, columns)) <= columns


@often
@given(ANY, COLUMNS)
def test_a_fitted_text_fits(text: str, columns: int) -> None:
    assert width(fit(clean(text), columns)) <= columns


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x1b@\x10\x04\x01A", "@A"),
        ("安\u202e全\u200b了", "安全了"),
        ("e\u0301", "é"),
        ("\ud800x", "?x"),
        ("a\u0301\u0301\u0301\u0301b", "á\u0301\u0301b"),
        ("\u0301a", "a"),
        ("\n\u0301\u0301", ""),
        ("a \u0301b", "a b"),
        (" one\n two\t", "one  two"),
        ("\ue000私", "私"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_the_sanitiser_keeps_only_what_is_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_chinese_is_two_columns_and_an_accented_letter_one() -> None:
    assert [wide for _, wide in cells("A中é，…ö")] == [1, 2, 1, 2, 2, 1]


def test_a_closing_mark_never_begins_a_line() -> None:
    assert wrap("叫到后，请到窗口。", 6) == ["叫到", "后，请", "到窗", "口。"]


def test_words_are_not_split_where_they_need_not_be() -> None:
    assert wrap("Report within 30 minutes", 13) == ["Report within", "30 minutes"]
    assert wrap("aVeryLongWordIndeed", 8) == ["aVeryLon", "gWordInd", "eed"]


def test_a_name_too_long_ends_in_three_dots() -> None:
    assert fit("某某区政务服务中心", 10) == "某某区政" + ELLIPSIS
