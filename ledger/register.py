"""The register: the tables people and reports read, written by each event in its own transaction.

`WRITES` is the literal table of what an event writes beside the tickets and windows it changed. Everything comes from
the event and the halls before and after it, so the register can be made again from the events alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlite_utils import Database

from hall import events as e
from hall.after import ABOUT_LOCKERS
from hall.hall import Leg, State, Ticket, Window
from hall.records import changed
from ledger import case_tables
from ledger import register_lockers as lockers
from ledger.step import Step, inserting, json_list, replacing

REGISTER_VERSION = 2
"""Raised whenever a table of the register, or what goes into it, changes: it is then made anew from the events."""


LOCKERS_TOO = ABOUT_LOCKERS | {e.PlanAdopted, e.ClockStepped}
"""Events that may change a row of the lockers' tables; a ticket's pays nothing for them."""


def write(db: Database, step: Step, touched: Iterable[tuple[str, str]]) -> None:
    """What one event leaves in the register. `touched` are the rows of `live` it changed."""
    at_once = type(step.event) is e.TicketServed  # its window's row names the new ticket, which must stand before it
    for kind, name in sorted(touched) if at_once else touched:
        if kind == "ticket":
            _ticket(db, step, name)
        elif kind == "window":
            _window(db, step, name)
    if type(step.event) in LOCKERS_TOO:
        lockers.write(db, step, touched)
    if (also := WRITES.get(type(step.event))) is not None:
        also(db, step)


# --- tickets and their legs

TICKET = (
    "id", "day", "number", "state", "service", "category", "zone", "window", "kind", "priority_class", "needs",
    "language", "kiosk", "issued_at", "slot_at", "due_at", "called_at", "ended_at", "recalls",
    "misses", "hand_over", "reprints", "journey",
)  # fmt: skip
LEG = (
    "ticket", "no", "service", "category", "zone", "state", "due_at", "entered_at", "windows", "person", "window",
    "called_at", "started_at", "finished_at", "outcome", "service_seconds",
)  # fmt: skip


NEW_TICKET = inserting("tickets", TICKET)
PUT_TICKET = f"UPDATE tickets SET {', '.join(f'{name} = ?' for name in TICKET[3:])} WHERE id = ?"
NEW_LEG = inserting("legs", LEG)
PUT_LEG = replacing("legs", LEG, ("ticket", "no"))
DROP_LEGS = "DELETE FROM legs WHERE ticket = ? AND no > ?"
ENDS: dict[type, State] = {e.TicketFinished: "done", e.TicketCancelled: "cancelled", e.TicketExpired: "expired"}


def _ticket(db: Database, step: Step, name: str) -> None:
    was, now = step.before.tickets.get(name), step.after.tickets.get(name)
    ended_at = None
    if now is None:
        if was is None or type(step.event) not in ENDS or step.event.ticket != name:
            return  # a void ticket whose day is over leaves the hall; its row says all there is
        now, ended_at = _ended(was, step), step.at
    values = _ticket_values(now, step, ended_at)
    if type(step.event) in (e.TicketTaken, e.TicketServed):
        db.execute(NEW_TICKET, values)
        db.execute(NEW_LEG, _leg_values(now.id, now.legs[0], step))
        return
    db.execute(PUT_TICKET, (*values[3:], name))
    old = was.legs if was is not None else ()
    for at, leg in enumerate(now.legs):
        if at >= len(old) or leg is not old[at]:
            db.execute(PUT_LEG, _leg_values(now.id, leg, step))
    if len(now.legs) < len(old):  # an undone transfer
        db.execute(DROP_LEGS, (name, len(now.legs)))


def _ended(was: Ticket, step: Step) -> Ticket:
    """The ticket as the event that ended it leaves it; the hall no longer has it."""
    state = ENDS[type(step.event)]
    news: dict[str, Any] = {"state": state}
    if type(step.event) is e.TicketFinished:
        news |= {"started_at": step.event.served_from_at, "finished_at": step.at, "outcome": step.event.outcome}
    legs = tuple(changed(leg, **news) if no == was.leg_at else leg for no, leg in enumerate(was.legs))
    return changed(was, state=state, legs=legs)


def _ticket_values(ticket: Ticket, step: Step, ended_at: int | None) -> tuple[Any, ...]:
    leg = ticket.leg
    return (
        ticket.id, ticket.day, ticket.number, ticket.state, leg.service, leg.category, leg.zone, leg.window,
        ticket.kind, ticket.priority_class, json_list(ticket.needs), ticket.language, ticket.kiosk,
        step.local(ticket.issued_at), step.maybe(ticket.slot_at), step.local(leg.due_at),
        step.maybe(ticket.called_at), step.maybe(ended_at), ticket.recalls, ticket.misses, ticket.hand_over,
        ticket.reprints, None if ticket.journey is None else ticket.journey.service,
    )  # fmt: skip


def _leg_values(ticket: str, leg: Leg, step: Step) -> tuple[Any, ...]:
    served = None if leg.finished_at is None or leg.started_at is None else leg.finished_at - leg.started_at
    return (
        ticket, leg.no, leg.service, leg.category, leg.zone, leg.state, step.local(leg.due_at),
        step.local(leg.entered_at), json_list(leg.windows), leg.person, leg.window, step.maybe(leg.called_at),
        step.maybe(leg.started_at), step.maybe(leg.finished_at), leg.outcome, None if served is None else served / 1000,
    )  # fmt: skip


# --- what each window did

NEW_TIME = """INSERT INTO window_times (window, seq, day, state, from_at, ticket, person, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
LATEST = "window = ? AND seq = (SELECT max(seq) FROM window_times WHERE window = ?)"
END_TIME = f"""UPDATE window_times SET until_at = ?, seconds = round((julianday(?) - julianday(from_at)) * 86400, 3)
    WHERE {LATEST}"""
MEND_TIME = f"UPDATE window_times SET day = ?, state = ?, ticket = ?, person = ?, reason = ? WHERE {LATEST}"


def _doing(window: Window | None) -> tuple[Any, ...] | None:
    return None if window is None else (window.state, window.ticket, window.person, window.reason)


def _window(db: Database, step: Step, name: str) -> None:
    """A row ends and the next begins. What lasted no time (idle between a finish and the next call) leaves none."""
    was, now = step.before.windows.get(name), step.after.windows.get(name)
    stepped = step.event.by if type(step.event) is e.ClockStepped else 0
    if _doing(was) == _doing(now) and not stepped:
        return
    if was is not None and now is not None and was.since_at == step.at and not stepped:
        db.execute(MEND_TIME, (step.after.day, *_row_of(now), name, name))
        return
    if was is not None:
        until = step.local(step.at - stepped)
        db.execute(END_TIME, (until, until, name, name))
    if now is not None:
        state, ticket, person, reason = _row_of(now)
        db.execute(NEW_TIME, (name, step.seq, step.after.day, state, step.local(step.at), ticket, person, reason))


def _row_of(window: Window) -> tuple[Any, ...]:
    return window.state, window.ticket, window.person, window.reason


# --- what single events write beside that

CALL = (
    "call", "ticket", "leg", "window", "zone", "service", "person", "called_at", "waited_seconds", "recall", "due_at",
    "key_at", "next", "out_of_turn", "withdrawn",
)  # fmt: skip
NEW_CALL = inserting("calls", CALL)


def _called(db: Database, step: Step) -> None:
    event = step.event
    more = (step.local(event.due_at), step.local(event.key_at), json_list(event.next), int(event.out_of_turn), 0)
    db.execute(NEW_CALL, (*_call_values(step, 0), *more))


def _recalled(db: Database, step: Step) -> None:
    due = step.after.tickets[step.event.ticket].due_at
    db.execute(NEW_CALL, (*_call_values(step, step.event.recall), step.local(due), None, None, 0, 0))


def _call_values(step: Step, recall: int) -> tuple[Any, ...]:
    event, ticket = step.event, step.after.tickets[step.event.ticket]
    leg, person = ticket.leg, step.after.windows[event.window].person
    waited = ((leg.called_at or step.at) - _joined_at(ticket)) / 1000
    return (
        event.call, ticket.id, leg.no, event.window, leg.zone, leg.service, person, step.local(step.at), waited, recall,
    )  # fmt: skip


def _joined_at(ticket: Ticket) -> int:
    """When the ticket last joined the queue: who comes back to a window keeps his first entry, but waits from the end
    of the leg between."""
    between = ticket.legs[ticket.leg_at - 1].finished_at if ticket.leg_at else None
    return max(ticket.leg.entered_at, between or 0)


def _withdrawn(db: Database, step: Step) -> None:
    standing = step.before.windows[step.event.window].undo
    for call in standing.calls if standing is not None else ():
        db.execute("UPDATE calls SET withdrawn = 1 WHERE call = ?", (call,))


def _call_ended(db: Database, step: Step) -> None:
    """A ticket that ended while it was being called or served takes its call off the boards."""
    was = step.before.tickets.get(step.event.ticket)
    if was is not None and was.window is not None and was.call is not None:
        db.execute("UPDATE calls SET withdrawn = 1 WHERE call = ?", (was.call,))


def _acked(db: Database, step: Step) -> None:
    for call in step.event.spoken:
        db.execute("UPDATE calls SET spoken_at = ? WHERE call = ? AND spoken_at IS NULL", (step.local(step.at), call))
    if step.event.sound is not None:
        _news(db, step, step.event.display, (step.event.sound,))


PUT_DAY = """INSERT INTO days (day, opened_at, ends_at) VALUES (?, ?, ?)
    ON CONFLICT (day) DO UPDATE SET ends_at = excluded.ends_at"""


def _day(db: Database, step: Step) -> None:
    event = step.event
    db.execute(PUT_DAY, (event.day, step.local(step.at), step.local(event.ends_at)))


def _printer(db: Database, step: Step) -> None:
    _news(db, step, step.event.printer, step.event.problems)


def _display(db: Database, step: Step) -> None:
    _news(db, step, step.event.display, step.event.problems)


def _bar(db: Database, step: Step) -> None:
    _news(db, step, step.event.bar, step.event.problems)


def _slip(db: Database, step: Step) -> None:
    _news(db, step, step.event.printer, (step.event.problem,), step.event.ticket)


def _news(db: Database, step: Step, device: str, problems: tuple[str, ...], ticket: str | None = None) -> None:
    sql = "INSERT INTO device_news (seq, at, device, news, problems, ticket) VALUES (?, ?, ?, ?, ?, ?)"
    db.execute(sql, (step.seq, step.local(step.at), device, type(step.event).__name__, json_list(problems), ticket))


WRITES: dict[type, Callable[[Database, Step], None]] = {
    e.DayOpened: _day,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.TicketCancelled: _call_ended,
    e.TicketExpired: _call_ended,
    e.TicketGivenBack: _call_ended,
    e.Undone: _withdrawn,
    e.CallsAcked: _acked,
    e.PrinterChanged: _printer,
    e.DisplayChanged: _display,
    e.BarChanged: _bar,
    e.SlipUnknown: _slip,
    e.SlipFailed: _slip,
    **case_tables.WRITES,
}
