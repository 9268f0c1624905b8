"""A cabinet over HTTP, as its own page uses it: bring, take out, say what was done, open once more; and its picture."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Annotated, Any, Literal, cast

from flask import Response, current_app
from pydantic import Field, StringConstraints

from api import edge, tongue
from api.answers import encode, reply
from api.errors import No
from api.live import around
from api.text import Word
from hall import locker_doors, locker_pick_up, lockers
from hall.codes import SALT_BITS, Ids
from hall.events import CodeRefused, VisitBegun
from hall.locker_codes import tries_left, wait_seconds, waits_until
from hall.locker_pick_up import may_try
from hall.openings import ready
from hall.refused import Refused
from ledger.asks import Answer, Kept
from ledger.ledger import Ledger
from lockers.secrets import Secrets
from lockers.shapes import LockerVisitShape, visit_body
from lockers.view import CabinetShape, cabinet_view

routes = edge.blueprint("lockers")
NO = (409, 503)
Locator = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,8}$")]
Typed = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{4,32}$")]
RECEIPTS = 10**8


class Brings(edge.Asked):
    """`case`: what a case's or receipt's code said. `low`: within reach of somebody who sits."""

    case: Word | None = None
    size: Word | None = None
    low: bool = False


class PickUp(edge.Asked):
    """`secret`: the digits that were typed, or the 32 characters of the QR picture."""

    locator: Locator
    secret: Typed


class Said(edge.Asked):
    what: Literal["put-in", "taken", "nothing", "opened", "not-opened"] = Field(alias="is")


def own(bank: str) -> None:
    """A bank of the plan; a cabinet's key only its own."""
    who = edge.caller()
    if who.role == "locker" and not who.serves(bank):
        raise No(403)
    edge.known("bank", bank in edge.plan().locker_bank)


def draw() -> str:
    """An id that was never given before."""
    ids = cast(Ids, current_app.extensions["ids"])
    return ids.next(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))


def codes() -> Secrets:
    return cast(Secrets, current_app.extensions["locker_secrets"])


def check_size(size: str | None) -> None:
    if size is not None and size not in edge.plan().lockers.sizes:
        raise edge.bad_field("size", "unknown-size")


def the_visit(visit: str, status: int = 200) -> Callable[[Kept], Answer]:
    def answer(kept: Kept) -> Answer:
        return Answer(status, encode(visit_body(kept.hall, kept.hall.cabinets.visits[visit])))

    return answer


@routes.get("/lockers/<bank>")
@edge.allow("locker", "clerk", "manager")
@edge.describe(200, CabinetShape)
def see_bank(bank: str) -> Response:
    """Every compartment with its state, and what is under way."""
    own(bank)
    return reply(cabinet_view(edge.hall(), tongue.words(), bank, edge.ledger().clock.now(), around()))


@routes.post("/lockers/<bank>/deposits")
@edge.allow("locker")
@edge.describe(201, LockerVisitShape, body=Brings, no=NO)
def drop_off(bank: str) -> Response:
    """A visitor brings something: a compartment is set aside and its door will open."""
    own(bank)
    asked = edge.body(Brings)
    check_size(asked.size)
    visit = draw()
    return edge.keep(
        lockers.drop_off, the_visit(visit, 201), bank=bank, deposit=draw(), visit=visit,
        receipt=f"R{secrets.randbelow(RECEIPTS):08d}", case=asked.case, size=asked.size, low=asked.low, place=bank,
    )  # fmt: skip


# --- taking out


@routes.post("/lockers/<bank>/pick-ups")
@edge.allow("locker")
@edge.describe(200, LockerVisitShape, body=PickUp, no=(403, 409, 429, 503))
def pick_up(bank: str) -> Response:
    """Locator and secret, typed or scanned. Wrong: 403, in the same words and time whether or not there is such a
    locator; too many wrong ones: 429 before anything is looked at."""
    own(bank)
    asked = edge.body(PickUp)
    if not may_try(edge.hall(), bank):
        ready(edge.hall(), bank)
    _slow_down(waits_until(edge.hall(), bank, asked.locator) - edge.ledger().clock.now())
    tried = current_app.extensions["off_loop"](codes().hashed, asked.secret)
    try:
        return edge.keep(
            locker_pick_up.pick_up, _picked_up(asked.locator), bank=bank, locator=asked.locator, tried=tried,
            visit=draw(), ticket=draw(), place=bank,
        )  # fmt: skip
    except Refused as no:  # somebody else's wrong code came first
        if no.reason == "slow-down":
            _slow_down(int(no.detail))
        raise


def _slow_down(millis: int) -> None:
    if millis > 0:
        raise No(429, "slow-down", retry_after=math.ceil(millis / 1000))


def _picked_up(locator: str) -> Callable[[Kept], Answer]:
    """Its visit; the one under way where the same code came again."""
    say = partial(tongue.words().say, tongue.language())

    def answer(kept: Kept) -> Answer:
        cabinets = kept.hall.cabinets
        if not kept.events:
            deposit = cabinets.deposits[cabinets.locators[locator]]
            visit = str(cabinets.doors[f"{deposit.bank}/{deposit.compartment}"].visit)
        elif isinstance(kept.events[-1], CodeRefused):
            return Answer(403, encode({"reason": "wrong-code", "message": _wrong(kept.events[-1], say)}))
        else:
            visit = next(event.visit for event in kept.events if isinstance(event, VisitBegun))
        return Answer(200, encode(visit_body(kept.hall, cabinets.visits[visit])))

    return answer


def _wrong(refused: CodeRefused, say: Callable[..., str]) -> str:
    """How often one may still try; the same for a locator that nobody has."""
    if left := tries_left(refused):
        return say("error.wrong-code", left=left)
    return say("error.wrong-code-wait", seconds=wait_seconds(refused))


# --- a visit

COLUMNS = "id, kind, bank, compartment, deposit, state, reopen_until_at, receipt, ticket, said"


def find_visit(bank: str, visit: str) -> dict[str, Any] | None:
    """A visit that stands, or one that is long over, from the register; None: there never was one at this bank."""
    hall = edge.hall()
    if (found := hall.cabinets.visits.get(visit)) is not None:
        return visit_body(hall, found) if found.bank == bank else None
    body: dict[str, Any] | None = current_app.extensions["off_loop"](_read, edge.ledger(), bank, visit)
    return body


def _read(ledger: Ledger, bank: str, visit: str) -> dict[str, Any] | None:
    with closing(ledger.reading()) as db:
        row = db.execute(f"SELECT {COLUMNS} FROM visits WHERE id = ? AND bank = ?", (visit, bank)).fetchone()
    if row is None:
        return None
    body = dict(zip(COLUMNS.replace("reopen_until_at", "reopen_until").split(", "), row, strict=True))
    body["asks"] = None
    may_lack = ("receipt", "ticket", "said")
    return {name: value for name, value in body.items() if value is not None or name not in may_lack}


@routes.get("/lockers/<bank>/visits/<visit>")
@edge.allow("locker", "clerk")
@edge.describe(200, LockerVisitShape)
def see_visit(bank: str, visit: str) -> Response:
    """A visit, also when it is over."""
    own(bank)
    return reply(_visit(bank, visit))


def _visit(bank: str, visit: str) -> dict[str, Any]:
    found = find_visit(bank, visit)
    if found is None:
        raise edge.unknown("visit")
    return found


def _alive(bank: str, visit: str) -> None:
    """One that was long ago is in the wrong state for everything."""
    _visit(bank, visit)
    if visit not in edge.hall().cabinets.visits:
        raise Refused("wrong-state")


@routes.post("/lockers/<bank>/visits/<visit>/confirm")
@edge.allow("locker", "clerk")
@edge.describe(200, LockerVisitShape, body=Said, no=NO)
def confirm(bank: str, visit: str) -> Response:
    """The person says what was done, when the door is shut; or, asked of a door that is read as shut, whether it
    opened."""
    own(bank)
    _visit(bank, visit)
    asked = edge.body(Said)
    _alive(bank, visit)
    if asked.what == "opened" or asked.what == "not-opened":
        opened = asked.what == "opened"
        return edge.keep(locker_doors.answer, the_visit(visit), visit=visit, opened=opened, ticket=draw())
    return edge.keep(lockers.confirm, the_visit(visit), visit=visit, said=asked.what, message=draw())


@routes.post("/lockers/<bank>/visits/<visit>/reopen")
@edge.allow("locker", "clerk")
@edge.describe(200, LockerVisitShape, body=edge.Nothing, no=NO)
def reopen(bank: str, visit: str) -> Response:
    """Not everything out: the same door once more, until `reopen_until`."""
    own(bank)
    _visit(bank, visit)
    edge.body(edge.Nothing)
    _alive(bank, visit)
    return edge.keep(lockers.reopen, the_visit(visit), visit=visit)
