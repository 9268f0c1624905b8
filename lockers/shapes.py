"""The shapes of lockers at the edge: a visit, a deposit as staff see it, a result's code."""

from __future__ import annotations

from typing import Any

from api.shapes import Shape, iso, iso_or_none
from hall.cabinet import Deposit, Visit
from hall.hall import Hall, plan_of
from hall.locker_slips import slip_of


class LockerVisitShape(Shape):
    """`asks`: what its person is to say of a door that is read as shut: `opened` (did it open?), `shut` (what was done
    there?). `reopen_until`: so long its door may be opened again. `receipt`: of a drop-off, and `hand_over` how it
    comes out on paper, where the cabinet has a printer (`pending`, `printed`, `sent`, `unknown`, `failed`); `ticket`:
    promised to somebody whom a door let down; `said`: what the person said was done."""

    id: str
    kind: str
    bank: str
    compartment: int
    deposit: str | None
    state: str
    asks: str | None
    reopen_until: str | None
    receipt: str | None = None
    hand_over: str | None = None
    ticket: str | None = None
    said: str | None = None


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


class DepositSlipShape(Shape):
    """`problem`: of the printer, when it did not come out or nobody knows."""

    hand_over: str
    problem: str | None
    printer: str
    reprint: int


class DepositShape(Shape):
    """`slip`: how the latest slip about it came out, if there was one: the code of a result, the receipt of a
    drop-off."""

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
    slip: DepositSlipShape | None


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
        "asks": visit.asks,
        "reopen_until": iso_or_none(plan_of(hall), visit.reopen_until_at),
    }
    if deposit is not None and deposit.receipt is not None:
        body["receipt"] = deposit.receipt
        if (slip := slip_of(hall, deposit.id, "receipt")) is not None:
            body["hand_over"] = slip.hand_over
    if visit.ticket is not None:
        body["ticket"] = visit.ticket
    if visit.said is not None:
        body["said"] = visit.said
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
        "slip": _slip(hall, deposit),
    }


def _slip(hall: Hall, deposit: Deposit) -> dict[str, Any] | None:
    found = slip_of(hall, deposit.id, "code" if deposit.kind == "result" else "receipt")
    if found is None:
        return None
    return {name: getattr(found, name) for name in DepositSlipShape.model_fields}
