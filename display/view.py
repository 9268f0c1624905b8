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
from hall.events import Event, TicketCalled, TicketCancelled, TicketExpired, TicketGivenBack, TicketRecalled, Undone
from hall.hall import MINUTE, Call, Hall, plan_of
from hall.plan import Category, Loudspeaker, Names, Plan
from hall.speaking import closing_at, heard, loudness
from hall.voice import call as call_said
from hall.words import LANGUAGES, Words

CALLS_MINUTES = 10
CALLS_LEAST = 12
CALLS_MOST = 200
"""A board holds every call of its last ten minutes, never fewer than twelve, never more than two hundred."""

MISSED_MOST = 20
ONWARD_MINUTES = 5
ONWARD_MOST = 10
PACE_MILLIS = 1_000
SOUNDS = ("ready", "voiceless")
"""What a display says of its sound when it can be heard; a voiceless one has no clips and no voice, and chimes."""

Files = Mapping[str, Sequence[str]]
NO_FILES: Files = {}



def board_view(hall: Hall, words: Words, board: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The picture of a board."""
    plan = plan_of(hall)
    zones, windows = _zones(plan, board), plan.board_windows[board]
    calls, more = _calls(hall, windows, now)
    voices = _voices(plan, board)
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
        "calls": [_call(hall, words, voices, call, call.ticket in taken_back) for call in calls],
        "serving": _serving(hall, windows),
        "waiting": [
            {"category": category.id, "count": waiting_in(hall, category.id)} for category in _categories(plan, board)
        ],
        "paused": _paused(hall, windows),
        "missed": _missed(hall, windows, now),
        "onward": _onward(hall, calls, now),
        "notices": _notices(hall, zones, now),
        "speakers": _speakers(hall, voices, around),
        "loudspeakers": {each.id: _loudspeaker(hall, each, now) for each in voices},
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


def _call(hall: Hall, words: Words, voices: list[Loudspeaker], call: Call, taken_back: bool) -> dict[str, Any]:
    plan = plan_of(hall)
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
        "language": call.language,
        "say": _say(hall, words, voices, call),
    }


def _voices(plan: Plan, board: str) -> list[Loudspeaker]:
    """The loudspeaker zones in which this board's displays speak."""
    return [plan.loudspeaker[each] for each in dict.fromkeys(d.voice for d in plan.boards[board]) if each is not None]


def _say(hall: Hall, words: Words, voices: list[Loudspeaker], call: Call) -> dict[str, str]:
    """The call's sentence in every language that is spoken here: what the clip of it says (display.voice.sentences)."""
    home = home_of(voices)
    languages = dict.fromkeys((*LANGUAGES, *(each for voice in voices for each in voice.languages)))
    yao = plan_of(hall).voice.yao
    return {each: call_said(words.tongues[each], heard(hall, call, home, each), yao).text for each in languages}


def home_of(voices: list[Loudspeaker]) -> str | None:
    """The one zone in which a board's loudspeakers hang, if they do."""
    zones = {each.zone for each in voices}
    return next(iter(zones)) if len(zones) == 1 else None


def _loudspeaker(hall: Hall, loudspeaker: Loudspeaker, now: int) -> dict[str, Any]:
    """How a loudspeaker zone is to speak just now."""
    volume, silent = loudness(hall, now, loudspeaker)
    speaker, closing = hall.speakers.get(loudspeaker.id), closing_at(hall, now, loudspeaker.id)
    told = speaker is not None and speaker.closing == closing
    return {
        "languages": loudspeaker.languages,
        "volume": volume,
        "silent": silent,
        "closing": None if told else closing,
    }


def _serving(hall: Hall, windows: frozenset[str]) -> list[dict[str, str]]:
    return [
        {"number": hall.tickets[ticket].number, "window": window.id}
        for window in plan_of(hall).windows
        if window.id in windows
        and hall.windows[window.id].state == "serving"
        and (ticket := hall.windows[window.id].ticket) is not None
        and hall.tickets[ticket].window == window.id  # who joined another's visitor is where he is
    ]


def _paused(hall: Hall, windows: frozenset[str]) -> list[dict[str, Any]]:
    """Windows that call nobody for a while; the reason in the clerk's own words stays inside."""
    plan = plan_of(hall)
    paused = [hall.windows[each.id] for each in plan.windows if each.id in windows]
    return [
        {"window": w.id, "window_label": plan.window[w.id].label, "back_at": iso_or_none(plan, w.back_at)}
        for w in paused
        if w.state == "paused"
    ]


def _missed(hall: Hall, windows: frozenset[str], now: int) -> list[str]:
    """Numbers that were called here and did not come, the latest first, as long as they may still come back."""
    since = now - plan_of(hall).policy.miss_return_minutes * MINUTE
    missed = (hall.tickets[each] for each in hall.apart.get("missed", ()))
    here = [(ticket.missed_at or 0, ticket.number) for ticket in missed if ticket.leg.window in windows]
    return [number for missed_at, number in sorted(here, reverse=True)[:MISSED_MOST] if missed_at > since]


def _onward(hall: Hall, calls: list[Call], now: int) -> list[dict[str, Any]]:
    """Of those called here lately, who has been sent on and waits in which zone for the next leg, the latest first."""
    plan, since = plan_of(hall), now - ONWARD_MINUTES * MINUTE
    called = (hall.tickets.get(ticket) for ticket in dict.fromkeys(call.ticket for call in calls))
    sent = [each for each in called if each is not None and each.state == "waiting" and each.leg.no > 1]
    sent = sorted((each for each in sent if each.leg.entered_at > since), key=lambda each: -each.leg.entered_at)
    return [{"number": each.number, "zone": _names(plan.zone[each.leg.zone].name)} for each in sent[:ONWARD_MOST]]


def _notices(hall: Hall, zones: list[str], now: int) -> list[dict[str, Any]]:
    plan = plan_of(hall)
    return [
        {"id": notice.id, "text": notice.text, "until": iso_or_none(plan, notice.until_at)}
        for notice in sorted(hall.notices.values(), key=lambda each: (each.posted_at, each.id))
        if (notice.until_at is None or notice.until_at > now) and (not notice.zones or set(zones) & set(notice.zones))
    ]


def _speakers(hall: Hall, voices: list[Loudspeaker], around: Around) -> dict[str, str]:
    """Who speaks in each loudspeaker zone of this board: the display that was named, while it is there and can."""
    named = [hall.speakers[each.id] for each in voices if each.id in hall.speakers]
    return {each.voice: each.display for each in named if can_speak(hall, each.display, around.displays)}


def can_speak(hall: Hall, display: str, there: frozenset[str] | None) -> bool:
    """Whether a display is there (`there`: who has a socket open, None: not known) and says that it can be heard."""
    device = hall.devices.get(display)
    return device is not None and device.sound in SOUNDS and (there is None or display in there)


# --- on the sockets


def _board_of(plan: Plan, display: str) -> str | None:
    laid = plan.display.get(display)
    return laid.board if laid is not None else None


def _at_once(event: Event, hall: Hall) -> Iterable[str]:
    """The boards that a call, a recall or a withdrawal concerns."""
    if isinstance(event, TicketCalled | TicketRecalled | TicketGivenBack | Undone):
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
