"""What staff say of compartments: broken, repaired, out of use, looked into; and that a frozen bank may open again."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Deposit, Door
from hall.hall import At, Hall
from hall.openings import Record, deposit_of, door_at
from hall.refused import Refused


def mark_fault(hall: Hall, now: At, *, bank: str, compartment: int, reason: str) -> list[e.Event]:
    return _mark(hall, bank, compartment, "fault", reason)


def put_out_of_use(hall: Hall, now: At, *, bank: str, compartment: int, reason: str) -> list[e.Event]:
    return _mark(hall, bank, compartment, "out-of-use", reason)


def _mark(hall: Hall, bank: str, compartment: int, state: e.CompartmentState, reason: str) -> list[e.Event]:
    """What is uncertain stays so until somebody has looked inside: a mark would hide it."""
    door = _idle(hall, bank, compartment)
    if door.state == "uncertain":
        raise Refused("compartment-uncertain")
    same = (door.state, door.reason) == (state, reason)
    return [] if same else [e.CompartmentMarked(bank, compartment, state, reason)]


def mark_repaired(hall: Hall, now: At, *, bank: str, compartment: int, reason: str) -> list[e.Event]:
    """In use again, with what lay in it."""
    door = _idle(hall, bank, compartment)
    if door.state not in ("fault", "out-of-use"):
        raise Refused("wrong-state")
    if door.reading == "open":
        raise Refused("door-open")
    return [e.CompartmentMarked(bank, compartment, "free" if door.deposit is None else "occupied", reason)]


def check(hall: Hall, now: At, *, bank: str, compartment: int, holds: str | None) -> list[e.Event]:
    """Somebody looked inside: it holds this deposit, or nothing. What ought to lie there and does not, ends."""
    door = _idle(hall, bank, compartment)
    if door.state in ("opening", "open", "reserved"):
        raise Refused("compartment-busy")
    if door.reading == "open":
        raise Refused("door-open")
    if holds is not None and deposit_of(hall, holds).id != door.deposit:
        raise Refused("unknown-deposit", "holds")
    record, deposit = Record(hall, now), hall.cabinets.deposits.get(door.deposit or "")
    state: e.CompartmentState = "occupied" if deposit is not None else "free"
    if door.switch_fault_at is not None:
        state = "fault"  # what it holds is known; its door is not believed before it is repaired
    record.add(e.CompartmentChecked(bank, compartment, state, holds))
    if deposit is not None:
        _found(record, deposit, there=holds is not None)
    return record.events


def _found(record: Record, deposit: Deposit, there: bool) -> None:
    if there and deposit.state in ("offered", "put-in"):
        record.add(e.DepositConfirmed(deposit.id))
    elif there and deposit.state == "called-for":
        record.add(e.DepositKept(deposit.id))
    elif not there and (deposit.state == "called-for" or _collected(record.hall, deposit)):
        by_staff = deposit.state != "called-for" and deposit.kind == "result"
        record.add(e.DepositReturned(deposit.id, "by-staff") if by_staff else e.DepositTaken(deposit.id))
    elif not there:
        never = deposit.state in ("offered", "put-in")
        record.add(e.DepositReturned(deposit.id, "nothing-put-in" if never else "not-found"))


def _collected(hall: Hall, deposit: Deposit) -> bool:
    """Whether staff said that they took it, at a door whose switch is not believed."""
    visits = hall.cabinets.visits.values()
    return any(each.deposit == deposit.id and each.state == "uncertain" and each.said == "taken" for each in visits)


def unfreeze(hall: Hall, now: At, *, bank: str, reason: str) -> list[e.Event]:
    """Doors open again. What was uncertain stays so."""
    if not hall.cabinets.banks[bank].frozen:
        raise Refused("wrong-state")
    return [e.BankUnfrozen(bank, reason)]


def _idle(hall: Hall, bank: str, compartment: int) -> Door:
    door = door_at(hall, bank, compartment)
    if door.visit is not None:
        raise Refused("compartment-busy")
    return door
