"""Who a key, a cookie or a ticket token belongs to: answered from memory on the loop, read from access.db off it.

Another process may write access.db at any time (`hall key`): its version is looked at each second, so a change is in
force within two.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ParamSpec, TypeVar

from gevent.threadpool import ThreadPool

from api.callers import Caller
from hall.codes import read_token
from server.keyring import Key, Keyring, Person, Session, hashed

COOKIES = ("__Host-hall-session", "hall-session")
"""The first over TLS, the second without: the prefix is refused by browsers on plain HTTP."""

IDLE_SECONDS = 4 * 3600.0
"""A person who asked nothing for so long is signed out; a page at a device stays."""
LONGEST_SECONDS = 16 * 3600
"""A person signs in at least once a day."""
SECRET_MAX = 200
"""No key or cookie of ours is longer; a longer one is not even hashed."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """One reading of access.db. `callers` by hash of a key, `sessions` by hash of a cookie."""

    keys: tuple[Key, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    callers: Mapping[bytes, Caller] = field(default_factory=dict)
    sessions: Mapping[bytes, Caller] = field(default_factory=dict)

    @property
    def marks(self) -> frozenset[str]:
        return frozenset(caller.key for caller in (*self.callers.values(), *self.sessions.values()))


def read(keyring: Keyring) -> Known:
    """Everything in force, as one value."""
    keys = tuple(keyring.keys())
    people = {person.name: person for person in keyring.people()}
    callers = {k.hash: Caller(k.name, k.role, k.place, "key", f"key:{k.id}") for k in keys if k.revoked_at is None}
    by_id = {key.id: callers[key.hash] for key in keys if key.revoked_at is None}
    sessions = {s.hash: c for s in keyring.sessions() if (c := caller_of(s, people, by_id)) is not None}
    return Known(keys, people, callers, sessions)


def caller_of(session: Session, people: Mapping[str, Person], keys: Mapping[int, Caller]) -> Caller | None:
    """Whom a session is of: its device's key while that is in force, or its person for a day at most."""
    if session.key is not None:
        return keys.get(session.key)
    person = people.get(session.person or "")
    if person is None or session.created_at < (time.time() - LONGEST_SECONDS) * 1000:
        return None
    mark = f"session:{session.hash.hex()[:16]}"
    return Caller(person.name, person.role, session.window, "person", mark, person.skills, person.may)


def no_lock() -> float:
    """What `Access.lock_seconds` says until the server gives it the plan's: never."""
    return float("inf")


class Access:
    """`api.callers.Callers`, and the way to access.db. Every method is for the loop."""

    def __init__(self, keyring: Keyring, token_keys: Mapping[int, bytes]) -> None:
        self._keyring, self._token_keys = keyring, token_keys
        self._pool = ThreadPool(1)
        self._version = -1
        self._seen: dict[bytes, float] = {}
        self.known = Known()
        self.lock_seconds: Callable[[], float] = no_lock
        self.on_gone: list[Callable[[str], None]] = []

    # --- who

    def by_key(self, key: str) -> Caller | None:
        if len(key) > SECRET_MAX or not key.isascii():
            return None
        if (caller := self.known.callers.get(hashed(key))) is not None:
            return caller
        ticket = read_token(self._token_keys, key)
        return None if ticket is None else Caller(ticket, "visitor", ticket, "ticket")

    def by_cookie(self, cookies: Mapping[str, str]) -> Caller | None:
        mark = mark_of(cookies)
        caller = None if mark is None else self.known.sessions.get(mark)
        if mark is None or caller is None or caller.kind == "key":
            return caller
        now = time.monotonic()
        if now - self._seen.setdefault(mark, now) > IDLE_SECONDS:
            return None
        if self._is_locked(mark, now):
            return replace(caller, locked=True)
        self._seen[mark] = now
        return caller

    def _is_locked(self, mark: bytes, now: float) -> bool:
        """A person at a window who asked nothing for a while has gone from it, or lets somebody else look."""
        return self.known.sessions[mark].place is not None and now - self._seen[mark] > self.lock_seconds()

    # --- access.db

    def off_loop(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `act` in access.db's one native thread: it may wait for another process."""
        result: T = self._pool.apply(act, args, kwargs)
        return result

    def look(self) -> bool:
        """Read access.db anew when somebody else wrote it; true when it was read."""
        version = self.off_loop(self._keyring.version)
        if version == self._version:
            return False
        self._version = version
        self.refresh()
        return True

    def refresh(self) -> None:
        """Take what access.db says now; tell of every key and session that is gone."""
        was, self.known = self.known, self.off_loop(read, self._keyring)
        self._seen = {mark: at for mark, at in self._seen.items() if mark in self.known.sessions}
        for mark in was.marks - self.known.marks:
            for drop in self.on_gone:
                drop(mark)

    def begin(self, mark: str, *, person: str | None = None, key: int | None = None, window: str | None = None) -> None:
        """A session begins. A person's newest place counts, and a window has one person: older ones end."""
        stale = [] if window is None else [h for h, c in self.known.sessions.items() if _gives_way(c, person, window)]
        for hash in stale:
            self.off_loop(self._keyring.end, hash)
        self.off_loop(self._keyring.begin, mark, person=person, key=key, window=window)
        self.refresh()

    def end(self, cookies: Mapping[str, str]) -> None:
        """The session of these cookies ends."""
        if (mark := mark_of(cookies)) is not None:
            self.off_loop(self._keyring.end, mark)
            self.refresh()

    def expire(self) -> None:
        """End the sessions of people who have been idle for too long; one that is locked hears nothing more."""
        now = time.monotonic()
        for mark in self._seen:
            if self._is_locked(mark, now):
                for drop in self.on_gone:
                    drop(self.known.sessions[mark].key)
        limit = now - IDLE_SECONDS
        for mark in [mark for mark, at in self._seen.items() if at < limit]:
            self.off_loop(self._keyring.end, mark)
            self.refresh()

    def untold(self) -> list[Key]:
        """Keys whose making or revoking the record does not have yet."""
        return [key for key in self.known.keys if key.told < (1 if key.revoked_at is None else 2)]

    def told(self, key: Key, told: int) -> None:
        self.off_loop(self._keyring.told, key.id, told)

    def close(self) -> None:
        self.off_loop(self._keyring.close)
        self._pool.kill()


def mark_of(cookies: Mapping[str, str]) -> bytes | None:
    """The hash of the session cookie among these, if there is one."""
    value = next((cookies[name] for name in COOKIES if name in cookies), None)
    return hashed(value) if value is not None and len(value) <= SECRET_MAX else None


def _gives_way(other: Caller, person: str | None, window: str) -> bool:
    return other.kind == "person" and (other.place == window or (other.name == person and other.place is not None))
