"""What a display hears and is, for the OpenAPI document; `display.view` makes them, a test compares."""

from __future__ import annotations

from typing import Literal

from api.shapes import Name, Shape
from hall.hall import WindowState


class CallShape(Shape):
    """One call or recall. `call` grows by call and is what is acknowledged."""

    call: int
    number: str
    window: str
    window_label: str
    zone: str
    called_at: str
    recall: int
    withdrawn: bool
    language: str
    say: dict[str, str]


class ServingShape(Shape):
    number: str
    window: str


class WaitingCountShape(Shape):
    category: str
    count: int


class PausedShape(Shape):
    window: str
    window_label: str
    back_at: str | None


class BoardNoticeShape(Shape):
    id: str
    text: Name
    until: str | None


class ClosedShape(Shape):
    """Outside all hours. `opens_at`: the time of day at which tickets are taken again (14:00); null: not today. `next`:
    the next opening at all."""

    opens_at: str | None
    next: str | None


class InsteadShape(Shape):
    window: str
    label: str
    zone: str
    zone_name: Name


class WindowScreenShape(Shape):
    """A window that has a screen of its own. `number` and `call` while it calls or serves somebody; `reason` and
    `back_at` while it pauses; `instead`: where else to go while it does not work."""

    window: str
    label: str
    zone: str
    kind: Literal["integrated", "specialised"]
    categories: list[str]
    state: WindowState
    number: str | None
    call: int | None
    reason: Literal["rest", "meal", "meeting", "papers"] | None
    back_at: str | None
    instead: InsteadShape | None


class LoudspeakerShape(Shape):
    """How a loudspeaker zone is to speak now: `volume` in per cent; `silent`: it chimes alone; `closing`: tickets end
    then, and that is still to be said."""

    languages: list[str]
    volume: int
    silent: bool
    closing: str | None


class OnwardShape(Shape):
    """Who was called here and now waits in another line, in this zone."""

    number: str
    zone: Name


class BoardShape(Shape):
    """A board's whole picture: what the socket's `view` carries. `look` is another when its screens
    are laid out anew."""

    epoch: int
    seq: int
    at: str
    board: str
    hall: Name
    timezone: str
    zones: list[str]
    zone_names: list[Name]
    labels: list[str]
    category_names: dict[str, Name]
    closed: ClosedShape | None
    windows: list[WindowScreenShape]
    calls: list[CallShape]
    serving: list[ServingShape]
    waiting: list[WaitingCountShape]
    paused: list[PausedShape]
    missed: list[str]
    onward: list[OnwardShape]
    notices: list[BoardNoticeShape]
    speakers: dict[str, str]
    loudspeakers: dict[str, LoudspeakerShape]
    more: bool
    look: str


class DisplayPlaceShape(Shape):
    zones: list[str]
    windows: list[str]


class DisplayShape(Shape):
    """What one screen is, and its board's picture."""

    id: str
    place: DisplayPlaceShape
    inches: float
    distance_m: float
    theme: str
    languages: list[str]
    voice: str | None
    board: str
    template: Literal["main", "zone", "window"]
    accent: str | None
    logo: str | None
    pictures: list[str]
    picture_seconds: int
    notice_seconds: int
    hours: list[list[list[str]]]
    view: BoardShape
