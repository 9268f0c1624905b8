"""What is asked of the record and what comes back: the shapes every room uses to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hall.events import ClockStepped, Event
from hall.hall import Hall


@dataclass(frozen=True)
class Asker:
    """Who asks. `who` is a person at a window, a device, the clock; `key` the ask key, `request` method and path,
    `body` the bytes asked with: only their keyed hash is kept."""

    who: str
    place: str | None = None
    key: str | None = None
    request: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Entry:
    """One event as it stands in the record. `at` is milliseconds since 1970 UTC."""

    seq: int
    at: int
    who: str
    place: str | None
    event: Event


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


@dataclass(frozen=True)
class Kept:
    """What a record came to: its entries, and the hall and the ledger's number right after it. `repeated`: the ask key
    was known, so nothing was decided and `answer` is the first one (`entries` is empty then)."""

    entries: tuple[Entry, ...]
    hall: Hall
    seq: int
    answer: Answer | None = None
    repeated: bool = False

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(entry.event for entry in self.entries)


class NotKept(Exception):
    """Nothing is promised to be kept; the caller asks again with the same key. `reason`: busy (the inbox is full), slow
    (no answer in time), disk (the commit failed), closed, or error (a bug in the record itself)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeyReused(Exception):
    """The ask key was used before, for another request or with another body."""


@dataclass(frozen=True)
class Trouble:
    """Something the writer met that whoever runs the hall should read in the log. `what` is one word."""

    at: int
    what: str
    detail: str


class Promise(Protocol):
    """Something one thread fills and another waits for, such as a Future. `result` raises TimeoutError."""

    def set_result(self, result: Any, /) -> None: ...
    def set_exception(self, exception: BaseException, /) -> None: ...
    def result(self, timeout: float | None = None, /) -> Any: ...


class Inbox(Protocol):
    """A queue between threads, such as SimpleQueue."""

    def put(self, item: Any, /) -> None: ...
    def get(self) -> Any: ...
    def qsize(self) -> int: ...


@dataclass
class Ask:
    """One thing on its way to the writer. `given_up`: its caller has gone, so it need not be begun."""

    asker: Asker
    rule: Callable[[Hall, int], Sequence[Event]]
    answer: Callable[[Kept], Answer] | None
    promise: Promise
    given_up: bool = False


Outcome = Kept | Exception


def stepped(entries: Sequence[Entry]) -> int:
    """By how many milliseconds these entries moved the clock."""
    return sum(entry.event.by for entry in entries if isinstance(entry.event, ClockStepped))
