"""One line with boards on it: one question at a time, and no answer is believed that may be older than its question.

These protocols number nothing, so age is kept apart by time alone: what came unasked is thrown away before each
question, and a board that missed its answer is asked again only after LATE_SECONDS. A board later than that cannot be
told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lockers.bank import LockerFailed
from lockers.clock import Clock
from lockers.codecs.codec import without_echo
from wires.wire import Opener, Wire, WireBroken

ANSWER_SECONDS = 0.3
"""How long an answer may take to be whole."""
QUIET_SECONDS = 0.03
"""From the end of one exchange to the next question."""
LATE_SECONDS = 1.0
"""After a missed answer: how long, from its question, until it will not come any more."""
DRAINS_MAX = 64
"""Pieces thrown away before a question; a neighbour that babbles without end is not waited for."""
CAME_BYTES_MAX = 4096

Answer = TypeVar("Answer")
Find = Callable[[bytes], Answer | None]


class Bus:
    """`to` below is whose answer is awaited: a board's address. The wire stays open between questions, for it alone."""

    def __init__(self, opener: Opener, clock: Clock) -> None:
        self._opener, self._clock = opener, clock
        self._wire: Wire | None = None
        self._ended = 0.0
        self._missed: dict[int, float] = {}

    def ask(self, to: int, question: bytes, find: Find[Answer]) -> Answer:
        """The answer to this question. Raises LockerFailed: `offline`, `silent`, or `garbled`."""
        if to in self._missed:
            self._clock.wait(self._missed.pop(to) + LATE_SECONDS - self._clock.now())
        wire = self._ready()
        asked = self._clock.now()
        try:
            wire.send(question)
            found, came = self._listen(wire, lambda came: _after_echo(came, question, find))
        except WireBroken as broken:
            raise self._lost(broken, sent=True) from broken
        if found is None:
            self._missed[to] = asked
            raise LockerFailed("garbled" if without_echo(came, question) else "silent")
        return found

    def tell(self, command: bytes, find: Find[Answer] | None) -> Answer | None:
        """Send a command once; the answer, if it has one (`find`) and it came. Raises LockerFailed(`offline`), whose
        `sent` is True when some of the bytes may have gone."""
        wire = self._ready()
        try:
            wire.send(command)
            return self._listen(wire, find)[0] if find is not None else None
        except WireBroken as broken:
            raise self._lost(broken, sent=True) from broken
        finally:
            self._ended = self._clock.now()

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _listen(self, wire: Wire, find: Find[Answer]) -> tuple[Answer | None, bytes]:
        """What was found, and all that came until then."""
        came, until = b"", self._clock.now() + ANSWER_SECONDS
        found: Answer | None = None
        while found is None and (left := until - self._clock.now()) > 0 and len(came) < CAME_BYTES_MAX:
            came += wire.receive(left)
            found = find(came)
        self._ended = self._clock.now()
        return found, came

    def _ready(self) -> Wire:
        """The wire, quiet and with nothing old in it."""
        try:
            if self._wire is None:
                self._wire = self._opener()
            self._clock.wait(self._ended + QUIET_SECONDS - self._clock.now())
            for _ in range(DRAINS_MAX):
                if not self._wire.receive(0.0):
                    break
            return self._wire
        except WireBroken as broken:
            raise self._lost(broken, sent=False) from broken

    def _lost(self, broken: WireBroken, sent: bool) -> LockerFailed:
        self.close()
        return LockerFailed("offline", sent and broken.why != "refused", broken.detail)


def _after_echo(came: bytes, question: bytes, find: Find[Answer]) -> Answer | None:
    rest = without_echo(came, question)
    return None if rest is None else find(rest)
