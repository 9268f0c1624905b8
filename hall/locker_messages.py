"""The word that a result lies ready: what became of sending it. At least once, a bounded number of times."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Message
from hall.hall import At, Hall, plan_of

LONGEST_MILLIS = 6 * 3_600_000


def due(hall: Hall, now: At) -> list[Message]:
    """Those to be tried now, the oldest first."""
    found = [each for each in hall.cabinets.messages.values() if each.again_at is not None and each.again_at <= now]
    return sorted(found, key=lambda each: (each.again_at or 0, each.id))


def sent(hall: Hall, now: At, *, message: str) -> list[e.Event]:
    found = hall.cabinets.messages.get(message)
    return [] if found is None else [e.MessageSent(message, found.attempts + 1)]


def failed(hall: Hall, now: At, *, message: str, problem: str) -> list[e.Event]:
    """Tried again later, each time after twice as long; given up after `attempts_max`."""
    found, rules = hall.cabinets.messages.get(message), plan_of(hall).messages
    if found is None or found.again_at is None:
        return []
    attempts = found.attempts + 1
    wait = min(rules.again_seconds * 1000 << min(attempts - 1, 20), LONGEST_MILLIS)
    again_at = None if attempts >= rules.attempts_max else now + wait
    return [e.MessageFailed(message, attempts, problem, again_at)]
