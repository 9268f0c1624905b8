"""One event, folded everywhere it is kept: into the hall in memory and the register; `live` follows once a record."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from hall.after import FOLD_VERSION, after, touched
from hall.events import Event
from hall.hall import Hall
from ledger import register
from ledger.register import REGISTER_VERSION
from ledger.step import Step

VERSION = f"{FOLD_VERSION}.{REGISTER_VERSION}"
"""Kept in meta: register and `live` were written by this fold. Another one makes them anew from the events."""

GET = "SELECT value FROM meta WHERE name = ?"
PUT = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def step(hall: Hall, event: Event, at: int) -> Step:
    """The event between the hall before and the hall after it."""
    return Step(hall.seq + 1, at, event, hall, after(hall, event, at))


def write_register(db: Database, each: Step) -> set[tuple[str, str]]:
    """The register after this event. Gives the rows of `live` it changed: those are written once a record, or by a
    rebuild once at its end."""
    keys = set(touched(each.event, each.before, each.after))
    register.write(db, each, keys)
    return keys


def told_head(seq: int, made: bytes) -> str:
    """What meta says of where the chain ends."""
    return f"{seq} {made.hex()}"


def read_meta(db: Database | sqlite3.Connection, name: str) -> str | None:
    found = db.execute(GET, (name,)).fetchone()
    return None if found is None else str(found[0])


def write_meta(db: Database, name: str, value: str) -> None:
    db.execute(PUT, (name, value))
