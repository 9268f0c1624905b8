"""A code scanner on a line: its codes told apart, a code held before it read once, a broken line opened again."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty

from wires.frames import Frame, Frames
from wires.wire import Opener, Wire, WireBroken
from wires.worker import Inbox

DEBOUNCE_SECONDS = 3.0
"""The same code within this time of its last reading is the same showing of it."""
AGAIN_SECONDS = 2.0
READ_SECONDS = 0.5

Heard = Callable[[str | None], None]
"""Called in the scanner's thread with a code; None: one that nobody can read."""


class Scanner:
    """`run` in a native thread of its own. `there` hears whether the scanner can be reached, when that changes."""

    def __init__(
        self, opener: Opener, frame: Frame, suffix: str, heard: Heard, inbox: Callable[[], Inbox], *,
        there: Callable[[bool], None] = lambda there: None, clock: Callable[[], float] = time.monotonic,
        again_seconds: float = AGAIN_SECONDS, read_seconds: float = READ_SECONDS,
    ) -> None:  # fmt: skip
        self._open, self._frames, self._heard, self._there = opener, Frames(frame, suffix), heard, there
        self._clock, self._again_seconds, self._read_seconds = clock, again_seconds, read_seconds
        self._waits = inbox()
        self._seen: tuple[str | None, float] | None = None
        self._was_there: bool | None = None
        self._closing = False

    def run(self) -> None:
        while not self._closing:
            try:
                wire = self._open()
            except WireBroken:
                self._tell(False)
                self._pause()
                continue
            try:
                self._tell(True)
                self._listen(wire)
            except WireBroken:
                self._tell(False)
                self._pause()
            finally:
                wire.close()

    def close(self) -> None:
        """Ends at the next turn, `read_seconds` from now at the latest."""
        self._closing = True
        self._waits.put(None)

    def _listen(self, wire: Wire) -> None:
        self._frames.quiet()
        while not self._closing:
            came = wire.receive(self._read_seconds)
            if not came:
                self._frames.quiet()
            for code in self._frames.feed(came):
                self._once(code)

    def _once(self, code: str | None) -> None:
        now, seen = self._clock(), self._seen
        self._seen = (code, now)
        if seen is None or seen[0] != code or now - seen[1] >= DEBOUNCE_SECONDS:
            self._heard(code)

    def _tell(self, there: bool) -> None:
        if there != self._was_there:
            self._was_there = there
            self._there(there)

    def _pause(self) -> None:
        with suppress(Empty):
            self._waits.get(timeout=self._again_seconds)
