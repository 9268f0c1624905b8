"""The kinds of value config.toml holds: ids, names, times of day, dates, bounds. Each says in words what may stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from annotated_types import Interval, Len
from pydantic import AfterValidator, BeforeValidator

from hall.plan import PREFIXES

NAME_MAX = 80
ID_MAX = 32
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories nobody can see or that turn the direction of what follows: none of them is part of a name."""

CONTRAST_MIN = 7.0
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|(24):(00)")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,200}(/[A-Za-z0-9._~-]+)*/?")


@dataclass(frozen=True)
class May:
    """What may stand at a place, in words: the end of an error line and a cell of docs/config.md."""

    words: str


def _printable(text: str) -> str:
    if text != text.strip() or not text or any(unicodedata.category(c) in HIDDEN for c in text):
        raise ValueError("not plain text")
    return text


def _bounded(longest: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > longest:
            raise ValueError("too long")
        return _printable(text)

    return AfterValidator(check)


def _matching(pattern: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError("not of this form")
        return text

    return AfterValidator(check)


def minutes_of(text: str) -> int:
    """Minutes after midnight of "HH:MM"; "24:00" is 1440."""
    found = CLOCK.fullmatch(text)
    if found is None:
        raise ValueError("not a time of day")
    hours, minutes = (found[1], found[2]) if found[1] is not None else (found[3], found[4])
    return int(hours) * 60 + int(minutes)


def _time_of_day(text: object) -> int:
    if not isinstance(text, str) or minutes_of(text) == 1440:
        raise ValueError("not a time of day")
    return minutes_of(text)


def range_of(text: object) -> tuple[int, int]:
    """The two ends of "HH:MM-HH:MM" in minutes, the first before the second."""
    if not isinstance(text, str) or text.count("-") != 1:
        raise ValueError("not a range of time")
    start, to = map(minutes_of, text.split("-"))
    if start >= to:
        raise ValueError("ends before it begins")
    return start, to


def night_of(text: object) -> tuple[int, int]:
    """The two ends of "HH:MM-HH:MM" in minutes; a night goes over midnight where its end comes first."""
    if not isinstance(text, str) or text.count("-") != 1:
        raise ValueError("not a range of time")
    start, to = map(minutes_of, text.split("-"))
    if start == to:
        raise ValueError("ends when it begins")
    return start, to


def _day(value: object) -> str:
    if type(value) is date:
        return value.isoformat()
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("not a date")
    return date.fromisoformat(value).isoformat()


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return text


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("not an address")
    return text.rstrip("/")


def _colour(text: str) -> str:
    """White letters on it, or letters of it on white, must be as legible as a text: 7 to 1."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text, re.ASCII) or contrast_with_white(text) < CONTRAST_MIN:
        raise ValueError("not a colour that white is legible on")
    return text.lower()


def contrast_with_white(colour: str) -> float:
    """The contrast of "#rrggbb" with white, from 1 to 21, as WCAG reckons it."""
    linear = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _beside(text: str) -> str:
    """A path below the folder of config.toml: nothing outside of it is ever served."""
    if text.startswith(("/", "~")) or "\\" in text or ".." in text.split("/"):
        raise ValueError("not below config.toml")
    return text


Id = Annotated[str, _matching(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{ID_MAX - 1}}}"),
               May(f"letters, digits, - and _, at most {ID_MAX}")]  # fmt: skip
Text = Annotated[str, _bounded(NAME_MAX), May(f"a text of 1 to {NAME_MAX} characters on one line, no hidden ones")]
Label = Annotated[str, _bounded(16), May("a text of 1 to 16 characters, such as \"3\"")]
Prefix = Annotated[str, _matching(rf"[{PREFIXES}]{{1,2}}"), May(f"1 or 2 of the letters {' '.join(PREFIXES)}")]
TimeOfDay = Annotated[int, BeforeValidator(_time_of_day), May("a time of day from 00:00 to 23:59, such as \"04:00\"")]
HoursRange = Annotated[tuple[int, int], BeforeValidator(range_of),
                       May("a range within the day, such as \"09:00-17:00\"; it may end at 24:00")]  # fmt: skip
NightHours = Annotated[tuple[int, int], BeforeValidator(night_of),
                       May("a range that may go over midnight, such as \"22:00-07:00\"")]  # fmt: skip
Day = Annotated[str, BeforeValidator(_day), May("a date, such as \"2026-10-01\"")]
Timezone = Annotated[str, AfterValidator(_timezone), May("a zone of the tz database, such as \"Asia/Shanghai\"")]
Address = Annotated[str, AfterValidator(_address), May("an address such as \"http://hall.example:8080\"")]
Keys = Annotated[str, _matching(r"[!-~]{0,8}"), May("up to 8 letters, digits and signs, no space")]
Host = Annotated[str, _matching(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,252}"), May("a host name or an IP address")]
Tongue = Annotated[str, _matching(r"[a-z]{2,3}"), May("a language of words/voice, such as zh")]
Folder = Annotated[str, _bounded(255), May("a folder, beside this file unless it begins with /")]
Path = Annotated[str, _bounded(255), May("a path, such as \"/dev/ttyUSB0\"")]
Beside = Annotated[str, _bounded(255), AfterValidator(_beside),
                   May("a path beside config.toml and below it, such as \"screens/logo.png\"")]  # fmt: skip
Colour = Annotated[str, AfterValidator(_colour),
                   May("a colour on which white has a contrast of 7:1 or more, such as \"#083b7c\"")]  # fmt: skip
HexBytes = Annotated[str, _matching(r"([0-9A-Fa-f]{2}){1,8}"), May("1 to 8 bytes in hex, such as \"0d0a\"")]
Seconds = Annotated[float, Interval(ge=0.1, le=60.0)]

__all__ = ["Address", "Beside", "Colour", "Day", "Folder", "HexBytes", "Host", "HoursRange", "Id", "Interval", "Label",
           "Len", "May", "NightHours", "Path", "Prefix", "Seconds", "Text", "TimeOfDay", "Timezone",
           "Tongue"]  # fmt: skip
