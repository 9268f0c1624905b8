"""Cases and outcomes as people read them: as they stand from the hall; lists and every step from the register."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any

import orjson

from api.shapes import iso, iso_or_none
from hall.case import Case, OutcomeSlip, kind_and_id
from hall.cases import days_late, overdue_before
from hall.hall import Hall, plan_of
from hall.plan import Plan
from hall.working_days import today, working_days_late
from ledger.ledger import Ledger

OPEN = ("received", "in-office", "ready")
COLUMNS = (
    "number, state, service, ticket, window, place, received_at, received_by, promised, missing, missing_until, due,"
    " completed_at, collect, ready_at, closed_at, way, tracking"
)
STEP = "at, step, by, from_place, to_place, state, note"


def case_body(plan: Plan, case: Case, now: int) -> dict[str, Any]:
    """A case as it stands, or as the event that ended it left it."""
    return {
        "id": case.id,
        "state": case.state,
        "service": case.service,
        "ticket": case.ticket,
        "window": case.window,
        "place": place_body(case.at),
        "received_at": iso(plan, case.received_at),
        "received_by": case.received_by,
        "promised": case.promised,
        "missing": case.missing,
        "missing_until": case.missing_until,
        "due": case.due,
        "days_late": days_late(plan, now, case),
        "completed_at": iso_or_none(plan, case.completed_at),
        "collect": case.collect,
        "ready_at": iso_or_none(plan, case.ready_at),
        "closed_at": iso_or_none(plan, case.closed_at),
        "way": case.way,
        "tracking": case.tracking,
    }


def place_body(where: str) -> dict[str, str]:
    kind, name = kind_and_id(where)
    return {"kind": kind, "id": name}


def slip_body(slip: OutcomeSlip) -> dict[str, Any]:
    return {
        "slip": slip.id,
        "ticket": slip.ticket,
        "number": slip.number,
        "window": slip.window,
        "service": slip.service,
        "language": slip.language,
        "outcome": slip.outcome,
        "case": slip.case,
        "promised": slip.promised,
        "missing": slip.missing,
        "missing_until": slip.missing_until,
        "collect": slip.collect,
        "hand_over": slip.hand_over,
        "problem": slip.problem,
        "reprint": slip.reprint,
    }


def told_body(hall: Hall, window: str) -> dict[str, Any] | None:
    """The outcome this window gave last today, in short."""
    mine = [slip for slip in hall.slips.values() if slip.window == window]
    if not mine:
        return None
    slip = slip_body(max(mine, key=lambda each: (each.given_at, each.id)))
    return {name: slip[name] for name in ("slip", "number", "outcome", "case", "hand_over", "problem")}


# --- from the register, off the loop


def find(ledger: Ledger, number: str) -> dict[str, Any] | None:
    """A case with all its steps, also one that is over; None: there never was one."""
    hall, now = ledger.hall, ledger.clock.now()
    with closing(ledger.reading()) as db:
        row = db.execute(f"SELECT {COLUMNS} FROM cases WHERE number = ?", (number,)).fetchone()
        if row is None:
            return None
        steps = db.execute(f"SELECT {STEP} FROM case_steps WHERE number = ? ORDER BY seq", (number,)).fetchall()
    body = _of_row(plan_of(hall), row, now)
    body["steps"] = [dict(zip(STEP.split(", "), step, strict=True)) for step in steps]
    return body


def listed(ledger: Ledger, *, state: str, overdue: bool, prefix: str, limit: int, start: int) -> dict[str, Any]:
    """A page of cases, the longest due first, those that are due no more after them."""
    hall, now = ledger.hall, ledger.clock.now()
    where, given = _where(plan_of(hall), now, state, overdue, prefix)
    with closing(ledger.reading()) as db:
        total = int(db.execute(f"SELECT count(*) FROM cases WHERE {where}", given).fetchone()[0])
        sql = f"SELECT {COLUMNS} FROM cases WHERE {where} ORDER BY due IS NULL, due, number LIMIT ? OFFSET ?"
        rows = db.execute(sql, (*given, limit, start)).fetchall()
    last = start + len(rows) >= total
    cases = [_of_row(plan_of(hall), row, now) for row in rows]
    return {"cases": cases, "total": total, "next": None if last else start + len(rows)}


def _where(plan: Plan, now: int, state: str, overdue: bool, prefix: str) -> tuple[str, list[str]]:
    parts, given = ["number >= ? AND number < ?"], [prefix, prefix + "\x7f"]
    if state != "all":
        states = OPEN if state == "open" else (state,)
        parts.append(f"state IN ({', '.join('?' * len(states))})")
        given += states
    if overdue:
        parts.append("state IN ('received', 'in-office') AND due < ?")  # the index is by state, then due
        given.append(overdue_before(plan, now))
    return " AND ".join(parts), given


def _of_row(plan: Plan, row: tuple[Any, ...], now: int) -> dict[str, Any]:
    body = dict(zip(COLUMNS.split(", "), row, strict=True))
    body["id"] = body.pop("number")
    body["place"] = place_body(body["place"])
    body["missing"] = orjson.loads(body["missing"])
    due = body["due"]
    body["days_late"] = working_days_late(plan, date.fromisoformat(due), today(plan, now)) if due else 0
    return body
