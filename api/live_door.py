"""Who may listen on a socket: the same keys, roles and places as over HTTP, checked once when the socket comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_socketio import ConnectionRefusedError as Refusal

from api.callers import identify
from api.live_screen import Screen
from hall.plan import Plan

KEY_MOST = 256
"""Characters of a key in a socket's auth payload; a longer one is nobody's."""


@dataclass(frozen=True)
class Guest:
    """A socket that may come in: at which place, looking at which room's picture, as whom, by which key."""

    place: str
    name: str
    role: str
    key: str


def admit(screen: Screen, auth: Any, plan: Plan) -> Guest:
    """The guest behind an auth payload `{"key", "at"}` (either may be left to the cookie and the key's own place), or
    the refusal that says why not."""
    payload = auth if isinstance(auth, dict) else {}
    key, at = payload.get("key"), payload.get("at")
    caller = identify(key) if key is None or (isinstance(key, str) and len(key) <= KEY_MOST) else None
    if caller is None or caller.locked:
        raise refusal("no-key" if caller is None else "locked")
    place = at if isinstance(at, str) else caller.place or screen.only
    if caller.role not in screen.roles or (place is not None and not caller.serves(place)):
        raise refusal("not-allowed")
    name = screen.room(plan, place) if place is not None else None
    if place is None or name is None:
        raise refusal(screen.unknown)
    return Guest(place, name, caller.role, caller.key)


def refusal(reason: str) -> Refusal:
    """`connect_error` whose message is the reason word, as is its data's `reason`."""
    return Refusal(reason, {"reason": reason})
