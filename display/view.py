"""What a board shows: one whole picture, made of the hall alone. It names numbers and windows, and nobody.

Screens of one board share the picture; what is special to one of them (its size, its languages) is in `screen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.live_screen import UNKNOWN, Around, Screen
from api.shapes import iso, iso_or_none
from display.opening import closed, week
from display.window_screens import window_screens
from hall.calling import waiting_in
from hall.events import Event, TicketCalled, TicketCancelled, TicketExpired, TicketRecalled, Undone
from hall.hall import MINUTE, Call, Hall, plan_of
from hall.plan import Category, Display, Names, Plan
from hall.words import Words, call_sentence

CALLS_MINUTES = 10
CALLS_LEAST = 12
CALLS_MOST = 200
"""A board holds every call of its last ten minutes, never fewer than twelve, never more than two hundred."""

MISSED_MOST = 20
PACE_MILLIS = 1_000
Files = Mapping[str, Sequence[str]]
NO_FILES: Files = {}


def board_view(hall: Hall, words: Words, board: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The picture of a board."""
    plan = plan_of(hall)
    zones, windows = _zones(plan, board), plan.board_windows[board]
    calls, more = _calls(hall, windows, now)
    taken_back = _taken_back(hall, calls)
    return {
        "epoch": hall.epoch,
        "seq": hall.seq,
        "at": iso(plan, now),
        "board": board,
        "hall": _names(plan.name),
        "timezone": plan.timezone,
        "zones": zones,
        "zone_names": [_names(plan.zone[zone].name) for zone in zones],
        "labels": _labels(plan, board),
        "category_names": {category.id: _names(category.name) for category in _categories(plan, board)},
        "closed": closed(hall, _categories(plan, board), now),
        "windows": window_screens(hall, words, board),
        "calls": [_call(plan, words, call, call.ticket in taken_back) for call in calls],
        "serving": _serving(hall, windows),
        "waiting": [
            {"category": category.id, "count": waiting_in(hall, category.id)} for category in _categories(plan, board)
        ],
        "missed": _missed(hall, windows, now),
        "notices": _notices(hall, zones, now),
        "speakers": _speakers(hall, board, around),
        "more": more,
        "look": plan.board_marks[board],
    }


def screen(
    hall: Hall, words: Words, display: str, now: int, around: Around = UNKNOWN, files: Files = NO_FILES
) -> dict[str, Any]:
    """What this one screen is and how it looks, and its board's view. `files`: where the hall's own are fetched."""
    plan = plan_of(hall)
    laid, look = plan.display[display], plan.screens
    return {
        "id": laid.id,
        "place": {"zones": laid.zones, "windows": laid.windows},
        "inches": laid.inches,
        "distance_m": laid.distance_m,
        "theme": laid.theme,
        "languages": laid.languages,
        "voice": laid.voice,
        "board": laid.board,
        "template": laid.template,
        "accent": look.accent,
        "logo": next(iter(files.get("logo", ())), None),
        "pictures": list(files.get("pictures", ())) if laid.pictures else [],
        "picture_seconds": look.picture_seconds,
        "notice_seconds": look.notice_seconds,
        "hours": week(plan.hours),
        "view": board_view(hall, words, laid.board, now, around),
    }


def _zones(plan: Plan, board: str) -> list[str]:
    named = {zone for display in plan.boards[board] for zone in display.zones}
    return [zone.id for zone in plan.zones if zone.id in named]


def _categories(plan: Plan, board: str) -> list[Category]:
    """The categories whose visitors look here: of its zones, or served at the windows it names."""
    zones = set(_zones(plan, board))
    named = {window for display in plan.boards[board] for window in display.windows}
    served = {plan.service[service].category for window in named for service in plan.window[window].services}
    return [category for category in plan.categories if category.zone in zones or category.id in served]


def _names(name: Names) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _labels(plan: Plan, board: str) -> list[str]:
    """What the windows are called that the board's displays name themselves, beside whole zones."""
    named = {window for display in plan.boards[board] for window in display.windows}
    return [window.label for window in plan.windows if window.id in named]


def _taken_back(hall: Hall, calls: list[Call]) -> frozenset[str]:
    """Tickets whose latest call was withdrawn and who are not called now: their earlier calls mean nothing any more.
    (A recall that was undone leaves the call before it standing.)"""
    latest: dict[str, Call] = {}
    for call in calls:
        latest.setdefault(call.ticket, call)
    return frozenset(id for id, call in latest.items() if call.withdrawn and not _is_called(hall, id))


def _is_called(hall: Hall, ticket: str) -> bool:
    found = hall.tickets.get(ticket)
    return found is not None and found.state in ("called", "serving")


def _calls(hall: Hall, windows: frozenset[str], now: int) -> tuple[list[Call], bool]:
    """The board's calls, newest first, and whether some of the last ten minutes had to be left off."""
    numbers = sorted((number for window in windows for number in hall.windows[window].calls), reverse=True)
    calls = [hall.calls[number] for number in numbers[: CALLS_MOST + 1]]
    recent = sum(call.called_at > now - CALLS_MINUTES * MINUTE for call in calls)
    return calls[: min(CALLS_MOST, max(CALLS_LEAST, recent))], recent > CALLS_MOST


def _call(plan: Plan, words: Words, call: Call, taken_back: bool) -> dict[str, Any]:
    label = plan.window[call.window].label
    return {
        "call": call.call,
        "number": call.number,
        "window": call.window,
        "window_label": label,
        "zone": call.zone,
        "called_at": iso(plan, call.called_at),
        "recall": call.recall,
        "withdrawn": call.withdrawn or taken_back,
        "say": call_sentence(words, call.number, label, call.recall),
    }


def _serving(hall: Hall, windows: frozenset[str]) -> list[dict[str, str]]:
    return [
        {"number": hall.tickets[ticket].number, "window": window.id}
        for window in plan_of(hall).windows
        if window.id in windows
        and hall.windows[window.id].state == "serving"
        and (ticket := hall.windows[window.id].ticket) is not None
    ]


def _missed(hall: Hall, windows: frozenset[str], now: int) -> list[str]:
    """Numbers that were called here and did not come, the latest first, as long as they may still come back."""
    since = now - plan_of(hall).policy.miss_return_minutes * MINUTE
    missed = (hall.tickets[each] for each in hall.apart.get("missed", ()))
    here = [(ticket.missed_at or 0, ticket.number) for ticket in missed if ticket.leg.window in windows]
    return [number for missed_at, number in sorted(here, reverse=True)[:MISSED_MOST] if missed_at > since]


def _notices(hall: Hall, zones: list[str], now: int) -> list[dict[str, Any]]:
    plan = plan_of(hall)
    return [
        {"id": notice.id, "text": notice.text, "until": iso_or_none(plan, notice.until_at)}
        for notice in sorted(hall.notices.values(), key=lambda each: (each.posted_at, each.id))
        if (notice.until_at is None or notice.until_at > now) and (not notice.zones or set(zones) & set(notice.zones))
    ]


def _speakers(hall: Hall, board: str, around: Around) -> dict[str, str]:
    """Who speaks in each loudspeaker zone of this board: the first of its displays that is there and can be heard."""
    plan = plan_of(hall)
    heard = {display.voice for display in plan.boards[board] if display.voice is not None}
    speakers: dict[str, str] = {}
    for display in plan.displays:
        if display.voice in heard and display.voice not in speakers and _can_speak(hall, display, around):
            speakers[display.voice] = display.id
    return speakers


def _can_speak(hall: Hall, display: Display, around: Around) -> bool:
    device = hall.devices.get(display.id)
    return device is not None and device.sound == "ready" and (around.displays is None or display.id in around.displays)


# --- on the sockets


def _board_of(plan: Plan, display: str) -> str | None:
    laid = plan.display.get(display)
    return laid.board if laid is not None else None


def _at_once(event: Event, hall: Hall) -> Iterable[str]:
    """The boards that a call, a recall or a withdrawal concerns."""
    if isinstance(event, TicketCalled | TicketRecalled | Undone):
        return [board for board, windows in plan_of(hall).board_windows.items() if event.window in windows]
    if isinstance(event, TicketCancelled | TicketExpired):
        withdrawn = {call.window for call in hall.calls.values() if call.ticket == event.ticket and call.withdrawn}
        return [board for board, windows in plan_of(hall).board_windows.items() if windows & withdrawn]
    return ()


SCREEN = Screen(
    namespace="/display",
    rank=0,
    roles=frozenset({"display"}),
    unknown="unknown-display",
    pace_millis=PACE_MILLIS,
    room=_board_of,
    view=board_view,
    at_once=_at_once,
)
