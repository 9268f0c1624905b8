"""A backup is a whole record that starts, or it is not there."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from ledger import schema
from ledger.backup import NotWhole, backup
from ledger.verify import verify_file
from tests.ledger.cast import make, started, take


def test_a_running_hall_is_copied_whole_while_it_goes_on(tmp_path: Path) -> None:
    ledger, stop, taken = started(tmp_path / "hall"), threading.Event(), list[int]()

    def go_on() -> None:
        while not stop.is_set():
            taken.append(take(ledger, f"t{len(taken):05d}").seq)

    going = threading.Thread(target=go_on, daemon=True)
    going.start()
    verdict = backup(tmp_path / "hall", tmp_path / "copy.db")
    stop.set()
    going.join()
    assert verdict.difference is None and taken[-1] >= verdict.events > 0
    assert verify_file(tmp_path / "copy.db") == verdict
    ledger.close()


def test_a_copy_starts_as_a_hall(tmp_path: Path) -> None:
    ledger = started(tmp_path / "hall")
    take(ledger, "t1", key="press")
    left = ledger.hall
    ledger.close()
    (tmp_path / "again").mkdir()
    backup(tmp_path / "hall", tmp_path / "again" / schema.FILE)
    ledger = make(tmp_path / "again")
    ledger.start()
    assert ledger.hall == left and take(ledger, "t2", key="press").repeated
    ledger.close()


def test_a_damaged_record_makes_no_copy_and_leaves_the_old_one(tmp_path: Path) -> None:
    ledger = started(tmp_path / "hall")
    take(ledger, "t1")
    ledger.close()
    old = tmp_path / "out" / "copy.db"
    old.parent.mkdir()
    old.write_bytes(b"yesterday's")
    with sqlite3.connect(tmp_path / "hall" / schema.FILE) as db:
        db.execute("UPDATE events SET who = 'nobody' WHERE seq = 2")
    with pytest.raises(NotWhole, match="event 2"):
        backup(tmp_path / "hall", old)
    assert old.read_bytes() == b"yesterday's" and os.listdir(old.parent) == ["copy.db"]


def test_a_copy_that_cannot_be_written_leaves_nothing_half(tmp_path: Path) -> None:
    started(tmp_path / "hall").close()
    with pytest.raises(OSError):
        backup(tmp_path / "hall", tmp_path / "no such folder" / "copy.db")
    with pytest.raises(FileNotFoundError, match="no record"):
        backup(tmp_path / "elsewhere", tmp_path / "copy.db")
    assert sorted(os.listdir(tmp_path)) == ["hall"]
