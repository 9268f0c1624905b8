"""The far end of a bar's line: takes frames as a board takes them and keeps what stands on it. No I/O. The
simulated bar of a hall, `hall emulate bar` and the tests all have this one."""

from __future__ import annotations

from dataclasses import dataclass

from bars.number_board import frame
from bars.text_line import CODINGS
from hall.plan import Bar

HELD_BYTES_MAX = 256
FRAME_BYTES = 4
ANSWER = b"\x06"


@dataclass
class BoardFaults:
    """What is wrong with it; set from outside at any time. `bytes_a_second`: how slow its line is, where it has one."""

    offline: bool = False
    mute: bool = False
    bytes_a_second: int | None = None


class Board:
    """`receive` takes bytes as they come and gives what it answers; `text` is what stands on it, `frames` how many it
    understood."""

    def __init__(self, planned: Bar) -> None:
        self._planned = planned
        self.faults = BoardFaults()
        self.text = ""
        self.frames = 0
        self._held = bytearray()

    def receive(self, data: bytes) -> bytes:
        self._held += data
        before = self.frames
        while self._number() if self._planned.kind == "number-board" else self._line():
            self.frames += 1
        del self._held[:-HELD_BYTES_MAX]
        return ANSWER * (self.frames - before) if self._planned.answers and not self.faults.mute else b""

    def automatic(self) -> bytes:
        """It says nothing unasked."""
        return b""

    def connected(self) -> None:
        """Half a frame of the connection before is nothing any more."""
        self._held.clear()

    def _number(self) -> bool:
        """The next whole frame at its address; bytes that begin none are passed over one by one."""
        while len(self._held) >= FRAME_BYTES:
            number = self._held[1] << 8 | self._held[2]
            if self._held[:FRAME_BYTES] == frame(self._planned.address, number):
                del self._held[:FRAME_BYTES]
                self.text = "" if number == self._planned.blank else f"{number:03}"
                return True
            del self._held[0]
        return False

    def _line(self) -> bool:
        prefix, suffix = bytes.fromhex(self._planned.prefix), bytes.fromhex(self._planned.suffix)
        start = self._held.find(prefix)
        end = self._held.find(suffix, start + len(prefix) + self._planned.width)
        if start < 0 or end < 0:
            return False
        coded = bytes(self._held[start + len(prefix) : end])
        del self._held[: end + len(suffix)]
        self.text = coded.decode(CODINGS[self._planned.encoding], "replace").rstrip()
        return True
