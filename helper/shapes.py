"""What the floor's picture and its calls look like, for the OpenAPI document; `helper.view` makes them."""

from __future__ import annotations

from typing import Literal

from api.shapes import AlarmShape, Name, Shape


class HelpCallShape(Shape):
    """`helper` was chosen, `why` by what; `for_all`: it is everybody's; `taken_by` is on the way."""

    id: str
    kind: Literal["kiosk", "window", "locker"]
    place: str
    label: str
    zone: str | None
    since: str
    helper: str | None
    why: Literal["same-zone", "whole-hall", "other-zone", "nobody-free"]
    for_all: bool
    taken_by: str | None
    taken_at: str | None


class FloorAlarm(AlarmShape):
    """`kind` names its words; `done_at`: a helper said it is done, though its cause still stands."""

    kind: str
    taken_by: str | None
    done_at: str | None


class FloorZone(Shape):
    id: str
    name: Name


class OnDutyShape(Shape):
    name: str
    zone: str | None
    since: str
    busy: bool


class FloorShape(Shape):
    epoch: int
    seq: int
    at: str
    hall: Name
    zones: list[FloorZone]
    calls: list[HelpCallShape]
    alarms: list[FloorAlarm]
    alarm_count: int
    helpers: list[OnDutyShape]


class MyFloor(FloorShape):
    """The picture, and who asks: `me` is the name he is on duty by."""

    me: str
