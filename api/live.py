"""What every screen hears: whole views and beats, over Socket.IO, driven by the ledger's news on the loop.

The server makes one `Live` with everything it needs, then
    live.listen()                                  once, before serving: the namespaces' connect and disconnect
    spawn(live.run)                                a greenlet of its own, so a POST is answered before the fan-out
    callers.on_gone.append(live.drop)              a withdrawn key loses its sockets
    news.tell("live", live.hear)                   what was committed, in ledger order
    app.extensions["live"] = live                  for who asks for a picture over HTTP (`live.around()`)
One room's view is computed once and encoded once however many screens look at it (python-socketio encodes a broadcast
once, and its packets keep their encoded form). One room is handed out at a time: after each, the loop's writers run, so
what happens meanwhile is in the next view, and a call never waits behind more than one picture.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import structlog
from flask import current_app, request

from api.live_cadence import Cadence, Room
from api.live_door import admit, refusal
from api.live_screen import UNKNOWN, Around, Screen
from api.live_sockets import Socket, Sockets
from api.shapes import iso
from hall.alarms import Alarm
from hall.events import Event, PlanAdopted
from hall.hall import Hall, plan_of
from hall.words import Words
from ledger.ledger import Kept

log = structlog.get_logger("live")

BEAT_MILLIS = 3_000
BEAT_SLICE = 50
"""Sockets that get their beat before the loop looks for a call again (about 2 ms)."""

WELCOME_MOST = 100
"""New sockets that get their first view in one go, when a whole hall reconnects."""

SOCKETS_MOST = 5_000
AFTER_FAULT_SECONDS = 1.0
CHANGES = ("seq", "at")
"""What differs in every view; a picture that differs in nothing else is not sent again."""


class Standing(Protocol):
    """Where the latest committed hall is read."""

    @property
    def hall(self) -> Hall: ...


class Bell(Protocol):
    """The loop's event: set when there is something to do, waited on by `run`."""

    def set(self) -> None: ...
    def clear(self) -> None: ...
    def wait(self, timeout: float | None = None) -> Any: ...


class Live:
    """Screens on their sockets. Runs on the loop alone; `hear`, `drop` and `stop` are called there too."""

    def __init__(self, *, ledger: Standing, socketio: Any, screens: Sequence[Screen], words: Words,
                 now: Callable[[], int], bell: Bell, sleep: Callable[[float], None],
                 alarms: Callable[[], Iterable[Alarm]] = tuple) -> None:  # fmt: skip
        self._ledger, self._socketio, self._words = ledger, socketio, words
        self._screens = {each.namespace: each for each in sorted(screens, key=lambda each: each.rank)}
        self._now, self._bell, self._sleep, self._alarms = now, bell, sleep, alarms
        self._sockets = Sockets()
        self._cadence = Cadence({name: screen.pace_millis for name, screen in self._screens.items()})
        self._last: dict[Room, dict[str, Any]] = {}
        self._newcomers: dict[Room, list[str]] = {}
        self._beats: deque[tuple[str, list[str]]] = deque()
        self._beat_at = 0
        self._asked: set[str] = set()
        self._stopped = False
        self.on_left: list[Callable[[str, str], None]] = []

    # --- what the server calls

    def listen(self) -> None:
        """Take connections on every screen's namespace."""
        for screen in self._screens.values():
            self._socketio.on_event("connect", self._door(screen), namespace=screen.namespace)
            self._socketio.on_event("disconnect", self._left, namespace=screen.namespace)

    def tell(self, namespace: str, place: str, role: str, event: str, body: dict[str, Any]) -> None:
        """Something that is no part of a picture, once: to the screens of one place that are of this role, and so not
        to staff who look at it from elsewhere."""
        if here := self._sockets.at(namespace, place, role):
            self._socketio.emit(event, body, namespace=namespace, to=here)

    def run(self) -> None:
        """Until `stop`: hear what happened, hand out one room at a time, and let the others work in between."""
        while not self._stopped:
            self._bell.clear()
            try:
                if not self.turn(self._now()):
                    self._bell.wait(self._idle_seconds(self._now()))
                self._sleep(0)
            except Exception:  # were this greenlet to end, every screen of the hall would stand still
                log.exception("live")
                self._sleep(AFTER_FAULT_SECONDS)

    def hear(self, news: list[Kept], missed: bool) -> None:
        """What was committed (`api.news`): only marked here. `missed` some: every room whole, at once."""
        now = self._now()
        if missed:
            self._last.clear()
        for room in self._sockets.rooms():
            self._cadence.changed(room, now)
            if missed:
                self._cadence.at_once(room)
        for kept in news:
            for event in kept.events:
                self._hear_one(event, kept.hall)
        self._bell.set()

    def stop(self) -> None:
        self._stopped = True
        self._bell.set()

    def drop(self, key: str) -> None:
        """The key (or session) is withdrawn: its sockets go."""
        for socket in self._sockets.of_key(key):
            self._socketio.server.disconnect(socket.sid, namespace=socket.namespace)

    def around(self) -> Around:
        """What the pictures need beside the hall: also for who asks for one over HTTP."""
        return Around(self._sockets.places("/display"), tuple(self._alarms()))

    def note(self, display: str) -> None:
        """A display has asked something over HTTP: it is there, whatever its socket does."""
        self._asked.add(display)

    def displays_heard(self) -> frozenset[str]:
        """The displays that are there: their sockets are open, or they asked something since this was last called."""
        asked, self._asked = frozenset(self._asked), set()
        return self.places("/display") | asked

    def places(self, namespace: str) -> frozenset[str]:
        """The kiosks, windows or displays that listen just now."""
        return self._sockets.places(namespace)

    def __len__(self) -> int:
        """Sockets open."""
        return len(self._sockets)

    # --- one turn of the greenlet

    def turn(self, now: int) -> bool:
        """Do the one thing that is most pressing; False when there was nothing to do."""
        if now >= self._beat_at or self._beat_at > now + BEAT_MILLIS:
            self._begin_beat(now)
        if room := self._cadence.urgent():
            self._hand_out(room, now)
        elif self._newcomers:
            self._welcome(now)
        elif room := self._cadence.due(now):
            self._hand_out(room, now)
        elif self._beats:
            self._beat(now)
        else:
            return False
        return True

    def _idle_seconds(self, now: int) -> float:
        times = [at for at in (self._beat_at, self._cadence.next_at()) if at is not None]
        return max(0, min(times) - now) / 1000

    def _hear_one(self, event: Event, hall: Hall) -> None:
        if isinstance(event, PlanAdopted):
            self._seat_anew(hall)
        for screen in self._screens.values():
            for name in screen.at_once(event, hall):
                if self._sockets.has((screen.namespace, name)):
                    self._cadence.at_once((screen.namespace, name))

    def _seat_anew(self, hall: Hall) -> None:
        """A new plan: every socket to the room its place now looks at; a place that is gone takes its sockets along."""
        for socket in self._sockets:
            name = self._screens[socket.namespace].room(plan_of(hall), socket.place)
            if name is None:
                self._socketio.server.disconnect(socket.sid, namespace=socket.namespace)
            elif name != socket.name:
                self._socketio.server.leave_room(socket.sid, _inside(socket.name), namespace=socket.namespace)
                self._socketio.server.enter_room(socket.sid, _inside(name), namespace=socket.namespace)
                self._sockets.move(socket.sid, name)
                self._newcomers.setdefault((socket.namespace, name), []).append(socket.sid)

    def _hand_out(self, room: Room, now: int) -> None:
        """The room's view to all who look at it, if it shows anything new."""
        self._cadence.done(room, now)
        view = self._view(room, now)
        if view is None or not self._sockets.has(room):
            return
        picture = {key: value for key, value in view.items() if key not in CHANGES}
        if self._last.get(room) != picture:
            self._last[room] = picture
            self._socketio.emit("view", view, namespace=room[0], to=_inside(room[1]))

    def _view(self, room: Room, now: int) -> dict[str, Any] | None:
        try:
            return self._screens[room[0]].view(self._ledger.hall, self._words, room[1], now, self.around())
        except Exception:  # a view with a bug must not silence every other screen of the hall
            log.exception("view", namespace=room[0], room=room[1])
            return None

    def _welcome(self, now: int) -> None:
        """The first view of those who have just come, one encoding for all of one room."""
        room = next(iter(self._newcomers))
        waiting = self._newcomers.pop(room)
        if waiting[WELCOME_MOST:]:
            self._newcomers[room] = waiting[WELCOME_MOST:]
        here = [sid for sid in waiting[:WELCOME_MOST] if self._sockets.holds(sid)]
        view = self._view(room, now) if here else None
        if view is not None:
            self._socketio.emit("view", view, namespace=room[0], to=here)

    def _begin_beat(self, now: int) -> None:
        """Time for a beat, and to look again at what changes by time alone (old calls, ended notices, alarms)."""
        self._beat_at = now + BEAT_MILLIS
        by_namespace: dict[str, list[str]] = {}
        for socket in self._sockets:
            by_namespace.setdefault(socket.namespace, []).append(socket.sid)
        self._beats = deque(
            (namespace, sids[at : at + BEAT_SLICE])
            for namespace, sids in by_namespace.items()
            for at in range(0, len(sids), BEAT_SLICE)
        )
        for room in self._sockets.rooms():
            self._cadence.changed(room, now)

    def _beat(self, now: int) -> None:
        namespace, sids = self._beats.popleft()
        here = [sid for sid in sids if self._sockets.holds(sid)]
        hall = self._ledger.hall
        beat = {"epoch": hall.epoch, "seq": hall.seq, "at": iso(plan_of(hall), now)}
        if here:
            self._socketio.emit("beat", beat, namespace=namespace, to=here)

    # --- coming and going

    def _door(self, screen: Screen) -> Callable[[Any], None]:
        def came(auth: Any = None) -> None:
            sid = request.sid  # type: ignore[attr-defined]
            guest = admit(screen, auth, plan_of(self._ledger.hall))
            if len(self._sockets) >= SOCKETS_MOST:
                raise refusal("too-many")
            self._socketio.server.enter_room(sid, _inside(guest.name), namespace=screen.namespace)
            socket = Socket(sid, screen.namespace, guest.place, guest.name, guest.role, guest.key)
            self._sockets.add(socket)
            self._newcomers.setdefault(socket.room, []).append(sid)
            self._came_or_went(screen.namespace)

        return came

    def _left(self, *_reason: object) -> None:
        socket = self._sockets.remove(request.sid)  # type: ignore[attr-defined]
        if socket is None:
            return
        for tell in self.on_left:
            tell(socket.namespace, socket.place)
        if not self._sockets.has(socket.room):
            self._cadence.forget(socket.room)
            self._last.pop(socket.room, None)
        self._came_or_went(socket.namespace)

    def _came_or_went(self, namespace: str) -> None:
        """A display more or less may change who speaks; the first view of one that came is due in any case."""
        if namespace == "/display":
            for room in self._sockets.rooms():
                if room[0] == namespace:
                    self._cadence.changed(room, self._now())
        self._bell.set()


def _inside(name: str) -> str:
    """The room's name for python-socketio, where it can never be a socket's own id."""
    return f"room {name}"


def note(display: str) -> None:
    """A display has just asked something: told to the server's `Live`, when there is one."""
    live = current_app.extensions.get("live")
    if live is not None:
        live.note(display)


def around() -> Around:
    """What the pictures need beside the hall, for a picture over HTTP: from the server's `Live`, when there is one."""
    live = current_app.extensions.get("live")
    return live.around() if live is not None else UNKNOWN
