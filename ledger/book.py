"""The record as its one writer has it open: the file, the hall it stands for, and how a batch goes into both."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from sqlite_utils import Database

from hall.after import after_all
from hall.days import open_day
from hall.events import ClockStepped, Event
from ledger import fold, live, store
from ledger.answers import Answers
from ledger.asks import Ask, Asker, Entry, Kept, Outcome
from ledger.clock import Clock
from ledger.rebuild import Progress, rebuild
from ledger.store import Head

ALONE = (
    sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError,
    sqlite3.NotSupportedError,
)  # fmt: skip
"""What SQLite says of one statement only. Anything else (disk full, I/O error) may have ended the transaction."""


class Damaged(Exception):
    """The file is not as this program left it. `hall verify` says where."""


class _Again(Exception):
    """A record failed after it had begun to write: decide the batch again, with a savepoint around each."""


class Book:
    """`hall` and `head` are of the last COMMIT, but while a batch is being written."""

    def __init__(self, db: Database, clock: Clock, key: bytes, progress: Progress | None = None) -> None:
        self.db, self._clock = db, clock
        self._answers = Answers(db, key)
        self.head = _head(db)
        if fold.read_meta(db, "fold") != fold.VERSION:
            rebuild(db, progress)
        self.hall = live.read(db, self.head)
        self._stepped = 0
        self._careful = False

    def keep(self, asks: Sequence[Ask]) -> list[Outcome]:
        """Decide each on the state the earlier ones leave, write, COMMIT. An outcome is a Kept, or what that one's rule
        raised. If this raises instead, nothing of the batch is kept and `hall` is the state before it."""
        try:
            return self._batch(asks)
        except _Again:
            self._careful = True
        try:
            return self._batch(asks)
        finally:
            self._careful = False

    def _batch(self, asks: Sequence[Ask]) -> list[Outcome]:
        before = self.hall, self.head
        self._stepped = 0
        try:
            self.db.execute("BEGIN IMMEDIATE")
            outcomes = [self._outcome(ask) for ask in asks]
            if self.head is not before[1]:
                fold.write_meta(self.db, "head", fold.told_head(self.head.seq, self.head.hash))
            self._answers.purge(self._clock.now())
            self.db.execute("COMMIT")
        except BaseException:
            self.hall, self.head = before
            self._roll_back()
            raise
        self._clock.rebase(self._stepped)
        return outcomes

    def _outcome(self, ask: Ask) -> Outcome:
        before = self.hall, self.head, self._stepped
        try:
            return self._decided(ask, self._clock.now() + self._stepped)
        except _Again:
            raise
        except Exception as error:  # a rule's no or its bug is its caller's alone; the batch goes on
            if _of_the_file(error):
                raise
            self.hall, self.head, self._stepped = before
            return error

    def _decided(self, ask: Ask, now: int) -> Kept:
        if ask.asker.key is not None:
            known, answer = self._answers.find(ask.asker, now)
            if known:
                return Kept((), self.hall, self.hall.seq, answer, repeated=True)
        opening = open_day(self.hall, now)
        events = ask.rule(after_all(self.hall, opening, now), now)
        if not events and ask.asker.key is None:
            kept = Kept((), self.hall, self.hall.seq)
            return kept if ask.answer is None else Kept((), self.hall, self.hall.seq, ask.answer(kept))
        return self._alone(partial(self._write, ask, (*opening, *events) if events else (), now))

    def _alone(self, write: Callable[[], Kept]) -> Kept:
        """One record's rows go in together or not at all, without a word to the rest of the batch.

        A savepoint makes SQLite copy every page a record touches, so it is only taken after a record of this batch has
        failed: rules are pure, so the batch can be decided again from its start.
        """
        if not self._careful:
            try:
                return write()
            except Exception as error:
                if _of_the_file(error):
                    raise
                raise _Again from error
        self.db.execute("SAVEPOINT record")
        try:
            kept = write()
        except BaseException as error:
            if not self.db.conn.in_transaction:
                raise sqlite3.OperationalError("the transaction is gone") from error
            self.db.execute("ROLLBACK TO record")
            self.db.execute("RELEASE record")
            raise
        self.db.execute("RELEASE record")
        return kept

    def _write(self, ask: Ask, events: Iterable[Event], now: int) -> Kept:
        entries, touched = [], set[tuple[str, str]]()
        for event in events:
            if isinstance(event, ClockStepped):  # it is the first moment of the new time
                now += event.by
                self._stepped += event.by
            entries.append(self._append(ask.asker, event, now, touched))
        live.write(self.db, self.hall, touched)
        kept = Kept(tuple(entries), self.hall, self.hall.seq)
        if ask.answer is not None:
            kept = Kept(kept.entries, kept.hall, kept.seq, ask.answer(kept))
        if ask.asker.key is not None:
            self._answers.keep(ask.asker, kept.answer, now)
        return kept

    def _append(self, asker: Asker, event: Event, now: int, touched: set[tuple[str, str]]) -> Entry:
        """One event into the chain, the register and the hall; what it `touched` is written once, with its record."""
        self.head = store.append(self.db, self.head, now, asker, event)
        step = fold.step(self.hall, event, now)
        touched |= fold.write_register(self.db, step)
        self.hall = step.after
        return Entry(self.head.seq, now, asker.who, asker.place, event)

    def _roll_back(self) -> None:
        """SQLite has already rolled back after some errors (disk full), and says so by not being in a transaction."""
        try:
            self.db.rollback()
        except sqlite3.Error:
            return  # the writer opens the file again after any failed commit but a full disk

    def checkpoint(self, mode: str) -> None:
        """Move the log into the file: PASSIVE waits for nobody, TRUNCATE also empties the log."""
        self.db.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()


def _head(db: Database) -> Head:
    """The head of the chain. It must be where the last COMMIT said it is: numbers of a tail that was cut off would be
    given a second time."""
    head, told = store.head(db), fold.read_meta(db, "head")
    if told != (fold.told_head(head.seq, head.hash) if head.seq else None):
        raise Damaged(f"the events end at {head.seq}, but the record was last left at {(told or '0').split()[0]}")
    return head


def _of_the_file(error: Exception) -> bool:
    """Whether SQLite means the whole transaction, not one statement."""
    return isinstance(error, sqlite3.Error) and not isinstance(error, ALONE)
