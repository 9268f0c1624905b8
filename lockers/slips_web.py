"""Slips of a cabinet over HTTP: staff print the code of a result once more."""

from __future__ import annotations

from flask import Response

from api import edge
from api.answers import encode
from hall import locker_slips
from ledger.asks import Answer, Kept
from lockers.shapes import DepositShape, deposit_body
from lockers.web import NO, draw, own

routes = edge.blueprint("lockers-slips")


@routes.post("/lockers/<bank>/deposits/<deposit>/slip")
@edge.allow("clerk")
@edge.describe(200, DepositShape, body=edge.Nothing, no=NO)
def print_again(bank: str, deposit: str) -> Response:
    """The code of a result on paper, at the printer beside staff: again, or for the first time."""
    own(bank)
    found = edge.hall().cabinets.deposits.get(deposit)
    if found is None or found.bank != bank:
        raise edge.unknown("deposit")
    edge.body(edge.Nothing)

    def answer(kept: Kept) -> Answer:
        return Answer(200, encode(deposit_body(kept.hall, kept.hall.cabinets.deposits[deposit])))

    return edge.keep(locker_slips.print_again, answer, deposit=deposit, slip=draw())
