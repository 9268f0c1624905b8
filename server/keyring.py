"""access.db: keys of devices and programs, people who sign in, and their sessions.

A rollback journal and short transactions, because `hall key` and `hall user` write while the server runs. Keys, session
marks and passwords are kept as hashes only. Not for two threads at once: the server uses it from one.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUSY_SECONDS = 5.0
KEY_BYTES = 32
SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, place TEXT, hash BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL, revoked_at INTEGER, told INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS keys_in_force ON keys (name) WHERE revoked_at IS NULL;
CREATE TABLE IF NOT EXISTS people (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, changed_at INTEGER NOT NULL,
  skills TEXT NOT NULL DEFAULT '', may TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  hash BLOB PRIMARY KEY, person TEXT REFERENCES people (name) ON DELETE CASCADE,
  key INTEGER REFERENCES keys (id) ON DELETE CASCADE, window TEXT, created_at INTEGER NOT NULL) STRICT;
"""
LATER = ("skills", "may")
"""Columns of people that files made by older programs lack."""
SESSIONS_MAX = 20
"""Sessions of one person or one device's key; the oldest goes when another begins."""


class Taken(Exception):
    """The name is in use."""


class Absent(Exception):
    """Nothing of that name."""


@dataclass(frozen=True)
class Key:
    """`told`: what of it stands in the record: 0 nothing, 1 that it was added, 2 that it was revoked."""

    id: int
    name: str
    role: str
    place: str | None
    hash: bytes
    created_at: int
    revoked_at: int | None
    told: int


@dataclass(frozen=True)
class Person:
    """`skills`: the services or categories known (none named: all); `may`: what else is allowed, of `PERMISSIONS`."""

    name: str
    role: str
    password: str
    skills: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """Of a person, or of a page at a device that swapped its key `key` for a cookie."""

    hash: bytes
    person: str | None
    key: int | None
    window: str | None
    created_at: int


def hashed(secret: str) -> bytes:
    """What is kept of a key or a session mark. They are 256 random bits: no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def drawn() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def _now() -> int:
    return time.time_ns() // 1_000_000


class Keyring:
    """The file access.db in the data folder."""

    def __init__(self, folder: Path) -> None:
        file = folder / "access.db"
        self._db = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
        file.chmod(0o600)
        self._db.execute("PRAGMA foreign_keys=ON")
        self._db.executescript(SCHEMA)
        known = {column for _, column, *_ in self._all("PRAGMA table_info(people)")}
        for column in LATER:
            if column not in known:
                self._write(f"ALTER TABLE people ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")

    def close(self) -> None:
        self._db.close()

    def version(self) -> int:
        """Another number after somebody else wrote the file."""
        (version,) = self._db.execute("PRAGMA data_version").fetchall()[0]
        return int(version)

    # --- keys

    def keys(self) -> list[Key]:
        columns = "id, name, role, place, hash, created_at, revoked_at, told"
        return [Key(*row) for row in self._all(f"SELECT {columns} FROM keys ORDER BY id")]

    def add_key(self, name: str, role: str, place: str | None) -> str:
        """A new key, shown this once."""
        key = drawn()
        try:
            self._write("INSERT INTO keys (name, role, place, hash, created_at) VALUES (?, ?, ?, ?, ?)",
                        name, role, place, hashed(key), _now())
        except sqlite3.IntegrityError:
            raise Taken(name) from None
        return key

    def revoke_key(self, name: str) -> None:
        if not self._write("UPDATE keys SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", _now(), name):
            raise Absent(name)

    def told(self, key: int, told: int) -> None:
        self._write("UPDATE keys SET told = ? WHERE id = ?", told, key)

    # --- people

    def people(self) -> list[Person]:
        found = self._all("SELECT name, role, password, skills, may FROM people ORDER BY name")
        return [
            Person(name, role, kept, tuple(skills.split()), tuple(may.split()))
            for name, role, kept, skills, may in found
        ]

    def add_person(
        self, name: str, role: str, password: str, skills: tuple[str, ...] = (), may: tuple[str, ...] = ()
    ) -> None:
        try:
            insert = "INSERT INTO people (name, role, password, changed_at, skills, may) VALUES (?, ?, ?, ?, ?, ?)"
            self._write(insert, name, role, password, _now(), " ".join(skills), " ".join(may))
        except sqlite3.IntegrityError:
            raise Taken(name) from None

    def set_skills(self, name: str, skills: tuple[str, ...]) -> None:
        if not self._write("UPDATE people SET skills = ? WHERE name = ?", " ".join(skills), name):
            raise Absent(name)

    def set_may(self, name: str, may: tuple[str, ...]) -> None:
        if not self._write("UPDATE people SET may = ? WHERE name = ?", " ".join(may), name):
            raise Absent(name)

    def change_password(self, name: str, password: str) -> None:
        """A new password ends every session begun with the old one."""
        if not self._write("UPDATE people SET password = ?, changed_at = ? WHERE name = ?", password, _now(), name):
            raise Absent(name)
        self._write("DELETE FROM sessions WHERE person = ?", name)

    def remove_person(self, name: str) -> None:
        if not self._write("DELETE FROM people WHERE name = ?", name):
            raise Absent(name)

    # --- sessions

    def sessions(self) -> list[Session]:
        return [Session(*row) for row in self._all("SELECT hash, person, key, window, created_at FROM sessions")]

    def begin(self, mark: str, *, person: str | None = None, key: int | None = None, window: str | None = None) -> None:
        """Keep a new session; only the newest few of its person or key stay."""
        self._write("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", hashed(mark), person, key, window, _now())
        self._write(
            "DELETE FROM sessions WHERE person IS ?1 AND key IS ?2 AND hash NOT IN (SELECT hash FROM sessions"
            " WHERE person IS ?1 AND key IS ?2 ORDER BY created_at DESC, rowid DESC LIMIT ?3)",
            person, key, SESSIONS_MAX,
        )  # fmt: skip

    def end(self, hash: bytes) -> None:
        self._write("DELETE FROM sessions WHERE hash = ?", hash)

    # --- one statement is one transaction, and no cursor stays open

    def _all(self, sql: str) -> list[tuple[Any, ...]]:
        return self._db.execute(sql).fetchall()

    def _write(self, sql: str, *values: object) -> int:
        cursor = self._db.execute(sql, values)
        cursor.close()
        return cursor.rowcount
