"""What a window does with its current ticket, and taking its last act back."""

from __future__ import annotations

from hall import events as e
from hall import outcomes
from hall.calling import settled
from hall.due import due_after_move
from hall.eligible import idle_choice, serves
from hall.finishing import OUTCOMES, finish_events
from hall.hall import MINUTE, At, Hall, Leg, Ticket, Undoable, Window, plan_of
from hall.journeys import aside, opening
from hall.looking import at_window, current, missing, planned_service
from hall.plan import Journey
from hall.refused import Refused

ABSENT = "absent"
"""Why a window is paused whose clerk has gone without a word: a reason that pages know."""


def recall(hall: Hall, now: At, *, window: str, ticket: str | None = None) -> list[e.Event]:
    """Call the same number again: at most `recalls_max` times, `recall_seconds` apart."""
    _, called = current(hall, window, ticket, *_not_here(hall))
    policy = plan_of(hall).policy
    if called.recalls >= policy.recalls_max:
        raise Refused("recalls-used-up")
    if now - (called.recalled_at or called.called_at or 0) < policy.recall_seconds * 1000:
        raise Refused("recall-too-soon")
    return [e.TicketRecalled(called.id, window, hall.calls_made + 1, called.recalls + 1)]


def start(hall: Hall, now: At, *, window: str, ticket: str | None = None) -> list[e.Event]:
    """The visitor is here, and in a joint session every window: service begins."""
    _, called = current(hall, window, ticket, "called")
    if missing(called.leg):
        raise Refused("not-all-here")
    return [e.TicketStarted(called.id, window)]


def finish(
    hall: Hall,
    now: At,
    *,
    window: str,
    ticket: str | None = None,
    outcome: str = "done",
    note: str | None = None,
    missing: tuple[str, ...] = (),
    by: str = "",
    slip: str | None = None,
) -> list[e.Event]:
    """Service is over, with an outcome that its service allows. `slip` is the id of what the visitor is told, `by` who
    says so."""
    standing, _ = current(hall, window, ticket, "called", "serving")
    if outcome not in OUTCOMES:
        raise Refused("unknown-outcome", "outcome")
    told = outcomes.outcome_events(hall, now, standing, outcome, missing, by, slip)
    return settled(hall, now, [*finish_events(hall, now, standing, outcome, note), *told], window)


def no_show(hall: Hall, now: At, *, window: str, ticket: str | None = None) -> list[e.Event]:
    """Called and not here: missed. He may come back once, within `miss_return_minutes`."""
    _, called = current(hall, window, ticket, *_not_here(hall))
    return settled(hall, now, [e.TicketMissed(called.id, window)], window)


def _not_here(hall: Hall) -> tuple[str, ...]:
    """In which states a visitor may not have come. Where service begins by the clock, nobody has seen him yet."""
    return ("called",) if plan_of(hall).policy.auto_start_seconds is None else ("called", "serving")


def hold(
    hall: Hall,
    now: At,
    *,
    window: str,
    ticket: str | None = None,
    reason: str | None = None,
    minutes: int | None = None,
) -> list[e.Event]:
    """Sent to fetch or copy a paper; comes back by `return_ticket`."""
    _, served = current(hall, window, ticket, "called", "serving")
    longest = plan_of(hall).policy.hold_minutes_max
    if minutes is not None and not 1 <= minutes <= longest:
        raise Refused("too-long", "minutes", f"1-{longest}")
    until = now + (minutes or longest) * MINUTE
    return settled(hall, now, [e.TicketHeld(served.id, window, until, reason)], window)


def transfer(
    hall: Hall,
    now: At,
    *,
    window: str,
    ticket: str | None = None,
    service: str | None = None,
    to_window: str | None = None,
    person: str | None = None,
    come_back: bool = False,
) -> list[e.Event]:
    """On to another service, window or person; the number is kept and the wait already served counts."""
    _, served = current(hall, window, ticket, "called", "serving")
    if service is None and to_window is None and person is None:
        raise Refused("nowhere-to", "service")
    leg, journey = _elsewhere(hall, now, served, service, to_window, person)
    alert = idle_choice(hall, leg)
    moved = e.TicketTransferred(
        served.id,
        window,
        leg.service,
        leg.category,
        leg.zone,
        leg.due_at,
        leg.windows,
        leg.person,
        come_back,
        alert if alert != window else None,
        journey,
    )
    return settled(hall, now, [moved], window)


def _elsewhere(
    hall: Hall, now: At, ticket: Ticket, service: str | None, to_window: str | None, person: str | None
) -> tuple[Leg, Journey | None]:
    """The leg that goes on elsewhere, and what is left of the journey then. A service of several legs begins anew."""
    plan, wanted = plan_of(hall), planned_service(hall, service or ticket.leg.service)
    together = ticket.leg.joint.together if ticket.leg.joint is not None and service is None else ()
    journey = opening(hall, now, wanted, ticket.priority_class) or aside(ticket.journey, wanted.id, together)
    if wanted.legs and journey is not None:
        wanted = plan.service[journey.here.service]
    if to_window is not None:
        at_window(hall, to_window)
        if wanted.id not in serves(hall, to_window):
            raise Refused("does-not-serve", "window")
    due = due_after_move(plan, now, ticket.due_at, wanted.category)
    bound = (to_window,) if to_window is not None else ()
    return Leg(0, wanted.id, wanted.category, plan.zone_of[wanted.id], "waiting", due, now, bound, person), journey


def undo(hall: Hall, now: At, *, window: str, ticket: str | None = None, by: str = "") -> list[e.Event]:
    """Take back this window's own last record, whole, within `undo_seconds`, if nobody touched its tickets since.
    A call that was withdrawn stays on the boards, marked so. `ticket` may be any the record was about."""
    standing = at_window(hall, window)
    last = standing.undo
    if last is None or now - last.at > plan_of(hall).policy.undo_seconds * 1000:
        raise Refused("nothing-to-undo")
    if ticket is not None and ticket not in {each.id for each in last.tickets} | {standing.ticket}:
        raise Refused("not-current", "ticket")
    if not _untouched(hall, last):
        raise Refused("touched-since")
    made = map(e.TicketCancelled, last.made)
    return [e.Undone(window, last.seq), *made, *outcomes.taken_back(hall, last, by)]


def give_back(hall: Hall, now: At, *, window: str, ticket: str) -> list[e.Event]:
    """The clerk who called this visitor is not there: he waits again with his old due time, and the window is paused,
    so that the others call him. Nothing when he was seen after all, or the time is not up."""
    standing, minutes = at_window(hall, window), plan_of(hall).policy.absent_minutes
    called = hall.tickets.get(ticket)
    if standing.ticket != ticket or called is None or called.window != window or called.state not in _not_here(hall):
        return []
    if not minutes or now - (called.recalled_at or called.called_at or now) < minutes * MINUTE:
        return []
    return settled(hall, now, [e.TicketGivenBack(ticket, window), e.WindowPaused(window, ABSENT)])


def _untouched(hall: Hall, last: Undoable) -> bool:
    """Still as the record left them: not touched by a later one, or gone because the record itself ended them."""
    return all(
        hall.tickets[each.id].touched <= last.seq if each.id in hall.tickets else each.id in last.over
        for each in last.tickets
    ) and all(
        _still(hall.windows[seat.window], last)
        for seat in last.seats
    )


def _still(other: Window, last: Undoable) -> bool:
    """A window that had joined, as this one's last record left it."""
    return other.since_at == last.at and other.undo is None and other.ticket in (None, last.current)
