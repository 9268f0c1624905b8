"""The events on disk: appended, chained by hash, never edited."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

import orjson
from sqlite_utils import Database

from hall.events import EVENTS, Event
from hall.records import from_data
from ledger.asks import Asker, Entry

INSERT = "INSERT INTO events (seq, at, kind, data, who, place, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
COLUMNS = "seq, at, kind, data, who, place, previous, hash"


class Head(NamedTuple):
    """Where the chain has got to."""

    seq: int = 0
    at: int = 0
    hash: bytes = bytes(32)


class Row(NamedTuple):
    """One row of the table, as it lies there."""

    seq: int
    at: int
    kind: str
    data: str
    who: str
    place: str | None
    previous: bytes
    hash: bytes


def canonical(event: Event) -> str:
    """The event's fields as JSON with sorted keys and no spaces: what the hash is made of."""
    return orjson.dumps(event.__dict__, option=orjson.OPT_SORT_KEYS).decode()


def link(previous: bytes, seq: int, at: int, kind: str, data: str, who: str, place: str | None) -> bytes:
    """The hash of an event. `data` goes in as a string, so no row can be read as another one."""
    return sha256(previous + orjson.dumps((seq, at, kind, data, who, place))).digest()


def append(db: Database, head: Head, at: int, asker: Asker, event: Event) -> Head:
    """Write one event after `head`; the new head."""
    kind, data = type(event).__name__, canonical(event)
    seq = head.seq + 1
    made = link(head.hash, seq, at, kind, data, asker.who, asker.place)
    db.execute(INSERT, (seq, at, kind, data, asker.who, asker.place, head.hash, made))
    return Head(seq, at, made)


def head(db: Database | sqlite3.Connection) -> Head:
    """Where the chain on disk ends."""
    found = db.execute("SELECT seq, at, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head()


def rows(db: Database | sqlite3.Connection, after: int = 0) -> Iterator[Row]:
    """The rows after event `after`, in order."""
    return map(Row._make, db.execute(f"SELECT {COLUMNS} FROM events WHERE seq > ? ORDER BY seq", (after,)))


def event_of(row: Row) -> Event:
    """The event itself. An unknown kind or field raises: guessing would change what happened."""
    made: Event = from_data(EVENTS[row.kind], orjson.loads(row.data))
    return made


def entries(db: Database | sqlite3.Connection, after: int = 0) -> Iterator[Entry]:
    """The events after event `after`, in order."""
    return (Entry(row.seq, row.at, row.who, row.place, event_of(row)) for row in rows(db, after))
