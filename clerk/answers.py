"""What a window's acts answer: pure functions of what was kept, whose bytes are kept with it for a repeat."""

from __future__ import annotations

from collections.abc import Callable

from api.answers import encode
from api.ended import Watched, ticket_now
from api.live_screen import Around
from api.shapes import iso, ticket_body
from clerk.case_view import slip_body
from clerk.view import window_view
from hall.events import TicketCalled, TicketFinished
from hall.hall import Hall, plan_of
from hall.words import Words, why
from ledger.ledger import Answer, Kept

Answering = Callable[[Kept], Answer]
HOUR_MINUTE = slice(11, 16)
"""Of an ISO 8601 time."""


def called(window: str, words: Words, language: str) -> Answering:
    """`{"ticket", "why"}`, and `finished` when the record finished one first."""

    def answer(kept: Kept) -> Answer:
        body: dict[str, object] = {"ticket": None, "why": None}
        for event in kept.events:
            if isinstance(event, TicketFinished) and event.window == window:
                body["finished"] = event.ticket
            elif isinstance(event, TicketCalled) and event.window == window:
                body["ticket"] = ticket_body(kept.hall, kept.hall.tickets[event.ticket])
                body["why"] = said_why(kept.hall, event, words, language)
        return Answer(200, encode(body))

    return answer


def said_why(hall: Hall, event: TicketCalled, words: Words, language: str) -> str:
    """Why this visitor was called now, in times of day of the hall's own zone."""
    plan = plan_of(hall)
    next_up = [(number, iso(plan, due_at)[HOUR_MINUTE]) for number, due_at in event.next]
    return why(words, language, iso(plan, event.due_at)[HOUR_MINUTE], next_up, event.out_of_turn)


def one_ticket(watched: Watched, window: str) -> Answering:
    """`{"ticket"}`: the one that was current at the window when the act was decided, as the act leaves it."""

    def answer(kept: Kept) -> Answer:
        current = watched.before.windows[window].ticket
        return _ticket(kept, watched.before, str(current))

    return answer


def finished(watched: Watched, window: str, slip: str) -> Answering:
    """`{"ticket", "outcome"}`: the finished one, and what its visitor was told (null: simply done)."""

    def answer(kept: Kept) -> Answer:
        ticket = ticket_now(kept, watched.before, str(watched.before.windows[window].ticket))
        told = kept.hall.slips.get(slip)
        body = {"ticket": ticket_body(kept.hall, ticket), "outcome": slip_body(told) if told is not None else None}
        return Answer(200, encode(body))

    return answer


def undone(watched: Watched, window: str) -> Answering:
    """`{"ticket"}`: the one now current again, or the one whose call or end was taken back."""

    def answer(kept: Kept) -> Answer:
        undo = watched.before.windows[window].undo
        about = (*(each.id for each in undo.tickets), *undo.made) if undo is not None else ("",)
        return _ticket(kept, watched.before, kept.hall.windows[window].ticket or about[0])

    return answer


def _ticket(kept: Kept, before: Hall, ticket: str) -> Answer:
    return Answer(200, encode({"ticket": ticket_body(kept.hall, ticket_now(kept, before, ticket))}))


def view(window: str, words: Words, now: int, around: Around) -> Answering:
    """The window's whole view."""

    def answer(kept: Kept) -> Answer:
        return Answer(200, encode(window_view(kept.hall, words, window, now, around)))

    return answer
