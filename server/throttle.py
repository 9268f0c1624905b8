"""Slowing wrong passwords: from the fifth on, 15 seconds, doubling, for each account and for each source."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

ERRORS_FREE = 5
SOURCE_ERRORS_FREE = 20
"""A source may be the one address of all windows of a hall: it is given more errors than an account."""

FIRST_SECONDS, LONGEST_SECONDS = 15.0, 900.0
FORGET_SECONDS = 3600.0
NAMES_MAX = 10_000


@dataclass
class Errors:
    count: int = 0
    until: float = 0.0
    last: float = 0.0


class Throttle:
    """Errors by name, in memory. A restart forgives: it costs an attacker more than it gives."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free, self._clock = free, clock
        self._errors: dict[str, Errors] = {}

    def wait_seconds(self, name: str) -> int:
        """How long until `name` may try again; 0 now."""
        errors = self._errors.get(name)
        return 0 if errors is None else max(0, math.ceil(errors.until - self._clock()))

    def wrong(self, name: str) -> None:
        now = self._clock()
        errors = self._errors.pop(name, None)
        if errors is None or now - errors.last > FORGET_SECONDS:
            errors = Errors()
        errors.count, errors.last = errors.count + 1, now
        if errors.count >= self._free:
            errors.until = now + min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(errors.count - self._free, 10))
        self._errors[name] = errors
        if len(self._errors) > NAMES_MAX:
            del self._errors[next(iter(self._errors))]

    def right(self, name: str) -> None:
        self._errors.pop(name, None)
