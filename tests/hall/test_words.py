"""Numbers said aloud as people say them; a call and its reason, word for word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.words import LANGUAGES, Words, call_sentence, say_number, say_window, why

SHIPPED = Path(__file__).parents[2] / "words"
NEXT = (("B020", "10:20"), ("B012", "10:25"))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words({language: json.loads((SHIPPED / f"{language}.json").read_text()) for language in LANGUAGES})


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("A008", "A零零八号", "A zero zero eight"),
        ("B1234", "B一二三四号", "B one two three four"),
        ("AB567", "AB五六七号", "A B five six seven"),
        ("K901", "K九零一号", "K nine zero one"),
    ],
)
def test_a_number_is_spoken_digit_by_digit(number: str, zh: str, en: str) -> None:
    assert (say_number("zh", number), say_number("en", number)) == (zh, en)


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("0", "零号窗口", "window zero"),
        ("3", "三号窗口", "window three"),
        ("03", "三号窗口", "window three"),
        ("10", "十号窗口", "window ten"),
        ("12", "十二号窗口", "window twelve"),
        ("20", "二十号窗口", "window twenty"),
        ("21", "二十一号窗口", "window twenty-one"),
        ("99", "九十九号窗口", "window ninety-nine"),
        ("105", "一零五号窗口", "window one zero five"),
        ("B3", "B3号窗口", "window B3"),
        ("发证处", "发证处", "发证处"),
    ],
)
def test_a_window_is_said_as_a_number_and_a_name_as_it_is(label: str, zh: str, en: str) -> None:
    assert (say_window("zh", label), say_window("en", label)) == (zh, en)


def test_no_two_windows_below_a_hundred_sound_alike() -> None:
    for language in LANGUAGES:
        assert len({say_window(language, str(label)) for label in range(100)}) == 100


@given(st.sampled_from("ABCFGHKLRSWXY"), st.integers(1, 99999))
def test_every_digit_of_a_number_is_heard(prefix: str, count: int) -> None:
    number = f"{prefix}{count:03}"
    assert len(say_number("zh", number)) == len(number) + 1
    assert len(say_number("en", number).split()) == len(number)


def test_a_call_says_who_goes_where(words: Words) -> None:
    assert call_sentence(words, "A008", "3", 0) == {
        "zh": "请 A零零八号 到 三号窗口",
        "en": "Ticket A zero zero eight, please go to window three.",
    }


def test_a_recall_says_that_it_is_one(words: Words) -> None:
    assert call_sentence(words, "A008", "3", 1) == {
        "zh": "再次呼叫，请 A零零八号 到 三号窗口",
        "en": "Second call. Ticket A zero zero eight, window three.",
    }
    assert call_sentence(words, "A008", "3", 2)["en"] == "Calling again. Ticket A zero zero eight, window three."


def test_the_why_names_who_was_next(words: Words) -> None:
    assert why(words, "en", "10:17", NEXT) == "due 10:17; next were B020 (10:20), B012 (10:25)"
    assert why(words, "zh", "10:17", NEXT) == "应叫时间 10:17；其后依次为 B020（10:20）、B012（10:25）"


def test_the_why_says_so_when_nobody_was_next(words: Words) -> None:
    assert why(words, "en", "10:17") == "due 10:17; nobody was next"
    assert why(words, "zh", "10:17") == "应叫时间 10:17；其后无人等候"


def test_the_why_says_so_when_it_was_out_of_turn(words: Words) -> None:
    said = why(words, "en", "10:17", NEXT[:1], out_of_turn=True)
    assert said == "called out of turn, due 10:17; next were B020 (10:20)"
    assert why(words, "zh", "10:17", out_of_turn=True).startswith("未按次序呼叫")


def test_a_key_that_is_missing_is_named() -> None:
    words = Words({"en": {"refused": {"late": "Too late by {minutes}."}}})
    assert words.say("en", "refused.late", minutes=3) == "Too late by 3."
    for key, missing in (("refused.early", "refused.early"), ("refused", "refused"), ("refused.late", "minutes")):
        with pytest.raises(KeyError, match=missing):
            words.say("en", key)
