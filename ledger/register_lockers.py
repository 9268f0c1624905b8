"""The register's tables of lockers: every compartment as it stands, every deposit and every visit there ever was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlite_utils import Database

from hall import events as e
from hall.cabinet import Deposit, Door, Visit
from hall.records import changed
from ledger.step import Step, replacing

COMPARTMENT = (
    "bank", "no", "state", "since_at", "reading", "item", "deposit", "visit", "doubt", "problem", "reason", "opens",
    "opened_at",
)  # fmt: skip
DEPOSIT = (
    "id", "kind", "bank", "compartment", "state", "live", "size", "reference", "case_", "receipt", "offered_at",
    "due_at", "overdue", "to_check", "locked", "issue", "ended_at", "why",
)  # fmt: skip
VISIT = (
    "id", "kind", "bank", "compartment", "deposit", "place", "batch", "state", "begun_at", "opened_at", "closed_at",
    "reopen_until_at", "ended_at", "openings", "said", "ticket", "receipt",
)  # fmt: skip
ENDS: dict[type, str] = {e.DepositTaken: "taken", e.DepositReturned: "returned"}


PUT_COMPARTMENT = replacing("compartments", COMPARTMENT, ("bank", "no"))
PUT_DEPOSIT = replacing("deposits", DEPOSIT, ("id",))
PUT_VISIT = replacing("visits", VISIT, ("id",))


def _compartment(db: Database, step: Step, name: str) -> None:
    door: Door | None = step.after.cabinets.doors.get(name)
    if door is None:
        bank, _, no = name.rpartition("/")
        db.execute("DELETE FROM compartments WHERE bank = ? AND no = ?", (bank, int(no)))
        return
    item = None if door.item is None else int(door.item)
    db.execute(PUT_COMPARTMENT, (
        door.bank, door.no, door.state, step.local(door.since_at), door.reading, item, door.deposit, door.visit,
        door.doubt, door.problem, door.reason, door.opens, step.maybe(door.opened_at),
    ))  # fmt: skip


def _deposit(db: Database, step: Step, name: str) -> None:
    now: Deposit | None = step.after.cabinets.deposits.get(name)
    ended_at, why = None, None
    if now is None:
        was = step.before.cabinets.deposits[name]
        now, ended_at = changed(was, state=ENDS.get(type(step.event), was.state)), step.at
        why = step.event.why if type(step.event) is e.DepositReturned else None
    db.execute(PUT_DEPOSIT, (
        now.id, now.kind, now.bank, now.compartment, now.state, None if ended_at is not None else 1, now.size,
        now.reference, now.case, now.receipt, step.local(now.offered_at), step.local(now.due_at), int(now.overdue),
        int(now.to_check), int(now.locked), now.issue, step.maybe(ended_at), why,
    ))  # fmt: skip


def _visit(db: Database, step: Step, name: str) -> None:
    visit: Visit | None = step.after.cabinets.visits.get(name)
    if visit is None:
        return  # over for an hour: its row says all there is
    deposit = step.after.cabinets.deposits.get(visit.deposit or "")
    values: tuple[Any, ...] = (
        visit.id, visit.kind, visit.bank, visit.compartment, visit.deposit, visit.place, visit.batch, visit.state,
        step.local(visit.begun_at), step.maybe(visit.opened_at), step.maybe(visit.closed_at),
        step.maybe(visit.reopen_until_at), step.maybe(visit.ended_at), visit.openings, visit.said, visit.ticket,
        deposit.receipt if deposit is not None else None,
    )  # fmt: skip
    db.execute(PUT_VISIT, values)
    if values[-1] is None:
        db.execute(
            "UPDATE visits SET receipt = (SELECT receipt FROM deposits WHERE id = ?) WHERE id = ?",
            (visit.deposit, visit.id),
        )


ROWS: dict[str, Callable[[Database, Step, str], None]] = {
    "deposit": _deposit,
    "visit": _visit,
    "door": _compartment,
}
"""Rows of `live` that are rows of the register as well, those that others point to first."""


def write(db: Database, step: Step, touched: Iterable[tuple[str, str]]) -> None:
    """The rows that one event about lockers changed."""
    rows = [(kind, name) for kind, name in touched if kind in ROWS]
    for kind, put in ROWS.items():
        for name in sorted(name for each, name in rows if each == kind):
            put(db, step, name)
