"""A wire inside the program: each `send` goes to a function that gives the answer. What a simulated device hangs on."""

from __future__ import annotations

from collections.abc import Callable

from wires.wire import WireBroken


class MemoryWire:
    """`device` takes bytes and gives what it answers; it raises WireBroken to break. Nothing ever waits here: what
    has not been answered at once will not come."""

    def __init__(self, device: Callable[[bytes], bytes]) -> None:
        self._device = device
        self._answers = bytearray()
        self._open = True

    def send(self, data: bytes) -> None:
        if not self._open:
            raise WireBroken("lost", "closed")
        self._answers += self._device(data)

    def receive(self, seconds: float) -> bytes:
        if not self._open:
            raise WireBroken("lost", "closed")
        came = bytes(self._answers)
        self._answers.clear()
        return came

    def close(self) -> None:
        self._open = False
