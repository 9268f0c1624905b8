"""What printers, displays and keys report. News about a ticket that is over is no news."""

from __future__ import annotations

from hall import events as e
from hall.calling import idle_choice, settled
from hall.hall import MINUTE, At, Hall, plan_of


def printed(hall: Hall, now: At, *, ticket: str, printer: str) -> list[e.Event]:
    """The printer said the slip came out. If the number was void by then, it is good again."""
    found = hall.tickets.get(ticket)
    if found is None:
        return []
    news: list[e.Event] = [e.SlipPrinted(ticket, printer)]
    if found.state != "void":
        return news
    return settled(hall, now, [e.TicketRevived(ticket, idle_choice(hall, found.leg)), *news])


def sent(hall: Hall, now: At, *, ticket: str, printer: str) -> list[e.Event]:
    return [e.SlipSent(ticket, printer)] if ticket in hall.tickets else []


def print_unknown(hall: Hall, now: At, *, ticket: str, printer: str, problem: e.Problem) -> list[e.Event]:
    return [e.SlipUnknown(ticket, printer, problem)] if ticket in hall.tickets else []


def print_failed(hall: Hall, now: At, *, ticket: str, printer: str, problem: e.Problem) -> list[e.Event]:
    """No slip came out: the void timer runs for a ticket that still waits."""
    found = hall.tickets.get(ticket)
    if found is None:
        return []
    doubtful = found.state == "waiting" and found.hand_over == "pending"
    void_at = now + plan_of(hall).policy.void_minutes * MINUTE if doubtful else None
    return [e.SlipFailed(ticket, printer, problem, void_at)]


def ready(hall: Hall, printer: str) -> bool:
    """Whether it prints, by its own last word; one that never said anything is trusted."""
    known = hall.devices.get(printer)
    return known is None or set(known.problems) <= {"paper-low"}


def printer_for(hall: Hall, kiosk: str) -> str | None:
    """Where a kiosk's slips come out just now: its own printer, or, where policy says so and that one is not ready,
    that of the next kiosk of its zone whose printer is."""
    plan = plan_of(hall)
    own = plan.kiosk[kiosk].printer
    if own is None or ready(hall, own) or not plan.policy.failover:
        return own
    zone = [each for each in plan.kiosks if each.zone == plan.kiosk[kiosk].zone]
    at = zone.index(plan.kiosk[kiosk])
    others = (each.printer for each in zone[at + 1 :] + zone[:at])
    return next((each for each in others if each is not None and ready(hall, each)), own)


def printer_changed(hall: Hall, now: At, *, printer: str, problems: tuple[e.Problem, ...]) -> list[e.Event]:
    known = hall.devices.get(printer)
    problems = tuple(sorted(set(problems)))
    same = problems == (known.problems if known is not None else ())
    return [] if same or printer not in plan_of(hall).printer else [e.PrinterChanged(printer, problems)]


def ack(
    hall: Hall,
    now: At,
    *,
    display: str,
    shown: tuple[int, ...] = (),
    spoken: tuple[int, ...] = (),
    sound: str | None = None,
) -> list[e.Event]:
    """A display says what it showed and spoke. Only what is new is an event; unknown numbers are ignored."""
    new_shown = tuple(n for n in dict.fromkeys(shown) if n in hall.calls and display not in hall.calls[n].shown)
    new_spoken = tuple(n for n in dict.fromkeys(spoken) if n in hall.calls and hall.calls[n].spoken_at is None)
    known = hall.devices.get(display)
    new_sound = sound if known is None or known.sound != sound else None
    if not (new_shown or new_spoken or new_sound):
        return []
    return [e.CallsAcked(display, new_shown, new_spoken, new_sound)]


def add_key(hall: Hall, now: At, *, key: str, role: str, place: str | None = None) -> list[e.Event]:
    return [e.KeyAdded(key, role, place)]


def revoke_key(hall: Hall, now: At, *, key: str) -> list[e.Event]:
    return [e.KeyRevoked(key)]
