"""Is the record whole? Every event is hashed and folded again, and compared with what stands on disk.

| what was done to the file | found by |
|---|---|
| an event's row changed, deleted, inserted, swapped, renumbered | its hash, the hash before it, the gap in seq |
| the last events cut off | `meta` head; also register and `live`, which hold more than the events say |
| events made anew from some point on, with new hashes | `meta` head, unless that was made anew too |
| a row of the register or of `live` changed, deleted, inserted | the fold of the events |
| a damaged page, an index that lies, a broken foreign key | SQLite's own integrity and foreign key checks |
| a row of `answers` (kept 48 hours, for repeats only) | **not found**: it stands outside the chain |
| the fold version in `meta` changed | said beside the verdict; the next start makes register and `live` anew |
| the whole file exchanged for an older copy, or made anew with all its hashes, head and tables | **not found** |
| (compare the head that is printed with one noted elsewhere) | |
| new time zone tables on this machine since the rows were written | looks like a change of the register |

Runs on its own read-only connection, on a running hall too: it sees one moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from hall.hall import EMPTY, Hall
from hall.live import rows as rows_of
from ledger import fold, live, schema, store
from ledger.rebuild import PROGRESS_EVENTS, Progress

BROKEN = (sqlite3.Error, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What reading or folding a row that was tampered with can raise."""


@dataclass(frozen=True)
class Verdict:
    """`difference` is the first one found, None when all is well. `head` is the chain's last hash, to be noted
    elsewhere. `register_checked`: False when it was written by another version of the program, whose next start makes
    it anew: then only the events were checked."""

    events: int
    head: str
    difference: str | None = None
    register_checked: bool = True


def verify(folder: Path, progress: Progress | None = None) -> Verdict:
    """The verdict on the record in `folder`. Raises FileNotFoundError when there is none."""
    return verify_file(folder / schema.FILE, progress)


def verify_file(path: Path, progress: Progress | None = None) -> Verdict:
    if not path.is_file():
        raise FileNotFoundError(f"there is no record at {path}")
    reader = schema.open_reader(path)
    try:
        reader.execute("BEGIN")
        return verify_open(reader, progress)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the second: what SQLite says of broken bytes
        return Verdict(0, "", f"the file cannot be read: {error}")
    finally:
        reader.close()


def verify_open(reader: sqlite3.Connection, progress: Progress | None = None) -> Verdict:
    """The same on an open connection, in the transaction it is in."""
    reader.text_factory = _text
    trial = _Trial(reader, progress)
    difference = trial.run()
    return Verdict(trial.seq, trial.hash.hex(), difference, trial.register_checked)


def _text(raw: bytes) -> str:
    """Bytes that are no UTF-8 stay apart from each other, so that a changed one is seen."""
    return raw.decode("utf-8", "surrogateescape")


class _Trial:
    """One run: what was read so far, and the tables folded from it in a scratch file."""

    def __init__(self, reader: sqlite3.Connection, progress: Progress | None) -> None:
        self._reader, self._progress = reader, progress
        self.seq, self.hash = 0, bytes(32)
        self._hall: Hall = EMPTY
        self.register_checked = True

    def run(self) -> str | None:
        scratch = schema.scratch()
        try:
            scratch.execute("BEGIN")
            return (
                self._of_pages() or self._events(scratch) or self._head() or self._tables(scratch) or self._of_keys()
            )
        finally:
            scratch.close()

    def _of_pages(self) -> str | None:
        (said,) = self._reader.execute("PRAGMA integrity_check(1)").fetchone()
        return None if said == "ok" else f"SQLite's integrity check: {said}"

    def _of_keys(self) -> str | None:
        broken = self._reader.execute("PRAGMA foreign_key_check").fetchone()
        return None if broken is None else f"{broken[0]}: a row points to a row of {broken[2]} that is not there"

    def _events(self, scratch: Database) -> str | None:
        self.register_checked = fold.read_meta(self._reader, "fold") in (fold.VERSION, None)
        total = store.head(self._reader).seq
        for row in store.rows(self._reader, after=-(2**63)):
            try:
                if (difference := self._chained(row)) is not None:
                    return difference
                self._fold(scratch, row)
            except BROKEN as error:
                return f"event {row.seq} cannot be folded: {type(error).__name__}: {error}"
            if self._progress is not None and row.seq % PROGRESS_EVENTS == 0:
                self._progress(row.seq, total)
        return None

    def _chained(self, row: store.Row) -> str | None:
        if row.seq != self.seq + 1:
            return f"event {self.seq + 1} is missing: the next one is {row.seq}"
        if row.previous != self.hash:
            return f"event {row.seq} does not follow event {self.seq}: the hash before it is another"
        if row.hash != _link(row):
            return f"event {row.seq} was changed: its hash is another"
        self.seq, self.hash = row.seq, row.hash
        return None

    def _fold(self, scratch: Database, row: store.Row) -> None:
        step = fold.step(self._hall, store.event_of(row), row.at)
        if self.register_checked:
            fold.write_register(scratch, step)
        self._hall = step.after

    def _head(self) -> str | None:
        meta: dict[str, str] = dict(self._reader.execute("SELECT name, value FROM meta").fetchall())
        told, found = meta.pop("head", None), fold.told_head(self.seq, self.hash) if self.seq else None
        if told != found:
            return f"the events end at {found}, but the record was last left at {told}"
        return None if meta.keys() == {"fold"} else f"meta holds {sorted(meta)} beside the head"

    def _tables(self, scratch: Database) -> str | None:
        if not self.register_checked:
            return None
        live_rows = sorted((kind, name, live.as_json(data)) for kind, name, data in rows_of(self._hall))
        found = _differing("live", self._rows(self._reader, "live"), iter(live_rows if self.seq else ()))
        for table in reversed(schema.REGISTER):
            found = found or _differing(table, self._rows(self._reader, table), self._rows(scratch, table))
        return found

    def _rows(self, db: Database | sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
        about = db.execute(f"PRAGMA table_info({table})").fetchall()
        keys = [name for place, name in sorted((row[5], row[1]) for row in about) if place]
        yield from db.execute(f"SELECT {', '.join(row[1] for row in about)} FROM {table} ORDER BY {', '.join(keys)}")


def _link(row: store.Row) -> bytes:
    try:
        return store.link(row.previous, row.seq, row.at, row.kind, row.data, row.who, row.place)
    except TypeError:  # text that is no UTF-8 has no JSON
        return b""


def _differing(table: str, stands: Iterator[tuple[Any, ...]], folded: Iterator[tuple[Any, ...]]) -> str | None:
    for there, should in zip_longest(stands, folded):
        if there != should:
            return f"{table}: stands {there}, the events say {should}"
    return None
