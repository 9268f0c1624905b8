"""A screen's socket as a page has it: a real Socket.IO client on a real websocket, and the views it heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from threading import Condition
from typing import Any

import socketio

from tests.served import Served

HEAR_SECONDS = 10.0
View = dict[str, Any]


class Refused(Exception):
    """The server would not have this socket."""


class Page:
    """One screen, connected. `hears(claim)` waits for a view of which the claim holds."""

    def __init__(self, served: Served, namespace: str, at: str, key: str) -> None:
        self._served, self.namespace, self._auth = served, namespace, {"key": key, "at": at}
        self.views: list[View] = []
        self.beats: list[View] = []
        self.codes: list[View] = []
        self.refusals: list[Any] = []
        self._news = Condition()
        self._client = socketio.Client(reconnection=False)
        heard_of = {"view": self.views, "beat": self.beats, "code": self.codes, "connect_error": self.refusals}
        for event, heard in heard_of.items():
            self._client.on(event, self._hearing(heard), namespace=namespace)

    def _hearing(self, heard: list[Any]) -> Callable[[Any], None]:
        def hear(body: Any) -> None:
            with self._news:
                heard.append(body)
                self._news.notify_all()

        return hear

    def connect(self) -> Page:
        try:
            self._client.connect(
                f"http://127.0.0.1:{self._served.port}", auth=self._auth, namespaces=[self.namespace],
                transports=["websocket"], wait_timeout=HEAR_SECONDS,
            )  # fmt: skip
        except socketio.exceptions.ConnectionError:
            with self._news:
                self._news.wait_for(lambda: self.refusals, HEAR_SECONDS)
            raise Refused(*self.refusals) from None
        return self

    def leave(self) -> None:
        """Gone from one moment to the next, as a screen whose plug is pulled (a polite close waits 3 s here)."""
        websocket = self._client.eio.ws
        if websocket is not None and websocket.sock is not None:
            with suppress(OSError):  # the line may be gone already
                websocket.sock.shutdown(SHUT_RDWR)

    def hears(self, claim: Callable[[View], bool]) -> View:
        """The first view heard, by now or soon, of which the claim holds."""
        with self._news:
            assert self._news.wait_for(lambda: any(map(claim, self.views)), HEAR_SECONDS), self.views[-1:]
            return next(filter(claim, self.views))

    def hears_beat(self) -> View:
        with self._news:
            assert self._news.wait_for(lambda: self.beats, HEAR_SECONDS)
            return self.beats[-1]

    def hears_code(self, count: int = 1) -> View:
        """The last code that its scanner read, once there are so many."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.codes) >= count, HEAR_SECONDS)
            return self.codes[-1]

    def gone(self) -> bool:
        return not self._client.connected


def call_of(view: View, number: str) -> dict[str, Any] | None:
    """The newest call of a number on a board."""
    found: list[dict[str, Any]] = [call for call in view["calls"] if call["number"] == number]
    return found[0] if found else None
