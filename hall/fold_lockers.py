"""What the events of banks, doors and visits leave behind in `hall.cabinets`."""

from __future__ import annotations

from typing import Any

from immutables import Map

from hall import events as e
from hall.cabinet import Cabinets, Door, Standing, Visit, door_id
from hall.hall import At, Hall
from hall.plan import Plan
from hall.records import changed

PULSES_KEPT = 3
VISIT_KEPT_MILLIS = 3_600_000
"""An ended visit stays for an hour: its page may still ask after it."""


def of_plan(cabinets: Cabinets, plan: Plan, at: At) -> Cabinets:
    """A door for each compartment that is planned; those already there stay as they are."""
    planned = {
        door_id(bank.id, each.no): (bank.id, each.no) for bank in plan.locker_banks for each in bank.compartments
    }
    doors = {name: cabinets.doors.get(name, Door(name, *where, since_at=at)) for name, where in planned.items()}
    banks = {bank.id: cabinets.banks.get(bank.id, Standing(bank.id, at)) for bank in plan.locker_banks}
    if not banks and not cabinets.banks:
        return cabinets
    return changed(cabinets, doors=Map(doors), banks=Map(banks))


def put(hall: Hall, **tables: Any) -> Hall:
    return changed(hall, cabinets=changed(hall.cabinets, **tables))


def _bank(hall: Hall, bank: str, **news: Any) -> Hall:
    standing = hall.cabinets.banks[bank]
    return _quiet(put(hall, banks=hall.cabinets.banks.set(bank, changed(standing, **news))), f"{bank}.bank-")


def on_door(hall: Hall, bank: str, no: int, **news: Any) -> Hall:
    name = door_id(bank, no)
    hall = put(hall, doors=hall.cabinets.doors.set(name, changed(hall.cabinets.doors[name], **news)))
    return _quiet(hall, f"{bank}.{no}.") if "state" in news else hall


def _quiet(hall: Hall, begins: str) -> Hall:
    """News of a compartment or a bank: what was seen of it before is no longer what stands."""
    gone = [name for name in hall.seen if name.startswith(begins)]
    seen = hall.seen
    for name in gone:
        seen = seen.delete(name)
    return changed(hall, seen=seen) if gone else hall


def on_deposit(hall: Hall, deposit: str, **news: Any) -> Hall:
    found = hall.cabinets.deposits[deposit]
    return put(hall, deposits=hall.cabinets.deposits.set(deposit, changed(found, **news)))


def on_visit(hall: Hall, visit: str | None, **news: Any) -> Hall:
    if visit is None or visit not in hall.cabinets.visits:
        return hall
    found = hall.cabinets.visits[visit]
    return put(hall, visits=hall.cabinets.visits.set(visit, changed(found, **news)))


# --- banks


def bank_started(hall: Hall, event: e.BankStarted, at: At) -> Hall:
    return _unread(_bank(hall, event.bank, since_at=at, read=False, problem=None), event.bank)


def bank_lost(hall: Hall, event: e.BankLost, at: At) -> Hall:
    return _unread(_bank(hall, event.bank, since_at=at, problem=event.problem), event.bank)


def _unread(hall: Hall, bank: str) -> Hall:
    doors = hall.cabinets.doors
    for door in [each for each in doors.values() if each.bank == bank]:
        doors = doors.set(door.id, changed(door, reading="unknown", item=None))
    return put(hall, doors=doors)


def doors_read(hall: Hall, event: e.DoorsRead, at: At) -> Hall:
    standing = hall.cabinets.banks[event.bank]
    if not standing.read or standing.problem is not None:
        hall = _bank(hall, event.bank, since_at=at, read=True, problem=None)
    for no, reading, item in event.doors:
        hall = on_door(hall, event.bank, no, reading=reading, item=item)
    return hall


def bank_frozen(hall: Hall, event: e.BankFrozen, at: At) -> Hall:
    return _bank(hall, event.bank, since_at=at, frozen=event.compartments)


def bank_unfrozen(hall: Hall, event: e.BankUnfrozen, at: At) -> Hall:
    return _bank(hall, event.bank, since_at=at, frozen=())


# --- doors and visits


def visit_begun(hall: Hall, event: e.VisitBegun, at: At) -> Hall:
    visits = hall.cabinets.visits
    for old in [each for each in visits.values() if each.ended_at is not None]:
        if (old.ended_at or at) < at - VISIT_KEPT_MILLIS:
            visits = visits.delete(old.id)
    visit = Visit(
        event.visit, event.kind, event.bank, event.compartment, event.before, at, hall.seq, deposit=event.deposit,
        place=event.place, batch=event.batch,
    )  # fmt: skip
    hall = put(hall, visits=visits.set(event.visit, visit))
    return on_door(hall, event.bank, event.compartment, visit=event.visit)


def opening_intended(hall: Hall, event: e.OpeningIntended, at: At) -> Hall:
    visit = hall.cabinets.visits[event.visit]
    hall = on_visit(
        hall, event.visit, state="opening", openings=visit.openings + 1, pulses=1, intended_at=at, ended_at=None,
        reopen_until_at=None, said=None, asks=None, answer_by_at=None,
    )  # fmt: skip
    return _pulsed(hall, event.bank, event.compartment, at, state="opening", visit=event.visit, since_at=at)


def pulse_intended(hall: Hall, event: e.PulseIntended, at: At) -> Hall:
    return _pulsed(on_visit(hall, event.visit, pulses=event.pulse), event.bank, event.compartment, at)


def _pulsed(hall: Hall, bank: str, no: int, at: At, **news: Any) -> Hall:
    pulsed = (*hall.cabinets.doors[door_id(bank, no)].pulsed, at)[-PULSES_KEPT:]
    return on_door(hall, bank, no, pulsed=pulsed, **news)


def opening_failed(hall: Hall, event: e.OpeningFailed, at: At) -> Hall:
    return on_door(
        hall, event.bank, event.compartment, state="fault", since_at=at, problem=event.problem, visit=None, doubt=None
    )


def opening_asked(hall: Hall, event: e.OpeningAsked, at: At) -> Hall:
    return on_visit(hall, event.visit, asks="opened", answer_by_at=event.until_at)


def opening_vouched(hall: Hall, event: e.OpeningVouched, at: At) -> Hall:
    hall = on_visit(hall, event.visit, asks="shut", answer_by_at=event.until_at)
    return on_door(hall, event.bank, event.compartment, switch_fault_at=at)


def door_opened(hall: Hall, event: e.DoorOpened, at: At) -> Hall:
    opens = hall.cabinets.doors[door_id(event.bank, event.compartment)].opens + 1
    news: dict[str, Any] = {"opened_at": at, "opens": opens, "since_at": at}
    if event.visit is None:
        return on_door(hall, event.bank, event.compartment, state="uncertain", doubt="unasked", **news)
    hall = on_visit(hall, event.visit, state="open", opened_at=at, asks=None, answer_by_at=None)
    return on_door(hall, event.bank, event.compartment, state="open", doubt=None, **news)


def door_closed(hall: Hall, event: e.DoorClosed, at: At) -> Hall:
    hall = on_visit(hall, event.visit, state="closed", closed_at=at, reopen_until_at=event.reopen_until_at)
    return on_door(hall, event.bank, event.compartment, state=event.state, since_at=at, opened_at=None)


def compartment_doubted(hall: Hall, event: e.CompartmentDoubted, at: At) -> Hall:
    deposit = hall.cabinets.doors[door_id(event.bank, event.compartment)].deposit
    if deposit is not None:
        hall = on_deposit(hall, deposit, to_check=True)
    return on_door(hall, event.bank, event.compartment, state="uncertain", doubt=event.why, since_at=at)


def compartment_marked(hall: Hall, event: e.CompartmentMarked, at: At) -> Hall:
    repaired: dict[str, Any] = {"switch_fault_at": None} if event.state in ("free", "occupied") else {}
    return on_door(
        hall, event.bank, event.compartment, state=event.state, reason=event.reason, since_at=at, problem=None,
        doubt=None, **repaired,
    )  # fmt: skip


def compartment_checked(hall: Hall, event: e.CompartmentChecked, at: At) -> Hall:
    if event.holds is not None:
        hall = on_deposit(hall, event.holds, to_check=False)
    return on_door(
        hall, event.bank, event.compartment, state=event.state, since_at=at, problem=None, doubt=None, reason=None
    )


def visit_reported(hall: Hall, event: e.VisitReported, at: At) -> Hall:
    visit = Visit(
        event.visit, "pick-up", event.bank, event.compartment, "occupied", event.began_at, hall.seq,
        state=event.outcome, deposit=event.deposit, place=event.bank, ended_at=event.ended_at, said=event.said,
    )  # fmt: skip
    return put(hall, visits=hall.cabinets.visits.set(event.visit, visit))


def visit_ended(hall: Hall, event: e.VisitEnded, at: At) -> Hall:
    visit = hall.cabinets.visits[event.visit]
    door = hall.cabinets.doors[door_id(visit.bank, visit.compartment)]
    if door.visit == visit.id:
        hall = on_door(hall, visit.bank, visit.compartment, visit=None)
    return on_visit(
        hall, event.visit, state=event.outcome, said=event.said, ended_at=at, asks=None, answer_by_at=None
    )
