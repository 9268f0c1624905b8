"""First answers, kept 48 hours by ask key, so that who asks again gets the same ticket and never a second one."""

from __future__ import annotations

from hashlib import blake2b

from sqlite_utils import Database

from ledger.asks import Answer, Asker, KeyReused

KEPT_MILLIS = 48 * 3600 * 1000
PURGE_MOST = 200
"""Old answers go in small steps, so no commit is long for it."""
PURGE_MILLIS = 1_000
"""How long after a step the next one."""

FIND = "SELECT request, body_hash, status, body FROM answers WHERE asker = ? AND ask_key = ? AND kept_at > ?"
KEEP = """INSERT OR REPLACE INTO answers (asker, ask_key, request, body_hash, status, body, kept_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
# Rows are added in the order of time, so the oldest have the smallest rowid and no index is needed to find them.
PURGE = "DELETE FROM answers WHERE kept_at <= ? AND rowid IN (SELECT rowid FROM answers ORDER BY rowid LIMIT ?)"


class Answers:
    """The table `answers`. `key` keys the body's hash: without it nobody can try out what was asked."""

    def __init__(self, db: Database, key: bytes) -> None:
        self._db, self._key = db, blake2b(key).digest()
        self._next_purge_at = 0

    def find(self, asker: Asker, now: int) -> tuple[bool, Answer | None]:
        """(whether this was asked before, its first answer). Raises KeyReused when it was another question."""
        found = self._db.execute(FIND, (asker.who, asker.key, now - KEPT_MILLIS)).fetchone()
        if found is None:
            return False, None
        request, body_hash, status, body = found
        if (request, body_hash) != (asker.request, self._hash(asker.body)):
            raise KeyReused
        return True, None if status is None else Answer(status, body)

    def keep(self, asker: Asker, answer: Answer | None, now: int) -> None:
        status, body = (answer.status, answer.body) if answer is not None else (None, None)
        self._db.execute(KEEP, (asker.who, asker.key, asker.request, self._hash(asker.body), status, body, now))

    def purge(self, now: int) -> None:
        """One small step, if it is time for one."""
        if not 0 < self._next_purge_at - now <= PURGE_MILLIS:  # also when the clock was set back
            self._next_purge_at = now + PURGE_MILLIS
            self._db.execute(PURGE, (now - KEPT_MILLIS, PURGE_MOST))

    def _hash(self, body: bytes) -> bytes:
        return blake2b(body, digest_size=16, key=self._key).digest()
