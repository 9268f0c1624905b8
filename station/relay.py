"""The boards' line, passed on byte by byte: to the hall it is a serial-to-network box, until the cabinet needs the line
itself."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Mapping

import structlog

from wires.wire import Opener, Wire, WireBroken

log = structlog.get_logger("station")
PASS_SECONDS = 0.005
"""How long each side is waited for before the other has its turn."""
PIECE_BYTES = 4096


class Relay:
    """One connection at a time, from the hall alone (`allowed`, by address). `pulses`: the frame of each lock's pulse,
    and its compartment; `pulsed` tells when one last went by."""

    def __init__(
        self, listener: socket.socket, opener: Opener, allowed: Callable[[str], bool],
        pulses: Mapping[bytes, int], clock: Callable[[], float],
    ) -> None:  # fmt: skip
        self._listener, self._opener, self._allowed = listener, opener, allowed
        self._pulses, self._clock = pulses, clock
        self._passing, self._free = threading.Event(), threading.Event()
        self._free.set()
        self._tail, self._kept = b"", max(map(len, pulses), default=1) - 1  # a frame may come in two pieces
        self.heard_at = clock()
        self.pulsed: dict[int, float] = {}

    def run(self) -> None:
        """In a thread of its own, until the listener is closed."""
        while True:
            try:
                one, (address, *_) = self._listener.accept()
            except OSError:
                return
            with one:
                if self._passing.is_set() and self._allowed(address):
                    self._serve(one)

    def start(self) -> None:
        """The hall may have the line."""
        self.heard_at = self._clock()
        self._passing.set()

    def stop(self, seconds: float) -> bool:
        """Take the line back; whether it is free within the time."""
        self._passing.clear()
        return self._free.wait(seconds)

    def _serve(self, one: socket.socket) -> None:
        self._free.clear()
        try:
            wire = self._opener()
            try:
                self._pass_on(one, wire)
            finally:
                wire.close()
        except (WireBroken, OSError) as broken:
            log.warning("line", problem=str(broken))
        finally:
            self._free.set()

    def _pass_on(self, one: socket.socket, wire: Wire) -> None:
        while self._passing.is_set():
            if select.select([one], [], [], PASS_SECONDS)[0]:
                came = one.recv(PIECE_BYTES)
                if not came:
                    return
                self._went_by(came)
                wire.send(came)
            if said := wire.receive(PASS_SECONDS):
                one.sendall(said)

    def _went_by(self, came: bytes) -> None:
        self.heard_at = self._clock()
        seen = self._tail + came
        for frame, compartment in self._pulses.items():
            if frame in seen:
                self.pulsed[compartment] = self.heard_at
        self._tail = seen[len(seen) - min(self._kept, len(seen)) :]
