"""The real record under a rehearsal: a ledger in a folder of its own, whose clock the rehearsal moves."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from hall.events import Event
from hall.hall import Hall
from hall.measures import Fact
from ledger.asks import Asker, Kept
from ledger.clock import Clock
from ledger.ledger import Ledger
from server.rehearse import Time

KEY = b"a rehearsal asks nothing twice"
ASKER = Asker("rehearsal")


def spawn(run: Callable[[], None]) -> None:
    """A native thread: the command runs unpatched."""
    threading.Thread(target=run, name="writer", daemon=True).start()


def promise() -> Future[Kept]:
    return Future()


class Recorded:
    """Records into the ledger and keeps the facts for the measures. Use as a context: closing it closes the ledger."""

    def __init__(self, folder: Path, time: Time) -> None:
        self.facts: list[Fact] = []
        clock = Clock(wall=time.seconds, monotonic=time.seconds)
        self._ledger = Ledger(
            folder, spawn=spawn, promise=promise, inbox=queue.SimpleQueue, wake=lambda: None, clock=clock, key=KEY
        )

    def __enter__(self) -> Recorded:
        self._ledger.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._ledger.close()

    @property
    def hall(self) -> Hall:
        return self._ledger.hall

    def record(self, rule: Callable[..., Sequence[Event]], **words: object) -> Sequence[Event]:
        kept = self._ledger.by(ASKER).record(rule, **words)
        self.facts += [Fact(entry.at, entry.event) for entry in kept.entries]
        return kept.events
