"""The cast of the record's tests: a time that is handed in, connections that fail when told to, whole batches."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from random import Random
from typing import Any

from sqlite_utils import Database

from hall import (
    calling,
    cases,
    days,
    devices,
    help,
    locker_doors,
    locker_pick_up,
    locker_staff,
    locker_tick,
    lockers,
    notices,
    outcomes,
    planning,
    serving,
    tickets,
    windows,
)
from hall.events import Event
from hall.hall import Hall
from hall.refused import Refused
from ledger import schema
from ledger.clock import Clock
from ledger.ledger import Answer, Asker, Kept, Ledger
from tests.hall.cast import MONDAY_9, small_plan
from tests.lockers.cabinet import BANK, locker_plan

KEY = b"a key for the tests of the record"
PATIENCE_SECONDS = 20.0
"""Longest wait for something that another thread is about to do."""


@dataclass
class Time:
    """A wall clock and a monotonic one that only move when told to."""

    wall: int = MONDAY_9
    monotonic: int = 5_000

    def clock(self) -> Clock:
        return Clock(lambda: self.wall / 1000, lambda: self.monotonic / 1000)

    def pass_by(self, millis: int) -> None:
        self.wall += millis
        self.monotonic += millis


def spawn(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True).start()


Opening = Callable[[Path], Database]


def make(folder: Path, clock: Clock | None = None, open_db: Opening = schema.open_writer) -> Ledger:
    return Ledger(
        folder, spawn=spawn, promise=Future, inbox=SimpleQueue, wake=lambda: None, clock=clock or Time().clock(),
        key=KEY, open_db=open_db,
    )  # fmt: skip


def started(folder: Path, clock: Clock | None = None, open_db: Opening = schema.open_writer) -> Ledger:
    """A running ledger with the small plan adopted and every window open."""
    ledger = make(folder, clock, open_db)
    ledger.start()
    ledger.by(Asker("server")).record(planning.adopt, plan=small_plan())
    for window in (each.id for each in ledger.hall.windows.values() if each.state == "closed"):
        ledger.by(Asker("anna", window)).record(windows.open_window, window=window)
    return ledger


def ticket_201(kept: Kept) -> Answer:
    """The answer a kiosk gets: what it says depends on what was decided."""
    taken = kept.events[-1]
    return Answer(201, f"{taken.ticket} {taken.number} after {kept.seq}".encode())  # type: ignore[union-attr]


def take(ledger: Ledger, ticket: str, service: str = "medical", key: str | None = None, body: bytes = b"{}") -> Kept:
    asker = Asker("kiosk-1", "k2", key, "POST /api/v1/tickets", body)
    return ledger.by(asker, ticket_201).record(tickets.take, ticket=ticket, service=service)


def bad(hall: Hall, now: int) -> list[Event]:
    """A rule with a bug."""
    raise ZeroDivisionError("a bug")


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "it never came"
        pause.wait(0.001)


def takes(ledger: Ledger, count: int, key: str | None = None, name: str = "t") -> list[Callable[[], Kept]]:
    """So many kiosks about to press, with the same key if there is one, else each with his own."""
    return [partial(take, ledger, f"{name}{n}", key=key or f"{name}{n}") for n in range(count)]


def nothing() -> None:
    """Nothing is to go wrong."""


def together(ledger: Ledger, asks: Sequence[Callable[[], Any]], arm: Callable[[], object] = nothing) -> list[Any]:
    """What each ask gave or raised, when all fell into one batch, in this order. `arm` is called just before it."""
    deciding, go_on = threading.Event(), threading.Event()

    def wait(hall: Hall, now: int) -> list[Event]:
        deciding.set()
        assert go_on.wait(PATIENCE_SECONDS)
        return []

    outcomes: list[Future[Any]] = [Future() for _ in asks]
    spawn(lambda: settle(Future(), lambda: ledger.by(Asker("test")).record(wait)))
    assert deciding.wait(PATIENCE_SECONDS)
    for at, (ask, outcome) in enumerate(zip(asks, outcomes, strict=True)):
        spawn(partial(settle, outcome, ask))
        until(partial(_waiting, ledger, at + 1))
    arm()
    go_on.set()
    return [outcome.exception(PATIENCE_SECONDS) or outcome.result() for outcome in outcomes]


def _waiting(ledger: Ledger, asks: int) -> bool:
    return ledger.waiting == asks


def settle(outcome: Future[Any], ask: Callable[[], Any]) -> None:
    try:
        outcome.set_result(ask())
    except Exception as error:
        outcome.set_exception(error)


@dataclass
class Faults:
    """What is to go wrong with the writer's connection. `before` and `after` fail the n-th statement from now (1 is the
    next); `next_begin` is called with the connection, in the writer's thread, before its next batch."""

    error: Exception = field(default_factory=lambda: sqlite3.OperationalError("disk I/O error"))
    before: int = 0
    after: int = 0
    said: list[str] = field(default_factory=list)
    next_begin: Callable[[sqlite3.Connection], object] | None = None
    broken: bool = False

    def open_db(self, path: Path) -> Database:
        if self.broken:
            raise self.error
        faults = self

        class Faulty(sqlite3.Connection):
            def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
                faults.met(sql, super())
                cursor = super().execute(sql, *args)
                faults.after -= 1
                if faults.after == 0:
                    raise faults.error
                return cursor

        return schema.prepared(schema.connect(path, Faulty))

    def met(self, sql: str, conn: Any) -> None:
        self.said.append(sql)
        if sql == "BEGIN IMMEDIATE" and self.next_begin is not None:
            act, self.next_begin = self.next_begin, None
            act(conn)
        self.before -= 1
        if self.before == 0 or self.broken:
            raise self.error


def tables(path: Path) -> dict[str, list[Any]]:
    """Everything in the file but the list of migrations."""
    reader = schema.open_reader(path)
    try:
        names = ("events", "answers", "live", "meta", *schema.REGISTER)
        return {name: sorted(reader.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}
    finally:
        reader.close()


def busy_day(ledger: Ledger, acts: int, seed: int, clock: Time) -> None:
    """A rough day: everything a hall can do, in no good order; what the rules refuse is refused."""
    draw, made, plan = Random(seed), 0, locker_plan()
    ledger.by(Asker("server")).record(planning.adopt, plan=plan)
    services, places = list(plan.service), list(plan.window)
    for act in range(acts):
        clock.pass_by(draw.choice((0, 1, 700, 4_000, 60_000)))
        window, live = draw.choice(places), sorted(ledger.hall.tickets) or ["none"]
        ticket, other = draw.choice(live), draw.choice(services)
        rule, words = draw.choice(_deeds(window, ticket, other, act))
        if draw.random() < 0.3:
            made += 1
            rule, words = tickets.take, {"ticket": f"t{seed}-{made:05d}", "service": other, "kiosk": "k1"}
        try:
            ledger.by(Asker("someone", window)).record(rule, **words)
        except (Refused, KeyError, LookupError):
            continue


def _deeds(window: str, ticket: str, service: str, act: int) -> list[tuple[Any, dict[str, Any]]]:
    calls, shown = (act // 9, act // 7), {"display": "d1"}
    at_window: list[Any] = [
        calling.call_next, serving.start, serving.finish, serving.no_show, serving.recall, serving.undo, serving.hold,
        windows.pause, windows.resume, windows.close_window, windows.open_window,
    ]  # fmt: skip
    return [
        *((rule, {"window": window}) for rule in at_window),
        *[(calling.call_next, {"window": window, "finish": True})] * 6,
        (calling.call, {"window": window, "called": ticket}),
        (serving.transfer, {"window": window, "service": service, "come_back": act % 2 == 0}),
        (windows.sign_in, {"window": window, "person": f"person-{act % 3}", "takeover": True}),
        *[(serving.finish, {"window": window, "outcome": "accepted", "by": "anna", "slip": f"s{act}"})] * 3,
        (serving.finish, {"window": window, "outcome": "refused", "by": "anna", "missing": ("x",), "slip": f"s{act}"}),
        *_deeds_with_cases(f"2026-{act % 9:06d}", act),
        (tickets.cancel, {"ticket": ticket}), (tickets.return_ticket, {"ticket": ticket}),
        (tickets.reclass, {"ticket": ticket, "service": service, "needs": ("hearing",)}),
        (tickets.reprint, {"ticket": ticket}), (tickets.confirm, {"ticket": ticket, "by": "nothing"}),
        (devices.printed, {"ticket": ticket, "printer": "p1"}),
        (devices.print_failed, {"ticket": ticket, "printer": "p1", "problem": "paper-out"}),
        (devices.printer_changed, {"printer": "p1", "problems": ("offline",) if act % 2 else ()}),
        (devices.ack, {**shown, "shown": calls, "spoken": calls, "sound": "ready" if act % 2 else "blocked"}),
        (notices.post, {"notice": f"n{act}", "text": {"zh": "a", "en": "a"}}), (days.tick, {}),
        (days.close_category, {"category": "medical"}), (days.open_category, {"category": "medical"}),
        (days.set_aside, {"prefix": "B", "first": 5 * act, "last": 5 * act + 2}),
        (days.step_clock, {"by": 3_600_000 if act % 2 else -3_600_000}),
        *_at_the_lockers(act),
    ]  # fmt: skip


def _at_the_lockers(act: int) -> list[tuple[Any, dict[str, Any]]]:
    """People and a keeper at a bank, without much sense: what the rules make of it must be kept whole."""
    doors = tuple((no, "open" if act % 7 == no else "closed", None) for no in range(1, 7))
    mine, other = f"v{act // 20}", f"v{act // 20 - 1}"
    return [
        (locker_doors.start, {"bank": BANK}), (locker_doors.lost, {"bank": BANK, "problem": "silent"}),
        *[(locker_doors.seen, {"bank": BANK, "doors": tuple((no, "closed", None) for no in range(1, 7))})] * 3,
        (locker_doors.seen, {"bank": BANK, "doors": doors}),
        (locker_doors.not_opened, {"opening": f"{mine}.1", "ticket": f"p{act}"}),
        (lockers.drop_off, {"bank": BANK, "deposit": f"d{act // 20}", "visit": mine, "receipt": "R"}),
        (lockers.load, {"bank": BANK, "deposit": f"d{act // 20}", "visit": mine, "reference": "r",
                        "code": ("a", "b"), "seed": act}),
        (locker_pick_up.pick_up, {"bank": BANK, "locator": str(10_000 + act), "tried": "a", "visit": f"u{act}"}),
        *((lockers.confirm, {"visit": name, "said": said}) for name in (mine, other) for said in ("put-in", "nothing")),
        (locker_staff.unfreeze, {"bank": BANK, "reason": "looked"}), (locker_tick.tick, {"ticket": f"q{act}"}),
        (locker_staff.check, {"bank": BANK, "compartment": act % 6 + 1, "holds": None}),
    ]  # fmt: skip


def _deeds_with_cases(case: str, act: int) -> list[tuple[Any, dict[str, Any]]]:
    one, who = {"case": case, "by": "bo"}, f"helper-{act % 3}"
    return [
        (cases.pass_on, {**one, "office": "permits"}), (cases.pass_on, {**one, "window": "B4"}), (cases.ready, one),
        (cases.issue, {**one, "window": "B4"}), (cases.issue, {**one, "tracking": "SF1"}), (cases.give_back, one),
        (outcomes.tell, {"slip": f"s{act - 9}", "printer": "p1", "hand_over": "failed", "problem": "paper-out"}),
        (help.on_duty, {"helper": who, "zone": "A" if act % 2 else None}), (help.off_duty, {"helper": who}),
        (help.call, {"help": f"h{act}", "kind": "kiosk", "place": "k1"}), (help.tick, {}),
        (help.take, {"help": f"h{act - 4}", "helper": who}), (help.close, {"help": f"h{act - 5}", "by": who}),
        (help.take_alarm, {"alarm": "p1.offline", "helper": who}),
        (help.finish_alarm, {"alarm": "p1.offline", "helper": who}),
    ]  # fmt: skip
