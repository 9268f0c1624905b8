"""The slip of a ticket as lines, for 58 and 80 mm paper. Pure: facts, words and columns in, lines out.

It never names a person or a matter's detail; and what it says of a missed call is the hall's own rule.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Protocol
from zoneinfo import ZoneInfo

from hall.plan import Language, Names, Plan, SlipLogo
from printers.lines import Align, Code, Cut, Gap, Line, Picture, Rule, Text
from printers.text import clean, spread, width, wrap

NAME_LINES_MAX = 3
WIDE_COLUMNS = 40
"""From here on it is 80 mm paper: bigger digits, a bigger code."""


class Speaker(Protocol):
    """`hall.words.Words`, as far as a slip needs it."""

    def say(self, language: str, key: str, **names: object) -> str: ...


@dataclass(frozen=True)
class Slip:
    """The facts of one ticket at the moment it was taken. `windows` are the ids it is sent to; `code` is the ticket's
    link, or its token when there is none; `wait` the expected minutes (from, to) when there is an estimate;
    `way` are the services it goes through one after the other, where there are several; `reprint` counts from 1,
    `printed_at` then says when."""

    ticket: str
    number: str
    service: str
    zone: str
    windows: tuple[str, ...]
    ahead: int
    issued_at: int
    language: Language
    kiosk: str
    code: str
    wait: tuple[int, int] | None = None
    reprint: int = 0
    printed_at: int = 0
    way: tuple[str, ...] = ()


def slip_lines(plan: Plan, words: Speaker, slip: Slip, columns: int) -> tuple[Line, ...]:
    """Every line of the slip; none wider than `columns`."""
    first = slip.language
    second = next((language for language in plan.languages if language != first), None)
    page = _Page(plan, words, slip, columns, first, second)
    parts = (page.head(), page.where(), page.way(), page.code(), page.rules(), page.foot(), page.papers())
    return (*chain.from_iterable(parts), Cut())


def text_blocks(plan: Plan, columns: int) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """The hall's own lines above and below: the place of each in the plan's slip, and how many lines of paper it takes
    (one more than NAME_LINES_MAX: too many)."""
    for part, texts in (("head", plan.slip.head), ("foot", plan.slip.foot)):
        for number, names in enumerate(texts):
            for language in plan.languages:
                text = clean(_name(names, language))
                yield (part, number, language), len(wrap(text, columns, NAME_LINES_MAX + 1))


@lru_cache(maxsize=1)
def logo_lines(logo: SlipLogo) -> tuple[Line, ...]:
    return Picture((logo.dots + 7) // 8, b64decode(logo.rows)), Gap(8)


@dataclass(frozen=True)
class _Page:
    plan: Plan
    words: Speaker
    slip: Slip
    columns: int
    first: Language
    second: Language | None

    def head(self) -> Iterator[Line]:
        """Whose slip, which number, for what."""
        if self.plan.slip.logo is not None:
            yield from logo_lines(self.plan.slip.logo)
        for line in wrap(clean(_name(self.plan.name, self.first)), self.columns, NAME_LINES_MAX):
            yield Text(line, "center")
        yield from self._texts(self.plan.slip.head, "center")
        if self.slip.reprint:
            marks = [self._say(language, "reprint", count=self.slip.reprint) for language in ("zh", "en")]
            yield from self._centered(" ".join(marks), bold=True)
        yield from self._both("your-number", " / ")
        number = clean(self.slip.number)
        size = min(6 if self.columns >= 48 else 5 if self.columns >= WIDE_COLUMNS else 4, self.columns // width(number))
        yield Text(number, "center", size=max(size, 1), bold=True)
        yield from self._names(self.plan.service[self.slip.service].name)

    def where(self) -> Iterator[Line]:
        """Where to go, how many come first, and when the number was taken."""
        yield Rule()
        yield from self._place()
        yield from self._row("ahead", self._say(self.first, "people", count=self.slip.ahead))
        if self.slip.wait is not None:
            low, high = self.slip.wait
            yield from self._row("wait", self._say(self.first, "minutes", low=low, high=high))
        yield from self._row("taken-at", self._time(self.slip.issued_at))
        if self.slip.reprint:
            yield from self._row("reprinted-at", self._time(self.slip.printed_at))
        yield Rule()

    def way(self) -> Iterator[Line]:
        """All stops of a visit that has several, each with its number: one number, one slip."""
        if not self.slip.way:
            return
        yield Text(self._say(self.first, "way"), bold=True)
        stops = [f"{no} {_name(self.plan.service[each].name, self.first)}" for no, each in enumerate(self.slip.way, 1)]
        yield from (Text(line) for line in _filled([clean(each) for each in stops], self.columns))
        yield Rule()

    def code(self) -> Iterator[Line]:
        yield Gap(16)
        yield Code(clean(self.slip.code), 28 if self.columns >= WIDE_COLUMNS else 24)
        yield Gap(16)
        yield from self._both("scan" if "://" in self.slip.code else "show-code", "  ")

    def rules(self) -> Iterator[Line]:
        """What happens when called, and when missed."""
        yield Gap(12)
        minutes = self.plan.policy.miss_return_minutes
        for key in ("when-called", "when-missed"):
            yield from (Text(line) for line in wrap(self._say(self.first, key, minutes=minutes), self.columns))
        if self.second:
            said = self._say(self.second, "missed-short", minutes=minutes)
            yield from (Text(line) for line in wrap(said, self.columns))

    def foot(self) -> Iterator[Line]:
        """The hall's own last words; and for the staff: which ticket, from which kiosk, and whether it is a reprint."""
        yield from self._texts(self.plan.slip.foot, "left")
        mark = self._say("zh", "reprint", count=self.slip.reprint) if self.slip.reprint else ""
        tail = clean(f"{self.slip.kiosk}-{self.slip.ticket[-6:]}").upper()
        yield from self._sides(tail, mark)

    def papers(self) -> Iterator[Line]:
        """A second part to tear off, where the service has papers to bring."""
        papers = self.plan.service[self.slip.service].papers
        if not papers or not self.plan.slip.papers:
            return
        yield Rule(tear=True)
        yield from (Text(line, bold=True) for line in wrap(self._say(self.first, "papers"), self.columns))
        for number, names in enumerate(papers, start=1):
            text = clean(f"{number}. {_name(names, self.first)}")
            yield from (Text(line) for line in wrap(text, self.columns, NAME_LINES_MAX))

    def _texts(self, texts: tuple[Names, ...], align: Align) -> Iterator[Line]:
        for names in texts:
            for line in wrap(clean(_name(names, self.first)), self.columns, NAME_LINES_MAX):
                yield Text(line, align)

    def _say(self, language: str, key: str, **names: object) -> str:
        return clean(self.words.say(language, f"slip.{key}", **names))

    def _both(self, key: str, between: str) -> Iterator[Line]:
        """A sentence in both languages: on one line when it fits."""
        said = [self._say(language, key) for language in (self.first, self.second) if language]
        yield from self._side_by_side(said, between)

    def _names(self, names: Names) -> Iterator[Line]:
        said = [clean(_name(names, language)) for language in (self.first, self.second) if language]
        yield from self._side_by_side(list(dict.fromkeys(said)), "  ", bold=True)

    def _side_by_side(self, said: list[str], between: str, bold: bool = False) -> Iterator[Line]:
        together = between.join(said)
        for text in [together] if width(together) <= self.columns else said:
            yield from self._centered(text, bold)

    def _centered(self, text: str, bold: bool = False) -> Iterator[Line]:
        for line in wrap(text, self.columns, NAME_LINES_MAX):
            yield Text(line, "center", bold=bold)

    def _row(self, key: str, value: str) -> Iterator[Line]:
        yield from self._sides(self._say(self.first, key), value)

    def _sides(self, left: str, right: str) -> Iterator[Line]:
        for one, other in spread(left, right, self.columns):
            if one or other:
                yield Text(one, right=other)

    def _place(self) -> Iterator[Line]:
        """The zone and its windows, these on the next line where there is no room for both: those elsewhere that may
        help are called out on the walls."""
        name, windows = self._zone_and_windows()
        together = f"{name} {windows}" if windows else name
        if width(self._say(self.first, "go-to")) + 1 + width(together) <= self.columns:
            yield from self._row("go-to", together)
            return
        yield from self._row("go-to", name)
        yield from self._sides("", windows)

    def _zone_and_windows(self) -> tuple[str, str]:
        zone = self.plan.zone[self.slip.zone]
        planned = [self.plan.window[window] for window in self.slip.windows if window in self.plan.window]
        here = [window.label for window in planned if window.zone == zone.id] or [window.label for window in planned]
        name = clean(_name(zone.name, self.first))
        if not here:
            return name, ""
        labels = label_ranges(here, "、" if self.first == "zh" else ", ")
        return name, self._say(self.first, "window" if len(here) == 1 else "windows", windows=labels)

    def _time(self, at: int) -> str:
        return datetime.fromtimestamp(at / 1000, ZoneInfo(self.plan.timezone)).strftime("%m-%d %H:%M")


def label_ranges(labels: list[str], between: str) -> str:
    """Window labels in short: 3 4 5 6 9 is "3-6、9", B1 B2 is "B1-B2". Others stand as they are."""
    ranges: list[list[str]] = []
    for label in map(clean, labels):
        if ranges and _follows(ranges[-1][-1], label):
            ranges[-1].append(label)
        else:
            ranges.append([label])
    return between.join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ranges)


def _follows(before: str, after: str) -> bool:
    one, other = re.fullmatch(r"(.*?)(\d{1,6})", before), re.fullmatch(r"(.*?)(\d{1,6})", after)
    return bool(one and other and one[1] == other[1] and int(one[2]) + 1 == int(other[2]))


def _name(names: Names, language: Language) -> str:
    return names.zh if language == "zh" else names.en


def _filled(parts: list[str], columns: int) -> Iterator[str]:
    """Parts side by side, as many on a line as fit; one that is wider than the paper is wrapped by itself."""
    line = ""
    for part in parts:
        together = f"{line}  {part}" if line else part
        if width(together) <= columns:
            line = together
            continue
        if line:
            yield line
        *whole, line = wrap(part, columns, NAME_LINES_MAX)
        yield from whole
    if line:
        yield line
