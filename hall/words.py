"""What the hall says to people, in their language: the tables of words/, numbers said aloud, a call and its reason.

Pure: the tables are handed in, already read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ZH_DIGITS = "零一二三四五六七八九"
EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
EN_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

LANGUAGES = ("zh", "en")


class Words:
    """Every sentence by language and key, as in `say("en", "refused.window-busy")`."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._texts = {language: dict(_flat(table)) for language, table in tables.items()}

    def say(self, language: str, key: str, **names: object) -> str:
        """The sentence with its {names} filled in. KeyError with the key, or the name, that is missing."""
        texts = self._texts[language]
        if key not in texts:
            raise KeyError(key)
        return texts[key].format_map(names)

    def keys(self, language: str) -> frozenset[str]:
        return frozenset(self._texts[language])


def say_number(language: str, number: str) -> str:
    """A ticket's number as it is spoken, digit by digit: "A008" is "A零零八号" or "A zero zero eight"."""
    if language == "zh":
        return "".join(_zh_digit(character) for character in number) + "号"
    return " ".join(_en_digit(character) for character in number)


def say_window(language: str, label: str) -> str:
    """A window's label as it is spoken: "12" is "十二号窗口" or "window twelve", "B3" is "B3号窗口" or "window B3".

    A label that is a name of its own (not all ASCII: "发证处") is said as it stands.
    """
    if not label.isascii():
        return label
    if language == "zh":
        return f"{_zh_count(label)}号窗口"
    return f"window {_en_count(label)}"


def call_sentence(words: Words, number: str, label: str, recall: int = 0) -> dict[str, str]:
    """What the loudspeaker says for a call (`recall` 0) or its recalls, in every language."""
    key = "call.first" if recall == 0 else "call.second" if recall == 1 else "call.again"
    return {
        language: words.say(language, key, number=say_number(language, number), window=say_window(language, label))
        for language in LANGUAGES
    }


def why(
    words: Words, language: str, due: str, next_up: Sequence[tuple[str, str]] = (), out_of_turn: bool = False
) -> str:
    """Why this visitor was called now: "due 10:17; next were B020 (10:20), B012 (10:25)". Times are times of day as
    people read them; `next_up` are the numbers that would have come after, with theirs."""
    said = words.say(language, "why.out-of-turn" if out_of_turn else "why.due", due=due)
    if not next_up:
        return words.say(language, "why.nobody-next", why=said)
    each = (words.say(language, "why.each", number=number, due=at) for number, at in next_up)
    return words.say(language, "why.next", why=said, next=words.say(language, "why.and").join(each))


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _zh_digit(character: str) -> str:
    return ZH_DIGITS[int(character)] if _is_digit(character) else character


def _en_digit(character: str) -> str:
    return EN_DIGITS[int(character)] if _is_digit(character) else character


def _zh_count(label: str) -> str:
    """A whole number below 100 as it is counted (十二); a longer one digit by digit, as rooms are; else the label."""
    if not label.isdigit():
        return label
    if int(label) > 99:
        return "".join(map(_zh_digit, label))
    tens, ones = divmod(int(label), 10)
    if tens == 0:
        return ZH_DIGITS[ones]
    return ("" if tens == 1 else ZH_DIGITS[tens]) + "十" + (ZH_DIGITS[ones] if ones else "")


def _en_count(label: str) -> str:
    if not label.isdigit():
        return label
    if int(label) > 99:
        return " ".join(map(_en_digit, label))
    tens, ones = divmod(int(label), 10)
    if tens == 0:
        return EN_DIGITS[ones]
    if tens == 1:
        return EN_TEENS[ones]
    return EN_TENS[tens] + (f"-{EN_DIGITS[ones]}" if ones else "")
