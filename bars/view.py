"""What stands on a window's bar. Pure: the hall in, a text out."""

from __future__ import annotations

from typing import Protocol

from bars.bar import Shown
from hall.hall import Hall, plan_of


class Speaker(Protocol):
    """`hall.words.Words`, as far as a bar needs it."""

    def say(self, language: str, key: str, **names: object) -> str: ...


def shown(hall: Hall, words: Speaker, window: str) -> Shown | None:
    """The number that is called or served, or that the window pauses; None: nothing."""
    plan, now = plan_of(hall), hall.windows[window]
    language = plan.languages[0]
    if now.state == "paused":
        return Shown(words.say(language, "bar.paused"))
    ticket = hall.tickets.get(now.ticket) if now.ticket is not None else None
    if now.state not in ("calling", "serving") or ticket is None:
        return None
    text = words.say(language, "bar.call", number=ticket.number, window=plan.window[window].label)
    return Shown(text, ticket.number, ticket.call or 0)
