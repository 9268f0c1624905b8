"""The scanners of kiosks and cabinets at work: a native thread reads each, and its page is told what it read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import gevent
import structlog
from flask import Flask

from api.live import Live
from hall import plan as planned
from hall.hall import Hall, plan_of
from hall.plan import Plan
from kiosk.web import code_meaning
from server import devices, logs, seam
from server.foreign_codes import foreign_codes
from wires.opening import opener_of
from wires.scanner import Scanner

log = structlog.get_logger("scanners")
NEWS_MAX = 100
"""Codes that wait to be told; nobody scans so many, so what is beyond is rubbish on a line."""


@dataclass(frozen=True)
class Place:
    """Where a scanner stands. `kind` is also the role of whose page hears it, and names that page's socket."""

    kind: Literal["kiosk", "locker"]
    id: str
    scanner: planned.Scanner

    def noted(self, there: bool) -> None:
        """Called in the scanner's native thread."""
        logs.line("scanner", level="info" if there else "warning", **{self.kind: self.id}, there=there)


def places(plan: Plan) -> list[Place]:
    kiosks = [Place("kiosk", each.id, each.scanner) for each in plan.kiosks if each.scanner is not None]
    banks = [Place("locker", each.id, each.scanner) for each in plan.locker_banks if each.scanner is not None]
    return kiosks + banks


class Scanners:
    """`tell(place, code)` runs in a greenlet of its own and may wait: for another service's answer, say."""

    def __init__(self, places: list[Place], tell: Callable[[Place, str | None], Any]) -> None:
        self._tell = tell
        self._news = seam.inbox()
        self._bell = seam.Bell()
        self._scanners = [self._made(place) for place in places]
        self._greenlet = gevent.spawn(self._bell.answer, self._hand_out)
        for scanner in self._scanners:
            seam.spawn(scanner.run)

    def _made(self, place: Place) -> Scanner:
        there = place.scanner
        opener = opener_of(there.wire, devices.native())
        heard = partial(self._heard, place)
        return Scanner(opener, there.frame, there.suffix, heard, seam.inbox, there=place.noted)

    def _heard(self, place: Place, code: str | None) -> None:
        if self._news.qsize() < NEWS_MAX:
            self._news.put((place, code))
            self._bell.ring()

    def _hand_out(self) -> None:
        while self._news.qsize():
            gevent.spawn(self._told, *self._news.get(block=False))

    def _told(self, place: Place, code: str | None) -> None:
        try:
            self._tell(place, code)
        except Exception:  # one code's trouble is not the next one's
            log.exception("scanner", **{place.kind: place.id})

    def stop(self) -> None:
        for scanner in self._scanners:
            scanner.close()
        self._greenlet.kill()


def start(app: Flask, live: Live, hall: Hall) -> Scanners:
    """Every scanner of the plan, and who is asked of codes that are not ours. A kiosk's page hears as `code` what the
    code is; a cabinet's the code itself, as if it had been typed there. It may open a door, so no log has it."""
    plan = plan_of(hall)
    app.extensions["foreign_codes"] = foreign_codes(plan.codes)

    def tell(place: Place, code: str | None) -> None:
        with app.app_context():
            body = code_meaning(code, place.id) if place.kind == "kiosk" else {"text": code}
            live.tell(f"/{place.kind}", place.id, place.kind, "code", body)

    return Scanners(places(plan), tell)
