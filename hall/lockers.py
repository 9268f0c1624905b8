"""What people ask of lockers: bring something, put a result in, take it out, collect, open once more, and say what was
done. Each answer is an intention in the record; the keeper (lockers/keeper.py) acts only on what stands there."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hall import events as e
from hall import locker_slips
from hall.cabinet import Deposit, Door, Visit
from hall.case_lockers import check_load
from hall.hall import MINUTE, At, Hall, plan_of
from hall.locker_codes import issued
from hall.opening_hours import after_open
from hall.openings import (
    Record,
    begin,
    choose,
    deposit_of,
    distrust,
    door_at,
    doubt,
    end,
    intend,
    is_cool,
    ready,
    visit_of,
)
from hall.refused import Refused

Said = Literal["put-in", "taken", "nothing"]
BRINGS, TAKES = ("drop-off", "load"), ("pick-up", "collection", "force")
BATCH_MAX = 60


def drop_off(
    hall: Hall, now: At, *, bank: str, deposit: str, visit: str, receipt: str, case: str | None = None,
    size: str | None = None, low: bool = False, place: str | None = None,
) -> list[e.Event]:  # fmt: skip
    """A visitor brings something: a compartment is set aside and its door is to open. Due after so many minutes of
    opening hours."""
    if not plan_of(hall).lockers.drop_off:
        raise Refused("drop-off-closed")
    record = Record(hall, now)
    door = _free(hall, now, bank, size, low)
    due_at = after_open(plan_of(hall), now, plan_of(hall).lockers.collect_minutes)
    record.add(e.DepositOffered(deposit, "drop-off", bank, door.no, size or _size(hall, door), due_at,
                                case=case, receipt=receipt))  # fmt: skip
    _open(record, visit, "drop-off", door, place)
    return record.events


def load(
    hall: Hall, now: At, *, bank: str, deposit: str, visit: str, reference: str, code: tuple[str, str], seed: int,
    size: str | None = None, low: bool = False, place: str | None = None, batch: str | None = None,
) -> list[e.Event]:  # fmt: skip
    """Staff put a result in for somebody. `code`: the hashes of its code and of its QR secret; `seed`: a number that
    was drawn, from which the locator is counted."""
    record = Record(hall, now)
    _load_one(record, bank, deposit, reference, code, seed, visit, (size, low, place, batch))
    return record.events


class Result(NamedTuple):
    """One result of a batch: two ids and a number that were drawn, the hashes of its code, and what is asked for."""

    deposit: str
    visit: str
    reference: str
    code: tuple[str, str]
    seed: int
    size: str | None = None
    low: bool = False


def load_batch(
    hall: Hall, now: At, *, bank: str, results: tuple[Result, ...], batch: str, place: str | None = None
) -> list[e.Event]:
    """Several results, one door after the other; all of them find room, or none is begun."""
    record = Record(hall, now)
    if not 1 <= len(results) <= BATCH_MAX:
        raise Refused("too-many-results", "loads")
    for deposit, visit, reference, code, seed, size, low in results:
        _load_one(record, bank, deposit, reference, code, seed, visit, (size, low, place, batch))
    return record.events


def _load_one(
    record: Record, bank: str, deposit: str, reference: str, code: tuple[str, str], seed: int, visit: str,
    more: tuple[str | None, bool, str | None, str | None],
) -> None:  # fmt: skip
    size, low, place, batch = more
    check_load(record.hall, reference)
    door = _free(record.hall, record.now, bank, size, low)
    due_at = record.now + plan_of(record.hall).lockers.keep_hours * 60 * MINUTE
    record.add(e.DepositOffered(deposit, "result", bank, door.no, size or _size(record.hall, door), due_at, reference))
    record.add(issued(record.hall, deposit, 1, code, seed))
    waits = batch is not None and any(v.batch == batch for v in record.hall.cabinets.visits.values())
    _open(record, visit, "load", door, place, batch, waits)


def _free(hall: Hall, now: At, bank: str, size: str | None, low: bool) -> Door:
    ready(hall, bank)
    if size is not None and size not in plan_of(hall).lockers.sizes:
        raise Refused("unknown-size", "size")
    door = choose(hall, now, bank, size, low)
    if door is None:
        raise Refused("no-low-compartment" if low else "no-compartment")
    return door


def _size(hall: Hall, door: Door) -> str:
    return next(c.size for c in plan_of(hall).locker_bank[door.bank].compartments if c.no == door.no)


def _open(
    record: Record, visit: str, kind: e.VisitKind, door: Door, place: str | None, batch: str | None = None,
    waits: bool = False,
) -> None:  # fmt: skip
    before = door.state
    begin(record, visit, kind, door_at(record.hall, door.bank, door.no), before=before, place=place, batch=batch)
    if not waits:
        intend(record, visit)


# --- taking out


def collect(
    hall: Hall, now: At, *, bank: str, deposits: tuple[str, ...], visits: tuple[str, ...], batch: str,
    place: str | None = None,
) -> list[e.Event]:  # fmt: skip
    """Staff take things out, one door after the other: what visitors brought, or results nobody came for."""
    ready(hall, bank)
    if not 1 <= len(deposits) <= BATCH_MAX or len(set(deposits)) != len(deposits):
        raise Refused("too-many-results", "deposits")
    record = Record(hall, now)
    for deposit, visit in zip(deposits, visits, strict=True):
        door = _collectable(record.hall, now, bank, deposit)
        begin(record, visit, "collection", door, place=place, batch=batch)
    intend(record, visits[0])
    return record.events


def _collectable(hall: Hall, now: At, bank: str, deposit: str) -> Door:
    found = deposit_of(hall, deposit)
    if found.bank != bank:
        raise Refused("unknown-deposit", "deposits")
    door = door_at(hall, bank, found.compartment)
    if door.visit is not None or not is_cool(door, now):
        raise Refused("compartment-busy", "deposits")
    if door.state not in ("occupied", "uncertain") or door.reading != "closed":
        raise Refused("wrong-state", "deposits")
    return door


def force_open(
    hall: Hall, now: At, *, bank: str, compartment: int, visit: str, reason: str, second: str,
    place: str | None = None,
) -> list[e.Event]:  # fmt: skip
    """Any compartment, whatever its state, for a reason and with a second person. A frozen bank opens for this too."""
    door = door_at(hall, bank, compartment)
    standing = hall.cabinets.banks[bank]
    if standing.problem is not None or not standing.read:
        ready(hall, bank)
    if door.visit is not None or door.state in ("opening", "open", "reserved") or not is_cool(door, now):
        raise Refused("compartment-busy")
    record = Record(hall, now)
    begin(record, visit, "force", door, place=place)
    record.add(e.OpeningForced(visit, bank, compartment, reason, second))
    intend(record, visit)
    return record.events


def reopen(hall: Hall, now: At, *, visit: str) -> list[e.Event]:
    """Not everything out (or in): the same door once more, for some minutes after it was shut."""
    found = visit_of(hall, visit)
    door = door_at(hall, found.bank, found.compartment)
    if found.state not in ("closed", "done") or found.reopen_until_at is None:
        raise Refused("wrong-state")
    if found.reopen_until_at <= now:
        raise Refused("too-late-to-reopen")
    ready(hall, found.bank)
    if found.state == "done" and (door.state != "free" or door.visit is not None or found.kind != "pick-up"):
        raise Refused("wrong-state")
    if not is_cool(door, now) or door.reading != "closed":
        raise Refused("compartment-busy")
    record = Record(hall, now)
    intend(record, visit)
    return record.events


# --- saying what was done


def confirm(hall: Hall, now: At, *, visit: str, said: Said, message: str | None = None) -> list[e.Event]:
    """The person says what was done, after the door was shut. Where a sensor says otherwise, or the door's own switch
    has lied, nobody knows. `message`: an id that was drawn, for the word that a result lies ready, or for the receipt
    of what was brought."""
    found = visit_of(hall, visit)
    if found.state == "open":
        raise Refused("door-open")
    if found.state != "closed" and found.asks != "shut":
        raise Refused("wrong-state")
    if said != "nothing" and (said == "put-in") != (found.kind in BRINGS):
        raise Refused("wrong-state", "is")
    record = Record(hall, now)
    settle(record, found, said, message)
    deposit = record.hall.cabinets.deposits.get(found.deposit or "")
    if deposit is not None and deposit.state == "confirmed" and said == "put-in":
        record.add_all(locker_slips.receipt(record.hall, deposit, message))
    return record.events


def settle(record: Record, visit: Visit, said: Said, message: str | None = None) -> None:
    """What the words and the sensor together make of the deposit."""
    door = door_at(record.hall, visit.bank, visit.compartment)
    deposit = record.hall.cabinets.deposits.get(visit.deposit or "")
    if door.switch_fault_at is not None:
        distrust(record, visit, said)
        return
    holds = said == "put-in" or (said == "nothing" and visit.kind in TAKES and deposit is not None)
    if door.item is not None and door.item != holds:
        doubt(record, door, "sensor")
        return
    if deposit is not None:
        _deposit_after(record, visit, deposit, said, message)
    elif said == "taken" and visit.kind == "force" and door.state == "occupied":
        record.add(e.CompartmentChecked(door.bank, door.no, "free"))
    end(record, visit.id, "done", said)


def _deposit_after(record: Record, visit: Visit, deposit: Deposit, said: Said, message: str | None) -> None:
    if said == "put-in":
        record.add(e.DepositConfirmed(deposit.id))
        record.add_all(locker_slips.word(record.hall, deposit, message))
    elif said == "nothing" and visit.kind in BRINGS:
        record.add(e.DepositReturned(deposit.id, "nothing-put-in"))
    elif said == "nothing":
        if deposit.state == "called-for":
            record.add(e.DepositKept(deposit.id))
    else:
        checked = record.hall.cabinets.doors[f"{visit.bank}/{visit.compartment}"].state == "uncertain"
        if checked:
            record.add(e.CompartmentChecked(visit.bank, visit.compartment, "occupied", deposit.id))
        by_visitor = visit.kind == "pick-up" or (visit.kind == "collection" and deposit.kind == "drop-off")
        record.add(e.DepositTaken(deposit.id) if by_visitor else e.DepositReturned(deposit.id, "by-staff"))
