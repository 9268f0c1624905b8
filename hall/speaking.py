"""Who speaks in a loudspeaker zone, and what is still to be said there when its turn comes."""

from __future__ import annotations

from hall import events as e
from hall.days import is_closed_day, is_round_the_clock, local
from hall.hall import At, Call, Hall, plan_of
from hall.plan import Loudspeaker
from hall.refused import Refused
from hall.voice import CLOSING_MINUTES, Heard, Place

LATE_SECONDS = 45
"""A call this old is no longer spoken: the walls showed it at once, and a voice that far behind misleads."""

SILENT_SECONDS = 12
"""No sentence is longer. A speaker that is away for so long, or whose page began nothing for so long, is followed by
another: it stops by itself before that (display/page/voice-queue.js)."""

CALLS_MOST = 3
"""Calls that are said in one breath, at most."""


def name_speaker(hall: Hall, now: At, *, voice: str, display: str) -> list[e.Event]:
    """This display speaks there from now on. Nothing when it does already, or the plan no longer says that it may."""
    laid, known = plan_of(hall).display.get(display), hall.speakers.get(voice)
    if laid is None or laid.voice != voice or (known is not None and known.display == display):
        return []
    return [e.SpeakerNamed(voice, display)]


def begin_speech(
    hall: Hall, now: At, *, display: str, page: str, calls: tuple[int, ...] = (), closing: bool = False
) -> list[e.Event]:
    """The speaker is about to say these calls, or that tickets end soon. Only what is still to be said is begun, and
    only once in a zone: whatever happens to this speaker, no other says it again. Of several pages that show the same
    display, one speaks; another may when that one has been silent for `SILENT_SECONDS`."""
    laid = plan_of(hall).display.get(display)
    voice = laid.voice if laid is not None else None
    speaker = hall.speakers.get(voice) if voice is not None else None
    if voice is None or speaker is None or speaker.display != display:
        raise Refused("not-speaker")
    if speaker.page not in ("", page) and now - speaker.begun_at < SILENT_SECONDS * 1000:
        raise Refused("not-speaker")
    due = tuple(each for each in dict.fromkeys(calls) if each in hall.calls and to_say(hall, now, voice, each))
    at = closing_at(hall, now, voice) if closing else None
    at = None if at == speaker.closing else at
    return [e.SpeechBegun(voice, display, page, due, at)] if due or at is not None else []


def to_say(hall: Hall, now: At, voice: str, number: int) -> bool:
    """Whether a call is still to be spoken in a zone: it concerns the zone and was not begun there, it is its ticket's
    latest, nobody took it back or came, and it is not too old."""
    call = hall.calls[number]
    ticket = hall.tickets.get(call.ticket)
    return (
        call.window in plan_of(hall).voice_windows[voice]
        and voice not in call.begun
        and not call.withdrawn
        and ticket is not None
        and (ticket.state, ticket.call) == ("called", number)
        and now - call.called_at <= LATE_SECONDS * 1000
    )


def heard(hall: Hall, call: Call, zone: str | None, language: str) -> Heard:
    """What is to be said of a call by a loudspeaker that hangs in `zone` (None: it names no zone). A zone's name is
    Chinese in Chinese, and English in every other language."""
    window = plan_of(hall).window[call.window]
    name = plan_of(hall).zone[window.zone].name
    elsewhere = zone is not None and window.zone != zone
    place = Place(window.zone, name.zh if language == "zh" else name.en) if elsewhere else None
    return Heard(call.number, window.label, call.recall, call.moved, place)


def loudness(hall: Hall, now: At, loudspeaker: Loudspeaker) -> tuple[int, bool]:
    """The volume (per cent) of a loudspeaker now, and whether it only chimes."""
    here = local(plan_of(hall), now)
    minute = here.hour * 60 + here.minute
    time = next((each for each in loudspeaker.times if each.start <= minute < each.to), None)
    return (time.volume, time.silent) if time is not None else (loudspeaker.volume, loudspeaker.silent)


def closing_at(hall: Hall, now: At, voice: str) -> str | None:
    """The end of today's last hours of all that a loudspeaker zone calls for, as "2026-11-23 17:00", in the one minute
    in which it is to be announced; else None."""
    plan = plan_of(hall)
    if not plan.loudspeaker[voice].closing:
        return None
    here = local(plan, now)
    if is_closed_day(plan, here.date()) or is_round_the_clock(plan):
        return None
    services = {service for window in plan.voice_windows[voice] for service in plan.window[window].services}
    ends = [to for each in services for _, to in (plan.service[each].hours or plan.hours)[here.weekday()]]
    end = max(ends, default=0)
    if here.hour * 60 + here.minute != end - CLOSING_MINUTES:
        return None
    return f"{here:%Y-%m-%d} {end // 60:02}:{end % 60:02}"
