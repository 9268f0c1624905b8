"""Who speaks in each loudspeaker zone, kept in the record: one display until it is gone, then the next that is there.

A page that hears nothing begins no sentence that would last beyond `speaking.SILENT_SECONDS`, so a successor named
after that never talks into one. After a start of the server the same holds: the display in the record has so long to
come back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import structlog

from api.live import Live
from display.view import can_speak
from hall import speaking
from hall.events import CallsAcked, PlanAdopted
from hall.hall import Hall, plan_of
from ledger.asks import Asker, Kept, NotKept
from ledger.ledger import Ledger

log = structlog.get_logger("voice")
SERVER = Asker("server")
LOOK_SECONDS = 0.5


class Speakers:
    """Names speakers. `there` gives the displays with a socket open; `seconds` a clock that only goes forward."""

    def __init__(self, ledger: Ledger, there: Callable[[], frozenset[str]], seconds: Callable[[], float]) -> None:
        self._ledger, self._there, self._seconds = ledger, there, seconds
        self._away: dict[str, float] = {}
        self._left: dict[str, float] = {}

    def left(self, namespace: str, place: str) -> None:
        """A socket went: its display may have been there for a moment between two looks, and heard that it speaks."""
        if namespace == "/display":
            self._left[place] = self._seconds()

    def look(self) -> None:
        """Name whom the zones need now. What cannot be kept is tried again at the next look."""
        hall, there, now = self._ledger.hall, self._there(), self._seconds()
        for voice in plan_of(hall).loudspeaker if hall.plan is not None else ():
            found = self._needed(hall, voice, there, now)
            if found is not None:
                self._away.pop(voice, None)
                self._ledger.by(SERVER).record(speaking.name_speaker, voice=voice, display=found)
                log.info("speaker", voice=voice, display=found)

    def _needed(self, hall: Hall, voice: str, there: frozenset[str], now: float) -> str | None:
        """The display to be named, or None while the one that was is to stay."""
        laid = [display.id for display in plan_of(hall).displays if display.voice == voice]
        able = [each for each in laid if can_speak(hall, each, there)]
        ready = [each for each in able if hall.devices[each].sound == "ready"]
        known = hall.speakers[voice].display if voice in hall.speakers else None
        if known in ready or (known in able and not ready):
            self._away.pop(voice, None)
            return None
        may = next(iter((*ready, *able)), None)
        # One that says of itself that it makes no sound has stopped; of one that is gone nobody knows.
        if known is None or (known in laid and known in there):
            return may
        away = max(self._away.setdefault(voice, now), self._left.get(known, 0.0))
        return may if now - away >= speaking.SILENT_SECONDS else None


def run(speakers: Speakers, bell: Any) -> None:
    """For ever, on the loop: at each ring, and twice a second."""
    while True:
        bell.wait(LOOK_SECONDS)
        bell.clear()
        try:
            speakers.look()
        except NotKept as error:
            log.warning("speaker-not-kept", reason=error.reason)


def start(ledger: Ledger, live: Live, news: Any, bell: Any) -> Speakers:
    """The speakers of a running hall; `bell` is rung when news may change them."""

    def hear(kept: list[Kept], missed: bool) -> None:
        events = [event for each in kept for event in each.events]
        if missed or any(isinstance(event, CallsAcked | PlanAdopted) for event in events):
            bell.set()

    news.tell("speakers", hear)
    made = Speakers(ledger, lambda: live.places("/display"), time.monotonic)
    live.on_left.append(made.left)
    return made
