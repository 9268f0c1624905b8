"""A ticket as a record leaves it, also when it leaves the hall with that record (done, cancelled, expired).

The hall holds live tickets only, so the last picture of one is made of the hall before the record and its events.
"""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from hall import events as e
from hall.after import after
from hall.events import Event
from hall.hall import EMPTY, Hall, Leg, State, Ticket
from hall.records import changed
from ledger.asks import Kept


class Watched:
    """A rule that remembers the hall it decided on: `ledger.by(...).record(watched, ...)`, then `watched.before`."""

    def __init__(self, rule: Any) -> None:
        self.rule, self.before = rule, EMPTY
        update_wrapper(self, rule)

    def __call__(self, hall: Hall, now: int, **words: Any) -> list[Event]:
        self.before = hall
        events: list[Event] = self.rule(hall, now, **words)
        return events


def ticket_now(kept: Kept, before: Hall, ticket: str) -> Ticket:
    """The ticket after the record `kept` that was decided on `before`."""
    if (alive := kept.hall.tickets.get(ticket)) is not None:
        return alive
    hall, last = before, before.tickets.get(ticket)
    for entry in kept.entries:
        last = hall.tickets.get(ticket, last)
        hall = after(hall, entry.event, entry.at)
        if last is not None and ticket not in hall.tickets:
            return ended(last, entry.event, entry.at)
    if last is None:
        raise LookupError(f"no ticket {ticket} in this record")
    return last


def ended(last: Ticket, event: Event, at: int) -> Ticket:
    """The ticket as the event that ended it leaves it."""
    if isinstance(event, e.TicketFinished):
        return _closed(last, "done", started_at=event.served_from_at, finished_at=at, outcome=event.outcome)
    states: dict[type, State] = {e.TicketCancelled: "cancelled", e.TicketVoided: "void", e.TicketExpired: "expired"}
    return _closed(last, states.get(type(event), last.state))


def _closed(ticket: Ticket, state: State, **leg: Any) -> Ticket:
    legs: list[Leg] = list(ticket.legs)
    legs[ticket.leg_at] = changed(legs[ticket.leg_at], state=state, **leg)
    return changed(ticket, state=state, legs=tuple(legs))
