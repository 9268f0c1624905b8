"""A cabinet inside: doors that spring open, stick or are pulled open, and boards that obey and answer as real ones do.

It can fall silent, answer late, wrong, doubled or in another's name, and lose power. No I/O; time is handed in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from lockers.firmware import Firmware

FRAMES_KEPT_MAX = 1000
PAUSE_SECONDS = 0.03
"""After a pause on the line a board takes the next byte for the first of a frame."""
ANSWER_SECONDS = 0.02
BITS_A_BYTE = 10
Sensor = Literal["good", "open", "closed"]


@dataclass
class Door:
    """`jammed`: its bolt does not move. `sensor`: "open" or "closed" for a switch that is stuck and says only that.
    `pulses` counts what its coil got."""

    open: bool = False
    item: bool = False
    jammed: bool = False
    sensor: Sensor = "good"
    pulses: int = 0

    @property
    def says_closed(self) -> bool:
        return not self.open if self.sensor == "good" else self.sensor == "closed"


@dataclass
class Faults:
    """What is wrong with the cabinet; set from outside at any time. `power_off`: every board silent and no coil moves.
    `unplugged`: the adapter is gone. `late_seconds` come on top of an answer's time. `loss` and `flips` are how likely
    a byte is lost and a bit is turned, in both directions."""

    power_off: bool = False
    unplugged: bool = False
    mute: bool = False
    late_seconds: float = 0.0
    echo: bool = False
    drop_front: bool = False
    flip: bool = False
    joined: bool = False
    other_board: bool = False
    inverted: bool = False
    babble: bool = False
    loss: float = 0.0
    flips: float = 0.0


@dataclass(frozen=True)
class Said:
    """Bytes that are on the line at this time."""

    at: float
    data: bytes


class Cabinet:
    """Doors by board and lock (from 0). `frames` are the last whole commands its boards understood, with their time."""

    def __init__(
        self, firmware: Firmware, locks: Iterable[tuple[int, int]], *, closed_is_one: bool = True,
        random: Random | None = None,
    ) -> None:  # fmt: skip
        self.firmware, self.faults = firmware, Faults()
        self.doors = {lock: Door() for lock in sorted(locks)}
        self.boards = sorted({board for board, _ in self.doors})
        self.frames: deque[tuple[float, bytes]] = deque(maxlen=FRAMES_KEPT_MAX)
        self._closed_is_one, self._random = closed_is_one, random or Random()
        self._heard, self._heard_at = bytearray(), 0.0

    def hear(self, data: bytes, now: float) -> list[Said]:
        """Take bytes from the line; what it says, and when."""
        if self.faults.unplugged:
            return []
        echo = [Said(now, self._worn(data))] if self.faults.echo else []
        if now - self._heard_at > PAUSE_SECONDS:
            self._heard.clear()
        self._heard_at = now
        self._heard += self._worn(data)
        at = now + len(data) * BITS_A_BYTE / self.firmware.baud
        return echo + [said for frame in self._frames() for said in self._obey(frame, at)]

    def switches(self, board: int) -> int:
        """Bit n as the board reads the switch of its lock n; a lock that is not there reads 0."""
        closed_is_one = self._closed_is_one != self.faults.inverted
        return sum(1 << lock for (of, lock), door in self.doors.items()
                   if of == board and door.says_closed == closed_is_one)  # fmt: skip

    def items(self, board: int) -> int:
        return sum(1 << lock for (of, lock), door in self.doors.items() if of == board and door.item)

    def pulse(self, board: int, lock: int) -> None:
        door = self.doors.get((board, lock))
        if door is not None:
            door.pulses += 1
            door.open = door.open or not door.jammed

    def _frames(self) -> Iterable[bytes]:
        """Whole commands out of what was heard, sliding over what is none."""
        length = self.firmware.command_bytes
        while len(self._heard) >= length:
            frame = bytes(self._heard[:length])
            if self.firmware.whole(frame):
                del self._heard[:length]
                yield frame
            else:
                del self._heard[0]

    def _obey(self, frame: bytes, now: float) -> Iterable[Said]:
        if self.faults.power_off:
            return
        self.frames.append((now, frame))
        at = now + ANSWER_SECONDS
        if self.faults.babble:
            yield Said(at, self._random.randbytes(self._random.randrange(4)) + self._babble())
        for answer in self.firmware.obey(self, frame):
            if self.faults.mute:
                continue
            data = self._worn(self._spoiled(answer))
            at += len(data) * BITS_A_BYTE / self.firmware.baud
            yield Said(at + self.faults.late_seconds, data)
        if self.faults.babble:
            yield Said(at, self._babble())

    def _babble(self) -> bytes:
        """A whole answer of a board that nobody asked."""
        return self.firmware.made_up(
            self._random.choice([n for n in range(1, 9) if n not in self.boards]), self._random
        )

    def _spoiled(self, answer: bytes) -> bytes:
        """One fault that a page can switch on, each as often as the board answers."""
        faults = self.faults
        if faults.other_board:
            answer = self.firmware.renamed(answer)
        if faults.joined:
            answer += self.firmware.renamed(answer)
        if faults.flip:
            answer = turned(answer, self._random.randrange(len(answer) * 8))
        return answer[1:] if faults.drop_front else answer

    def _worn(self, data: bytes) -> bytes:
        """What is left of it after a bad line."""
        faults, random = self.faults, self._random
        if faults.flips:
            for bit in range(len(data) * 8):
                if random.random() < faults.flips:
                    data = turned(data, bit)
        return bytes(byte for byte in data if random.random() >= faults.loss) if faults.loss else data


def turned(data: bytes, bit: int) -> bytes:
    """The same with one bit the other way round."""
    at, within = divmod(bit, 8)
    return data[:at] + bytes([data[at] ^ 1 << within]) + data[at + 1 :]
