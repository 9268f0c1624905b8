"""A board's socket as a test plays it: the page hears whatever pictures the test likes, as many as it likes."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, Route, WebSocketRoute

OPEN = '0{"sid":"engine","upgrades":[],"pingInterval":300000,"pingTimeout":300000,"maxPayload":1000000}'
JOINED = '40/display,{"sid":"page"}'
BEFORE, WALL = "/page/tokens.css", "/display/hall-b"
"""Where a page waits until its socket is taken, and where it goes then."""
SOCKET = re.compile(r"/socket\.io/")
START = datetime.fromisoformat("2026-11-23T09:41:00.000+08:00")


def part(page: Page, name: str) -> Locator:
    """The part of a page that carries this data-test."""
    return page.locator(f'[data-test="{name}"]')


class Board:
    """Takes the place of the server's socket for a page, which it then sends to the wall. `hear()`: the next view."""

    def __init__(self, page: Page, *, at: str = WALL, is_now: dict[str, Any] | None = None, **changes: Any) -> None:
        """`at`: the display; `is_now`: what it is, where that differs from what the server says; the rest: the view."""
        self.page = page
        self.is_now = is_now or {}
        self.asked, self.silent, self.refuse = 0, False, 0
        self.at = START
        self.calls: list[dict[str, Any]] = []
        self.view = {**empty(), **changes}
        self._socket: WebSocketRoute | None = None
        page.route_web_socket(SOCKET, self._came)
        page.route(re.compile(r"/api/v1/displays/[^/]+$"), self._is)
        page.goto(page.url.replace(BEFORE, at))
        page.locator('[data-test="wall"], [data-test="window"]').wait_for()

    def _is(self, route: Route) -> None:
        """What this screen is: as the server says, but for the changes."""
        self.asked += 1
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), **self.is_now})

    def _came(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(self._said)
        socket.send(OPEN)

    def _said(self, message: str | bytes) -> None:
        if str(message).startswith("40/display") and not self.silent:
            assert self._socket is not None
            self._socket.send(JOINED)
            if self.refuse:
                self.refuse -= 1
                self.cut()
            else:
                self.hear()

    def cut(self) -> None:
        """The line breaks; the page comes again by itself. `refuse`: so often it breaks again before the first view."""
        assert self._socket is not None
        self._socket.close()

    def call(self, number: str, label: str = "3", *, recall: int = 0, ago: float = 0.0) -> int:
        """One more call, heard with the next view; `ago` seconds old by then."""
        made = {
            "call": len(self.calls) + 1, "number": number, "window": f"W{label}", "window_label": label, "zone": "B",
            "called_at": (self.at - timedelta(seconds=ago)).isoformat(timespec="milliseconds"), "recall": recall,
            "withdrawn": False, "say": {"zh": "", "en": ""},
        }  # fmt: skip
        self.calls.append(made)
        return len(self.calls)

    def hear(self, seconds: float = 0.0, most: int = 200) -> None:
        """The picture as it stands, `seconds` after the last."""
        assert self._socket is not None
        self.at += timedelta(seconds=seconds, milliseconds=1)
        view = {
            **self.view, "seq": len(self.calls), "at": self.at.isoformat(timespec="milliseconds"),
            "calls": self.calls[: -most - 1 : -1],
        }  # fmt: skip
        self._socket.send("42/display," + json.dumps(["view", view]))


def empty() -> dict[str, Any]:
    """A board where nothing happened yet."""
    return {
        "epoch": 1, "seq": 0, "at": "", "board": "zone-b",
        "hall": {"zh": "示范区政务服务中心", "en": "Government Service Centre"},
        "timezone": "Asia/Shanghai", "zones": ["B"], "zone_names": [{"zh": "综合服务区", "en": "General Services"}],
        "labels": [], "windows": [], "look": "x", "closed": None,
        "category_names": {"social": {"zh": "社会保险", "en": "Social Insurance"}},
        "calls": [], "serving": [], "waiting": [{"category": "social", "count": 6}], "missed": [],
        "notices": [], "onward": [], "speakers": {}, "more": False,
    }  # fmt: skip
