"""The lockers of a running hall: their keeper, the second of the clock that is theirs, and what their routes need."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

import gevent
import structlog

from api.errors import No
from hall import locker_tick
from hall.cabinet import Deposit
from hall.codes import SALT_BITS, Ids
from hall.hall import Hall, plan_of
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from lockers.clock import NativeClock
from lockers.keeper import Keeper
from lockers.listing import Lists
from lockers.outbox import Outbox, adapter_of
from lockers.secrets import Secrets, qr_text
from printers.deposit_slip import Opens
from server import devices, logs, seam
from server.access import Access
from server.sign_ins import Door

log = structlog.get_logger("server")
CLOCK = Asker("clock")
TICK_SECONDS = 1.0
FIRST_LOOK_SECONDS, POLL_SECONDS = 3.0, 0.02
STAFF = ("clerk", "manager")


class Cabinets:
    """Started before the server listens: what is uncertain is said before anybody can ask for a door."""

    def __init__(self, ledger: Ledger, ids: Ids, outbox: Outbox) -> None:
        self._ledger, self._ids, self._outbox, self._bell = ledger, ids, outbox, seam.Bell()
        self.banks = {bank.id: devices.bank(bank) for bank in plan_of(ledger.hall).locker_banks}
        self.keeper = Keeper(
            ledger, self.banks, clock=NativeClock(devices.native()), draw=self.draw, spawn=seam.spawn,
            inbox=seam.inbox, wake=self._bell.ring, report=logs.from_thread,
        )  # fmt: skip
        self.keeper.start()
        self._first_look()
        self._greenlets = [
            gevent.spawn(self._bell.answer, self.keeper.settle),
            gevent.spawn(self._each_second, self._tick),
            gevent.spawn(self._each_second, self._outbox.turn),
        ] if self.banks else []  # fmt: skip

    def _first_look(self) -> None:
        """Give every bank some time to say how its doors are; one that is silent keeps nobody waiting for longer."""
        until = time.monotonic() + FIRST_LOOK_SECONDS
        while time.monotonic() < until and not all(b.read for b in self._ledger.hall.cabinets.banks.values()):
            gevent.sleep(POLL_SECONDS)
            self.keeper.settle()

    def draw(self) -> str:
        return self._ids.next(self._ledger.clock.now(), secrets.randbits(SALT_BITS))

    def drain(self) -> None:
        """There is news: hand out what was intended."""
        self.keeper.drain()

    def _tick(self) -> None:
        """What time alone brings about, and news that could not be kept before."""
        self.keeper.settle()
        self._ledger.by(CLOCK).record(locker_tick.tick, ticket=self.draw(), message=self.draw())

    def _each_second(self, act: Callable[[], None]) -> None:
        """For ever. A fault of one second must not stop the next."""
        while True:
            gevent.sleep(TICK_SECONDS)
            try:
                act()
            except NotKept as error:
                log.warning("tick-not-kept", reason=error.reason)
            except Exception:  # noqa: BLE001  the lockers' clock must go on
                log.exception("lockers-failed")

    def stop(self) -> None:
        """Let each bank end what it does, and record what came of it."""
        gevent.killall(self._greenlets)
        self.keeper.close()


def start(app: Any, ledger: Ledger, access: Access, key: bytes) -> Cabinets:
    """`key`: what the codes of deposits are worked out from."""
    codes, second = Secrets(key), Second(app.extensions["door"], access)
    app.extensions.update(locker_secrets=codes, second_person=second.named)
    app.extensions["locker_lists"] = Lists(codes)
    outbox = Outbox(ledger, adapter_of(plan_of(ledger.hall).messages), codes, app.extensions["words"])
    cabinets = Cabinets(ledger, app.extensions["ids"], outbox)
    app.extensions["cabinets"] = cabinets
    return cabinets


def opening(app: Any) -> Callable[[Hall, Deposit], Opens]:
    """What stands on the slip that opens a result's compartment, worked out when it is asked for."""
    codes: Secrets = app.extensions["locker_secrets"]

    def opens(hall: Hall, deposit: Deposit) -> Opens:
        secret = codes.of(deposit.id, deposit.issue, plan_of(hall).lockers.code_digits)
        return Opens(secret.digits, qr_text(deposit.locator or "", secret))

    return opens


class Second:
    """A second person who gives a password at somebody else's desk: staff, or nobody."""

    def __init__(self, door: Door, access: Access) -> None:
        self._door, self._access = door, access

    def named(self, name: str, password: str, source: str) -> str | None:
        """The name when the password is right; None when it is not. Slowed like signing in: 429."""
        try:
            person = self._door.check(self._access, name, password, source)
        except No as no:
            if no.status == 401:
                return None
            raise
        return person.name if person.role in STAFF else None
