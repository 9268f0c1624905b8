"""The slip a visitor takes home: how the visit ended, the case's number and promise, what is missing and until when.

In Chinese, and in the visitor's own language. It names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.case import OutcomeSlip
from hall.plan import Language, Plan
from printers.lines import Code, Cut, Gap, Line, Rule, Text
from printers.setting import centered, large, name_in, row, said
from printers.slip import NAME_LINES_MAX, Speaker
from printers.text import clean, wrap

CODE_MM = 24
"""How wide the picture of a case's number is."""


def outcome_lines(plan: Plan, words: Speaker, slip: OutcomeSlip, columns: int) -> tuple[Line, ...]:
    """Every line of the slip; none wider than `columns`."""
    own: Language = "en" if slip.language == "en" else "zh"
    page = _Page(plan, words, slip, columns, tuple(dict.fromkeys((own, "zh"))))
    return (*page.head(), *page.case(), *page.missing(), *page.foot(), Cut())


@dataclass(frozen=True)
class _Page:
    plan: Plan
    words: Speaker
    slip: OutcomeSlip
    columns: int
    languages: tuple[Language, ...]

    def head(self) -> Iterator[Line]:
        """Whose slip, for what, and how it ended."""
        first = self.languages[0]
        yield from self._centered(name_in(self.plan.name, first))
        if self.slip.reprint:
            yield from self._centered(self.words.say(first, "slip.reprint", count=self.slip.reprint), bold=True)
        service = self.plan.service.get(self.slip.service)
        for language in self.languages:
            yield from self._centered(self._say(language, "title"), bold=True)
            if service is not None:
                yield from self._centered(name_in(service.name, language))
        yield Rule()
        for language in self.languages:
            yield from self._centered(self._say(language, self.slip.outcome), bold=True)

    def case(self) -> Iterator[Line]:
        """The case's number, when the result is promised, and where it is fetched."""
        if self.slip.case is None:
            return
        yield Gap(8)
        yield from self._centered(" / ".join(self._say(each, "case") for each in self.languages))
        yield large(self.slip.case, self.columns, 3)
        yield Gap(8)
        for language in self.languages:
            if self.slip.promised is not None:
                yield from self._row(self._say(language, "promised"), self.slip.promised)
            yield from self._row(self._say(language, "collect"), self._place(language))

    def missing(self) -> Iterator[Line]:
        """What to bring, and until when; at any hour into a locker, where there are some: its scanner reads this."""
        if not self.slip.missing:
            return
        yield Rule()
        for language in self.languages:
            yield from (Text(line, bold=True) for line in wrap(self._say(language, "missing"), self.columns))
            for number, item in enumerate(self.slip.missing, start=1):
                text = clean(f"{number}. {item[language]}")
                yield from said(text, self.columns, NAME_LINES_MAX)
            if self.slip.missing_until is not None:
                yield from self._row(self._say(language, "until"), self.slip.missing_until)
        if self.slip.case is not None and self.plan.locker_banks:
            yield from (Gap(8), Code(clean(self.slip.case), CODE_MM), Gap(8))
            for language in self.languages:
                yield from said(self._say(language, "locker"), self.columns)

    def foot(self) -> Iterator[Line]:
        yield Rule()
        if self.slip.case is not None:
            for language in self.languages:
                yield from said(self._say(language, "keep"), self.columns)
        given = datetime.fromtimestamp(self.slip.given_at / 1000, ZoneInfo(self.plan.timezone))
        yield from self._row(clean(self.slip.number), given.strftime("%Y-%m-%d %H:%M"))

    def _place(self, language: Language) -> str:
        """The issuing window with its zone; the courier and the locker are told of when it is ready."""
        window = self.plan.window.get(self.slip.collect or "")
        if window is None:
            return self._say(language, "ask")
        label = self.words.say(language, "slip.window", windows=clean(window.label))
        return f"{clean(name_in(self.plan.zone[window.zone].name, language))} {clean(label)}"

    def _say(self, language: str, key: str) -> str:
        return clean(self.words.say(language, f"slip.outcome.{key}"))

    def _centered(self, text: str, bold: bool = False) -> Iterator[Line]:
        return centered(text, self.columns, bold)

    def _row(self, name: str, value: str) -> Iterator[Line]:
        return row(name, value, self.columns)
