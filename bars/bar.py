"""What a bar is: two methods, and two ways to fail (hall.events.BarProblem)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hall.events import BarProblem


@dataclass(frozen=True)
class Shown:
    """What stands on a bar: a text, with the number in it where there is one. `call` tells one call from its recall."""

    text: str
    number: str = ""
    call: int = 0


class Bar(Protocol):
    """Used by one thread at a time: a worker's. What it is told is the whole picture, so it may be
    told again."""

    def show(self, shown: Shown) -> BarProblem | None:
        """Put this on it. None: every byte went and, where the bar answers, it did."""

    def clear(self) -> BarProblem | None:
        """Leave nothing on it, as far as it can show nothing."""
