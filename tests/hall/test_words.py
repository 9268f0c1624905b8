"""A call's reason, word for word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hall.words import LANGUAGES, Words, why

SHIPPED = Path(__file__).parents[2] / "words"
NEXT = (("B020", "10:20"), ("B012", "10:25"))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words({language: json.loads((SHIPPED / f"{language}.json").read_text()) for language in LANGUAGES})


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
