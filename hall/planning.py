"""Adopting a plan: only one that leaves no living ticket without its place."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import door_id
from hall.case import Case, kind_and_id
from hall.hall import At, Hall, Ticket
from hall.plan import Journey, Plan
from hall.records import to_data
from hall.refused import Refused


def adopt(hall: Hall, now: At, *, plan: Plan) -> list[e.Event]:
    """The plan in force from now on. The same plan again is no event; one that would orphan a live ticket is
    refused."""
    if hall.plan == plan:
        return []
    if hall.plan is not None:
        for ticket in hall.tickets.values():
            if (field := _orphaned(ticket, plan)) is not None:
                raise Refused("plan-orphans", field, ticket.number)
        for case in hall.cases.values():
            if (field := _stranded(case, plan)) is not None:
                raise Refused("plan-orphans", field, case.id)
        if (field := _shut_in(hall, plan)) is not None:
            raise Refused("plan-orphans", field)
    return [e.PlanAdopted(to_data(plan))]


def _shut_in(hall: Hall, plan: Plan) -> str | None:
    """A compartment that holds something, is open, or is not known, and that the plan no longer has."""
    planned = {door_id(bank.id, each.no) for bank in plan.locker_banks for each in bank.compartments}
    for door in hall.cabinets.doors.values():
        held = door.deposit is not None or door.visit is not None or door.state == "uncertain"
        if held and door.id not in planned:
            return f"locker_banks.{door.id}"
    return None


def _stranded(case: Case, plan: Plan) -> str | None:
    """Where in the plan the place that has an open case is gone: it must be passed on first."""
    kind, name = kind_and_id(case.at)
    if kind == "window":
        return None if name in plan.window else f"windows.{name}"
    if kind == "office":
        return None if name in plan.office else f"offices.{name}"
    return None if name in plan.locker_bank else f"locker_banks.{name}"


def _orphaned(ticket: Ticket, plan: Plan) -> str | None:
    """Where in the plan the place of a live ticket is gone, or None."""
    for leg in (ticket.leg, *ticket.way_back):
        if leg.service not in plan.service or plan.service[leg.service].category != leg.category:
            return f"services.{leg.service}"
        if plan.zone_of[leg.service] != leg.zone:
            return f"categories.{leg.category}.zone"
        if any(window not in plan.window for window in leg.windows):
            return f"windows.{leg.windows[0]}"
    for each in () if ticket.journey is None else _services_of(ticket.journey):
        if each not in plan.service:
            return f"services.{each}"
    for name, _ in ticket.leg.joint.joined if ticket.leg.joint is not None else ():
        if name not in plan.window:
            return f"windows.{name}"
    if ticket.window is not None and ticket.window not in plan.window:
        return f"windows.{ticket.window}"
    if ticket.priority_class is not None and ticket.priority_class not in plan.priority_class:
        return f"priority_classes.{ticket.priority_class}"
    return None


def _services_of(journey: Journey) -> list[str]:
    return [journey.service, *(name for leg in journey.legs for name in (leg.service, *leg.together))]
