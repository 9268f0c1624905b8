"""Who is there: a window whose page is not open and at which nobody does anything has lost its clerk.

It keeps times of its own, not of the record: after a start every window counts as seen just now."""

from __future__ import annotations

import time
from collections.abc import Callable

from hall import serving
from hall.hall import MINUTE, plan_of
from ledger.asks import Asker, Kept
from ledger.ledger import Ledger

CLOCK = Asker("clock")
STAFF = ("person:", "key:")


class Presence:
    """`listening` names the windows whose page has a socket open. All of it runs on the loop."""

    def __init__(
        self, ledger: Ledger, listening: Callable[[], frozenset[str]], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._ledger, self._listening, self._now = ledger, listening, now
        self._seen: dict[str, float] = {}

    def hear(self, news: list[Kept], missed: bool) -> None:
        """Whatever staff do at a window shows that they are there; missed news make nobody absent."""
        if missed:
            self._seen.clear()
        for kept in news:
            for entry in kept.entries:
                window = getattr(entry.event, "window", None)
                if window is not None and entry.who.startswith(STAFF):
                    self._seen[window] = self._now()

    def look(self) -> None:
        """Take back the calls of windows that have been silent for too long."""
        hall, now, here = self._ledger.hall, self._now(), self._listening()
        minutes = plan_of(hall).policy.absent_minutes if hall.plan is not None else 0
        if not minutes:
            return
        self._seen |= dict.fromkeys(here, now)
        silent = now - minutes * MINUTE / 1000
        for window in hall.windows.values():
            if window.ticket is not None and self._seen.setdefault(window.id, now) <= silent:
                self._ledger.by(CLOCK).record(serving.give_back, window=window.id, ticket=window.ticket)
