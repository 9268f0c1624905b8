"""The sentences a page may ask to hear: of the record's own calls, by their numbers; never a text of the asker's."""

from __future__ import annotations

from collections.abc import Sequence

from display.view import home_of
from hall.hall import Hall, plan_of
from hall.plan import Loudspeaker, Plan
from hall.speaking import heard
from hall.voice import CLOSING_MINUTES, Place, Said, Tongue, call, closing, group, wanted


def of_calls(hall: Hall, tongue: Tongue, language: str, display: str, calls: Sequence[int]) -> Said | None:
    """One call, or a few in one breath, as this display's loudspeaker says them. None: one is not a call that concerns
    its board."""
    plan = plan_of(hall)
    laid = plan.display[display]
    windows = plan.board_windows[laid.board]
    found = [hall.calls[each] for each in calls if each in hall.calls and hall.calls[each].window in windows]
    if len(found) != len(calls) or laid.voice is None:
        return None
    home = home_of([plan.loudspeaker[each.voice] for each in plan.boards[laid.board] if each.voice is not None])
    said = [heard(hall, each, home, language) for each in found]
    return call(tongue, said[0], plan.voice.yao) if len(said) == 1 else group(tongue, said, plan.voice.yao)


def of_closing(tongue: Tongue) -> Said:
    """Tickets end soon."""
    return closing(tongue, CLOSING_MINUTES)


def spoken_languages(plan: Plan) -> tuple[str, ...]:
    """Every language that a loudspeaker of the plan speaks."""
    return tuple(dict.fromkeys(each for voice in plan.loudspeaker.values() for each in voice.languages))


def pieces(plan: Plan, tongue: Tongue, language: str) -> tuple[str, ...]:
    """What a clip pack must hold for this plan."""
    windows = {window for voice in plan.loudspeaker for window in plan.voice_windows[voice]}
    prefixes = dict.fromkeys(category.prefix for category in plan.categories)
    labels = dict.fromkeys(window.label for window in plan.windows if window.id in windows)
    return wanted(tongue, prefixes, labels, _places(plan, language, list(plan.loudspeaker.values())), plan.voice.yao)


def _places(plan: Plan, language: str, voices: Sequence[Loudspeaker]) -> list[Place]:
    """The zones that may have to be named: all, where a loudspeaker says where it hangs."""
    if all(voice.zone is None for voice in voices):
        return []
    return [Place(zone.id, zone.name.zh if language == "zh" else zone.name.en) for zone in plan.zones]
