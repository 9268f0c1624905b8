"""What stands, as rows of plain data: what the next start reads, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from immutables import Map

from hall.cabinet import Deposit, DepositSlip, Door, Message, Promise, Returned, Standing, Tries, Visit, locators_of
from hall.case import Case, OutcomeSlip
from hall.duty import Hand, HelpCall, OnDuty
from hall.hall import Call, Counter, Device, Hall, Notice, Speaker, Stop, Ticket, Window
from hall.lanes import apart_of, lanes_of, reached
from hall.plan import Plan
from hall.records import changed, from_data, to_data


class Kind(NamedTuple):
    """A table of the hall, or of its cabinets, and what its rows are records of."""

    table: str
    record: type
    of_cabinets: bool = False

    def of(self, hall: Hall) -> Map[Any, Any]:
        """The table itself."""
        table: Map[Any, Any] = getattr(hall.cabinets if self.of_cabinets else hall, self.table)
        return table


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
    "bank": Kind("banks", Standing, True),
    "door": Kind("doors", Door, True),
    "deposit": Kind("deposits", Deposit, True),
    "visit": Kind("visits", Visit, True),
    "tries": Kind("tries", Tries, True),
    "promise": Kind("promises", Promise, True),
    "message": Kind("messages", Message, True),
    "deposit-slip": Kind("slips", DepositSlip, True),
    "returned": Kind("returned", Returned, True),
}
SCALARS = ("epoch", "day", "day_ends_at", "days", "calls_made")


def row(hall: Hall, kind: str, name: str) -> Any | None:
    """The data of one row as JSON encoders take it (records stay records), or None when it is gone."""
    if kind == "hall":
        return {field: getattr(hall, field) for field in SCALARS}
    if kind == "plan":
        return to_data(hall.plan) if hall.plan is not None else None
    return KINDS[kind].of(hall).get(int(name) if kind == "call" else name)


def rows(hall: Hall) -> Iterator[tuple[str, str, Any]]:
    """Every row there is."""
    yield "hall", "hall", row(hall, "hall", "hall")
    if hall.plan is not None:
        yield "plan", "plan", row(hall, "plan", "plan")
    for kind, each in KINDS.items():
        for name in each.of(hall):
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
    standing: dict[bool, dict[str, Any]] = {False: {}, True: {}}
    for kind, each in KINDS.items():
        standing[each.of_cabinets][each.table] = Map(tables[kind])
    deposits: Map[str, Deposit] = standing[True]["deposits"]
    return reached(
        changed(
            hall,
            **standing[False],
            lanes=lanes_of(standing[False]["tickets"]),
            apart=apart_of(standing[False]["tickets"]),
            numbers=Map({ticket.number: ticket.id for ticket in standing[False]["tickets"].values()}),
            cabinets=changed(hall.cabinets, **standing[True], locators=locators_of(deposits)),
        )
    )
