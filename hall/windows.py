"""Windows open, close, pause and resume, and who sits at them."""

from __future__ import annotations

from hall import events as e
from hall.calling import settled
from hall.hall import At, Hall
from hall.looking import at_window
from hall.refused import Refused


def open_window(hall: Hall, now: At, *, window: str, person: str | None = None) -> list[e.Event]:
    if at_window(hall, window).state != "closed":
        raise Refused("wrong-state")
    return settled(hall, now, [e.WindowOpened(window, person)], window)


def close_window(hall: Hall, now: At, *, window: str, reason: str | None = None) -> list[e.Event]:
    """Nothing moves: tickets belong to services, not to windows."""
    standing = at_window(hall, window)
    if standing.ticket is not None:
        raise Refused("window-busy")
    if standing.state == "closed":
        raise Refused("wrong-state")
    return [e.WindowClosed(window, reason)]


def pause(hall: Hall, now: At, *, window: str, reason: str | None = None, back_at: At | None = None) -> list[e.Event]:
    standing = at_window(hall, window)
    if standing.ticket is not None:
        raise Refused("window-busy")
    if standing.state != "idle":
        raise Refused("window-closed" if standing.state == "closed" else "wrong-state")
    return [e.WindowPaused(window, reason, back_at)]


def resume(hall: Hall, now: At, *, window: str) -> list[e.Event]:
    if at_window(hall, window).state != "paused":
        raise Refused("wrong-state")
    return settled(hall, now, [e.WindowResumed(window)], window)


def sign_in(hall: Hall, now: At, *, window: str, person: str, takeover: bool = False) -> list[e.Event]:
    """One person per window; the newest place of a person counts. Taking over is said aloud, never by accident."""
    standing = at_window(hall, window)
    if standing.person == person:
        return []
    if standing.person is not None and not takeover:
        raise Refused("window-taken", "window")
    return settled(hall, now, [e.PersonSignedIn(window, person)])


def sign_out(hall: Hall, now: At, *, window: str, person: str) -> list[e.Event]:
    if at_window(hall, window).person != person:
        return []
    return [e.PersonSignedOut(window, person)]
