"""One matter, one visit: a ticket goes from leg to leg and keeps its number.

Of the legs whose step is next, the one with the least expected wait comes first:

    people of its category who are due before him / open windows that may serve it

A leg that nobody may serve just now, or that is outside its hours, comes after all others; between equals the plan's
order decides. The choice is made once, when the leg before it ends, and stands in the event."""

from __future__ import annotations

from fractions import Fraction

from hall import events as e
from hall.crowd import people_before
from hall.days import is_within_hours
from hall.due import due_after_move, due_at
from hall.eligible import idle_choice, windows_serving
from hall.hall import At, Hall, Leg, Place, Ticket, plan_of
from hall.plan import Journey, PlannedLeg, Service
from hall.records import changed

AT_WORK = ("idle", "calling", "serving")
NOBODY = Fraction(1_000_000_000)
"""A wait longer than any: no window is open for it."""


def opening(
    hall: Hall, now: At, service: Service, priority_class: str | None = None, served: frozenset[str] | None = None
) -> Journey | None:
    """The whole journey of a service with its first leg chosen, among `served` if that may be; None: the service has no
    legs."""
    if not service.legs:
        return None
    plan = plan_of(hall)
    due = {leg.service: due_at(plan, plan.category_of[leg.service], priority_class, now) for leg in service.legs}
    return Journey(service.id, _chosen(hall, now, service.legs, due, served))


def onward(hall: Hall, now: At, ticket: Ticket) -> Journey | None:
    """What is left after the current leg, with the next leg chosen; None: nothing."""
    if ticket.journey is None or not ticket.journey.ahead:
        return None
    plan, ahead = plan_of(hall), ticket.journey.ahead
    due = {leg.service: due_after_move(plan, now, ticket.due_at, plan.category_of[leg.service]) for leg in ahead}
    return changed(ticket.journey, legs=_chosen(hall, now, ahead, due))


def aside(journey: Journey | None, service: str, together: tuple[str, ...] = ()) -> Journey | None:
    """The journey while its visitor is at a service out of turn; what he does there he need not do again."""
    if journey is None:
        return None
    ahead = tuple(leg for leg in journey.ahead if leg.service != service)
    return changed(journey, legs=(PlannedLeg(service, together=together), *ahead))


def next_leg(hall: Hall, now: At, ticket: Ticket, outcome: str) -> e.LegEntered | None:
    """Where the visitor goes when his current leg is over: back to who sent him, or on; None: he is done. What was
    refused is not carried on."""
    if ticket.way_back:
        back = ticket.way_back[-1]
        journey = aside(ticket.journey, back.service, back.joint.together if back.joint is not None else ())
        return e.LegEntered(
            ticket.id, back.service, back.category, back.zone, back.due_at, back.entered_at, back.windows, back.person,
            journey=journey,
        )  # fmt: skip
    journey = None if outcome == "refused" else onward(hall, now, ticket)
    if journey is None:
        return None
    leg = first_leg(hall, now, journey, ticket.due_at)
    return e.LegEntered(
        ticket.id, leg.service, leg.category, leg.zone, leg.due_at, now, alert=idle_choice(hall, leg), journey=journey
    )


def first_leg(hall: Hall, now: At, journey: Journey, due: At) -> Leg:
    """The journey's current leg as it is entered now by somebody who was due at `due`."""
    plan, service = plan_of(hall), journey.here.service
    category = plan.category_of[service]
    return Leg(0, service, category, plan.zone_of[service], "waiting", due_after_move(plan, now, due, category), now)


def way_of(ticket: Ticket) -> tuple[str, ...]:
    """The services of a ticket of several legs, those it was at first; empty for any other."""
    if ticket.journey is None:
        return ()
    return (*(leg.service for leg in ticket.legs), *(leg.service for leg in ticket.journey.ahead))


def _chosen(
    hall: Hall, now: At, legs: tuple[PlannedLeg, ...], due: dict[str, At], served: frozenset[str] | None = None
) -> tuple[PlannedLeg, ...]:
    """The legs with the next one first."""
    step = min(leg.step for leg in legs)
    free = [leg for leg in legs if leg.step == step]
    free = [leg for leg in free if served is None or leg.service in served] or free
    first = free[0] if len(free) == 1 else min(free, key=lambda leg: _wait(hall, now, leg.service, due[leg.service]))
    return (first, *(leg for leg in legs if leg is not first))


def _wait(hall: Hall, now: At, service: str, due: At) -> tuple[bool, Fraction]:
    """What the order of free legs compares; `min` takes the first of equals."""
    plan = plan_of(hall)
    shut = not is_within_hours(plan, now, plan.service[service])
    serving = [name for name in windows_serving(hall, service) if hall.windows[name].state in AT_WORK]
    before = people_before(hall, plan.category_of[service], Place(due, now, hall.seq + 1, ""))
    return shut, Fraction(before, len(serving)) if serving else NOBODY
