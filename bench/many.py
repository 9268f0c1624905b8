"""A data folder with as many stored tickets as wanted: some days through the ledger's own hand, then repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter, time

from bench import copies
from bench.hall_plan import clerks, plan_of, services
from hall import calling, planning, serving, tickets, windows
from hall.codes import Ids
from hall.events import Event
from hall.hall import Hall
from ledger import schema
from ledger.asks import Ask, Asker, Promise
from ledger.book import Book
from ledger.clock import Clock
from server import folder as data_folder

ASKER = Asker("bench")
BATCH = 40
PATTERN_DAYS = 4
A_DAY = 2_500
"""Tickets a day: a million are some 400 days of a large hall."""
PATTERN = PATTERN_DAYS * A_DAY
OPENS_SECONDS = 9 * 3_600
OPEN_SECONDS = 8 * 3_600
LAST_SECONDS = 1_800
"""Those who wait came within the last half hour."""


class Answered:
    """Nobody waits for an answer here."""

    def set_result(self, result: object, /) -> None:
        """It is kept."""

    def set_exception(self, exception: BaseException, /) -> None:
        raise exception

    def result(self, timeout: float | None = None, /) -> None:
        """Nothing to wait for."""


class Time:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def read(self) -> float:
        return self.seconds


def stored(data: Path, config: Path, count: int, waiting: int) -> float:
    """Fill `data` with about `count` tickets, the last `waiting` of which wait; the seconds it took."""
    began = perf_counter()
    data_folder.make(data)
    repeats = (count - waiting) // PATTERN
    if repeats:
        pattern = data.with_suffix(".pattern")
        _pattern(pattern, config, _first_day(repeats))
        copies.repeat(pattern, data / schema.FILE, repeats, timedelta(days=PATTERN_DAYS))
        for left in pattern.parent.glob(f"{pattern.name}*"):
            left.unlink()
    _queue(data / schema.FILE, config, waiting)
    return perf_counter() - began


def _first_day(repeats: int) -> datetime:
    """Midnight in the hall's zone (no summer time there), so that the last repeat ends the day before yesterday."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=1 + repeats * PATTERN_DAYS, hours=8)


def _pattern(path: Path, config: Path, first_day: datetime) -> None:
    """Some whole days: everybody is served, and the windows close at the end."""
    now = Time(first_day.timestamp() + OPENS_SECONDS)
    plan, ids, made = plan_of(config), Ids(), range(PATTERN)
    open_ones = clerks(plan)
    wanted = services(plan, open_ones)

    def asks() -> Iterator[Ask]:
        yield _ask(planning.adopt, plan=plan)
        yield from (_ask(windows.open_window, window=window) for window in open_ones)
        for number in made:
            day, turn = divmod(number, A_DAY)
            now.seconds = first_day.timestamp() + day * 86_400 + OPENS_SECONDS + turn * OPEN_SECONDS / A_DAY
            ticket = ids.next(int(now.seconds * 1000), number % 2**15)
            yield _ask(tickets.take, ticket=ticket, service=wanted[number % len(wanted)])
            yield _ask(_call, turn=number)
        for window in open_ones:
            yield _ask(serving.finish, window=window)
            yield _ask(windows.close_window, window=window)

    _write(path, now, asks())


def _queue(path: Path, config: Path, waiting: int) -> None:
    """Those who wait, at open windows, in the last half hour."""
    now = Time(time() - LAST_SECONDS)
    plan, ids = plan_of(config), Ids()
    open_ones = clerks(plan)
    wanted = services(plan, open_ones)

    def asks() -> Iterator[Ask]:
        yield _ask(planning.adopt, plan=plan)
        yield from (_ask(windows.open_window, window=window) for window in open_ones)
        for number in range(waiting):
            now.seconds += LAST_SECONDS / 2 / waiting
            ticket = ids.next(int(now.seconds * 1000), number % 2**15)
            yield _ask(tickets.take, ticket=ticket, service=wanted[number % len(wanted)])

    _write(path, now, asks())


def _call(hall: Hall, at: int, *, turn: int) -> list[Event]:
    """One after another, a window that has somebody to call finishes its visitor and calls."""
    able = [w for w in hall.windows.values() if w.state != "closed" and calling.line(hall, w.id, 1)]
    chosen = able[turn % len(able)]
    return calling.call_next(hall, at, window=chosen.id, finish=chosen.ticket is not None)


def _ask(rule: Callable[..., list[Event]], **words: object) -> Ask:
    promise: Promise = Answered()
    return Ask(ASKER, partial(rule, **words), None, promise)


def _write(path: Path, now: Time, asks: Iterator[Ask]) -> None:
    """Through the ledger's own book, not waiting for the disk. A batch has one time: some minutes pass at once."""
    db = schema.open_writer(path)
    db.execute("PRAGMA synchronous=OFF").close()
    book = Book(db, Clock(now.read, now.read), b"nothing is asked twice here")
    while batch := list(islice(asks, BATCH)):
        for outcome in book.keep(batch):
            if isinstance(outcome, Exception):
                raise outcome
    book.checkpoint("TRUNCATE")
    db.close()
