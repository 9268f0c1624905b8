"""Some days of a record, repeated: the same rows with other ids, days, times and numbers, the hashes of the chain made
anew. It lies on disk as if it had happened, but for the windows' time between two repeats, which is left open."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from ledger import fold, schema, store

Row = tuple[Any, ...]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TABLES = tuple(reversed(schema.REGISTER))
"""Parents before children."""
KEPT_FIRST = 1
"""The plan is adopted once: the first event is not repeated."""


@dataclass
class Shift:
    """What changes from one repeat to the next."""

    repeat: int
    seq: int
    call: int
    by: timedelta
    ranks: dict[str, int]
    days: dict[str, str]

    @property
    def millis(self) -> int:
        return self.repeat * int(self.by.total_seconds() * 1000)

    def ticket(self, name: str | None) -> str | None:
        """Below every id of these years, and growing with the repeats."""
        return None if name is None else f"00{self.repeat:03d}{self.ranks[name]:07d}"

    def day(self, text: str | None) -> str | None:
        """A date, or a time that begins with one."""
        if not text or not self.repeat:
            return text
        head = text[:10]
        if head not in self.days:
            self.days[head] = (date.fromisoformat(head) + self.repeat * self.by).isoformat()
        return self.days[head] + text[10:]


def repeat(pattern: Path, path: Path, times: int, by: timedelta) -> None:
    """Write `pattern`, a record without anybody in it, so many times after itself into `path`."""
    source = schema.open_reader(pattern)
    target = schema.open_writer(path).conn
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        target.execute(f"PRAGMA {pragma}").close()
    ranks = {name: rank for rank, (name,) in enumerate(source.execute("SELECT id FROM tickets ORDER BY id"))}
    events, calls = store.head(source).seq - KEPT_FIRST, source.execute("SELECT max(call) FROM calls").fetchone()[0]
    head = store.Head()
    for number in range(times):
        shift = Shift(number, number * events, number * calls, by, ranks, {})
        target.execute("BEGIN")
        head = _events(source, target, shift, head)
        for table in TABLES:
            _table(source, target, table, shift)
        target.execute("COMMIT")
    _standing(source, target, head, calls * times)
    target.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    target.close()
    source.close()


def _events(source: sqlite3.Connection, target: sqlite3.Connection, shift: Shift, head: store.Head) -> store.Head:
    rows = []
    for row in store.rows(source, after=KEPT_FIRST if shift.repeat else 0):
        seq, at = row.seq + shift.seq, row.at + shift.millis
        data = row.data if row.kind == "PlanAdopted" else _event(row.data, shift)
        made = store.link(head.hash, seq, at, row.kind, data, row.who, row.place)
        rows.append((seq, at, row.kind, data, row.who, row.place, head.hash, made))
        head = store.Head(seq, at, made)
    target.executemany(store.INSERT, rows)
    return head


def _event(data: str, shift: Shift) -> str:
    fields = orjson.loads(data)
    for name, value in fields.items():
        if name in ("ticket", "finished"):
            fields[name] = shift.ticket(value)
        elif name.endswith("_at") and value is not None:
            fields[name] = value + shift.millis
        elif name == "call":
            fields[name] = value + shift.call
        elif name == "day":
            fields[name] = shift.day(value)
        elif name == "next":
            fields[name] = [(number, due + shift.millis) for number, due in value]
    return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS).decode()


def _table(source: sqlite3.Connection, target: sqlite3.Connection, table: str, shift: Shift) -> None:
    columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    first = KEPT_FIRST if "seq" in columns and shift.repeat else 0
    changes = [_change(table, name, shift) for name in columns]
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"
    target.executemany(insert, _shifted(source, f"{table} WHERE {'seq' if 'seq' in columns else 1} > {first}", changes))


def _shifted(source: sqlite3.Connection, chosen: str, changes: list[Callable[[Any], Any] | None]) -> Iterator[Row]:
    for row in source.execute(f"SELECT * FROM {chosen}"):
        yield tuple(value if change is None else change(value) for value, change in zip(row, changes, strict=True))


def _change(table: str, column: str, shift: Shift) -> Callable[[Any], Any] | None:
    """How a column of the register differs in a repeat; None: it stays."""
    if column == "ticket" or (table, column) == ("tickets", "id"):
        return shift.ticket
    if column == "day" or column.endswith("_at"):
        return shift.day
    if column == "seq":
        return lambda value: value + shift.seq
    if column == "call":
        return lambda value: value + shift.call
    return None


def _standing(source: sqlite3.Connection, target: sqlite3.Connection, head: store.Head, calls: int) -> None:
    """What the next start reads: the empty hall of the pattern's end, with the calls made since."""
    target.execute("BEGIN")
    for kind, name, data in source.execute("SELECT kind, id, data FROM live WHERE kind != 'call'"):
        fields = orjson.loads(data)
        if kind == "hall":
            fields["calls_made"] = calls
        if kind == "window":
            fields.update(calls=[], undo=None)
        target.execute("INSERT INTO live VALUES (?, ?, ?)", (kind, name, orjson.dumps(fields).decode()))
    for name, value in source.execute("SELECT name, value FROM meta"):
        target.execute(fold.PUT, (name, value))
    target.execute(fold.PUT, ("head", fold.told_head(head.seq, head.hash)))
    target.execute("COMMIT")
