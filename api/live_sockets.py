"""Who listens: every open socket with its place, the room it looks at, and the key it came with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.live_cadence import Room
from hall.records import changed


@dataclass(frozen=True)
class Socket:
    """One open socket. `place` is the window, display or kiosk it is at, `role` who looks, `key` what it is dropped
    by."""

    sid: str
    namespace: str
    place: str
    name: str
    role: str = ""
    key: str = ""

    @property
    def room(self) -> Room:
        return (self.namespace, self.name)


@dataclass
class Sockets:
    """All open sockets, found by their id, their room or their key."""

    _by_sid: dict[str, Socket] = field(default_factory=dict)
    _rooms: dict[Room, dict[str, None]] = field(default_factory=dict)
    _places: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self._by_sid)

    def add(self, socket: Socket) -> None:
        self._by_sid[socket.sid] = socket
        self._rooms.setdefault(socket.room, {})[socket.sid] = None
        self._places[socket.namespace, socket.place] += 1

    def remove(self, sid: str) -> Socket | None:
        """The socket that has gone, if it was here; an empty room goes with it."""
        socket = self._by_sid.pop(sid, None)
        if socket is not None:
            self._rooms[socket.room].pop(sid)
            if not self._rooms[socket.room]:
                del self._rooms[socket.room]
            self._places[socket.namespace, socket.place] -= 1
        return socket

    def move(self, sid: str, name: str) -> None:
        """The same socket, looking at another picture."""
        socket = self.remove(sid)
        if socket is not None:
            self.add(changed(socket, name=name))

    def __iter__(self) -> Iterator[Socket]:
        return iter(list(self._by_sid.values()))

    def rooms(self) -> list[Room]:
        """The rooms that somebody listens in."""
        return list(self._rooms)

    def has(self, room: Room) -> bool:
        return room in self._rooms

    def holds(self, sid: str) -> bool:
        return sid in self._by_sid

    def of_key(self, key: str) -> list[Socket]:
        return [socket for socket in self._by_sid.values() if socket.key == key]

    def at(self, namespace: str, place: str, role: str) -> list[str]:
        """The ids of the sockets of one place that are of this role."""
        wanted = (namespace, place, role)
        return [each.sid for each in self._by_sid.values() if (each.namespace, each.place, each.role) == wanted]

    def places(self, namespace: str) -> frozenset[str]:
        """The places of a namespace that have a socket open."""
        return frozenset(place for (name, place), count in self._places.items() if name == namespace and count)
