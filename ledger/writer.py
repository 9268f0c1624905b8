"""The writer's thread: takes what waits, has it kept in one COMMIT, and only then tells anybody.

It is a native thread also where everything else runs on greenlets, so it uses nothing of Python's threading or logging:
what it needs is handed in, and what it has to say goes into bounded deques.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from hall.hall import EMPTY, Hall
from ledger import store
from ledger.asks import Ask, Inbox, Kept, NotKept, Outcome, Promise, Trouble, stepped
from ledger.book import Book
from ledger.clock import Clock
from ledger.follow import Follower
from ledger.rebuild import Progress

BATCH_MOST = 64
"""Records in one COMMIT: enough to share an fsync, few enough that the first of them does not wait for the last."""
TROUBLES_MOST = 100
CHECKPOINT_ROWS = 10_000
"""Rows written before the log is moved into the file, after the answers have gone out: about 1,700 tickets, 35 MB of
log under load. Those who ask meanwhile wait some 50 ms for it; done more often it would be shorter, and met by more
than one in a hundred of them."""
STOP = object()


class Writer:
    """`hall` is the latest committed one. `followers` are told after each COMMIT, in ledger order."""

    def __init__(
        self, path: Path, open_db: Callable[[Path], Database], clock: Clock, key: bytes, inbox: Inbox,
        wake: Callable[[], object],
    ) -> None:  # fmt: skip
        self._path, self._open_db, self._clock, self._key = path, open_db, clock, key
        self._inbox, self._wake = inbox, wake
        self._book: Book | None = None
        self._checkpointed = 0
        self.hall: Hall = EMPTY
        self.followers: tuple[Follower[Kept], ...] = ()
        self.troubles: Follower[Trouble] = Follower("troubles", TROUBLES_MOST)
        self.closed = False

    def run(self, ready: Promise, ended: Promise, progress: Progress | None) -> None:
        """The thread's whole life: open, serve, close."""
        try:
            self._book = self._opened(progress)
        except BaseException as error:  # whatever it is, whoever started the thread must hear it
            self.closed = True
            ready.set_exception(error)
            return
        self.hall = self._book.hall
        self._clock.not_before(self.hall.at)
        ready.set_result(None)
        stopping = False
        while not stopping:
            batch, stopping = self._taken()
            self._serve(batch)
        self._end(ended)

    def _opened(self, progress: Progress | None = None) -> Book:
        db = self._open_db(self._path)
        try:
            return Book(db, self._clock, self._key, progress)
        except BaseException:
            db.close()
            raise

    def _taken(self) -> tuple[list[Ask], bool]:
        """What waits, at least one thing; this is the only thread that takes, so `qsize` does not lie."""
        items = [self._inbox.get()]
        while len(items) < BATCH_MOST and self._inbox.qsize():
            items.append(self._inbox.get())
        return [item for item in items if item is not STOP and not item.given_up], STOP in items

    def _serve(self, batch: list[Ask]) -> None:
        """Memory first, then followers, then those who asked, then the loop: it sends the answers before the news."""
        if not batch:
            return
        outcomes = self._outcomes(batch)
        if self._book is not None:
            self.hall = self._book.hall
        self._tell([each for each in outcomes if isinstance(each, Kept) and each.entries])
        for ask, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Kept):
                ask.promise.set_result(outcome)
            else:
                ask.promise.set_exception(outcome)
        self._afterwards()

    def _outcomes(self, batch: list[Ask]) -> Sequence[Outcome]:
        try:
            if self._book is None:
                self._reopen()
            assert self._book is not None
            return self._book.keep(batch)
        except Exception as error:  # the writer must live on: nobody else can write
            disk = isinstance(error, sqlite3.Error | OSError)
            self._trouble("commit-failed", error)
            self._mend(error)
            return [NotKept("disk" if disk else "error") for _ in batch]

    def _mend(self, error: Exception) -> None:
        """Make sure that memory is what the disk has.

        When the disk was full SQLite has rolled back, and emptying the log may even make room. After any other failure
        the file is opened again and read: a commit whose fsync failed may or may not be in the log, and only a new
        connection says which. If that fails too, every batch tries again first.
        """
        try:
            if self._book is not None and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                with suppress(sqlite3.Error):
                    self._book.checkpoint("TRUNCATE")
                if store.head(self._book.db) == self._book.head:
                    return
            self._reopen()
        except Exception as again:  # a disk that is gone: keep answering "not kept" until it is back
            self._trouble("reopen-failed", again)

    def _reopen(self) -> None:
        book, self._book = self._book, None
        if book is not None:
            with suppress(sqlite3.Error):
                book.db.close()
        book = self._opened()
        self._checkpointed = 0
        self._found(book)
        self._book = book

    def _found(self, book: Book) -> None:
        """What the disk has beyond memory was kept after all: followers hear it now, its callers when they repeat."""
        if book.head.seq > self.hall.seq:
            entries = tuple(store.entries(book.db, after=self.hall.seq))
            self._clock.rebase(stepped(entries))
            self._tell([Kept(entries, book.hall, book.hall.seq)])
        elif book.head.seq < self.hall.seq:
            self._trouble("events-lost", f"the disk ends at {book.head.seq}, memory at {self.hall.seq}")
            for follower in self.followers:
                follower.overflow()
        self.hall = book.hall

    def _tell(self, news: list[Kept]) -> None:
        for follower in self.followers:
            for kept in news:
                follower.tell(kept)

    def _afterwards(self) -> None:
        """What nobody waits for."""
        try:
            self._wake()
            if self._book is not None and self._book.db.conn.total_changes - self._checkpointed >= CHECKPOINT_ROWS:
                self._checkpointed = self._book.db.conn.total_changes
                self._book.checkpoint("PASSIVE")
        except Exception as error:  # a loop that is closing, a disk that is full: the answers are out already
            self._trouble("afterwards", error)

    def _end(self, ended: Promise) -> None:
        self.closed = True
        while self._inbox.qsize():
            if (item := self._inbox.get()) is not STOP:
                item.promise.set_exception(NotKept("closed"))
        with suppress(sqlite3.Error):
            if self._book is not None:
                self._book.checkpoint("TRUNCATE")
                self._book.db.close()
        ended.set_result(None)

    def _trouble(self, what: str, detail: object) -> None:
        text = f"{type(detail).__name__}: {detail}" if isinstance(detail, BaseException) else str(detail)
        self.troubles.tell(Trouble(self._clock.now(), what, text))
