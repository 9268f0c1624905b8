"""What time alone brings about at the lockers: visits nobody answered for, results overdue, tickets promised."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Deposit, Visit
from hall.days import taking
from hall.hall import At, Hall, plan_of
from hall.lockers import BRINGS, Said, settle
from hall.openings import Record, door_at, doubt
from hall.tickets import take

UNANSWERED_MILLIS = 30_000
"""An intention that came to nothing for so long: its keeper is gone, and nobody saw what the door did."""


def tick(hall: Hall, now: At, *, ticket: str | None = None, message: str | None = None) -> list[e.Event]:
    """One second of it; quick when nothing is due."""
    cabinets = hall.cabinets
    if not cabinets.banks:
        return []
    record = Record(hall, now)
    for visit in sorted(cabinets.visits.values(), key=lambda each: each.order):
        if visit.state == "closed" and (visit.reopen_until_at or now) <= now:
            _unconfirmed(record, visit, message)
        elif visit.state == "opening" and visit.intended_at and _unanswered_at(visit) <= now:
            door = door_at(record.hall, visit.bank, visit.compartment)
            if visit.asks == "shut":  # it opened: whoever stood there needs no other help
                doubt(record, door, "door-sensor")
            else:
                doubt(record, door, "unanswered", ticket)
    for deposit in cabinets.deposits.values():
        if _is_overdue(deposit, now) and deposit.id in record.hall.cabinets.deposits:
            record.add(e.DepositOverdue(deposit.id))
    _promised(record)
    return record.events


def _is_overdue(deposit: Deposit, now: At) -> bool:
    """A result nobody came for; what a visitor brought, and nobody has taken out in the time that he was told."""
    there = deposit.kind == "result" or deposit.state == "confirmed"
    return there and not deposit.overdue and deposit.due_at <= now


def _unanswered_at(visit: Visit) -> At:
    """When nobody will say any more how an opening ended: the keeper, or the person who was asked."""
    return visit.answer_by_at or (visit.intended_at or 0) + UNANSWERED_MILLIS


def _unconfirmed(record: Record, visit: Visit, message: str | None) -> None:
    """Nobody said what was done. A sensor may know; else policy says whether a door seen open and shut is enough."""
    door = door_at(record.hall, visit.bank, visit.compartment)
    brings = visit.kind in BRINGS
    if door.item is not None and visit.kind != "force":
        said: Said = "nothing" if door.item != brings else "put-in" if brings else "taken"
        settle(record, visit, said, message)
    elif plan_of(record.hall).lockers.confirm or visit.kind == "force":
        doubt(record, door, "unconfirmed")
    else:
        settle(record, visit, "put-in" if brings else "taken", message)


def _promised(record: Record) -> None:
    """One promised ticket a second, as soon as its service takes any."""
    for promise in sorted(record.hall.cabinets.promises.values(), key=lambda each: (each.promised_at, each.ticket)):
        plan = plan_of(record.hall)
        service = plan.service.get(promise.service)
        if service is None or taking(record.hall, record.now, service) is not None:
            continue
        priority = promise.priority_class if promise.priority_class in plan.priority_class else None
        for event in take(
            record.hall, record.now, ticket=promise.ticket, service=service.id, priority_class=priority
        ):
            record.add(event)
        record.add(e.TicketPromiseKept(promise.ticket))
        return
