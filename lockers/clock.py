"""Time for whoever waits on a bus: handed in, so that a day of pulses takes a test no time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from wires.wire import Native


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since some moment; never goes back."""

    def wait(self, seconds: float) -> None:
        """Nothing happens for so long; nothing at all for zero or less."""


@dataclass(frozen=True)
class NativeClock:
    """Real time in a native thread; under gevent a plain sleep there would look for a loop."""

    native: Native

    def now(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        if seconds > 0:
            self.native.select([], [], [], seconds)
