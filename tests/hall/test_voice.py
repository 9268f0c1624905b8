"""Sentences said aloud as people say them, in every language that has a word file, and put together from pieces."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.plan import PREFIXES
from hall.voice import NUMBERS, TEMPLATES, Heard, Place, Tongue, call, closing, group, number, tongue, wanted, window
from tests.words import WORDS

SHIPPED = Path(__file__).parents[2] / "words" / "voice"
ZH, EN = WORDS.tongues["zh"], WORDS.tongues["en"]
ZONE = Place("B", "二楼 B区")


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("A008", "A零零八号", "A zero zero eight"),
        ("B1234", "B一二三四号", "B one two three four"),
        ("AB567", "AB五六七号", "A B five six seven"),
        ("K901", "K九零一号", "K nine zero one"),
    ],
)
def test_a_number_is_spoken_digit_by_digit(said: str, zh: str, en: str) -> None:
    assert (number(ZH, said).text, number(EN, said).text) == (zh, en)


def test_every_number_of_three_digits_is_spoken_as_its_digits_under_every_letter() -> None:
    digits = {"zh": "零一二三四五六七八九", "en": tuple(EN.numbers[:10])}
    for prefix in PREFIXES:
        for count in range(1000):
            spoken = [int(each) for each in f"{count:03}"]
            zh = prefix + "".join(digits["zh"][each] for each in spoken) + "号"
            en = " ".join([prefix, *(digits["en"][each] for each in spoken)])
            assert (number(ZH, f"{prefix}{count:03}").text, number(EN, f"{prefix}{count:03}").text) == (zh, en)


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
        ("B3", "B三号窗口", "window B three"),
        ("B12", "B十二号窗口", "window B twelve"),
        ("Cashier", "Cashier号窗口", "window Cashier"),
        ("发证处", "发证处", "发证处"),
    ],
)
def test_a_window_is_said_as_a_number_and_a_name_as_it_is(label: str, zh: str, en: str) -> None:
    assert (window(ZH, label).text, window(EN, label).text) == (zh, en)


@pytest.mark.parametrize("language", WORDS.tongues)
def test_no_two_windows_below_a_hundred_sound_alike(language: str) -> None:
    assert len({window(WORDS.tongues[language], str(label)).text for label in range(NUMBERS)}) == NUMBERS


@given(st.sampled_from(PREFIXES), st.integers(1, 99999))
def test_every_digit_of_a_number_is_heard(prefix: str, count: int) -> None:
    said = f"{prefix}{count:03}"
    assert len(number(ZH, said).text) == len(said) + 1
    assert len(number(EN, said).text.split()) == len(said)


CALLS = [
    (Heard("A008", "3"), "请 A零零八号 到 三号窗口", "Ticket A zero zero eight, please go to window three."),
    (Heard("A008", "3", recall=1), "再次呼叫，请 A零零八号 到 三号窗口",
     "Second call. Ticket A zero zero eight, window three."),
    (Heard("A008", "3", recall=2), "再次呼叫，请 A零零八号 到 三号窗口",
     "Calling again. Ticket A zero zero eight, window three."),
    (Heard("A008", "12", moved=True), "请 A零零八号 转到 十二号窗口",
     "Ticket A zero zero eight, please go on to window twelve."),
    (Heard("A008", "3", recall=1, moved=True), "再次呼叫，请 A零零八号 到 三号窗口",
     "Second call. Ticket A zero zero eight, window three."),
    (Heard("A008", "3", place=ZONE), "请 A零零八号 到 二楼 B区 三号窗口",
     "Ticket A zero zero eight, please go to 二楼 B区, window three."),
    (Heard("A008", "3", recall=1, place=ZONE), "再次呼叫，请 A零零八号 到 二楼 B区 三号窗口",
     "Second call. Ticket A zero zero eight, 二楼 B区, window three."),
]  # fmt: skip


@pytest.mark.parametrize(("heard", "zh", "en"), CALLS)
def test_a_call_says_who_goes_where_and_how_it_came_about(heard: Heard, zh: str, en: str) -> None:
    assert (call(ZH, heard).text, call(EN, heard).text) == (zh, en)


def test_a_group_says_several_calls_in_one_breath() -> None:
    calls = [Heard("A008", "3"), Heard("B012", "5")]
    assert group(ZH, calls).text == "请 A零零八号到三号窗口，B零一二号到五号窗口"
    english = "Please, ticket A zero zero eight to window three; ticket B zero one two to window five."
    assert group(EN, calls).text == english


def test_closing_is_announced_in_words() -> None:
    assert closing(ZH, 10).text == "今日取号将于十分钟后结束"
    assert closing(EN, 10).text == "No more tickets are given today after the next ten minutes."


def test_a_hall_may_say_yao_for_the_ones_of_a_ticket_and_not_of_a_window() -> None:
    assert call(ZH, Heard("A101", "11"), yao=True).text == "请 A幺零幺号 到 十一号窗口"
    assert call(EN, Heard("A101", "11"), yao=True).text == call(EN, Heard("A101", "11")).text


def test_a_synthetic_voice_is_given_letters_as_it_reads_them_right() -> None:
    assert call(EN, Heard("A008", "3")).given == "Ticket [[eI]] zero zero eight, please go to window three."
    assert call(ZH, Heard("R008", "3")).given == "请 阿尔零零八号 到 三号窗口"
    assert call(ZH, Heard("R008", "3")).text == "请 R零零八号 到 三号窗口"


# --- pieces: what a clip pack holds


def heard() -> st.SearchStrategy[Heard]:
    numbers = st.builds(lambda prefix, count: f"{prefix}{count:03}", st.sampled_from("ABW"), st.integers(0, 9999))
    labels = st.sampled_from(("1", "12", "105", "B3", "发证处", "Cashier"))
    return st.builds(Heard, numbers, labels, st.integers(0, 3), st.booleans(), st.sampled_from((None, ZONE)))


@given(st.sampled_from(sorted(WORDS.tongues)), st.lists(heard(), min_size=1, max_size=3), st.booleans())
def test_whatever_is_said_is_made_of_the_pieces_that_a_pack_must_hold(
    language: str, calls: list[Heard], yao: bool
) -> None:
    spoken = WORDS.tongues[language]
    labels = ("1", "12", "105", "B3", "发证处", "Cashier")
    held = set(wanted(spoken, "ABW", labels, (ZONE,), yao))
    for said in (group(spoken, calls, yao), *(call(spoken, each, yao) for each in calls)):
        assert set(said.pieces) <= held
        letters = re.sub(r"[\W_]", "", said.text)
        assert re.sub(r"[\W_]", "", "".join(said.pieces)) == letters


def test_a_hall_that_names_no_zones_needs_no_recording_of_them() -> None:
    assert ZONE.name not in wanted(ZH, "A", ("1",), ())
    assert ZONE.name in wanted(ZH, "A", ("1",), (ZONE,))


# --- word files


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.json")), ids=lambda file: file.stem)
def test_a_word_file_is_whole(file: Path) -> None:
    spoken = tongue(json.loads(file.read_text("utf-8")))
    assert len(set(spoken.numbers)) == NUMBERS
    assert all(spoken.templates[name].isprintable() for name in TEMPLATES)


def broken(**changes: object) -> dict[str, object]:
    table: dict[str, object] = json.loads((SHIPPED / "en.json").read_text("utf-8"))
    return {name: value for name, value in {**table, **changes}.items() if value is not None}


def test_a_word_file_that_lacks_something_is_refused() -> None:
    for table, wrong in (
        (broken(call=None), KeyError), (broken(numbers=["zero"]), ValueError), (broken(cal="x"), ValueError),
    ):  # fmt: skip
        with pytest.raises(wrong):
            tongue(table)


def test_another_language_is_one_more_file() -> None:
    table = broken(number="Nummer {digits}", call="{number}, bitte zu {window}", window="Schalter {label}")
    spoken: Tongue = tongue(table)
    assert call(spoken, Heard("A008", "3")).text == "Nummer A zero zero eight, bitte zu Schalter three"
