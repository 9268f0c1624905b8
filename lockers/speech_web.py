"""The cabinet's voice over HTTP: one of the hall's own sentences as sound, by its key; never a text of the asker's."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import Response, current_app
from pydantic import AfterValidator, Field

from api import edge, tongue
from api.errors import No
from hall.voice import counted
from hall.words import LANGUAGES
from lockers.web import own

routes = edge.blueprint("locker_speech")

SPOKEN = ("page.locker.", "refused.", "error.")
"""Where the keys begin of what a cabinet's page shows: its own words, and why something was refused."""

Compartment = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}$")]
Count = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,3})$")]


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day)]
Label = Annotated[str, Field(min_length=1, max_length=16)]


class Filled(edge.Asked):
    """What a sentence may fill in: a compartment, another one, seconds, how many tries are left, days, and the label of
    one of the hall's windows."""

    no: Compartment | None = None
    other: Compartment | None = None
    seconds: Count | None = None
    left: Count | None = None
    day: Day | None = None
    due: Day | None = None
    window: Label | None = None


NAMES = frozenset(Filled.model_fields)


def speakable(language: str, key: str) -> bool:
    """A sentence of the page's that fills in these at most: no case, no name, no code can be in it."""
    words = tongue.words()
    if language not in LANGUAGES or language not in words.tongues or not key.startswith(SPOKEN):
        return False
    return key in words.keys(language) and words.names(language, key) <= NAMES


@routes.get("/lockers/<bank>/speech/<language>/<key>")
@edge.allow("locker")
@edge.describe(200, query=Filled, no=(503,))
def speech(bank: str, language: str, key: str) -> Response:
    """The sound (WAV) of a sentence of the cabinet's page, by its key, with just what it fills in."""
    own(bank)
    edge.known("clip", speakable(language, key))
    given = edge.query(Filled).model_dump(exclude_none=True)
    if odd := given.keys() ^ tongue.words().names(language, key):
        raise edge.bad_field(min(odd))
    if "window" in given and given["window"] not in {each.label for each in edge.plan().windows}:
        raise edge.bad_field("window")
    text = tongue.words().say(language, key, **{name: _spoken(language, name, each) for name, each in given.items()})
    sound = current_app.extensions["off_loop"](current_app.extensions["speak"], edge.plan(), language, text)
    if sound is None:
        raise No(503, "no-voice")
    return Response(sound, content_type="audio/wav")


def _spoken(language: str, name: str, given: str) -> str:
    """As people say it: a compartment and a window digit by digit beyond a hundred, a count as a count all the same
    (the voice knows those), a day without its year."""
    words, spoken = tongue.words(), tongue.words().tongues[language]
    if name in ("day", "due"):
        found = date.fromisoformat(given)
        month = words.say(language, f"page.locker.date.{found.month}")
        return words.say(language, "page.locker.date.said", month=month, day=spoken.numbers[found.day])
    counts = name in ("seconds", "left") and int(given) >= len(spoken.numbers)
    return given if counts or not given.isascii() or not given.isdigit() else counted(spoken, given)
