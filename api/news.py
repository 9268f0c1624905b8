"""What was committed, told on the loop to whoever listens (boards, windows, printers), in ledger order.

In `app.extensions["news"]`. A listener never waits on `record` and never raises: it hands the news to its own queue.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from ledger.asks import Kept
from ledger.follow import Follower
from ledger.ledger import Ledger

log = structlog.get_logger("api")
Hear = Callable[[list[Kept], bool], None]
"""(what was kept since the last time, whether some was missed: then take the whole picture from `ledger.hall`)."""


class News:
    """The followers of the ledger that live on the loop. The server calls `drain` each time the writer wakes it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._listeners: list[tuple[str, Follower[Kept], Hear]] = []

    def tell(self, name: str, hear: Hear, most: int = 1000) -> None:
        """From now on tell `hear` of every record; more than `most` unheard ones become `missed`."""
        self._listeners.append((name, self._ledger.follow(name, most), hear))

    def drain(self) -> None:
        """Tell everybody what is new. One listener's fault is logged and never another's."""
        for name, follower, hear in self._listeners:
            missed, news = follower.missed, follower.take()
            if not (news or missed):
                continue
            try:
                hear(news, missed)
            except Exception:  # noqa: BLE001  a listener with a bug must not silence the others
                log.exception("listener-failed", listener=name)
