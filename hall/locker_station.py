"""A cabinet with a computer of its own, which goes on with pick-ups while the hall's is out of reach: what it begins
with, and what the hall makes of its account afterwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hall import events as e
from hall.cabinet import Deposit
from hall.hall import At, Hall
from hall.openings import Record, door_at


class Listed(NamedTuple):
    """A result that lies in a compartment for certain, and what its code is known by at the cabinet's own computer."""

    deposit: str
    compartment: int
    size: str
    due_at: At
    issue: int
    locator: str
    code_hash: str
    qr_hash: str


class Told(NamedTuple):
    """A visit of the time without the hall. `taken`: its result is with its owner."""

    visit: str
    compartment: int
    deposit: str
    outcome: Literal["done", "failed", "uncertain"]
    began_at: At
    ended_at: At
    said: Literal["taken", "nothing"] | None = None
    taken: bool = False


def certain(hall: Hall, bank: str) -> list[Deposit]:
    """Results that surely lie in their compartments, and that their codes open."""
    found = []
    for deposit in hall.cabinets.deposits.values():
        if deposit.bank != bank or deposit.kind != "result" or deposit.state not in ("confirmed", "overdue"):
            continue
        door = door_at(hall, bank, deposit.compartment)
        if not deposit.locked and not deposit.to_check and (door.state, door.visit) == ("occupied", None):
            found.append(deposit)
    return sorted(found, key=lambda each: each.compartment)


def take_over(hall: Hall, now: At, *, bank: str, deposits: tuple[Listed, ...]) -> list[e.Event]:
    """The cabinet's own computer begins with what the hall said last."""
    record = Record(hall, now)
    for each in deposits:
        record.add(e.DepositOffered(each.deposit, "result", bank, each.compartment, each.size, each.due_at))
        record.add(e.CodeIssued(each.deposit, each.issue, each.locator, each.code_hash, each.qr_hash))
        record.add(e.DepositConfirmed(each.deposit))
        record.add(e.CompartmentChecked(bank, each.compartment, "occupied", each.deposit))
    return record.events


def account(
    hall: Hall, now: At, *, bank: str, visits: tuple[Told, ...], locked: tuple[str, ...], uncertain: tuple[int, ...]
) -> list[e.Event]:
    """What happened while the hall was out of reach. Told twice it changes nothing a second time; of what the hall
    itself has found out since, it changes nothing either."""
    record = Record(hall, now)
    for each in visits:
        if each.visit not in record.hall.cabinets.visits:
            record.add(e.VisitReported(
                each.visit, bank, each.compartment, each.deposit, each.outcome, each.began_at, each.ended_at, each.said
            ))  # fmt: skip
        if each.taken and _lies_there(record.hall, bank, each.deposit):
            record.add(e.DepositTaken(each.deposit))
    for no in uncertain:
        if door_at(record.hall, bank, no).state in ("occupied", "free"):
            record.add(e.CompartmentDoubted(bank, no, "away"))
    for name in locked:
        if _lies_there(record.hall, bank, name) and not record.hall.cabinets.deposits[name].locked:
            record.add(e.DepositLocked(name))
    return record.events


def _lies_there(hall: Hall, bank: str, deposit: str) -> bool:
    found = hall.cabinets.deposits.get(deposit)
    return found is not None and found.bank == bank
