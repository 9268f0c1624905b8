"""What a printer is: three methods, an outcome for every job, and a closed list of problems (hall.events.Problem)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from hall import plan
from hall.events import Problem
from hall.records import changed
from printers.drawing import Drawing
from printers.lines import Line
from wires.wire import Native


class PrinterUnsupported(Exception):
    """The plan names a printer that this version cannot drive; says which, and what it can."""


@dataclass(frozen=True)
class Job:
    """One slip. `mark` is four characters by which the printer says that this job came out."""

    ticket: str
    lines: tuple[Line, ...]
    mark: str = "0000"


@dataclass(frozen=True)
class Outcome:
    """What became of a job: `printed` (the printer said so), `sent` (it cannot say), `unknown` (some or all of it went,
    and then no good word came), `failed` (not a byte of it went). The last two name the problem."""

    state: Literal["printed", "sent", "unknown", "failed"]
    problem: Problem | None = None


class Printer(Protocol):
    """Used by one thread at a time: a worker's."""

    def print(self, job: Job) -> Outcome:
        """Print a slip, within the wire's time limits. A printer's trouble is an outcome, never an exception."""

    def problems(self) -> tuple[Problem, ...]:
        """Ask it how it is: its problems in the order of their weight, none when it is ready."""

    def close(self) -> None:
        """Give it up."""


LETTER_DOTS = 12
"""The width of a printer's own half-width letter."""


def within(planned: plan.Printer) -> plan.Printer:
    """As planned, with no more columns than its dots have room for: the printer would break every full line in two."""
    return changed(planned, columns=min(planned.columns, planned.dots // LETTER_DOTS))


@dataclass(frozen=True)
class Built:
    """A printer as planned, with what drives it. `queue_max` jobs may wait for it; `gap_seconds` between two jobs."""

    planned: plan.Printer
    driver: Printer
    queue_max: int
    gap_seconds: float = 0.0


Build = Callable[[plan.Printer, Native, Drawing], Built]
"""What every driver module offers as `build`."""
