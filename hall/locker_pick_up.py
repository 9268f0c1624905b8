"""Somebody comes for a result with its code: what opens, what is refused, and what a refusal may say."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Deposit, Returned
from hall.case import kind_and_id
from hall.days import local
from hall.hall import At, Hall, plan_of
from hall.locker_codes import accept, called_for, refusal, taken_back, waits_until
from hall.openings import Record, begin, door_at, end, intend, is_cool, is_ready, promise, ready
from hall.refused import Refused


def pick_up(
    hall: Hall, now: At, *, bank: str, locator: str, tried: str, visit: str, ticket: str | None = None,
    place: str | None = None,
) -> list[e.Event]:  # fmt: skip
    """Somebody types a locator and a secret; `tried` is the keyed hash of what was typed. A wrong one is an event too,
    or a restart would forget how often somebody guessed. `ticket`: an id that was drawn, should no door open: whoever
    has the right code before a bank that is silent or stopped has come for nothing, and is served first later."""
    if not may_try(hall, bank):
        ready(hall, bank)
    if (until := waits_until(hall, bank, locator)) > now:
        raise Refused("slow-down", detail=str(until - now))
    found = accept(hall, bank, locator, tried)
    if found is None:
        if _is_under_way(hall, called_for(hall, bank, locator, tried)):
            return []  # a second press, a picture read twice, or its owner is back: the same visit, and no other pulse
        _say_where(hall, taken_back(hall, bank, locator, tried))
        return [refusal(hall, now, bank, locator)]
    if found.overdue and not plan_of(hall).lockers.code_after_due:
        raise Refused("code-expired", day=day_of(hall, found.due_at))
    record, door = Record(hall, now), door_at(hall, bank, found.compartment)
    if door.state == "occupied" and (door.visit is not None or not is_cool(door, now)):
        raise Refused("compartment-busy")
    record.add(e.CodeAccepted(found.id, bank, locator))
    begin(record, visit, "pick-up", door, place=place)
    if door.state == "occupied" and door.reading == "closed" and is_ready(hall, bank):
        intend(record, visit)
    else:
        record.add(e.DepositKept(found.id))
        promise(record, record.hall.cabinets.visits[visit], ticket)
        end(record, visit, "failed")
    return record.events


def may_try(hall: Hall, bank: str) -> bool:
    """Whether a code is looked at: a door can open, or, where none will, its owner can be promised a ticket."""
    standing = hall.cabinets.banks.get(bank)
    stopped = standing is not None and (standing.problem is not None or bool(standing.frozen))
    return is_ready(hall, bank) or (stopped and plan_of(hall).lockers.help_service is not None)


def _is_under_way(hall: Hall, deposit: Deposit | None) -> bool:
    """Whether the visit that this deposit is called for by has not ended."""
    visit = door_at(hall, deposit.bank, deposit.compartment).visit if deposit is not None else None
    return visit is not None and hall.cabinets.visits[visit].kind == "pick-up"


def _say_where(hall: Hall, gone: Returned | None) -> None:
    """Refuses with where a result is that staff took out; of any other it says nothing."""
    if gone is None:
        return
    case = hall.cases.get(gone.reference or "")
    kind, place = kind_and_id(case.at) if case is not None else ("window", plan_of(hall).lockers.returns_to or "")
    window = plan_of(hall).window.get(place) if kind == "window" else None
    due, day = day_of(hall, gone.due_at), day_of(hall, gone.returned_at)
    if window is None:
        raise Refused("result-returned", due=due, day=day)
    raise Refused("result-at-window", due=due, day=day, window=window.label)


def day_of(hall: Hall, at: At) -> str:
    """The day by the hall's clock, as 2026-11-20."""
    return local(plan_of(hall), at).date().isoformat()
