"""The shape of [lockers] and [messages]: what is done with lockers, and how people hear of a result."""

from __future__ import annotations

from typing import Annotated, Literal

from server.config_devices import Table
from server.config_kinds import Address, Id, Interval, Len, NightHours, Seconds


class LockersTable(Table):
    sizes: Annotated[list[Id], Len(1, 20)] = ["S", "M", "L", "XL"]
    low_mm_min: Annotated[int, Interval(ge=0, le=3000)] = 380
    low_mm_max: Annotated[int, Interval(ge=0, le=3000)] = 1100
    code_digits: Annotated[int, Interval(ge=6, le=8)] = 8
    code_after_due: bool = True
    keep_hours: Annotated[int, Interval(ge=1, le=8760)] = 72
    collect_minutes: Annotated[int, Interval(ge=0, le=14_400)] = 60
    confirm: bool = True
    reopen_seconds: Annotated[int, Interval(ge=10, le=600)] = 120
    prompt_seconds: Annotated[int, Interval(ge=5, le=600)] = 20
    warn_seconds: Annotated[int, Interval(ge=5, le=600)] = 60
    alarm_seconds: Annotated[int, Interval(ge=10, le=3600)] = 120
    help_service: Id | None = None
    help_priority_class: Id | None = None
    returns_to: Id | None = None
    voice: bool = True
    volume: Annotated[int, Interval(ge=0, le=100)] = 80
    night_volume: Annotated[int, Interval(ge=0, le=100)] = 30
    night: NightHours = (22 * 60, 7 * 60)
    drop_off: bool = True


class MessagesTable(Table):
    kind: Literal["none", "webhook", "sms", "slip"] = "none"
    url: Address | None = None
    printer: Id | None = None
    seconds: Seconds = 5.0
    attempts_max: Annotated[int, Interval(ge=1, le=50)] = 10
    again_seconds: Annotated[int, Interval(ge=5, le=3600)] = 30
