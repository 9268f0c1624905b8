"""What printers, displays and keys report. News about a ticket that is over is no news."""

from __future__ import annotations

from hall import events as e
from hall.calling import settled
from hall.eligible import idle_choice
from hall.hall import MINUTE, At, Hall, plan_of

AWAY_SECONDS = 10
"""After a call, how long until a screen must have shown it; and how long nothing may be heard of a screen."""

LOOKED_AT_MINUTES = 10
"""For how long a call is looked for: older ones may have left the board's view."""


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


def bar_changed(hall: Hall, now: At, *, bar: str, problems: tuple[e.BarProblem, ...]) -> list[e.Event]:
    known = hall.devices.get(bar)
    same = problems == (known.problems if known is not None else ())
    return [] if same or all(each.id != bar for each in plan_of(hall).bars) else [e.BarChanged(bar, problems)]


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


def watch_displays(
    hall: Hall, now: At, *, here: frozenset[str], steady: frozenset[str], silent: frozenset[str]
) -> list[e.Event]:
    """Which displays nobody can count on: those nothing was heard of for `AWAY_SECONDS` (`silent`), and those that were
    there all that time (`steady`) and have not shown the call they should. `here` are those heard of just now: a
    display counts from its first coming, so one that was never switched on is nobody's alarm; neither is one whose
    windows are all closed."""
    if hall.plan is None:
        return []
    owing, asleep = _owing(hall, now), _asleep(hall)
    events: list[e.Event] = []
    for display in hall.plan.displays:
        name, known = display.id, hall.devices.get(display.id)
        if known is None and name not in here:
            continue
        was = known.problems if known is not None else None
        late = name in owing and (name in steady or bool(was))
        problems: tuple[e.DisplayProblem, ...] = ("screen-away",) if name in silent or late else ()
        problems = () if display.board in asleep else problems
        if problems != was:
            events.append(e.DisplayChanged(name, problems))
    return events


def _owing(hall: Hall, now: At) -> frozenset[str]:
    """Displays that have not shown, `AWAY_SECONDS` later, the newest of their calls that somebody is still awaited for.
    (A full wall leaves the oldest off, so the newest alone tells.)"""
    plan, from_, to = plan_of(hall), now - LOOKED_AT_MINUTES * MINUTE, now - AWAY_SECONDS * 1000
    tickets = (hall.tickets[w.ticket] for w in hall.windows.values() if w.state == "calling" and w.ticket is not None)
    calls = [hall.calls[each.call] for each in tickets if each.call is not None and each.call in hall.calls]
    awaited = {call.window: call for call in calls if from_ < call.called_at <= to}
    found: set[str] = set()
    for board, windows in plan.board_windows.items() if awaited else ():
        newest = max((awaited[each] for each in windows & awaited.keys()), key=lambda call: call.call, default=None)
        if newest is not None:
            found |= {each.id for each in plan.boards[board]} - set(newest.shown)
    return frozenset(found)


def _asleep(hall: Hall) -> frozenset[str]:
    """Boards whose windows are all closed: their screens may be switched off."""
    open_ = frozenset(window.id for window in hall.windows.values() if window.state != "closed")
    return frozenset(board for board, windows in plan_of(hall).board_windows.items() if not windows & open_)


def add_key(hall: Hall, now: At, *, key: str, role: str, place: str | None = None) -> list[e.Event]:
    return [e.KeyAdded(key, role, place)]


def revoke_key(hall: Hall, now: At, *, key: str) -> list[e.Event]:
    return [e.KeyRevoked(key)]
