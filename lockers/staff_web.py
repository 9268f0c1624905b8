"""A cabinet over HTTP, as staff use it: load, collect, new codes, force open, faults, stock-take."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Any, cast

import orjson
from flask import Response, current_app, request
from pydantic import Field, StringConstraints

from api import edge, tongue
from api.answers import encode, reply
from api.errors import No
from api.live import around
from api.text import Line, Word
from hall import locker_codes, locker_staff, lockers
from hall.events import CodeIssued
from ledger.asks import Answer, Kept
from lockers.secrets import qr_text
from lockers.shapes import (
    DepositsShape,
    LoadShape,
    LoadsShape,
    LockerVisitShape,
    LockerVisitsShape,
    PickUpCodeShape,
    deposit_body,
    visit_body,
)
from lockers.view import CabinetShape, cabinet_view
from lockers.web import NO, check_size, codes, draw, own, the_visit

routes = edge.blueprint("lockers-staff")
SEED_BITS = 32
Why = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f-\u009f]*$")]


class Load(edge.Asked):
    """`reference`: the back office's own word for it; never a person's name."""

    reference: Word
    size: Word | None = None
    low: bool = False


class Loads(edge.Asked):
    loads: Annotated[list[Load], Field(min_length=1, max_length=lockers.BATCH_MAX)]


class Collect(edge.Asked):
    deposits: Annotated[list[Word], Field(min_length=1, max_length=lockers.BATCH_MAX)]


class Second(edge.Asked):
    name: Word
    password: Line


class Force(edge.Asked):
    """`second`: another person's name and password, given at the same desk."""

    reason: Why
    second: Second


class Because(edge.Asked):
    reason: Why


class Holds(edge.Asked):
    """`holds`: the deposit that was found there; null: nothing."""

    holds: Word | None


def _compartment(bank: str, compartment: str) -> int:
    own(bank)
    numbers = {str(each.no): each.no for each in edge.plan().locker_bank[bank].compartments}
    edge.known("compartment", compartment in numbers)
    return numbers[compartment]


def _view(bank: str) -> Callable[[Kept], Answer]:
    words, now, whole = tongue.words(), edge.ledger().clock.now(), around()
    return lambda kept: Answer(200, encode(cabinet_view(kept.hall, words, bank, now, whole)))


# --- results


@routes.post("/lockers/<bank>/loads")
@edge.allow("clerk")
@edge.describe(201, LoadShape, body=Load, no=NO)
def load(bank: str) -> Response:
    """Put a result in for somebody: a door will open; the answer has the code that will open it again."""
    own(bank)
    asked = edge.body(Load)
    check_size(asked.size)
    result = _drawn(asked)
    kept = edge.ledger().by(edge.asker(), lambda kept: Answer(201, encode(_loaded(kept)[0]))).record(
        lockers.load, bank=bank, deposit=result.deposit, visit=result.visit, reference=result.reference,
        code=result.code, seed=result.seed, size=result.size, low=result.low, place=edge.caller().place,
    )  # fmt: skip
    return reply(_with_code(orjson.loads(cast(Answer, kept.answer).body)), 201)


@routes.post("/lockers/<bank>/loads/batch")
@edge.allow("clerk")
@edge.describe(201, LoadsShape, body=Loads, no=NO)
def load_batch(bank: str) -> Response:
    """Several results, one door after the other; all find room, or none is begun."""
    own(bank)
    asked = edge.body(Loads)
    for each in asked.loads:
        check_size(each.size)
    results = tuple(_drawn(each) for each in asked.loads)
    kept = edge.ledger().by(edge.asker(), lambda kept: Answer(201, encode(_loaded(kept)))).record(
        lockers.load_batch, bank=bank, results=results, batch=draw(), place=edge.caller().place
    )
    return reply({"visits": [_with_code(each) for each in orjson.loads(cast(Answer, kept.answer).body)]}, 201)


def _drawn(asked: Load) -> lockers.Result:
    deposit = draw()
    secret = codes().of(deposit, 1, edge.plan().lockers.code_digits)
    hashes: tuple[str, str] = current_app.extensions["off_loop"](codes().hashes, secret)
    return lockers.Result(
        deposit, draw(), asked.reference, hashes, secrets.randbits(SEED_BITS), asked.size, asked.low
    )


def _loaded(kept: Kept) -> list[dict[str, Any]]:
    """What is kept of the answer: the code is not, only what it can be worked out from again."""
    digits = kept.hall.plan.lockers.code_digits if kept.hall.plan is not None else 0
    visits = {visit.deposit: visit for visit in kept.hall.cabinets.visits.values()}
    return [
        visit_body(kept.hall, visits[event.deposit])
        | {"locator": event.locator, "code": [event.deposit, event.issue, digits]}
        for event in kept.events
        if isinstance(event, CodeIssued)
    ]


def _with_code(body: dict[str, Any]) -> dict[str, Any]:
    secret = codes().of(*body.pop("code"))
    return body | {"secret": secret.digits, "qr": qr_text(body["locator"], secret)}


@routes.post("/lockers/<bank>/deposits/<deposit>/new-code")
@edge.allow("clerk")
@edge.describe(200, PickUpCodeShape, body=edge.Nothing, no=NO)
def new_code(bank: str, deposit: str) -> Response:
    """Another code; the old one is dead."""
    own(bank)
    found = edge.hall().cabinets.deposits.get(deposit)
    if found is None or found.bank != bank:
        raise edge.unknown("deposit")
    edge.body(edge.Nothing)
    digits, issue = edge.plan().lockers.code_digits, found.issue + 1
    hashes = current_app.extensions["off_loop"](codes().hashes, codes().of(deposit, issue, digits))

    def answer(kept: Kept) -> Answer:
        event = cast(CodeIssued, kept.events[0])
        return Answer(200, encode({"locator": event.locator, "code": [deposit, event.issue, digits]}))

    kept = edge.ledger().by(edge.asker(), answer).record(
        locker_codes.new_code, deposit=deposit, issue=issue, code=hashes, seed=secrets.randbits(SEED_BITS),
        message=draw(),
    )  # fmt: skip
    return reply(_with_code(orjson.loads(cast(Answer, kept.answer).body)))


@routes.get("/lockers/<bank>/deposits")
@edge.allow("clerk", "manager")
@edge.describe(200, DepositsShape)
def see_deposits(bank: str) -> Response:
    """What lies there: to be collected, overdue, to be checked, locked. What is due first comes first."""
    own(bank)
    hall = edge.hall()
    mine = sorted((d for d in hall.cabinets.deposits.values() if d.bank == bank), key=lambda d: (d.due_at, d.id))
    return reply({"deposits": [deposit_body(hall, each) for each in mine]})


@routes.post("/lockers/<bank>/collections")
@edge.allow("clerk")
@edge.describe(201, LockerVisitsShape, body=Collect, no=NO)
def collect(bank: str) -> Response:
    """Take things out, one door after the other: drop-offs of the night, results nobody came for."""
    own(bank)
    asked = edge.body(Collect)
    there = edge.hall().cabinets.deposits
    if any(each not in there or there[each].bank != bank for each in asked.deposits):
        raise edge.bad_field("deposits", "unknown-deposit")
    visits = tuple(draw() for _ in asked.deposits)

    def answer(kept: Kept) -> Answer:
        return Answer(201, encode({"visits": [visit_body(kept.hall, kept.hall.cabinets.visits[v]) for v in visits]}))

    return edge.keep(
        lockers.collect, answer, bank=bank, deposits=tuple(asked.deposits), visits=visits, batch=draw(),
        place=edge.caller().place,
    )  # fmt: skip


# --- compartments


@routes.post("/lockers/<bank>/compartments/<compartment>/force-open")
@edge.allow("clerk")
@edge.describe(200, LockerVisitShape, body=Force, no=(403, 409, 429, 503))
def force_open(bank: str, compartment: str) -> Response:
    """Open it whatever its state, for a reason, and with a second person who signs for it here."""
    no = _compartment(bank, compartment)
    asked = edge.body(Force)
    second = _agreed(asked.second)
    visit = draw()
    return edge.keep(
        lockers.force_open, the_visit(visit), bank=bank, compartment=no, visit=visit, reason=asked.reason,
        second=second, place=edge.caller().place,
    )  # fmt: skip


def _agreed(second: Second) -> str:
    """The second person's name, once the password is right: staff, and not the one who asks."""
    check: Callable[[str, str, str], str | None] = current_app.extensions["second_person"]
    name = check(second.name, second.password, request.remote_addr or "")
    if name is None or name == edge.caller().name:
        raise No(403, "wrong-second", "second")
    return name


@routes.post("/lockers/<bank>/compartments/<compartment>/fault")
@edge.allow("clerk")
@edge.describe(200, CabinetShape, body=Because, no=NO)
def fault(bank: str, compartment: str) -> Response:
    """It is broken: nobody gets it until it is repaired."""
    no = _compartment(bank, compartment)
    reason = edge.body(Because).reason
    return edge.keep(locker_staff.mark_fault, _view(bank), bank=bank, compartment=no, reason=reason)


@routes.post("/lockers/<bank>/compartments/<compartment>/out-of-use")
@edge.allow("clerk")
@edge.describe(200, CabinetShape, body=Because, no=NO)
def out_of_use(bank: str, compartment: str) -> Response:
    """It is to stay empty for now."""
    no = _compartment(bank, compartment)
    reason = edge.body(Because).reason
    return edge.keep(locker_staff.put_out_of_use, _view(bank), bank=bank, compartment=no, reason=reason)


@routes.post("/lockers/<bank>/compartments/<compartment>/repaired")
@edge.allow("clerk")
@edge.describe(200, CabinetShape, body=Because, no=NO)
def repaired(bank: str, compartment: str) -> Response:
    """In use again."""
    no = _compartment(bank, compartment)
    reason = edge.body(Because).reason
    return edge.keep(locker_staff.mark_repaired, _view(bank), bank=bank, compartment=no, reason=reason)


@routes.post("/lockers/<bank>/compartments/<compartment>/stock-take")
@edge.allow("clerk")
@edge.describe(200, CabinetShape, body=Holds, no=NO)
def stock_take(bank: str, compartment: str) -> Response:
    """Somebody looked inside: what it holds."""
    no = _compartment(bank, compartment)
    asked = edge.body(Holds)
    if asked.holds is not None and asked.holds not in edge.hall().cabinets.deposits:
        raise edge.bad_field("holds", "unknown-deposit")
    return edge.keep(locker_staff.check, _view(bank), bank=bank, compartment=no, holds=asked.holds)


@routes.post("/lockers/<bank>/unfreeze")
@edge.allow("clerk", "manager")
@edge.describe(200, CabinetShape, body=Because, no=NO)
def unfreeze(bank: str) -> Response:
    """Staff have looked into every door that opened: the bank may open doors again."""
    own(bank)
    reason = edge.body(Because).reason
    return edge.keep(locker_staff.unfreeze, _view(bank), bank=bank, reason=reason)
