"""What stands, as rows of plain data: what the next start reads, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from immutables import Map

from hall.case import Case, OutcomeSlip
from hall.duty import Hand, HelpCall, OnDuty
from hall.hall import Call, Counter, Device, Hall, Notice, Speaker, Stop, Ticket, Window
from hall.lanes import apart_of, lanes_of, reached
from hall.plan import Plan
from hall.records import changed, from_data, to_data


class Kind(NamedTuple):
    """A table of the hall and what its rows are records of."""

    table: str
    record: type


KINDS = {
    "ticket": Kind("tickets", Ticket),
    "window": Kind("windows", Window),
    "counter": Kind("counters", Counter),
    "taken": Kind("taken", int),
    "call": Kind("calls", Call),
    "stop": Kind("stops", Stop),
    "notice": Kind("notices", Notice),
    "device": Kind("devices", Device),
    "seen": Kind("seen", int),
    "case": Kind("cases", Case),
    "case-count": Kind("case_counts", int),
    "slip": Kind("slips", OutcomeSlip),
    "helper": Kind("helpers", OnDuty),
    "help": Kind("help_calls", HelpCall),
    "hand": Kind("hands", Hand),
    "speaker": Kind("speakers", Speaker),
}
SCALARS = ("epoch", "day", "day_ends_at", "days", "calls_made")


def row(hall: Hall, kind: str, name: str) -> Any | None:
    """The data of one row as JSON encoders take it (records stay records), or None when it is gone."""
    if kind == "hall":
        return {field: getattr(hall, field) for field in SCALARS}
    if kind == "plan":
        return to_data(hall.plan) if hall.plan is not None else None
    return getattr(hall, KINDS[kind].table).get(int(name) if kind == "call" else name)


def rows(hall: Hall) -> Iterator[tuple[str, str, Any]]:
    """Every row there is."""
    yield "hall", "hall", row(hall, "hall", "hall")
    if hall.plan is not None:
        yield "plan", "plan", row(hall, "plan", "plan")
    for kind, each in KINDS.items():
        for name in getattr(hall, each.table):
            yield kind, str(name), row(hall, kind, str(name))


def load(found: Iterable[tuple[str, str, Any]], *, seq: int, at: int) -> Hall:
    """The hall that these rows (of parsed JSON) were written from, as of the ledger's last event."""
    tables: dict[str, dict[Any, Any]] = {kind: {} for kind in KINDS}
    hall = Hall(seq=seq, at=at)
    for kind, name, data in found:
        if kind == "hall":
            hall = changed(hall, **{**data, "days": tuple(data["days"])})
        elif kind == "plan":
            hall = changed(hall, plan=from_data(Plan, data))
        else:
            tables[kind][int(name) if kind == "call" else name] = from_data(KINDS[kind].record, data)
    standing: dict[str, Any] = {each.table: Map(tables[kind]) for kind, each in KINDS.items()}
    hall = changed(hall, **standing)
    return reached(
        changed(
            hall,
            lanes=lanes_of(hall.tickets),
            apart=apart_of(hall.tickets),
            numbers=Map({ticket.number: ticket.id for ticket in hall.tickets.values()}),
        )
    )
