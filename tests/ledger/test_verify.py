"""Verify finds what was done to the file behind the program's back, and says ok to what the program did itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ledger import schema
from ledger.verify import verify, verify_open
from tests.counts import count, proof
from tests.ledger.cast import Time, busy_day, started, tables, take

MUTATIONS = count(200, 10_000)
DAYS = count(4, 60)
EVENTS = ("seq", "at", "kind", "data", "who", "place", "previous", "hash")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall after a short rough day."""
    folder, time = tmp_path_factory.mktemp("hall"), Time()
    ledger = started(folder, time.clock())
    busy_day(ledger, 130, 15, time)
    ledger.close()
    return folder


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection as a vandal opens it; what it does is taken back."""
    db = sqlite3.connect(folder / schema.FILE, isolation_level=None)
    db.execute("BEGIN")
    yield db
    db.execute("ROLLBACK")
    db.close()


@pytest.mark.timeout(600)
@proof("replay equals memory equals register after a rough day", times=DAYS)
def test_what_the_program_wrote_is_whole(tmp_path: Path) -> None:
    for seed in range(DAYS):
        time = Time()
        ledger = started(tmp_path / str(seed), time.clock())
        busy_day(ledger, 250, seed, time)
        running = verify(tmp_path / str(seed))
        assert running.difference is None and running.events == ledger.hall.seq
        ledger.close()
        assert verify(tmp_path / str(seed)) == running


def test_the_rough_day_leaves_rows_in_every_table(folder: Path) -> None:
    assert {name for name, rows in tables(folder / schema.FILE).items() if not rows} <= {"answers"}


def flipped(value: Any, draw: Random) -> Any:
    """Another value of the same type, one bit or one character away."""
    if value is None:
        return "x"
    if isinstance(value, int | float):
        return value + draw.choice((-1, 1))
    at = draw.randrange(len(value)) if value else 0
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ 1 << draw.randrange(8)]) + value[at + 1 :]
    return value[:at] + ("x" if value[at : at + 1] != "x" else "y") + value[at + 1 :]


def some_row(db: sqlite3.Connection, draw: Random) -> tuple[str, list[str], list[str], tuple[Any, ...]]:
    """(table, all columns, key columns, the row) of one row somewhere in the record."""
    table = draw.choice(("events", "events", "live", "meta", *schema.REGISTER))
    about = db.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [row[1] for row in about if row[5]]
    rows = db.execute(f"SELECT * FROM {table}").fetchall()
    return table, [row[1] for row in about], keys, draw.choice(rows)


def where(columns: list[str], keys: list[str], row: tuple[Any, ...]) -> tuple[str, list[Any]]:
    return " AND ".join(f"{key} = ?" for key in keys), [row[columns.index(key)] for key in keys]


def flip(db: sqlite3.Connection, draw: Random) -> None:
    table, columns, keys, row = some_row(db, draw)
    column, (clause, names) = draw.choice(columns), where(columns, keys, row)
    new = flipped(row[columns.index(column)], draw)
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {clause}", (new, *names))


def delete(db: sqlite3.Connection, draw: Random) -> None:
    table, columns, keys, row = some_row(db, draw)
    clause, names = where(columns, keys, row)
    db.execute(f"DELETE FROM {table} WHERE {clause}", names)


def insert(db: sqlite3.Connection, draw: Random) -> None:
    """The same row once more under another key."""
    table, columns, keys, row = some_row(db, draw)
    new = list(row)
    for key in keys:
        at = columns.index(key)
        new[at] = 10**6 + draw.randrange(10**6) if isinstance(row[at], int) else f"{row[at]}-more"
    db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(new))})", new)


def swap(db: sqlite3.Connection, draw: Random) -> None:
    """Two rows of a table change places."""
    table, columns, keys, one = some_row(db, draw)
    rest = [name for name in columns if name not in keys]
    other = draw.choice(db.execute(f"SELECT * FROM {table}").fetchall())
    if [one[columns.index(name)] for name in rest] == [other[columns.index(name)] for name in rest]:
        raise sqlite3.IntegrityError("the same but for the key: nothing to swap")
    for place, content in ((one, other), (other, one)):
        clause, names = where(columns, keys, place)
        news = [content[columns.index(name)] for name in rest]
        db.execute(f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in rest)} WHERE {clause}", (*news, *names))


@pytest.mark.timeout(1800)
@proof("verify finds a flipped, deleted, swapped or inserted row", times=MUTATIONS)
def test_any_row_that_was_touched_is_found(
    db: sqlite3.Connection, record_property: Callable[[str, object], None]
) -> None:
    draw, done = Random(11), 0
    assert verify_open(db).difference is None
    while done < MUTATIONS:
        act = draw.choice((flip, flip, delete, insert, swap))
        db.execute("SAVEPOINT vandal")
        try:
            act(db, draw)
        except sqlite3.IntegrityError:  # the tables themselves forbid this one
            pass
        else:
            verdict = verify_open(db)
            assert verdict.difference is not None or not verdict.register_checked, act.__name__
            done += 1
        db.execute("ROLLBACK TO vandal")
        db.execute("RELEASE vandal")
    record_property("result", f"{done:,} found of {done:,}")


def test_events_cut_off_at_the_end_are_missed(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM events WHERE seq > (SELECT max(seq) - 3 FROM events)")
    assert "the record was last left at" in str(verify_open(db).difference)


def test_a_tail_cut_off_with_its_head_is_found_by_what_stands(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM events WHERE seq > (SELECT max(seq) - 8 FROM events)")
    seq, made = db.execute("SELECT seq, hex(hash) FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    db.execute("UPDATE meta SET value = ? WHERE name = 'head'", (f"{seq} {made.lower()}",))
    assert verify_open(db).difference is not None


def test_text_that_is_no_text_is_found(db: sqlite3.Connection) -> None:
    db.execute("UPDATE events SET data = CAST(X'7bff7d' AS TEXT) WHERE seq = 5")
    assert "event 5" in str(verify_open(db).difference)


def test_an_event_of_an_unknown_kind_is_found_by_number(db: sqlite3.Connection) -> None:
    db.execute("UPDATE events SET kind = 'TicketEaten' WHERE seq = 5")
    assert "event 5" in str(verify_open(db).difference)


def test_a_damaged_page_is_found(folder: Path, tmp_path: Path) -> None:
    whole = (folder / schema.FILE).read_bytes()
    draw = Random(3)
    for _ in range(10):
        at = draw.randrange(4096, len(whole))
        broken = whole[:at] + bytes(draw.randrange(256) for _ in range(512)) + whole[at + 512 :]
        (tmp_path / schema.FILE).write_bytes(broken)
        if broken != whole:
            assert verify(tmp_path).difference is not None or _only_answers_or_free(tmp_path, folder)


def _only_answers_or_free(one: Path, other: Path) -> bool:
    """The bytes lay where nothing of the record is."""
    return tables(one / schema.FILE) == tables(other / schema.FILE)


def test_verify_reads_a_running_hall_and_leaves_it_alone(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1")
    before = tables(ledger.path)
    assert verify(tmp_path).events == ledger.hall.seq and tables(ledger.path) == before
    take(ledger, "t2")
    ledger.close()


def test_no_record_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no record"):
        verify(tmp_path)
