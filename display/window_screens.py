"""What the screen at a window shows: whom it calls or serves, why it pauses and until when, and where else to go."""

from __future__ import annotations

from typing import Any

from api.shapes import iso_or_none
from hall.eligible import serves
from hall.hall import Hall, Window, plan_of
from hall.plan import PlannedWindow
from hall.words import LANGUAGES, Words

REASONS = ("rest", "meal", "meeting", "papers")
"""Why a window pauses, as far as visitors are told: the presses of the clerk's page. Any other line he wrote may name
somebody, and is never shown."""

WITH_A_NUMBER = ("calling", "serving")


def window_screens(hall: Hall, words: Words, board: str) -> list[dict[str, Any]]:
    """The windows of a board that have a screen of their own."""
    plan = plan_of(hall)
    own = {window for display in plan.boards[board] if display.template == "window" for window in display.windows}
    return [_window(hall, words, planned) for planned in plan.windows if planned.id in own]


def _window(hall: Hall, words: Words, planned: PlannedWindow) -> dict[str, Any]:
    plan, desk = plan_of(hall), hall.windows[planned.id]
    shown = hall.tickets[desk.ticket] if desk.ticket is not None and desk.state in WITH_A_NUMBER else None
    away = desk.state in ("paused", "closed")
    return {
        "window": planned.id,
        "label": planned.label,
        "zone": planned.zone,
        "kind": planned.kind,
        "categories": list(dict.fromkeys(plan.service[each].category for each in planned.services)),
        "state": desk.state,
        "number": shown.number if shown is not None else None,
        "call": shown.call if shown is not None else None,
        "reason": _reason(words, desk),
        "back_at": iso_or_none(plan, desk.back_at if desk.state == "paused" else None),
        "instead": _instead(hall, planned) if away else None,
    }


def _reason(words: Words, desk: Window) -> str | None:
    """The word for a pause's reason, when it is one of the usual ones, in whatever language the clerk pressed it."""
    if desk.state != "paused":
        return None
    said = {words.say(language, f"page.clerk.reason.{each}"): each for language in LANGUAGES for each in REASONS}
    return said.get(desk.reason or "")


def _instead(hall: Hall, planned: PlannedWindow) -> dict[str, Any] | None:
    """The nearest open window that serves all that this one does, of its zone first; else one that serves the most of
    it. Nearest is by the plan's order, in which windows stand in a row."""
    plan = plan_of(hall)
    mine, place = serves(hall, planned.id), {window.id: at for at, window in enumerate(plan.windows)}

    def far(other: PlannedWindow) -> tuple[int, bool, int]:
        missing = len(mine - serves(hall, other.id))
        return missing, other.zone != planned.zone, abs(place[other.id] - place[planned.id])

    open_ = [each for each in plan.windows if _may_help(hall, each, mine) and each.id != planned.id]
    if not open_:
        return None
    nearest = min(open_, key=far)
    zone = plan.zone[nearest.zone].name
    return {
        "window": nearest.id,
        "label": nearest.label,
        "zone": nearest.zone,
        "zone_name": {"zh": zone.zh, "en": zone.en},
    }


def _may_help(hall: Hall, window: PlannedWindow, wanted: frozenset[str]) -> bool:
    return hall.windows[window.id].state not in ("paused", "closed") and bool(serves(hall, window.id) & wanted)


