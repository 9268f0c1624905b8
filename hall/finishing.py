"""What finishing the current ticket of a window means, alone or on the way to the next call."""

from __future__ import annotations

from hall import events as e
from hall.hall import At, Hall, Window
from hall.journeys import next_leg
from hall.looking import check_own, missing
from hall.refused import Refused

OUTCOMES = ("done", "accepted", "accepted-incomplete", "refused")


def finish_events(hall: Hall, now: At, window: Window, outcome: str = "done", note: str | None = None) -> list[e.Event]:
    """The current leg is over. Only called, never started: served from the call on. Whoever is to come back waits
    again, where he came from, with his old due time and his old place; whoever has a leg ahead waits for it."""
    ticket = hall.tickets[str(window.ticket)]
    check_own(window, ticket)
    if missing(ticket.leg):
        raise Refused("not-all-here")
    served_from = ticket.leg.started_at or ticket.leg.called_at or now
    after = next_leg(hall, now, ticket, outcome)
    done = e.TicketFinished(ticket.id, window.id, served_from, outcome, note, over=after is None)
    return [done] if after is None else [done, after]
