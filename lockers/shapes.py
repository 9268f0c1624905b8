"""The shapes of lockers at the edge: a visit, a deposit as staff see it, a result's code."""

from __future__ import annotations

from typing import Any

from api.shapes import Shape, iso, iso_or_none
from hall.cabinet import Deposit, Visit
from hall.hall import Hall, plan_of


class LockerVisitShape(Shape):
    """`reopen_until`: so long its door may be opened again. `receipt`: of a drop-off; `ticket`: promised to somebody
    whom a door let down."""

    id: str
    kind: str
    bank: str
    compartment: int
    deposit: str | None
    state: str
    reopen_until: str | None
    receipt: str | None = None
    ticket: str | None = None


class LoadShape(LockerVisitShape):
    """With the code that opens it: `secret` to be typed after `locator`, `qr` the text of its picture."""

    locator: str
    secret: str
    qr: str


class LockerVisitsShape(Shape):
    visits: list[LockerVisitShape]


class LoadsShape(Shape):
    visits: list[LoadShape]


class PickUpCodeShape(Shape):
    locator: str
    secret: str
    qr: str


class DepositShape(Shape):
    id: str
    kind: str
    compartment: int
    compartment_state: str
    state: str
    size: str
    reference: str | None
    case: str | None
    receipt: str | None
    offered_at: str
    due_at: str
    overdue: bool
    to_check: bool
    locked: bool


class DepositsShape(Shape):
    deposits: list[DepositShape]


def visit_body(hall: Hall, visit: Visit) -> dict[str, Any]:
    deposit = hall.cabinets.deposits.get(visit.deposit or "")
    body: dict[str, Any] = {
        "id": visit.id,
        "kind": visit.kind,
        "bank": visit.bank,
        "compartment": visit.compartment,
        "deposit": visit.deposit,
        "state": visit.state,
        "reopen_until": iso_or_none(plan_of(hall), visit.reopen_until_at),
    }
    if deposit is not None and deposit.receipt is not None:
        body["receipt"] = deposit.receipt
    if visit.ticket is not None:
        body["ticket"] = visit.ticket
    return body


def deposit_body(hall: Hall, deposit: Deposit) -> dict[str, Any]:
    plan = plan_of(hall)
    return {
        "id": deposit.id,
        "kind": deposit.kind,
        "compartment": deposit.compartment,
        "compartment_state": hall.cabinets.doors[f"{deposit.bank}/{deposit.compartment}"].state,
        "state": deposit.state,
        "size": deposit.size,
        "reference": deposit.reference,
        "case": deposit.case,
        "receipt": deposit.receipt,
        "offered_at": iso(plan, deposit.offered_at),
        "due_at": iso(plan, deposit.due_at),
        "overdue": deposit.overdue,
        "to_check": deposit.to_check,
        "locked": deposit.locked,
    }
