"""Windows open, close, pause and resume, and who sits at them."""

from __future__ import annotations

from hall import events as e
from hall.calling import settled
from hall.hall import At, Hall, plan_of
from hall.looking import at_window, planned_service
from hall.refused import Refused


def open_window(
    hall: Hall,
    now: At,
    *,
    window: str,
    person: str | None = None,
    skills: tuple[str, ...] = (),
    may: tuple[str, ...] = (),
) -> list[e.Event]:
    """It is idle, and may call. Who opens it sits there."""
    standing = at_window(hall, window)
    if standing.state != "closed":
        raise Refused("wrong-state")
    seated = person is None or standing.person == person
    sits: list[e.Event] = [] if seated else [e.PersonSignedIn(window, str(person), skills, may)]
    return settled(hall, now, [*sits, e.WindowOpened(window, person)], window)


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


def sign_in(
    hall: Hall,
    now: At,
    *,
    window: str,
    person: str,
    takeover: bool = False,
    skills: tuple[str, ...] = (),
    may: tuple[str, ...] = (),
) -> list[e.Event]:
    """One person per window; the newest place of a person counts. Taking over is said aloud, never by accident. What
    the person knows and may is looked up by who asks, and counts from now on."""
    standing = at_window(hall, window)
    if (standing.person, standing.skills, standing.may) == (person, skills, may):
        return []
    if standing.person not in (None, person) and not takeover:
        raise Refused("window-taken", "window")
    return settled(hall, now, [e.PersonSignedIn(window, person, skills, may)])


def sign_out(hall: Hall, now: At, *, window: str, person: str) -> list[e.Event]:
    if at_window(hall, window).person != person:
        return []
    return [e.PersonSignedOut(window, person)]


def set_services(hall: Hall, now: At, *, window: str, services: tuple[str, ...] | None) -> list[e.Event]:
    """What the window serves for the rest of the day, exactly, whatever the plan says; None: as planned. Who sits there
    still serves only what he knows. Nobody moves: who waits is called by whoever may serve him."""
    standing = at_window(hall, window)
    if services is not None:
        wanted = {planned_service(hall, service).id for service in services}
        services = tuple(each for each in plan_of(hall).service if each in wanted)
    if standing.services == services:
        return []
    return settled(hall, now, [e.WindowServicesSet(window, services)])
