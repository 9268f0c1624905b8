"""A limit of presses a minute for one caller: a small bucket that fills as time passes."""

from __future__ import annotations

import math
import time

CALLERS_MAX = 10_000


class Pace:
    """One bucket a name; at most `CALLERS_MAX` of them, the oldest forgotten first."""

    def __init__(self) -> None:
        self._full: dict[str, float] = {}

    def wait_seconds(self, name: str, per_minute: int) -> int:
        """0 and counted, or how many whole seconds until the next is let through. `per_minute` 0: no limit."""
        if per_minute <= 0:
            return 0
        now, gap = time.monotonic(), 60.0 / per_minute
        due = max(self._full.pop(name, 0.0), now - 60.0 + gap)
        if due > now:
            self._full[name] = due
            return max(1, math.ceil(due - now))
        self._full[name] = due + gap
        if len(self._full) > CALLERS_MAX:
            del self._full[next(iter(self._full))]
        return 0
