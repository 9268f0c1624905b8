"""The clock's tick, once a second: what time alone brings about, a step of the wall clock, and a look at access.db."""

from __future__ import annotations

import time
from collections.abc import Callable

import gevent
import structlog

from hall import days, devices, help
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from server.access import Access
from server.presence import Presence

log = structlog.get_logger("server")

TICK_SECONDS = 1.0
SILENT_SECONDS = 10.0
CLOCK, SERVER = Asker("clock"), Asker("server")


class Pulse:
    """When the record last answered a tick: that, not a flag, tells whether its writer lives."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def beat(self) -> None:
        self._at = time.monotonic()

    @property
    def alive(self) -> bool:
        return time.monotonic() - self._at < SILENT_SECONDS


class Screens:
    """When each display was last heard of, and since when it has been there: by a clock that nobody puts back."""

    def __init__(self, heard: Callable[[], frozenset[str]], now: Callable[[], float] = time.monotonic) -> None:
        self._heard, self._now, self._began = heard, now, now()
        self._last: dict[str, float] = {}
        self._since: dict[str, float] = {}

    def look(self, ledger: Ledger) -> None:
        """Record which displays nobody can count on, if that has changed."""
        now, here = self._now(), self._heard()
        self._since = {name: self._since.get(name, now) for name in here}
        self._last |= dict.fromkeys(here, now)
        every = frozenset(ledger.hall.plan.display) if ledger.hall.plan is not None else frozenset()
        steady = frozenset(name for name, since in self._since.items() if now - since >= devices.AWAY_SECONDS)
        silent = frozenset(n for n in every if now - self._last.get(n, self._began) >= devices.AWAY_SECONDS)
        if devices.watch_displays(ledger.hall, ledger.clock.now(), here=here, steady=steady, silent=silent):
            ledger.by(CLOCK).record(devices.watch_displays, here=here, steady=steady, silent=silent)


def tick(ledger: Ledger, access: Access, pulse: Pulse, screens: Screens, presence: Presence) -> None:
    """One tick. Each part stands for itself: when one cannot be kept, the next second tries again."""
    try:
        if by := ledger.clock.step():
            ledger.by(CLOCK).record(days.step_clock, by=by)
        ledger.by(CLOCK).record(days.tick)
        ledger.by(CLOCK).record(help.tick)
        pulse.beat()
        access.look()
        tell_keys(ledger, access)
        access.expire()
        screens.look(ledger)
        presence.look()
    except NotKept as error:
        log.warning("tick-not-kept", reason=error.reason)


def tell_keys(ledger: Ledger, access: Access) -> None:
    """Record keys made and revoked since the last time, also while the server was off."""
    untold = access.untold()
    for key in untold:
        if key.told < 1:
            ledger.by(SERVER).record(devices.add_key, key=key.name, role=key.role, place=key.place)
        if key.revoked_at is not None:
            ledger.by(SERVER).record(devices.revoke_key, key=key.name)
        access.told(key, 1 if key.revoked_at is None else 2)
    if untold:
        access.refresh()


def run(ledger: Ledger, access: Access, pulse: Pulse, screens: Screens, presence: Presence) -> None:
    """For ever. A fault of one second must not stop the clock: it is logged, and the next second comes."""
    while True:
        gevent.sleep(TICK_SECONDS)
        try:
            tick(ledger, access, pulse, screens, presence)
        except Exception:  # noqa: BLE001  the clock must go on
            log.exception("tick-failed")
