"""What needs a person at the lockers: doors, doubts, what lies there for too long, silent and frozen banks. Each goes
with its cause."""

from __future__ import annotations

from collections.abc import Iterator

from hall.cabinet import DepositSlip, Door, Standing
from hall.hall import At, Hall, plan_of

Found = tuple[str, str, str, At]
"""An alarm's id, its word, where, and since when."""


def cabinet_alarms(hall: Hall, now: At) -> list[Found]:
    if not hall.cabinets.banks:
        return []
    open_millis = plan_of(hall).lockers.alarm_seconds * 1000
    found = [each for standing in hall.cabinets.banks.values() for each in _of_bank(standing)]
    for door in hall.cabinets.doors.values():
        found += _of_door(door, now, open_millis)
    found += [
        (f"{each.id}.code-locked", "code-locked", f"{each.bank}/{each.compartment}", each.offered_at)
        for each in hall.cabinets.deposits.values()
        if each.locked
    ]
    found += [
        (f"{each.id}.drop-off-waits", "drop-off-waits", f"{each.bank}/{each.compartment}", each.due_at)
        for each in hall.cabinets.deposits.values()
        if each.kind == "drop-off" and each.overdue
    ]
    given_up = [hall.cabinets.deposits[m.deposit] for m in hall.cabinets.messages.values() if m.again_at is None]
    found += [(f"{d.id}.message-failed", "message-failed", f"{d.bank}/{d.compartment}", d.offered_at) for d in given_up]
    for slip in hall.cabinets.slips.values():
        found += _of_slip(hall, slip)
    return found


def _of_slip(hall: Hall, slip: DepositSlip) -> Iterator[Found]:
    """A code that did not come out, or that lies nobody knows where; each try is news of its own."""
    if slip.what == "code" and slip.hand_over in ("failed", "unknown"):
        deposit, what = hall.cabinets.deposits[slip.deposit], f"code-slip-{slip.hand_over}"
        yield f"{slip.id}.{slip.reprint}.{what}", what, f"{deposit.bank}/{deposit.compartment}", slip.asked_at


def _of_bank(standing: Standing) -> Iterator[Found]:
    if standing.problem is not None:
        yield f"{standing.id}.bank-silent", "bank-silent", standing.id, standing.since_at
    if standing.frozen:
        yield f"{standing.id}.bank-frozen", "bank-frozen", standing.id, standing.since_at


def _of_door(door: Door, now: At, open_millis: int) -> Iterator[Found]:
    where, name = door.id, f"{door.bank}.{door.no}"
    if door.opened_at is not None and door.opened_at + open_millis <= now:
        yield f"{name}.door-open", "door-open", where, door.opened_at + open_millis
    if door.switch_fault_at is not None:
        yield f"{name}.door-sensor", "door-sensor", where, door.switch_fault_at
    if door.state == "uncertain":
        what = "door-unasked" if door.doubt == "unasked" else "compartment-uncertain"
        yield f"{name}.{what}", what, where, door.since_at
    elif door.state == "fault" and door.switch_fault_at is None:
        yield f"{name}.compartment-fault", "compartment-fault", where, door.since_at
