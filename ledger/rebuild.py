"""The register and `live` made anew from the events, when the program folds them differently than it did before."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from hall.hall import EMPTY
from ledger import fold, live, store
from ledger.schema import REGISTER

Progress = Callable[[int, int], None]
"""Told (events folded, events in all) now and then, from the thread that folds."""
PROGRESS_EVENTS = 10_000


def rebuild(db: Database, progress: Progress | None = None) -> None:
    """In one transaction: killed half-way, the next start begins again from what stood before."""
    total = store.head(db).seq
    db.execute("BEGIN IMMEDIATE")
    try:
        for table in REGISTER:
            db.execute(f"DELETE FROM {table}")
        hall = EMPTY
        for entry in store.entries(db):
            step = fold.step(hall, entry.event, entry.at)
            fold.write_register(db, step)
            hall = step.after
            if progress is not None and (entry.seq % PROGRESS_EVENTS == 0 or entry.seq == total):
                progress(entry.seq, total)
        live.write_all(db, hall)
        fold.write_meta(db, "fold", fold.VERSION)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
