"""The hall's own figures for its lockers, a part of hall.plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Lockers:
    """`sizes` from small to large. Somebody who sits can reach a compartment whose lower edge lies from `low_mm_min` to
    `low_mm_max` above the floor. `code_after_due`: a code opens until staff have taken the item out, also when it is
    overdue. `confirm`: a document enters or leaves the books only when its person has said so; False: a door that was
    seen open and then shut is enough. `help_service`: what whoever met a stuck door gets a ticket for; None: only an
    alarm. `returns_to`: the window where a result waits that staff took out, where no case says it.
    `voice`: cabinets say what they show; `volume` from 0 to 100, and during `night` (minutes after midnight, and
    over it where the end comes first) `night_volume`. `drop_off`: whether visitors may
    bring something."""

    sizes: tuple[str, ...] = ("S", "M", "L", "XL")
    low_mm_min: int = 380
    low_mm_max: int = 1100
    code_digits: int = 8
    code_after_due: bool = True
    keep_hours: int = 72
    collect_minutes: int = 60
    confirm: bool = True
    reopen_seconds: int = 120
    prompt_seconds: int = 20
    warn_seconds: int = 60
    alarm_seconds: int = 120
    help_service: str | None = None
    help_priority_class: str | None = None
    returns_to: str | None = None
    voice: bool = True
    volume: int = 80
    night_volume: int = 30
    night: tuple[int, int] = (22 * 60, 7 * 60)
    drop_off: bool = True


@dataclass(frozen=True)
class Messages:
    """How people hear that a result lies ready: by a POST to `url`, of facts (`webhook`) or of a text for a gateway of
    short messages (`sms`), `attempts_max` tries, the time between them doubling from `again_seconds`; or by a `slip`
    of `printer`, which staff pass on."""

    kind: Literal["none", "webhook", "sms", "slip"] = "none"
    url: str = ""
    seconds: float = 5.0
    attempts_max: int = 10
    again_seconds: int = 30
    printer: str = ""
