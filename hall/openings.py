"""What every rule about lockers is made of: finding a compartment, and beginning, opening, doubting, ending a visit."""

from __future__ import annotations

from typing import Literal

from hall import case_lockers
from hall import events as e
from hall.after import after
from hall.cabinet import Deposit, Door, Visit, door_id
from hall.hall import At, Hall, plan_of
from hall.plan import Compartment, Plan
from hall.refused import Refused

PULSES_MAX = 3
PULSE_MILLIS = 60_000
"""A lock gets at most three pulses a minute: more would heat its coil. Counted in the record, so a restart forgets
nothing."""


class Record:
    """The events of one rule as it decides them, and the hall as they leave it."""

    def __init__(self, hall: Hall, now: At) -> None:
        self.hall, self.now = hall, now
        self.events: list[e.Event] = []

    def add(self, event: e.Event) -> None:
        for each in (event, *case_lockers.follows(self.hall, event)):
            self.hall = after(self.hall, each, self.now)
            self.events.append(each)

    def add_all(self, events: list[e.Event]) -> None:
        for event in events:
            self.add(event)


# --- finding


def ready(hall: Hall, bank: str) -> None:
    """A bank that may open a door: read since the server began, answering, and not frozen."""
    standing = hall.cabinets.banks.get(bank)
    if standing is None:
        raise Refused("unknown-bank", "bank")
    if standing.frozen:
        raise Refused("bank-frozen")
    if standing.problem is not None:
        raise Refused("bank-silent")
    if not standing.read:
        raise Refused("bank-unread")


def is_ready(hall: Hall, bank: str) -> bool:
    try:
        ready(hall, bank)
    except Refused:
        return False
    return True


def door_at(hall: Hall, bank: str, compartment: int) -> Door:
    found = hall.cabinets.doors.get(door_id(bank, compartment))
    if found is None:
        raise Refused("unknown-compartment", "compartment")
    return found


def visit_of(hall: Hall, visit: str) -> Visit:
    found = hall.cabinets.visits.get(visit)
    if found is None:
        raise Refused("unknown-visit", "visit")
    return found


def deposit_of(hall: Hall, deposit: str) -> Deposit:
    found = hall.cabinets.deposits.get(deposit)
    if found is None:
        raise Refused("unknown-deposit", "deposit")
    return found


def is_low(plan: Plan, compartment: Compartment) -> bool:
    """Whether somebody who sits can reach it."""
    return plan.lockers.low_mm_min <= compartment.height_mm <= plan.lockers.low_mm_max


def choose(hall: Hall, now: At, bank: str, size: str | None, low: bool) -> Door | None:
    """A free compartment whose door was read as shut: the smallest that is large enough, then one whose lock has
    rested, so that it may be opened again; then the one opened least often, the longest unused, the lowest number. Low
    ones go first to who asked for one, and last to who did not."""
    plan = plan_of(hall)
    rank = {each: at for at, each in enumerate(plan.lockers.sizes)}
    least = rank.get(size, 0) if size is not None else 0
    fit = []
    for planned in plan.locker_bank[bank].compartments:
        door, low_one = door_at(hall, bank, planned.no), is_low(plan, planned)
        if rank.get(planned.size, 0) >= least and (low_one or not low) and is_open_to_all(hall, now, door):
            fit.append((rank.get(planned.size, 0), low_one, _warm(door, now), door.opens, door.since_at, door.no))
    return door_at(hall, bank, min(fit)[-1]) if fit else None


def is_open_to_all(hall: Hall, now: At, door: Door) -> bool:
    """Free, known to be shut and cool, and nobody who has collected something may still have it opened again."""
    if door.state != "free" or door.visit is not None or door.reading != "closed" or not is_cool(door, now):
        return False
    return not any(
        visit.kind == "pick-up" and (visit.bank, visit.compartment) == (door.bank, door.no)
        and (visit.reopen_until_at or 0) > now
        for visit in hall.cabinets.visits.values()
    )  # fmt: skip


def is_cool(door: Door, now: At) -> bool:
    return _warm(door, now) < PULSES_MAX


def _warm(door: Door, now: At) -> int:
    """Its lock's pulses in the last minute."""
    return sum(at > now - PULSE_MILLIS for at in door.pulsed)


# --- a visit


def begin(
    record: Record, visit: str, kind: e.VisitKind, door: Door, *, before: e.CompartmentState | None = None,
    place: str | None = None, batch: str | None = None,
) -> None:  # fmt: skip
    """`before`: what the compartment was, where a deposit has just been offered for it."""
    record.add(e.VisitBegun(visit, kind, door.bank, door.no, before or door.state, door.deposit, place, batch))


def intend(record: Record, visit: str) -> None:
    """The intention: kept before the keeper may send the pulse."""
    found = record.hall.cabinets.visits[visit]
    opening = f"{visit}.{found.openings + 1}"
    record.add(e.OpeningIntended(opening, visit, found.bank, found.compartment))


def end(
    record: Record,
    visit: str,
    outcome: Literal["done", "failed", "uncertain"],
    said: Literal["put-in", "taken", "nothing"] | None = None,
) -> None:
    """Over; of a batch, the next door's turn has come."""
    batch = record.hall.cabinets.visits[visit].batch
    record.add(e.VisitEnded(visit, outcome, said))
    while batch is not None and (following := _next_of(record.hall, batch)) is not None:
        if _may_follow(record.hall, following, record.now):
            intend(record, following.id)
            return
        give_up(record, following)


def give_up(record: Record, visit: Visit) -> None:
    """Its turn will not come: what was to be put in never was."""
    deposit = record.hall.cabinets.deposits.get(visit.deposit or "")
    if deposit is not None and deposit.state == "offered":
        record.add(e.DepositReturned(deposit.id, "no-compartment"))
    record.add(e.VisitEnded(visit.id, "failed"))


def _next_of(hall: Hall, batch: str) -> Visit | None:
    waiting = [v for v in hall.cabinets.visits.values() if v.batch == batch and is_waiting(v)]
    return min(waiting, key=lambda visit: visit.order, default=None)


def is_waiting(visit: Visit) -> bool:
    """Its turn has not come: nothing was intended for it yet."""
    return visit.state == "opening" and visit.openings == 0


def _may_follow(hall: Hall, visit: Visit, now: At) -> bool:
    door = door_at(hall, visit.bank, visit.compartment)
    same = door.visit == visit.id and door.deposit == visit.deposit
    return same and is_ready(hall, visit.bank) and is_cool(door, now) and door.reading == "closed"


def doubt(record: Record, door: Door, why: e.Doubt, ticket: str | None = None) -> None:
    """It is not known any more: the compartment is uncertain; so is the visit there, whose visitor gets a ticket."""
    record.add(e.CompartmentDoubted(door.bank, door.no, why, door.visit))
    visit = record.hall.cabinets.visits.get(door.visit or "")
    if visit is not None and visit.ended_at is None:
        promise(record, visit, ticket)
        end(record, visit.id, "uncertain")


def distrust(record: Record, visit: Visit, said: Literal["put-in", "taken", "nothing"]) -> None:
    """What a person says of a door whose switch has lied is kept, and not believed: staff must look."""
    record.add(e.CompartmentDoubted(visit.bank, visit.compartment, "door-sensor", visit.id))
    end(record, visit.id, "uncertain", said)


def promise(record: Record, visit: Visit, ticket: str | None) -> None:
    """A ticket as soon as there are any, for a visitor whom a door has let down: one for each deposit. `ticket`: an id
    that was drawn."""
    lockers, promises = plan_of(record.hall).lockers, record.hall.cabinets.promises
    mine = visit.kind in ("pick-up", "drop-off") and visit.ticket is None
    if ticket is None or not mine or lockers.help_service is None or ticket in promises:
        return
    owed = [each.ticket for each in promises.values() if each.deposit is not None and each.deposit == visit.deposit]
    ticket = owed[0] if owed else ticket
    service, priority = lockers.help_service, lockers.help_priority_class
    record.add(
        e.TicketPromised(ticket, service, visit.bank, visit.compartment, visit.id, priority, visit.deposit)
    )
