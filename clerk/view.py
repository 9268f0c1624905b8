"""What a clerk sees at one window: who is here, who waits and why in this order, and what went out on the walls.

At most 8 kB however many wait: the lists are cut, the counts are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.alarms import alarm_bodies
from api.live_screen import UNKNOWN, Around, Screen
from api.shapes import iso, iso_or_none, ticket_body
from clerk.case_view import told_body
from clerk.joint_view import invited, joint_body
from hall.calling import Candidate, lane_counts, line, may_call_by_number
from hall.days import begins_at
from hall.eligible import serves
from hall.events import Event, TicketCalled, TicketGivenBack, TicketRecalled, Undone
from hall.hall import MINUTE, Hall, Ticket, Window, plan_of
from hall.plan import Plan
from hall.words import Words

WAITING_MOST = 25
APART_MOST = 8
"""Missed, and held, visitors listed by name of their number, the latest first."""

ALARMS_MOST = 5
COLLEAGUES_MOST = 20
PACE_MILLIS = 250


def window_view(hall: Hall, words: Words, window: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The whole picture of one window."""
    plan, desk = plan_of(hall), hall.windows[window]
    laid = plan.window[window]
    return {
        "epoch": hall.epoch,
        "seq": hall.seq,
        "at": iso(plan, now),
        "window": laid.id,
        "label": laid.label,
        "zone": laid.zone,
        "kind": laid.kind,
        "state": desk.state,
        "since": iso(plan, desk.since_at),
        "person": desk.person,
        "reason": desk.reason,
        "back_at": iso_or_none(plan, desk.back_at),
        "ticket": ticket_body(hall, hall.tickets[desk.ticket]) if desk.ticket is not None else None,
        "visit": _visit(hall, desk),
        "joint": joint_body(hall, desk),
        "invitations": invited(hall, desk),
        "policy": {"hold_minutes_max": plan.policy.hold_minutes_max, "call_by_number": may_call_by_number(hall, desk),
                   "lock_minutes": plan.access.lock_minutes},
        "colleagues": _colleagues(hall, desk),
        "waiting": [_waiting(plan, each) for each in line(hall, window, WAITING_MOST)],
        "lanes": [{"service": service, "count": count} for service, count in lane_counts(hall, window)],
        "missed": _apart(hall, window, "missed"),
        "held": _apart(hall, window, "held"),
        "today": _today(desk),
        "alert": _alert(hall, desk),
        "outcome": told_body(hall, window),
        "undo_until": _undo_until(plan, desk, now),
        "delivery": _delivery(hall, desk),
        "alarms": alarm_bodies(hall, now, words, plan.languages[0], around.alarms)[:ALARMS_MOST],
    }


def _visit(hall: Hall, desk: Window) -> dict[str, Any] | None:
    """What the window must know of its current visitor and the ticket does not say: his language, since when he is
    served or when that begins by itself, and whether he may be recalled."""
    if desk.ticket is None:
        return None
    plan, ticket = plan_of(hall), hall.tickets[desk.ticket]
    policy, called_at = plan.policy, ticket.recalled_at or ticket.called_at or 0
    return {
        "language": ticket.language,
        "started_at": iso_or_none(plan, ticket.leg.started_at),
        "begins_at": iso_or_none(plan, begins_at(hall, ticket)),
        "may_miss": ticket.state == "called" or policy.auto_start_seconds is not None,
        "noted": ticket.remark is not None,
        "recalls_left": policy.recalls_max - ticket.recalls,
        "recall_from": iso(plan, called_at + policy.recall_seconds * 1000),
    }


def _colleagues(hall: Hall, desk: Window) -> list[dict[str, str]]:
    """Who sits at the other windows now: to whom a visitor may be sent on by name."""
    seated = [{"name": w.person, "window": w.id} for w in hall.windows.values() if w.person and w.id != desk.id]
    return sorted(seated, key=lambda each: each["name"])[:COLLEAGUES_MOST]


def _waiting(plan: Plan, candidate: Candidate) -> dict[str, Any]:
    ticket = candidate.ticket
    return {
        "id": ticket.id,
        "number": ticket.number,
        "service": ticket.leg.service,
        "priority_class": ticket.priority_class,
        "needs": ticket.needs,
        "since": iso(plan, ticket.issued_at),
        "why": list(_reasons(candidate)),
    }


def _reasons(candidate: Candidate) -> Iterable[str]:
    """Why this visitor stands where he stands: words of a closed list, in docs/sockets.md."""
    ticket = candidate.ticket
    found = {
        "appointment": ticket.kind == "appointment",
        "priority": ticket.priority_class is not None,
        "transferred": ticket.leg.no > 1,
        "returned": ticket.misses > 0 or ticket.preferred is not None,
        "bound": bool(ticket.leg.windows) or ticket.leg.person is not None,
        "helped-zone": bool(candidate.help),
        "integrated-only": bool(candidate.exclusive),
    }
    return [word for word, is_so in found.items() if is_so] or ["first-come"]


def _apart(hall: Hall, window: str, state: str) -> dict[str, Any]:
    """Those who missed their call, or are held, of what this window may serve: how many, and the latest."""
    plan = plan_of(hall)
    served = serves(hall, window)
    mine = [ticket for each in hall.apart.get(state, ()) if (ticket := hall.tickets[each]).leg.service in served]
    mine.sort(key=lambda ticket: ticket.touched, reverse=True)
    return {"count": len(mine), "tickets": [_one_apart(plan, ticket) for ticket in mine[:APART_MOST]]}


def _one_apart(plan: Plan, ticket: Ticket) -> dict[str, Any]:
    if ticket.state == "held":
        until, reason = ticket.held_until_at, ticket.hold_reason
    else:
        until, reason = (ticket.missed_at or 0) + plan.policy.miss_return_minutes * MINUTE, None
    return {"id": ticket.id, "number": ticket.number, "until": iso_or_none(plan, until), "reason": reason}


def _today(desk: Window) -> dict[str, Any]:
    mean = round(desk.served_millis / desk.served / MINUTE, 1) if desk.served else None
    return {"served": desk.served, "mean_service_minutes": mean, "out_of_turn": desk.out_of_turn}


def _alert(hall: Hall, desk: Window) -> dict[str, str] | None:
    """A visitor who arrived while this window was idle, until somebody calls him."""
    ticket = hall.tickets.get(desk.alert) if desk.alert is not None else None
    if ticket is None or ticket.state != "waiting":
        return None
    return {"id": ticket.id, "number": ticket.number}


def _undo_until(plan: Plan, desk: Window, now: int) -> str | None:
    if desk.undo is None:
        return None
    until = desk.undo.at + plan.policy.undo_seconds * 1000
    return iso(plan, until) if until > now else None


def _delivery(hall: Hall, desk: Window) -> dict[str, Any] | None:
    """How the window's last call went out: shown on so many of the displays that it concerns, and spoken. All that the
    plan lays out count, also one that is off: visitors look at it."""
    call = hall.calls.get(desk.calls[-1]) if desk.calls else None
    if call is None:
        return None
    plan = plan_of(hall)
    boards = (board for board, windows in plan.board_windows.items() if desk.id in windows)
    concerned = {display.id for board in boards for display in plan.boards[board]}
    return {
        "call": call.call,
        "number": call.number,
        "shown": len(concerned & set(call.shown)),
        "of": len(concerned),
        "spoken_at": iso_or_none(plan, call.spoken_at),
        "away": sorted(each for each in concerned if (known := hall.devices.get(each)) is not None and known.problems),
    }


# --- on the sockets


def _window_of(plan: Plan, window: str) -> str | None:
    return window if window in plan.window else None


def _at_once(event: Event, hall: Hall) -> Iterable[str]:
    """A window hears of its own calls at once."""
    return (event.window,) if isinstance(event, TicketCalled | TicketRecalled | TicketGivenBack | Undone) else ()


SCREEN = Screen(
    namespace="/clerk",
    rank=1,
    roles=frozenset({"clerk", "manager"}),
    unknown="unknown-window",
    pace_millis=PACE_MILLIS,
    room=_window_of,
    view=window_view,
    at_once=_at_once,
)
