"""What the sockets need to know of one kind of screen: who may listen, to which picture, and how often it may change.

Each screen's own room (kiosk, clerk, display) describes itself with one `Screen`; `api.live` knows no picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hall.alarms import Alarm
from hall.events import Event
from hall.hall import Hall
from hall.plan import Plan
from hall.words import Words


@dataclass(frozen=True)
class Around:
    """What a picture may need and the hall does not hold: the displays that have a socket open (None: not known), and
    the server's own alarms."""

    displays: frozenset[str] | None = None
    alarms: tuple[Alarm, ...] = ()


UNKNOWN = Around()
View = Callable[[Hall, Words, str, int, Around], dict[str, Any]]
"""The whole picture of a room at a moment; it carries `epoch`, `seq` and `at`."""


def nothing_at_once(event: Event, hall: Hall) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Screen:
    """One kind of screen. Of several rooms that are due, those of the least `rank` go first: walls, windows, kiosks.

    `room` names the picture a place looks at (None: there is no such place), so screens that show the same share one;
    `pace_millis` is the least time between two views of a room, which only `at_once` (rooms an event concerns that
    must not wait: a call, a recall, a withdrawal) may shorten; `unknown` is the reason word for no such place;
    `only` is where a socket is that names no place, for a kind of screen that has just one.
    """

    namespace: str
    rank: int
    roles: frozenset[str]
    unknown: str
    pace_millis: int
    room: Callable[[Plan, str], str | None]
    view: View
    at_once: Callable[[Event, Hall], Iterable[str]] = nothing_at_once
    only: str | None = None
