"""The cast of the edges' tests: the rooms' routes on a real ledger in a folder of its own, with plain threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from apiflask import APIFlask
from werkzeug.test import TestResponse

from api import errors
from api.callers import Caller
from api.pace import Pace
from clerk import cases_web, visits_web
from clerk import web as clerk
from display import web as display
from display.voice import web as spoken
from display.voice.clips import Clips
from hall import planning, windows
from hall.codes import Ids
from hall.plan import Plan
from helper import web as helper
from kiosk import web as kiosk
from ledger.clock import Clock
from ledger.ledger import Asker, Ledger
from tests.hall.cast import MONDAY_9
from tests.words import WORDS

PERSON = {"Sec-Fetch-Site": "same-origin"}


class Keys:
    """Keys that say themselves whose they are: `role` or `role@place`; a visitor's is `visitor@ticket`. Cookies name a
    person: `role:name` or `role:name@place`."""

    on_gone: list[Callable[[str], None]] = []

    def by_key(self, key: str) -> Caller | None:
        role, _, place = key.partition("@")
        if role not in ("kiosk", "clerk", "display", "helper", "locker", "manager", "program", "visitor"):
            return None
        return Caller(key, role, place or None, kind="ticket" if role == "visitor" else "key", key=key)

    def by_cookie(self, cookies: dict[str, str]) -> Caller | None:
        who, _, place = cookies["hall-session"].partition("@")
        role, _, name = who.partition(":")
        return Caller(name, role, place or None, kind="person", key=who)


class House:
    """A running hall without a server: `ask("clerk@B1", "POST", "/windows/B1/call-next")`. Time is handed in."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.seconds = MONDAY_9 / 1000
        self.ledger = Ledger(
            folder, spawn=_spawn, promise=Future, inbox=SimpleQueue, wake=lambda: None,
            clock=Clock(lambda: self.seconds, lambda: self.seconds), key=b"k" * 32,
        )  # fmt: skip
        self.ledger.start()
        self.ledger.by(Asker("test")).record(planning.adopt, plan=plan)
        self.app = APIFlask("house", json_errors=False)
        self.app.extensions.update(
            ledger=self.ledger, callers=Keys(), words=WORDS, pace=Pace(), ids=Ids(), off_loop=_here,
            commit_seconds=lambda _: None, clips=Clips(folder / "voice", folder, WORDS.tongues),
        )  # fmt: skip
        errors.install(self.app)
        rooms = (kiosk, clerk, cases_web, visits_web, helper, display, spoken)
        for routes in (room.routes for room in rooms):
            self.app.register_blueprint(routes)

    def open(self, *names: str) -> None:
        for window in names:
            self.ledger.by(Asker("test")).record(windows.open_window, window=window)

    def ask(self, key: str, method: str, path: str, body: Any = None, once: str | None = None) -> TestResponse:
        headers = {"Authorization": f"Bearer {key}"} | ({"Idempotency-Key": once} if once is not None else {})
        return self.app.test_client().open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def person(self, cookie: str, method: str, path: str, body: Any = None) -> TestResponse:
        client = self.app.test_client()
        client.set_cookie("hall-session", cookie)
        return client.open(f"/api/v1{path}", method=method, json=body, headers=PERSON)

    def take(self, service: str = "medical", **words: Any) -> dict[str, Any]:
        answer = self.ask("kiosk@k1", "POST", "/tickets", {"service": service, **words})
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.get_json()
        return ticket

    def at(self, window: str, act: str, body: Any = None) -> TestResponse:
        return self.ask(f"clerk@{window}", "POST", f"/windows/{window}/{act}", body)

    def close(self) -> None:
        self.ledger.close()


def _here(act: Callable[..., Any], *args: Any) -> Any:
    return act(*args)


def _spawn(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True).start()


def said(answer: TestResponse) -> tuple[int, str, str | None]:
    """Status, reason and field of a no."""
    body = answer.get_json()
    return answer.status_code, body["reason"], body.get("field")
