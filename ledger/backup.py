"""A copy of the record that has been read through and found whole before it gets its name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from ledger import schema
from ledger.rebuild import Progress
from ledger.verify import Verdict, verify_file


class NotWhole(Exception):
    """The copy does not verify, so it was thrown away: the record it was made of has the same difference."""


def backup(folder: Path, target: Path, progress: Progress | None = None) -> Verdict:
    """Copy the record in `folder`, of a running or a stopped hall, to the file `target`, and verify the copy.

    The name `target` appears, or is replaced, in one move at the end. Raises FileNotFoundError, NotWhole, or OSError.
    """
    source = folder / schema.FILE
    if not source.is_file():
        raise FileNotFoundError(f"there is no record at {source}")
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        _copy(source, half)
        verdict = verify_file(half, progress)
        if verdict.difference is not None:
            raise NotWhole(verdict.difference)
        os.replace(half, target)
        _sync(target.parent)
        return verdict
    finally:
        for left in (half, Path(f"{half}-wal"), Path(f"{half}-shm"), Path(f"{half}-journal")):
            with suppress(FileNotFoundError):
                left.unlink()


def _copy(source: Path, half: Path) -> None:
    """One step, in one read transaction: the writer goes on meanwhile, and its log is only kept a little longer."""
    reader = schema.open_reader(source)
    file = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.close(file)
    copy = sqlite3.connect(half, isolation_level=None)
    try:
        reader.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file that stands alone
    finally:
        copy.close()
        reader.close()
    _sync(half)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
