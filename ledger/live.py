"""The table `live`: what stands, row by row, written with the events that changed it and read by the next start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import orjson
from sqlite_utils import Database

from hall.hall import EMPTY, Hall
from hall.live import load, row, rows
from ledger.store import Head

GONE = "DELETE FROM live WHERE kind = ? AND id = ?"
ROWS_MOST = 32
"""Rows in one statement."""


@cache
def _put(count: int) -> str:
    values = ", ".join(["(?, ?, ?)"] * count)
    new = "ON CONFLICT (kind, id) DO UPDATE SET data = excluded.data"
    return f"INSERT INTO live (kind, id, data) VALUES {values} {new}"


def as_json(data: Any) -> str:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def write(db: Database, hall: Hall, touched: Iterable[tuple[str, str]]) -> None:
    """The rows that changed: one statement for those that stand, one for each that is over."""
    values: list[str] = []
    for kind, name in touched:
        data = row(hall, kind, name)
        if data is None:
            db.execute(GONE, (kind, name))
        else:
            values += (kind, name, as_json(data))
    for start in range(0, len(values), 3 * ROWS_MOST):
        part = values[start : start + 3 * ROWS_MOST]
        db.execute(_put(len(part) // 3), part)


def write_all(db: Database, hall: Hall) -> None:
    """The whole table anew."""
    db.execute("DELETE FROM live")
    write(db, hall, [(kind, name) for kind, name, _ in rows(hall)])


def read(db: Database | sqlite3.Connection, head: Head) -> Hall:
    """The hall as of the last event."""
    if head.seq == 0:
        return EMPTY
    return load(_read_rows(db), seq=head.seq, at=head.at)


def _read_rows(db: Database | sqlite3.Connection) -> Iterator[tuple[str, str, Any]]:
    for kind, name, data in db.execute("SELECT kind, id, data FROM live"):
        yield kind, name, orjson.loads(data)
