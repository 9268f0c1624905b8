"""Taking a ticket, and what its visitor or a clerk may ask of it away from a window."""

from __future__ import annotations

from typing import Final, Literal

from hall import events as e
from hall.calling import settled
from hall.days import taking
from hall.due import due_after_hold, due_after_miss, due_at, is_on_time
from hall.eligible import idle_choice, serves
from hall.hall import MINUTE, At, Counter, Hall, Leg, Ticket, plan_of
from hall.journeys import opening
from hall.looking import at_window, live_ticket, planned_service
from hall.plan import NEEDS, Plan
from hall.refused import Refused

SAME: Final = "="
"""In a correction: this stays as it is (None means none)."""
By = Literal["shown", "phone", "paper", "nothing"]


def take(
    hall: Hall,
    now: At,
    *,
    ticket: str,
    service: str,
    priority_class: str | None = None,
    needs: tuple[str, ...] = (),
    language: str = "zh",
    kiosk: str | None = None,
    slot_at: At | None = None,
) -> list[e.Event]:
    """Issue the next number of the service's category. `slot_at`: of an appointment; late, it is a walk-in."""
    plan, wanted = plan_of(hall), planned_service(hall, service)
    _check_person(plan, priority_class, needs)
    if (reason := taking(hall, now, wanted)) is not None:
        raise Refused(reason, "service")
    booked = slot_at is not None and is_on_time(plan, now, slot_at)
    journey = opening(hall, now, wanted, priority_class)
    first = plan.service[journey.here.service] if journey is not None else wanted
    due = due_at(plan, first.category, priority_class, now, slot_at if booked else None)
    category = plan.category[wanted.category]
    count = _next_count(hall, category.prefix)
    leg = Leg(1, first.id, first.category, plan.zone_of[first.id], "waiting", due, now)
    taken = e.TicketTaken(
        ticket=ticket,
        number=number_of(category.prefix, count),
        prefix=category.prefix,
        count=count,
        day=hall.day,
        service=leg.service,
        category=leg.category,
        zone=leg.zone,
        due_at=due,
        kind="appointment" if booked else "walk-in",
        priority_class=priority_class,
        needs=needs,
        language=language,
        kiosk=kiosk,
        hand_over="pending" if _printer(plan, kiosk) else "shown",
        slot_at=slot_at,
        alert=idle_choice(hall, leg),
        journey=journey,
    )
    return settled(hall, now, [taken])


def serve(
    hall: Hall,
    now: At,
    *,
    window: str,
    ticket: str,
    service: str,
    priority_class: str | None = None,
    language: str = "zh",
) -> list[e.Event]:
    """Serve somebody who has no ticket: the next number is issued and in service at once. Hours, quotas and closed
    categories do not bind a clerk; the number counts like any other."""
    plan, standing, wanted = plan_of(hall), at_window(hall, window), planned_service(hall, service)
    if standing.state != "idle":
        raise Refused("window-busy" if standing.ticket is not None else f"window-{standing.state}")
    _check_person(plan, priority_class, ())
    journey = opening(hall, now, wanted, priority_class, serves(hall, window))
    first = plan.service[journey.here.service] if journey is not None else wanted
    if first.id not in serves(hall, window):
        raise Refused("does-not-serve", "service")
    if journey is not None and journey.here.together:
        raise Refused("not-all-here", "service")
    prefix = plan.category[wanted.category].prefix
    count = _next_count(hall, prefix)
    due = due_at(plan, first.category, priority_class, now)
    served = e.TicketServed(
        ticket, number_of(prefix, count), prefix, count, hall.day, first.id, first.category, plan.zone_of[first.id],
        window, due, priority_class, language, journey,
    )  # fmt: skip
    return [served]


def note(hall: Hall, now: At, *, ticket: str, note: str | None, by: str) -> list[e.Event]:
    """Staff write about a ticket, for staff; None takes it away."""
    remark = live_ticket(hall, ticket).remark
    if (remark.text if remark is not None else None) == note:
        return []
    return [e.TicketNoted(ticket, note, by)]


def number_of(prefix: str, count: int) -> str:
    return f"{prefix}{count:03d}"


def _next_count(hall: Hall, prefix: str) -> int:
    """The next number of a prefix today, past numbers set aside and those of yesterday's visitors still here."""
    counter = hall.counters.get(f"{hall.day}/{prefix}", Counter())
    count = counter.last + 1
    while True:
        beyond = [last + 1 for first, last in counter.aside if first <= count <= last]
        if beyond:
            count = max(beyond)
        elif number_of(prefix, count) in hall.numbers:
            count += 1
        else:
            return count


def _check_person(plan: Plan, priority_class: str | None, needs: tuple[str, ...]) -> None:
    if priority_class is not None and priority_class not in plan.priority_class:
        raise Refused("unknown-priority-class", "priority_class")
    if not set(needs) <= set(NEEDS):
        raise Refused("unknown-need", "needs")


def _printer(plan: Plan, kiosk: str | None) -> str | None:
    if kiosk is None:
        return None
    if kiosk not in plan.kiosk:
        raise Refused("unknown-kiosk", "kiosk")
    return plan.kiosk[kiosk].printer


def reclass(
    hall: Hall,
    now: At,
    *,
    ticket: str,
    service: str | None = None,
    priority_class: str | None = SAME,
    needs: tuple[str, ...] | None = None,
    language: str | None = None,
    by_kiosk: str | None = None,
) -> list[e.Event]:
    """Correct what was asked for, before service: worked out anew from the first arrival. A kiosk (`by_kiosk`) may do
    it only for its own ticket, while it waits, within `reclass_minutes`, and not to another service."""
    plan, old = plan_of(hall), live_ticket(hall, ticket)
    if old.state not in (("waiting",) if by_kiosk else ("waiting", "called")) or old.leg_at != 0:
        raise Refused("wrong-state")
    if by_kiosk is not None:
        _check_kiosk(plan, now, old, by_kiosk, service)
    wanted, journey = planned_service(hall, old.leg.service), old.journey
    if service is not None and (journey is None or service != journey.service):
        wanted = planned_service(hall, service)
        journey = opening(hall, now, wanted, old.priority_class)
        wanted = plan.service[journey.here.service] if journey is not None else wanted
    chosen = old.priority_class if priority_class == SAME else priority_class
    needs = old.needs if needs is None else needs
    _check_person(plan, chosen, needs)
    if wanted.id != old.leg.service and old.state == "called" and wanted.id not in serves(hall, str(old.window)):
        raise Refused("does-not-serve", "service")
    moved = wanted.id != old.leg.service or chosen != old.priority_class
    due = due_at(plan, wanted.category, chosen, old.issued_at, _slot(old)) if moved else old.due_at
    event = e.TicketReclassed(
        ticket, wanted.id, wanted.category, plan.zone_of[wanted.id], due, chosen, needs, language or old.language,
        journey,
    )  # fmt: skip
    as_asked = (wanted.id, chosen, needs, event.language, journey)
    same = as_asked == (old.leg.service, old.priority_class, old.needs, old.language, old.journey)
    return [] if same else settled(hall, now, [event])


def _slot(ticket: Ticket) -> At | None:
    return ticket.slot_at if ticket.kind == "appointment" else None


def _check_kiosk(plan: Plan, now: At, ticket: Ticket, kiosk: str, service: str | None) -> None:
    if ticket.kiosk != kiosk or service is not None:
        raise Refused("not-allowed", "service" if service is not None else None)
    if now - ticket.issued_at > plan.policy.reclass_minutes * MINUTE:
        raise Refused("too-late")


def cancel(hall: Hall, now: At, *, ticket: str) -> list[e.Event]:
    """The visitor does not want it any more. In service, the window ends it instead."""
    if live_ticket(hall, ticket).state not in ("waiting", "called", "held", "missed"):
        raise Refused("wrong-state")
    window = hall.tickets[ticket].window
    return settled(hall, now, [e.TicketCancelled(ticket)], window)


def return_ticket(hall: Hall, now: At, *, ticket: str) -> list[e.Event]:
    """A missed or held visitor is back, or the slip of a void ticket turned up."""
    plan, back = plan_of(hall), live_ticket(hall, ticket)
    if back.state == "void":
        return settled(hall, now, [e.TicketRevived(ticket, idle_choice(hall, back.leg))])
    if back.state == "held":
        due = due_after_hold(plan, now)
    elif back.state == "missed":
        _check_miss(plan, now, back)
        due = due_after_miss(plan, now, back.due_at)
    else:
        raise Refused("wrong-state")
    alert = idle_choice(hall, back.leg, back.preferred)
    return settled(hall, now, [e.TicketReturned(ticket, due, back.preferred, alert)])


def _check_miss(plan: Plan, now: At, ticket: Ticket) -> None:
    if ticket.misses > 1:
        raise Refused("came-back-already")
    if now - (ticket.missed_at or now) > plan.policy.miss_return_minutes * MINUTE:
        raise Refused("too-late-to-return")


def confirm(hall: Hall, now: At, *, ticket: str, by: By) -> list[e.Event]:
    """The visitor says how the number reached him, or that nothing did. Paper in the hand of a void ticket's visitor
    brings it back with its old due time."""
    plan, found = plan_of(hall), live_ticket(hall, ticket)
    if by == "nothing":
        if found.state == "void":
            raise Refused("wrong-state")
        waits = found.state == "waiting"
        return [e.HandOverConfirmed(ticket, "failed", now + plan.policy.void_minutes * MINUTE if waits else None)]
    if found.state == "void":
        revived = e.TicketRevived(ticket, idle_choice(hall, found.leg))
        return settled(hall, now, [revived, e.HandOverConfirmed(ticket, by)])
    return [] if found.hand_over == by else [e.HandOverConfirmed(ticket, by)]


def reprint(hall: Hall, now: At, *, ticket: str) -> list[e.Event]:
    """The same number again on paper, never a new one, and never while the first may still come out."""
    found = live_ticket(hall, ticket)
    printer = _printer(plan_of(hall), found.kiosk)
    if printer is None:
        raise Refused("no-printer")
    if found.hand_over == "pending":
        raise Refused("still-printing")
    asked = e.ReprintAsked(ticket, printer, found.reprints + 1)
    if found.state == "void":
        return settled(hall, now, [e.TicketRevived(ticket, idle_choice(hall, found.leg)), asked])
    return [asked]
