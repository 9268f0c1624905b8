"""Tickets that are over: the hall has let go of them, the register shows them for ever.

Two reads by primary key, but off the loop: on a slow disk a page that is not in memory would stall every screen. They
take a connection of their own that cannot write, and WAL lets it read beside the writer.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

import orjson
from flask import current_app

from ledger.ledger import Ledger

TICKET = (
    "id, number, day, service, category, zone, kind, priority_class, needs, state, issued_at, due_at, called_at,"
    " recalls, hand_over, journey"
)
LEG = "no, service, category, zone, state, due_at, windows, window"


def find(ticket: str) -> dict[str, Any] | None:
    """The contract's Ticket of one that is (or was) in the register, or None: there never was one."""
    ledger: Ledger = current_app.extensions["ledger"]
    found: dict[str, Any] | None = current_app.extensions["off_loop"](read, ledger, ticket)
    return found


def find_number(number: str, day: str) -> dict[str, Any] | None:
    """The same by what is printed on its slip, of one service day."""
    ledger: Ledger = current_app.extensions["ledger"]
    found: dict[str, Any] | None = current_app.extensions["off_loop"](read_number, ledger, number, day)
    return found


def read_number(ledger: Ledger, number: str, day: str) -> dict[str, Any] | None:
    """`find_number`, in whatever thread it is called."""
    with closing(ledger.reading()) as db:
        row = db.execute("SELECT id FROM tickets WHERE day = ? AND number = ?", (day, number)).fetchone()
    return None if row is None else read(ledger, row[0])


def read(ledger: Ledger, ticket: str) -> dict[str, Any] | None:
    """`find`, in whatever thread it is called."""
    with closing(ledger.reading()) as db:
        row = db.execute(f"SELECT {TICKET} FROM tickets WHERE id = ?", (ticket,)).fetchone()
        if row is None:
            return None
        legs = db.execute(f"SELECT {LEG} FROM legs WHERE ticket = ? ORDER BY no", (ticket,)).fetchall()
    body = dict(zip(TICKET.split(", "), row, strict=True))
    body["needs"] = orjson.loads(body["needs"])
    body |= {"windows": [], "people_ahead": 0, "wait": None, "window": None, "link": None}
    body["legs"] = [_leg(dict(zip(LEG.split(", "), leg, strict=True))) for leg in legs]
    return body


def _leg(leg: dict[str, Any]) -> dict[str, Any]:
    """A leg shows the windows it was bound to, or the one that served it."""
    window = leg.pop("window")
    leg["windows"] = orjson.loads(leg["windows"]) or ([window] if window else [])
    return leg
