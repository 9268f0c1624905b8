"""The scanners of the kiosks at work: a native thread reads each; what its code is goes to that kiosk's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gevent
import structlog
from flask import Flask

from api.live import Live
from hall.hall import Hall, plan_of
from hall.plan import Kiosk, Plan
from kiosk.web import code_meaning
from server import devices, logs, seam
from server.foreign_codes import foreign_codes
from wires.opening import opener_of
from wires.scanner import Scanner

log = structlog.get_logger("scanners")
NEWS_MAX = 100
"""Codes that wait to be told; nobody scans so many, so what is beyond is rubbish on a line."""


class Scanners:
    """`tell(kiosk, code)` runs in a greenlet of its own and may wait: for another service's answer, say."""

    def __init__(self, plan: Plan, tell: Callable[[str, str | None], Any]) -> None:
        self._tell = tell
        self._news = seam.inbox()
        self._bell = seam.Bell()
        self._scanners = [self._made(kiosk) for kiosk in plan.kiosks if kiosk.scanner is not None]
        self._greenlet = gevent.spawn(self._bell.answer, self._hand_out)
        for scanner in self._scanners:
            seam.spawn(scanner.run)

    def _made(self, kiosk: Kiosk) -> Scanner:
        planned = kiosk.scanner
        if planned is None:
            raise ValueError(f"kiosk {kiosk.id} has no scanner")
        opener = opener_of(planned.wire, devices.native())
        return Scanner(
            opener, planned.frame, planned.suffix, partial(self._heard, kiosk.id), seam.inbox,
            there=partial(_noted, kiosk.id),
        )  # fmt: skip

    def _heard(self, kiosk: str, code: str | None) -> None:
        if self._news.qsize() < NEWS_MAX:
            self._news.put((kiosk, code))
            self._bell.ring()

    def _hand_out(self) -> None:
        while self._news.qsize():
            gevent.spawn(self._told, *self._news.get(block=False))

    def _told(self, kiosk: str, code: str | None) -> None:
        try:
            self._tell(kiosk, code)
        except Exception:  # one code's trouble is not the next one's
            log.exception("scanner", kiosk=kiosk)

    def stop(self) -> None:
        for scanner in self._scanners:
            scanner.close()
        self._greenlet.kill()


def start(app: Flask, live: Live, hall: Hall) -> Scanners:
    """Every scanner of the plan, and who is asked of codes that are not ours; what a scanner's code is goes to its
    kiosk's page as `code`."""
    plan = plan_of(hall)
    app.extensions["foreign_codes"] = foreign_codes(plan.codes)

    def tell(kiosk: str, code: str | None) -> None:
        with app.app_context():
            live.tell("/kiosk", kiosk, "code", code_meaning(code, kiosk))

    return Scanners(plan, tell)


def _noted(kiosk: str, there: bool) -> None:
    """Called in the scanner's native thread."""
    logs.line("scanner", level="info" if there else "warning", kiosk=kiosk, there=there)
