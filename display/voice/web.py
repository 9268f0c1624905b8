"""The voice over HTTP: a speaker asks whether it may say its next calls, and for the sound of them."""

from __future__ import annotations

import re
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from api import edge, tongue
from api.answers import encode
from api.errors import No
from api.shapes import Shape
from display.voice import espeak, sentences
from hall import speaking
from hall.events import SpeechBegun
from ledger.asks import Answer, Kept

routes = edge.blueprint("voice")

CALLS = re.compile(r"\d{1,15}(-\d{1,15}){0,2}", re.ASCII)
CLOSING = "closing"

CallNumber = Annotated[int, Field(ge=0, lt=2**53)]


class Speech(edge.Asked):
    """What a page is about to say. `page`: drawn by the page for itself, the same after it was loaded anew."""

    page: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]
    calls: Annotated[list[CallNumber], Field(max_length=speaking.CALLS_MOST)] = []
    closing: bool = False


class SpeechShape(Shape):
    """What of it is still to be said, and may be said by this page alone."""

    calls: list[int]
    closing: bool


@routes.post("/displays/<display>/speech")
@edge.allow("display", place="display")
@edge.describe(200, SpeechShape, body=Speech, no=(409, 503))
def begin(display: str) -> Response:
    """Ask before each sentence: calls said, served, taken back or grown old meanwhile are not in the answer."""
    edge.known("display", display in edge.plan().display)
    asked = edge.body(Speech)
    return edge.keep(speaking.begin_speech, _begun, display=display, page=asked.page, calls=tuple(asked.calls),
                     closing=asked.closing)  # fmt: skip


def _begun(kept: Kept) -> Answer:
    begun = [event for event in kept.events if isinstance(event, SpeechBegun)]
    calls = [call for event in begun for call in event.calls]
    return Answer(200, encode({"calls": calls, "closing": any(event.closing is not None for event in begun)}))


@routes.get("/displays/<display>/clips/<language>/<what>")
@edge.allow("display", place="display")
@edge.describe(200, no=(503,))
def clip(display: str, language: str, what: str) -> Response:
    """The sound (WAV) of a call, of up to three calls in one breath (`311-312-313`), or of `closing`."""
    plan = edge.plan()
    edge.known("display", display in plan.display)
    edge.known("clip", language in tongue.words().tongues and (what == CLOSING or CALLS.fullmatch(what)))
    spoken = tongue.words().tongues[language]
    if what == CLOSING:
        said = sentences.of_closing(spoken)
    else:
        found = sentences.of_calls(edge.hall(), spoken, language, display, [int(each) for each in what.split("-")])
        if found is None:
            raise edge.unknown("call")
        said = found
    try:
        sound = current_app.extensions["off_loop"](current_app.extensions["clips"].make, plan, language, said)
    except espeak.NoSpeech:
        raise No(503, "no-voice") from None
    return Response(sound, content_type="audio/wav")
