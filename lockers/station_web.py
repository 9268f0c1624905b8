"""A cabinet's own computer at the hall's edge: it fetches its list, and afterwards tells what happened; and the same
computer, while it goes on alone, is asked for that account."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Any, Literal, cast

from flask import Response, current_app
from pydantic import Field

from api import edge
from api.answers import reply
from api.errors import No
from api.shapes import Shape
from api.text import Moment, Word
from hall import locker_station
from hall.locker_station import Told
from ledger.asks import Answer
from ledger.ledger import Ledger
from lockers.listing import Lists
from lockers.web import own

routes = edge.blueprint("station")
NO = (409, 503)
VISITS_MAX = 2_000
Number = Annotated[int, Field(ge=1, le=9999)]


class ListShape(Shape):
    """Times in milliseconds since 1970; `key` (hex) is what the hashes are made with; a deposit is its id, its
    compartment, size, due time, the number of its code, the locator and the hashes of code and QR secret."""

    bank: str
    made_at: int
    until_at: int
    key: str
    code_digits: int
    compartments: list[list[int]]
    deposits: list[list[Any]]


class VisitTold(edge.Asked):
    """Times are of the cabinet's clock. `taken`: its owner has the result."""

    visit: Word
    compartment: Number
    deposit: Word
    outcome: Literal["done", "failed", "uncertain"]
    began_at: Moment
    ended_at: Moment
    said: Literal["taken", "nothing"] | None = None
    taken: bool = False


class Account(edge.Asked):
    """What happened without the hall. `locked`: deposits that took too many wrong codes; `uncertain`: compartments that
    staff must look into."""

    visits: Annotated[list[VisitTold], Field(max_length=VISITS_MAX)] = []
    locked: Annotated[list[Word], Field(max_length=VISITS_MAX)] = []
    uncertain: Annotated[list[Number], Field(max_length=1_000)] = []


class AccountShape(Shape):
    visits: list[dict[str, Any]]
    locked: list[str]
    uncertain: list[int]
    under_way: int


def _station(bank: str) -> None:
    """Only the key that the plan names: a cabinet's page must not read what codes are known by."""
    own(bank)
    if edge.caller().name != edge.plan().locker_bank[bank].station:
        raise No(403)


@routes.get("/lockers/<bank>/list")
@edge.allow("locker")
@edge.describe(200, ListShape)
def see_list(bank: str) -> Response:
    """What lies in the cabinet for certain, for its own computer."""
    _station(bank)
    lists: Lists = current_app.extensions["locker_lists"]
    hall = edge.hall()
    lists.forget(hall)
    digits = edge.plan().lockers.code_digits
    listed = current_app.extensions["off_loop"](lists.hashed, bank, locker_station.certain(hall, bank), digits)
    return reply(lists.body(hall, bank, edge.ledger().clock.now(), listed))


@routes.post("/lockers/<bank>/accounts")
@edge.allow("locker")
@edge.describe(204, body=Account, no=NO)
def tell(bank: str) -> Response:
    """What happened at the cabinet while this hall was out of reach; told twice it counts once."""
    _station(bank)
    asked = edge.body(Account)
    compartments = {each.no for each in edge.plan().locker_bank[bank].compartments}
    if not {*asked.uncertain, *(each.compartment for each in asked.visits)} <= compartments:
        raise edge.bad_field("uncertain", "unknown-compartment")
    visits = tuple(Told(**each.model_dump()) for each in asked.visits)
    return edge.keep(
        locker_station.account, lambda kept: Answer(204, b""), bank=bank, visits=visits, locked=tuple(asked.locked),
        uncertain=tuple(asked.uncertain),
    )  # fmt: skip


@routes.get("/lockers/<bank>/account")
@edge.allow("locker")
@edge.describe(200, AccountShape)
def see_account(bank: str) -> Response:
    """What happened here, as `accounts` of another hall takes it; `under_way`: visits that have not ended."""
    _station(bank)
    hall, ledger = edge.hall(), edge.ledger()
    body = cast(dict[str, Any], current_app.extensions["off_loop"](_read, ledger, bank))
    body["under_way"] = sum(v.bank == bank and v.ended_at is None for v in hall.cabinets.visits.values())
    return reply(body)


VISITS = """
SELECT v.id, v.compartment, v.deposit, v.state, v.begun_at, v.ended_at, v.said,
  v.state = 'done' AND v.said = 'taken' AND d.state = 'taken' FROM visits v
JOIN deposits d ON d.id = v.deposit WHERE v.bank = ? AND v.kind = 'pick-up' AND v.ended_at IS NOT NULL
"""


def _read(ledger: Ledger, bank: str) -> dict[str, Any]:
    with closing(ledger.reading()) as db:
        rows = db.execute(VISITS, (bank,)).fetchall()
        locked = db.execute("SELECT id FROM deposits WHERE bank = ? AND locked = 1", (bank,)).fetchall()
        doubts = "SELECT no FROM compartments WHERE bank = ? AND state IN ('uncertain', 'fault') ORDER BY no"
        uncertain = db.execute(doubts, (bank,)).fetchall()
    return {
        "visits": [_told(*row) for row in rows],
        "locked": [each for (each,) in locked],
        "uncertain": [no for (no,) in uncertain],
    }


def _told(
    visit: str, compartment: int, deposit: str, outcome: str, began_at: str, ended_at: str, said: str | None, taken: int
) -> dict[str, Any]:  # fmt: skip
    return {
        "visit": visit, "compartment": compartment, "deposit": deposit, "outcome": outcome, "began_at": began_at,
        "ended_at": ended_at, "said": said, "taken": bool(taken),
    }  # fmt: skip
