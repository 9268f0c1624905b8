"""Slips about deposits: the code that opens a result's compartment, and the receipt of what somebody brought.

In every language of the hall. They name nobody: a result is known by the back office's own reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hall.cabinet import Deposit, DepositSlip
from hall.plan import Plan
from printers.lines import Code, Cut, Gap, Line, Rule
from printers.setting import centered, large, name_in, row, said
from printers.slip import WIDE_COLUMNS, Speaker
from printers.text import clean

DIGITS_TOGETHER = 4
LARGEST = 4


@dataclass(frozen=True)
class Opens:
    """What opens a compartment: `digits` to be typed after the locator, `qr` the text of its picture."""

    digits: str
    qr: str


def code_lines(
    plan: Plan, words: Speaker, slip: DepositSlip, deposit: Deposit, opens: Opens, columns: int
) -> tuple[Line, ...]:
    """The slip that opens a compartment; no line is wider than `columns`."""
    page = _Page(plan, words, slip, deposit, columns)
    return (*page.head("ready"), *page.numbers(opens), *page.kept(), *page.advice("ready"), *page.foot(), Cut())


def receipt_lines(plan: Plan, words: Speaker, slip: DepositSlip, deposit: Deposit, columns: int) -> tuple[Line, ...]:
    """The slip that says what was put in, where and when. It opens nothing."""
    page = _Page(plan, words, slip, deposit, columns)
    return (*page.head("receipt"), *page.receipt(), *page.put_in(), *page.advice("receipt"), Cut())


@dataclass(frozen=True)
class _Page:
    plan: Plan
    words: Speaker
    slip: DepositSlip
    deposit: Deposit
    columns: int

    def head(self, title: str) -> Iterator[Line]:
        """Whose slip, and for what."""
        yield from centered(name_in(self.plan.name, self.plan.languages[0]), self.columns)
        if self.slip.reprint:
            marks = [self.words.say(each, "slip.reprint", count=self.slip.reprint) for each in ("zh", "en")]
            yield from centered(" ".join(marks), self.columns, bold=True)
        for language in self.plan.languages:
            yield from centered(self._say(language, f"{title}.title"), self.columns, bold=True)
        yield Rule()

    def numbers(self, opens: Opens) -> Iterator[Line]:
        """The two numbers to be typed, each as large as it may be, and the picture that stands for both."""
        digits = opens.digits
        groups = " ".join(digits[at : at + DIGITS_TOGETHER] for at in range(0, len(digits), DIGITS_TOGETHER))
        for label, number in (("locator", self.deposit.locator or ""), ("code", groups)):
            yield from self._labelled(label)
            yield large(number, self.columns, LARGEST)
            yield Gap(8)
        yield from self._picture(opens.qr)
        yield from self._both("ready.scan")
        yield Rule()

    def kept(self) -> Iterator[Line]:
        """Where it lies, under which reference, and until when."""
        yield from self._row("cabinet", self._cabinet)
        if self.deposit.reference is not None:
            yield from self._row("reference", lambda language: str(self.deposit.reference))
        yield from self._row("ready.until", lambda language: self._time(self.deposit.due_at))
        yield Rule()

    def receipt(self) -> Iterator[Line]:
        """The number that this deposit is asked for by."""
        number = self.deposit.receipt or ""
        yield from self._labelled("receipt.number")
        yield large(number, self.columns, LARGEST)
        yield from self._picture(number)

    def put_in(self) -> Iterator[Line]:
        """Where it lies, since when, for what, and when it is looked at."""
        yield Rule()
        yield from self._row("cabinet", self._cabinet)
        yield from self._row("receipt.compartment", lambda language: str(self.deposit.compartment))
        yield from self._row("receipt.at", lambda language: self._time(self.slip.asked_at))
        if self.deposit.case is not None:
            yield from self._row("receipt.case", lambda language: str(self.deposit.case))
        yield from self._row("receipt.due", lambda language: self._time(self.deposit.due_at))
        yield Rule()

    def advice(self, title: str) -> Iterator[Line]:
        for language in self.plan.languages:
            yield from said(self._say(language, f"{title}.keep"), self.columns)

    def foot(self) -> Iterator[Line]:
        """For the staff: when the code was asked for, and about which deposit."""
        yield from row(clean(self.deposit.id[-6:]).upper(), self._time(self.slip.asked_at), self.columns)

    def _picture(self, data: str) -> Iterator[Line]:
        yield Gap(8)
        yield Code(clean(data), 28 if self.columns >= WIDE_COLUMNS else 24)
        yield Gap(16)

    def _labelled(self, key: str) -> Iterator[Line]:
        yield from centered(" / ".join(self._say(each, key) for each in self.plan.languages), self.columns)

    def _both(self, key: str) -> Iterator[Line]:
        for language in self.plan.languages:
            yield from centered(self._say(language, key), self.columns)

    def _row(self, key: str, value: Callable[[str], str]) -> Iterator[Line]:
        """Said in every language; a value that reads the same in all of them stands once."""
        values = [value(language) for language in self.plan.languages]
        if len(set(values)) == 1:
            label = " ".join(self._say(language, key) for language in self.plan.languages)
            yield from row(label, values[0], self.columns)
            return
        for language, each in zip(self.plan.languages, values, strict=True):
            yield from row(self._say(language, key), each, self.columns)

    def _cabinet(self, language: str) -> str:
        """Its name, and the zone it stands in."""
        zone = self.plan.zone.get(self.plan.locker_bank[self.deposit.bank].zone or "")
        return self.deposit.bank if zone is None else f"{self.deposit.bank} {name_in(zone.name, language)}"

    def _say(self, language: str, key: str) -> str:
        return clean(self.words.say(language, f"slip.deposit.{key}"))

    def _time(self, at: int) -> str:
        return datetime.fromtimestamp(at / 1000, ZoneInfo(self.plan.timezone)).strftime("%Y-%m-%d %H:%M")
