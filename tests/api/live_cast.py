"""The cast of the sockets' tests: a hall that goes on, sockets that only remember, and a time that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from api.callers import Caller
from api.live import Live
from clerk.view import SCREEN as CLERK
from display.view import SCREEN as DISPLAY
from hall.events import Event
from hall.plan import Display
from kiosk.view import SCREEN as KIOSK
from ledger.asks import Entry, Kept
from tests.hall.cast import Story, open_hall, small_plan
from tests.words import WORDS

DISPLAYS = (
    Display("hall-a", ("A",), (), "zone-a"),
    Display("hall-b", ("B",), (), "zone-b", voice="b"),
    Display("hall-b2", ("B",), (), "zone-b"),
)


@dataclass
class Sent:
    """One emit: to a room (a word) or to some sockets (a list)."""

    event: str
    namespace: str
    to: str | list[str]
    body: dict[str, Any]


@dataclass
class Sockets:
    """What Live asks of Socket.IO, remembered. It is its own `server`, as far as rooms go."""

    handlers: dict[tuple[str, str], Callable[..., Any]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    broken: bool = False

    @property
    def server(self) -> Sockets:
        return self

    def on_event(self, event: str, handler: Callable[..., Any], namespace: str) -> None:
        self.handlers[event, namespace] = handler

    def emit(self, event: str, body: dict[str, Any], *, namespace: str, to: str | list[str]) -> None:
        if self.broken:
            raise OSError("the wire")
        self.sent.append(Sent(event, namespace, to, body))

    def enter_room(self, sid: str, room: str, namespace: str) -> None:
        self.rooms[sid] = room

    def leave_room(self, sid: str, room: str, namespace: str) -> None:
        del self.rooms[sid]

    def disconnect(self, sid: str, namespace: str) -> None:
        self.dropped.append(sid)


class Ring:
    """A bell that counts its rings, and waits for nothing."""

    def __init__(self) -> None:
        self.rung = 0

    def set(self) -> None:
        self.rung += 1

    def clear(self) -> None:
        self.rung = 0

    def wait(self, timeout: float | None = None) -> bool:
        return True


class Keys:
    """Keys that are their own names: `role` or `role@place`."""

    on_gone: list[Callable[[str], None]] = []

    def by_key(self, key: str) -> Caller | None:
        role, _, place = key.partition("@")
        return Caller(key, role, place or None, key=key) if role in ("display", "clerk", "kiosk", "program") else None

    def by_cookie(self, cookies: dict[str, str]) -> Caller | None:
        return self.by_key(cookies["hall-session"]) if "hall-session" in cookies else None


class Hearing:
    """A hall, its `Live`, and who listens: `do` records as the ledger would, `go` lets the greenlet work."""

    def __init__(self) -> None:
        self.story = Story(open_hall(small_plan(displays=DISPLAYS)))
        self.sockets, self.ring, self.slept = Sockets(), Ring(), list[float]()
        self.live = Live(
            ledger=self.story, socketio=self.sockets, screens=(KIOSK, CLERK, DISPLAY), words=WORDS,
            now=lambda: self.story.now, bell=self.ring, sleep=self._sleep,
        )  # fmt: skip
        self.live.listen()
        self.app = Flask("live")
        self.app.extensions["callers"] = Keys()

    def _sleep(self, seconds: float) -> None:
        """Nobody waits here; the second time, the greenlet is told to end."""
        self.slept.append(seconds)
        if len(self.slept) > 1:
            self.live.stop()

    def come(self, sid: str, namespace: str, auth: Any, cookie: str | None = None) -> None:
        headers = {"Cookie": f"hall-session={cookie}"} if cookie else {}
        with self.app.test_request_context(headers=headers) as context:
            context.request.sid = sid  # type: ignore[attr-defined]
            self.sockets.handlers["connect", namespace](auth)

    def leave(self, sid: str, namespace: str) -> None:
        with self.app.test_request_context() as context:
            context.request.sid = sid  # type: ignore[attr-defined]
            self.sockets.handlers["disconnect", namespace]("transport close")

    def do(self, rule: Callable[..., list[Event]], **words: Any) -> None:
        self.tell(self.story.do(rule, **words))

    def tell(self, events: list[Event], missed: bool = False) -> None:
        hall = self.story.hall
        first = hall.seq - len(events) + 1
        entries = tuple(Entry(first + n, self.story.now, "test", None, event) for n, event in enumerate(events))
        self.live.hear([Kept(entries, hall, hall.seq)] if entries else [], missed)

    def take(self, service: str) -> str:
        ticket = self.story.take(service)
        self.tell(self.story.events[-1:])
        return ticket

    def later(self, millis: int) -> None:
        self.story.now += millis

    def go(self, event: str = "view") -> list[Sent]:
        """Everything sent from now on until there is nothing left to do, of this kind."""
        self.sockets.sent.clear()
        while self.live.turn(self.story.now):
            pass
        return [sent for sent in self.sockets.sent if sent.event == event]

    def rooms(self) -> list[str | list[str]]:
        return [sent.to for sent in self.go()]
