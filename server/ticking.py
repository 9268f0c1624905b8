"""The clock's tick, once a second: what time alone brings about, a step of the wall clock, and a look at access.db."""

from __future__ import annotations

import time

import gevent
import structlog

from hall import days, devices
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from server.access import Access

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


def tick(ledger: Ledger, access: Access, pulse: Pulse) -> None:
    """One tick. Each part stands for itself: when one cannot be kept, the next second tries again."""
    try:
        if by := ledger.clock.step():
            ledger.by(CLOCK).record(days.step_clock, by=by)
        ledger.by(CLOCK).record(days.tick)
        pulse.beat()
        access.look()
        tell_keys(ledger, access)
        access.expire()
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


def run(ledger: Ledger, access: Access, pulse: Pulse) -> None:
    """For ever. A fault of one second must not stop the clock: it is logged, and the next second comes."""
    while True:
        gevent.sleep(TICK_SECONDS)
        try:
            tick(ledger, access, pulse)
        except Exception:  # noqa: BLE001  the clock must go on
            log.exception("tick-failed")
