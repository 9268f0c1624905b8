"""The ledger: `kept = ledger.by(asker).record(rule, ...)` is the only write in the whole program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec

from sqlite_utils import Database

from hall.events import Event
from hall.hall import Hall
from ledger import schema
from ledger.asks import Answer, Ask, Asker, Entry, Inbox, Kept, KeyReused, NotKept, Promise, Trouble
from ledger.clock import Clock
from ledger.follow import Follower
from ledger.lock import FolderLock
from ledger.rebuild import Progress
from ledger.writer import STOP, Writer

__all__ = ["Answer", "Asker", "Entry", "Kept", "KeyReused", "Ledger", "NotKept", "Trouble"]

P = ParamSpec("P")

INBOX_MOST = 2_000
"""Asks that may wait for the writer; one more is told that the hall is busy."""
ANSWER_SECONDS = 30.0
"""How long a caller waits for his answer: then he is told to ask again with the same key."""
CLOSE_SECONDS = 60.0
FOLLOWER_MOST = 1_000


class Ledger:
    """The record of one hall, in `folder`.

    The thread seam is handed in: `spawn` starts a native thread, `promise()` makes what a caller waits on (its `result`
    raises TimeoutError), `inbox()` an unpatched queue, and `wake` is called from the writer's thread after each batch.
    `key` keys the hashes of what was asked with an ask key.
    """

    def __init__(
        self, folder: Path, *, spawn: Callable[[Callable[[], None]], object], promise: Callable[[], Promise],
        inbox: Callable[[], Inbox], wake: Callable[[], object], clock: Clock, key: bytes,
        open_db: Callable[[Path], Database] = schema.open_writer,
    ) -> None:  # fmt: skip
        self.folder, self.clock = folder, clock
        self._spawn, self._promise, self._inbox = spawn, promise, inbox()
        self._lock = FolderLock(folder)
        self._writer = Writer(self.path, open_db, clock, key, self._inbox, wake)
        self._ended = promise()
        self._closing = True

    @property
    def path(self) -> Path:
        return self.folder / schema.FILE

    @property
    def hall(self) -> Hall:
        """The latest committed hall."""
        return self._writer.hall

    @property
    def waiting(self) -> int:
        """How many asks wait for the writer just now."""
        return self._inbox.qsize()

    @property
    def troubles(self) -> Follower[Trouble]:
        """What went wrong in the writer's thread, for the log: drained by the loop like any follower."""
        return self._writer.troubles

    def start(self, progress: Progress | None = None) -> None:
        """Lock the folder, start the writer, read what stands. Raises InUse, Damaged, or what SQLite says. `progress`
        is called from the writer's thread while the register is made anew."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock.take()
        ready = self._promise()
        self._spawn(partial(self._writer.run, ready, self._ended, progress))
        try:
            ready.result(None)
        except BaseException:
            self._lock.release()
            raise
        self._closing = False

    def close(self) -> None:
        """Keep what is queued, then close the file. Safe to call twice."""
        if self._closing:
            return
        self._closing = True
        self._inbox.put(STOP)
        self._ended.result(CLOSE_SECONDS)
        self._lock.release()

    def by(self, asker: Asker, answer: Callable[[Kept], Answer] | None = None) -> Door:
        """`answer` is pure and quick: the writer calls it before COMMIT, and its bytes are what a repeat gets."""
        return Door(self, asker, answer)

    def follow(self, name: str, most: int = FOLLOWER_MOST) -> Follower[Kept]:
        """Every record from now on that has events, in ledger order, until more than `most` wait to be taken."""
        follower: Follower[Kept] = Follower(name, most)
        self._writer.followers = (*self._writer.followers, follower)
        return follower

    def reading(self) -> sqlite3.Connection:
        """A connection for reports that cannot write. Close it soon: what it still sees cannot leave the log."""
        return schema.open_reader(self.path)

    def ask(self, ask: Ask) -> Kept:
        if self._closing:
            raise NotKept("closed")
        if self._inbox.qsize() >= INBOX_MOST:
            raise NotKept("busy")
        self._inbox.put(ask)
        # A writer that ended while this was being put may never see it; what it did see is answered already.
        limit = 1.0 if self._writer.closed else ANSWER_SECONDS
        try:
            kept: Kept = ask.promise.result(limit)
        except TimeoutError:
            ask.given_up = True
            raise NotKept("slow") from None
        return kept

    def new_promise(self) -> Promise:
        return self._promise()


class Door:
    """What one asker may do: record."""

    def __init__(self, ledger: Ledger, asker: Asker, answer: Callable[[Kept], Answer] | None) -> None:
        self._ledger, self._asker, self._answer = ledger, asker, answer

    def record(
        self, rule: Callable[Concatenate[Hall, int, P], Sequence[Event]], /, *args: P.args, **words: P.kwargs
    ) -> Kept:
        """Have `rule` decide on the hall as it then stands, and wait until that is on disk.

        Raises Refused (the rule says no), KeyReused, NotKept (ask again with the same key), or a rule's bug as it is.
        """
        if args:
            raise TypeError("a rule's own words are given by name")
        ask = Ask(self._asker, partial(rule, **words), self._answer, self._ledger.new_promise())
        return self._ledger.ask(ask)
