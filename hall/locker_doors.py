"""What the keeper of a bank reports: it begins, it read the doors, a door would not open, the bank is silent. What that
means is decided here; whatever is not known becomes uncertain, never free and never closed."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Door, Visit
from hall.hall import At, Hall, plan_of
from hall.openings import (
    PULSES_MAX,
    Record,
    choose,
    door_at,
    doubt,
    end,
    give_up,
    intend,
    is_cool,
    is_ready,
    is_waiting,
    promise,
    visit_of,
)
from hall.refused import Refused

IN_FLIGHT = ("opening", "open")
PULSED: tuple[e.LockerProblem, ...] = ("jammed", "silent", "garbled")
"""Problems after which the lock may have moved all the same."""
SHADOW_MILLIS = 10_000
"""How long after a pulse an opening that nobody asked for counts as its doing: boards and wiring can be slow."""


def start(hall: Hall, now: At, *, bank: str, ticket: str | None = None) -> list[e.Event]:
    """The server begins to look after a bank. What was under way when it stopped, nobody saw end: it is uncertain from
    here on, before anything else is done."""
    record = Record(hall, now)
    record.add(e.BankStarted(bank))
    _doubt_in_flight(record, bank, "restart", ticket)
    return record.events


def lost(
    hall: Hall, now: At, *, bank: str, problem: e.LockerProblem, ticket: str | None = None
) -> list[e.Event]:
    """The bank does not answer any more."""
    if hall.cabinets.banks[bank].problem == problem:
        return []
    record = Record(hall, now)
    record.add(e.BankLost(bank, problem))
    _doubt_in_flight(record, bank, "unread", ticket)
    return record.events


def _doubt_in_flight(record: Record, bank: str, why: e.Doubt, ticket: str | None) -> None:
    for visit in sorted(record.hall.cabinets.visits.values(), key=lambda each: each.order):
        if visit.bank == bank and visit.ended_at is None and is_waiting(visit):
            give_up(record, visit)
    for door in sorted(_doors(record.hall, bank), key=lambda each: each.no):
        if door.state in IN_FLIGHT:
            doubt(record, door, why, ticket)


def _doors(hall: Hall, bank: str) -> list[Door]:
    return [door for door in hall.cabinets.doors.values() if door.bank == bank]


# --- readings


def seen(hall: Hall, now: At, *, bank: str, doors: tuple[e.Seen, ...], ticket: str | None = None) -> list[e.Event]:
    """The doors as they were just read. Soon after a pulse no door may have opened but the one it was for; that one may
    be seen late."""
    record, standing = Record(hall, now), hall.cabinets.banks[bank]
    known = [(door_at(hall, bank, no), (no, reading, item)) for no, reading, item in doors]
    news = tuple(each for door, each in known if (door.reading, door.item) != each[1:])
    if news or not standing.read or standing.problem is not None:
        record.add(e.DoorsRead(bank, news))
    strange: list[int] = []
    for no in sorted(no for no, _, _ in doors):
        door = door_at(record.hall, bank, no)
        _one_seen(record, door, ticket)
        opens = door_at(record.hall, bank, no).opened_at and not door.opened_at
        if opens and not _is_asked(record.hall, door) and not _pulsed_lately(door, now):
            strange.append(no)
    if strange and any(_pulsed_lately(door, now) for door in _doors(record.hall, bank)):
        record.add(e.BankFrozen(bank, tuple(sorted({*standing.frozen, *strange}))))
    return record.events


def _pulsed_lately(door: Door, now: At) -> bool:
    return bool(door.pulsed) and door.pulsed[-1] > now - SHADOW_MILLIS


def _is_asked(hall: Hall, door: Door) -> bool:
    return door_at(hall, door.bank, door.no).state == "open"


def _one_seen(record: Record, door: Door, ticket: str | None) -> None:
    """What one door's reading means, by the state its compartment is in."""
    if door.reading == "open" and door.opened_at is None:
        _opened(record, door, ticket)
    elif door.reading == "closed" and door.opened_at is not None:
        _closed(record, door)
    elif door.reading == "unknown" and door.state == "open":
        doubt(record, door, "unread", ticket)


def _opened(record: Record, door: Door, ticket: str | None) -> None:
    visit = record.hall.cabinets.visits.get(door.visit or "")
    if door.state == "opening" and visit is not None:
        record.add(e.DoorOpened(door.bank, door.no, visit.id))
        return
    if door.state in ("fault", "out-of-use") and door.deposit is None:
        return  # its key is in the hands of who repairs it, and nothing lies there
    record.add(e.DoorOpened(door.bank, door.no))
    late = _pulsed_lately(door, record.now)  # its own pulse, seen late: after a restart, or a bolt that took its time
    doubt(record, door, (door.doubt or "unanswered") if late else "unasked", ticket)


def _closed(record: Record, door: Door) -> None:
    visit = record.hall.cabinets.visits.get(door.visit or "")
    if visit is None or door.state != "open":
        record.add(e.DoorClosed(door.bank, door.no, door.state))
        return
    until = record.now + plan_of(record.hall).lockers.reopen_seconds * 1000
    record.add(e.DoorClosed(door.bank, door.no, _after(record.hall, visit), visit.id, until))
    deposit = record.hall.cabinets.deposits.get(visit.deposit or "")
    if visit.kind in ("drop-off", "load") and deposit is not None and deposit.state == "offered":
        record.add(e.DepositPutIn(deposit.id))


def _after(hall: Hall, visit: Visit) -> e.CompartmentState:
    """What a compartment is once its door is shut again, until somebody says what was done."""
    if visit.before in ("uncertain", "fault", "out-of-use"):
        return visit.before
    return "occupied" if visit.deposit in hall.cabinets.deposits else "free"


# --- a door that stays shut


def not_opened(
    hall: Hall, now: At, *, opening: str, problem: e.LockerProblem = "jammed", ticket: str | None = None
) -> list[e.Event]:
    """The lock was pulsed, the doors were read, and this one was not seen open in time. Read as shut, it may get
    another pulse, three at most; then its person is asked, for a switch may lie. Not read at all, nobody knows, and
    nobody tries."""
    visit = hall.cabinets.visits.get(opening.rpartition(".")[0])
    if visit is None or visit.opening != opening or visit.state != "opening" or visit.asks is not None:
        return []
    record, door = Record(hall, now), door_at(hall, visit.bank, visit.compartment)
    if door.reading != "closed":
        doubt(record, door, "unanswered", ticket)
    elif problem not in PULSED:
        _failed(record, visit, problem, ticket)
    elif _may_pulse(hall, now, door, visit):
        record.add(e.PulseIntended(opening, visit.id, door.bank, door.no, visit.pulses + 1))
    else:
        until = now + plan_of(hall).lockers.warn_seconds * 1000
        record.add(e.OpeningAsked(opening, visit.id, door.bank, door.no, until))
    return record.events


def answer(hall: Hall, now: At, *, visit: str, opened: bool, ticket: str | None = None) -> list[e.Event]:
    """The person before a door that is read as shut says whether it opened. If so, its switch is at fault; if not, its
    lock is."""
    found = visit_of(hall, visit)
    if found.asks != "opened":
        raise Refused("wrong-state")
    record = Record(hall, now)
    if opened:
        until = now + plan_of(hall).lockers.alarm_seconds * 1000
        record.add(e.OpeningVouched(found.opening, visit, found.bank, found.compartment, until))
    else:
        _failed(record, found, "jammed", ticket)
    return record.events


def _failed(record: Record, visit: Visit, problem: e.LockerProblem, ticket: str | None) -> None:
    door = door_at(record.hall, visit.bank, visit.compartment)
    record.add(e.OpeningFailed(visit.opening, visit.id, door.bank, door.no, problem))
    if visit.before == "uncertain":  # what lies inside is no better known for it
        record.add(e.CompartmentDoubted(door.bank, door.no, door.doubt or "unanswered"))
    _instead(record, visit, ticket)


def _may_pulse(hall: Hall, now: At, door: Door, visit: Visit) -> bool:
    frozen = bool(hall.cabinets.banks[door.bank].frozen)
    return visit.pulses < PULSES_MAX and is_cool(door, now) and not (frozen and visit.kind != "force")


def _instead(record: Record, visit: Visit, ticket: str | None) -> None:
    """Nothing has changed inside. Who brings something gets another compartment at once; who came for something, a
    ticket."""
    deposit = record.hall.cabinets.deposits.get(visit.deposit or "")
    if visit.kind in ("drop-off", "load") and deposit is not None and deposit.state == "offered":
        if _moved(record, visit, deposit.size):
            return
        record.add(e.DepositReturned(deposit.id, "no-compartment"))
    elif visit.kind == "pick-up" and deposit is not None:
        record.add(e.DepositKept(deposit.id))
    promise(record, record.hall.cabinets.visits[visit.id], ticket)
    end(record, visit.id, "failed")


def _moved(record: Record, visit: Visit, size: str) -> bool:
    plan = plan_of(record.hall)
    if not is_ready(record.hall, visit.bank):
        return False
    was = next(each for each in plan.locker_bank[visit.bank].compartments if each.no == visit.compartment)
    low = plan.lockers.low_mm_min <= was.height_mm <= plan.lockers.low_mm_max
    other = choose(record.hall, record.now, visit.bank, size, low) or choose(
        record.hall, record.now, visit.bank, size, False
    )
    if other is None:
        return False
    record.add(e.DepositMoved(str(visit.deposit), visit.id, visit.bank, other.no, other.state))
    intend(record, visit.id)
    return True
