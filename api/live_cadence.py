"""When each room is next due its view. Pure bookkeeping: the time is handed in, so a test can walk through a day."""

from __future__ import annotations

from dataclasses import dataclass, field

Room = tuple[str, str]
"""A namespace and the name of a picture in it."""


@dataclass
class Cadence:
    """Rooms that changed, each due its pace after its last view; those that must not wait stand in `urgent`.

    `paces` (namespace -> milliseconds) stands in the order of who is served first: walls before windows before kiosks.
    """

    paces: dict[str, int]
    _sent: dict[Room, int] = field(default_factory=dict)
    _due: dict[Room, int] = field(default_factory=dict)
    _urgent: dict[Room, None] = field(default_factory=dict)

    def changed(self, room: Room, now: int) -> None:
        """The room's picture may have changed: due when its pace allows. A clock put back makes none wait."""
        if room not in self._due:
            pace = self.paces[room[0]]
            self._due[room] = min(max(now, self._sent.get(room, now - pace) + pace), now + pace)

    def at_once(self, room: Room) -> None:
        """Something in the room must not wait; several of them before the next view are one view."""
        self._urgent[room] = None

    def urgent(self) -> Room | None:
        """The room to serve before all else, in order of asking; walls first."""
        return min(self._urgent, key=self._rank, default=None)

    def due(self, now: int) -> Room | None:
        """A room whose time has come: walls first, then the longest due."""
        ready = [room for room, at in self._due.items() if at <= now]
        return min(ready, key=lambda room: (self._rank(room), self._due[room]), default=None)

    def done(self, room: Room, now: int) -> None:
        """The room's view has just gone out, or needed not to."""
        self._sent[room] = now
        self._due.pop(room, None)
        self._urgent.pop(room, None)

    def forget(self, room: Room) -> None:
        """Nobody listens there any more."""
        self._sent.pop(room, None)
        self._due.pop(room, None)
        self._urgent.pop(room, None)

    def next_at(self) -> int | None:
        """When the next room is due, if any is."""
        return min(self._due.values(), default=None)

    def _rank(self, room: Room) -> int:
        return list(self.paces).index(room[0])
