"""A display over HTTP: what it is, and what it says it has shown and spoken."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import Response, current_app
from pydantic import Field

from api import edge, tongue
from api.answers import reply
from api.live import around, note
from api.shapes import no_content
from display.shapes import DisplayShape
from display.view import CALLS_MOST, NO_FILES, screen
from hall import devices

routes = edge.blueprint("display")

CallNumber = Annotated[int, Field(ge=0, lt=2**53)]
CallNumbers = Annotated[list[CallNumber], Field(max_length=CALLS_MOST)]


class Acks(edge.Asked):
    """Call numbers shown and spoken since the last one, and whether the screen's sound works."""

    shown: CallNumbers = []
    spoken: CallNumbers = []
    sound: Literal["ready", "voiceless", "blocked", "none"] | None = None


@routes.get("/displays/<display>")
@edge.allow("display", place="display")
@edge.describe(200, DisplayShape)
def see_display(display: str) -> Response:
    """What this screen is (place, size, look, languages, board) and its board's view."""
    edge.known("display", display in edge.plan().display)
    note(display)
    files = current_app.extensions.get("looks", NO_FILES)
    return reply(screen(edge.hall(), tongue.words(), display, edge.ledger().clock.now(), around(), files))


@routes.post("/displays/<display>/acks")
@edge.allow("display", place="display")
@edge.describe(204, body=Acks, no=(503,))
def ack(display: str) -> Response:
    """What the screen has shown and spoken. Only news becomes an event; unknown numbers are ignored."""
    edge.known("display", display in edge.plan().display)
    note(display)
    asked = edge.body(Acks)
    shown, spoken = tuple(asked.shown), tuple(asked.spoken)
    return edge.keep(devices.ack, no_content, display=display, shown=shown, spoken=spoken, sound=asked.sound)
