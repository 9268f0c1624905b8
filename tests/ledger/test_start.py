"""A start reads what stands; one server to a folder; another fold makes the register anew; damage is not run over."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from hall import calling, serving
from ledger import fold, schema
from ledger.book import Damaged
from ledger.ledger import Asker
from ledger.lock import FolderLock, InUse
from tests.ledger.cast import Faults, Time, busy_day, make, started, tables, take
from tests.source import ROOT


def test_a_start_finds_the_hall_as_it_was_left(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    busy_day(ledger, 150, 1, time)
    left = ledger.hall
    ledger.close()
    ledger = make(tmp_path, time.clock())
    ledger.start()
    assert ledger.hall == left
    ledger.close()


def test_a_start_reads_no_ticket_that_is_over(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1")
    ledger.close()
    faults = Faults()
    ledger = make(tmp_path, open_db=faults.open_db)
    ledger.start()
    scanned = [sql for sql in faults.said if "events" in sql and "LIMIT 1" not in sql]
    assert scanned == [] and any("FROM live" in sql for sql in faults.said)
    assert not any("FROM tickets" in sql or "FROM legs" in sql for sql in faults.said)
    ledger.close()


def test_two_servers_cannot_have_one_folder(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with pytest.raises(InUse, match=str(os.getpid())):
        make(tmp_path).start()
    ledger.close()
    ledger = make(tmp_path)
    ledger.start()
    ledger.close()


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from ledger.lock import FolderLock; FolderLock(Path({str(tmp_path)!r})).take()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=30)
    lock = FolderLock(tmp_path)
    lock.take()
    lock.release()


def test_another_fold_makes_the_register_anew_and_the_same(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    busy_day(ledger, 300, 2, time)
    left = ledger.hall
    ledger.close()
    before = tables(ledger.path)
    with sqlite3.connect(ledger.path) as db:
        db.execute("UPDATE meta SET value = '0.0' WHERE name = 'fold'")
        db.execute("DELETE FROM live WHERE kind = 'window'")
        db.execute("UPDATE tickets SET state = 'lost'")
    told: list[tuple[int, int]] = []
    ledger = make(tmp_path, time.clock())
    ledger.start(progress=lambda done, total: told.append((done, total)))
    assert ledger.hall == left and told[-1] == (left.seq, left.seq)
    ledger.close()
    assert tables(ledger.path) == before and before["meta"][0] == ("fold", fold.VERSION)


def test_a_record_whose_tail_was_cut_off_is_not_started(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1")
    ledger.close()
    with sqlite3.connect(ledger.path) as db:
        db.execute("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)")
    ledger = make(tmp_path)
    with pytest.raises(Damaged, match="the record was last left at"):
        ledger.start()
    with sqlite3.connect(ledger.path) as db:
        assert db.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
    FolderLock(tmp_path).take()  # and the folder is free again


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / schema.FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        make(tmp_path).start()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        ledger.reading().execute("DELETE FROM events")
    ledger.close()


def test_the_register_reads_like_a_day_at_the_hall(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    take(ledger, "t1")
    time.pass_by(90_000)
    for rule, seconds in ((calling.call_next, 5), (serving.start, 240), (serving.finish, 0)):
        ledger.by(Asker("anna", "B1")).record(rule, window="B1")
        time.pass_by(seconds * 1000)
    reader = ledger.reading()
    row = reader.execute("SELECT number, state, issued_at, called_at, ended_at FROM tickets").fetchone()
    day = "2026-11-23T09:0"
    assert row == ("B001", "done", f"{day}0:00.000+08:00", f"{day}1:30.000+08:00", f"{day}5:35.000+08:00")
    assert reader.execute("SELECT waited_seconds, window FROM calls").fetchone() == (90.0, "B1")
    assert reader.execute("SELECT service_seconds FROM legs").fetchone() == (240.0,)
    spent = reader.execute("SELECT state, seconds FROM window_times WHERE window = 'B1' ORDER BY seq").fetchall()
    assert spent == [("idle", 90.0), ("calling", 5.0), ("serving", 240.0), ("idle", None)]
    reader.close()
    ledger.close()
