"""What the events of deposits, codes, promises and messages leave behind in `hall.cabinets`."""

from __future__ import annotations

from typing import Any

from immutables import Map

from hall import events as e
from hall.cabinet import Deposit, DepositSlip, Message, Promise, Returned, Tries, door_id, locator_tries, panel_tries
from hall.fold_lockers import on_deposit, on_door, on_visit, put
from hall.hall import At, Hall
from hall.records import changed

TRIES_KEPT_MILLIS = 24 * 3_600_000
"""A wrong code counts for a day, at its panel and its locator."""
RETURNED_KEPT_MILLIS = 60 * TRIES_KEPT_MILLIS
"""How long whoever comes with the code of a result that staff took out is told so."""


def deposit_offered(hall: Hall, event: e.DepositOffered, at: At) -> Hall:
    deposit = Deposit(
        event.deposit, event.kind, event.bank, event.compartment, "offered", event.size, at, event.due_at,
        event.reference, event.case, event.receipt,
    )  # fmt: skip
    hall = put(hall, deposits=hall.cabinets.deposits.set(event.deposit, deposit))
    return on_door(hall, event.bank, event.compartment, state="reserved", deposit=event.deposit, since_at=at)


def deposit_moved(hall: Hall, event: e.DepositMoved, at: At) -> Hall:
    was = hall.cabinets.deposits[event.deposit]
    hall = on_door(hall, was.bank, was.compartment, deposit=None)
    hall = on_deposit(hall, event.deposit, compartment=event.compartment)
    hall = on_visit(hall, event.visit, compartment=event.compartment, before=event.before)
    return on_door(
        hall, event.bank, event.compartment, state="reserved", deposit=event.deposit, visit=event.visit, since_at=at
    )


def deposit_put_in(hall: Hall, event: e.DepositPutIn, at: At) -> Hall:
    return on_deposit(hall, event.deposit, state="put-in")


def deposit_confirmed(hall: Hall, event: e.DepositConfirmed, at: At) -> Hall:
    return on_deposit(hall, event.deposit, state="confirmed")


def deposit_kept(hall: Hall, event: e.DepositKept, at: At) -> Hall:
    overdue = hall.cabinets.deposits[event.deposit].overdue
    return on_deposit(hall, event.deposit, state="overdue" if overdue else "confirmed")


def deposit_overdue(hall: Hall, event: e.DepositOverdue, at: At) -> Hall:
    state = hall.cabinets.deposits[event.deposit].state
    return on_deposit(hall, event.deposit, overdue=True, state="overdue" if state == "confirmed" else state)


def deposit_locked(hall: Hall, event: e.DepositLocked, at: At) -> Hall:
    return on_deposit(hall, event.deposit, locked=True)


def deposit_gone(hall: Hall, event: e.DepositTaken | e.DepositReturned, at: At) -> Hall:
    gone = hall.cabinets.deposits[event.deposit]
    locators = hall.cabinets.locators
    if gone.locator is not None:
        locators = locators.delete(gone.locator)
    messages = _without(hall, gone.id) if hall.cabinets.messages else hall.cabinets.messages
    slips = _slips_without(hall, gone.id) if hall.cabinets.slips else hall.cabinets.slips
    hall = put(hall, deposits=hall.cabinets.deposits.delete(gone.id), locators=locators, messages=messages, slips=slips)
    if type(event) is e.DepositReturned and event.why == "by-staff" and gone.locator is not None and not gone.locked:
        hall = _returned(hall, gone, gone.locator, at)
    door = hall.cabinets.doors[door_id(gone.bank, gone.compartment)]
    news: dict[str, Any] = {"state": "free", "since_at": at} if door.state in ("occupied", "reserved") else {}
    return on_door(hall, gone.bank, gone.compartment, deposit=None, **news)


def _returned(hall: Hall, gone: Deposit, locator: str, at: At) -> Hall:
    """Remembered by its locator; what was so long ago that nobody will come any more is forgotten."""
    returned = hall.cabinets.returned
    for old in [each.id for each in returned.values() if each.returned_at < at - RETURNED_KEPT_MILLIS]:
        returned = returned.delete(old)
    news = Returned(locator, gone.bank, gone.code_hash, gone.qr_hash, gone.due_at, at, gone.reference)
    return put(hall, returned=returned.set(locator, news))


# --- codes


def code_issued(hall: Hall, event: e.CodeIssued, at: At) -> Hall:
    was = hall.cabinets.deposits[event.deposit]
    locators = hall.cabinets.locators
    if was.locator is not None:
        locators = locators.delete(was.locator)
    hall = put(hall, locators=locators.set(event.locator, event.deposit), slips=_slips_without(hall, was.id, "code"))
    hall = _forget(hall, locator_tries(event.locator))
    return on_deposit(
        hall, event.deposit, issue=event.issue, locator=event.locator, code_hash=event.code_hash, qr_hash=event.qr_hash,
        errors=0, locked=False,
    )  # fmt: skip


def code_accepted(hall: Hall, event: e.CodeAccepted, at: At) -> Hall:
    hall = _forget(_forget(hall, panel_tries(event.bank)), locator_tries(event.locator))
    return on_deposit(hall, event.deposit, state="called-for", errors=0)


def _forget(hall: Hall, name: str) -> Hall:
    tries = hall.cabinets.tries
    return put(hall, tries=tries.delete(name)) if name in tries else hall


def code_refused(hall: Hall, event: e.CodeRefused, at: At) -> Hall:
    tries = hall.cabinets.tries
    for name in [name for name, each in tries.items() if each.last_at < at - TRIES_KEPT_MILLIS]:
        tries = tries.delete(name)
    tries = tries.set(panel_tries(event.bank), Tries(event.panel_errors, at, event.panel_until_at))
    tries = tries.set(locator_tries(event.locator), Tries(event.locator_errors, at, event.locator_until_at))
    hall = put(hall, tries=tries)
    if event.deposit is None:
        return hall
    errors = hall.cabinets.deposits[event.deposit].errors + 1
    return on_deposit(hall, event.deposit, errors=errors, locked=event.locks)


# --- promises and messages


def ticket_promised(hall: Hall, event: e.TicketPromised, at: At) -> Hall:
    if event.ticket not in hall.cabinets.promises:
        promise = Promise(event.ticket, event.service, event.priority_class, at, event.deposit)
        hall = put(hall, promises=hall.cabinets.promises.set(event.ticket, promise))
    return on_visit(hall, event.visit, ticket=event.ticket)


def ticket_promise_kept(hall: Hall, event: e.TicketPromiseKept, at: At) -> Hall:
    return put(hall, promises=hall.cabinets.promises.delete(event.ticket))


def message_queued(hall: Hall, event: e.MessageQueued, at: At) -> Hall:
    message = Message(event.message, event.deposit, event.channel, at, again_at=at)
    return put(hall, messages=_without(hall, event.deposit).set(event.message, message))


def _without(hall: Hall, deposit: str) -> Map[str, Message]:
    """No other word of this deposit: its code is another now, or it is gone."""
    messages = hall.cabinets.messages
    for each in [each for each in messages.values() if each.deposit == deposit]:
        messages = messages.delete(each.id)
    return messages


def message_sent(hall: Hall, event: e.MessageSent, at: At) -> Hall:
    return put(hall, messages=hall.cabinets.messages.delete(event.message))


def message_failed(hall: Hall, event: e.MessageFailed, at: At) -> Hall:
    found = hall.cabinets.messages[event.message]
    message = changed(found, attempts=event.attempts, again_at=event.again_at)
    return put(hall, messages=hall.cabinets.messages.set(event.message, message))


# --- slips


def slip_asked(hall: Hall, event: e.DepositSlipAsked, at: At) -> Hall:
    was = hall.cabinets.slips.get(event.slip)
    asked_at = was.asked_at if was is not None else at
    slip = DepositSlip(
        event.slip, event.deposit, event.bank, event.what, event.printer, asked_at, reprint=event.reprint
    )
    return put(hall, slips=_slips_without(hall, event.deposit, event.what).set(event.slip, slip))


def slip_told(hall: Hall, event: e.DepositSlipTold, at: At) -> Hall:
    """News of a slip that is out of date, or of a deposit that is gone, is no news."""
    slip = hall.cabinets.slips.get(event.slip)
    if slip is None:
        return hall
    news = changed(slip, hand_over=event.hand_over, problem=event.problem, printer=event.printer)
    return put(hall, slips=hall.cabinets.slips.set(slip.id, news))


def _slips_without(hall: Hall, deposit: str, what: e.DepositSlipKind | None = None) -> Map[str, DepositSlip]:
    """No slip of this deposit, or none that says `what`."""
    slips = hall.cabinets.slips
    for each in [each for each in slips.values() if each.deposit == deposit and what in (None, each.what)]:
        slips = slips.delete(each.id)
    return slips
