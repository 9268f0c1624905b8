"""A small printer inside: obeys the ESC/POS bytes a real one gets, keeps the slips it cut, and answers as a real one
does. It can run out of paper, jam, open its cover, fall silent or die at any byte. No I/O.

What it was sent and could not print yet it holds, as a real one does: after a new roll the rest comes out.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import Literal

from printers import escpos_read
from printers.escpos_read import Command
from printers.sheet import Printed, Sheet
from printers.typesetting import KNIFE_DOTS, Typesetting, height

SLIPS_KEPT_MAX = 20
HELD_BYTES_MAX = 65_536
"""What fits its buffer; a real one stops taking bytes then, this one forgets the rest."""
NEAR_END_SLIPS = 5
REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])|\x10\x05([\x01\x02])")


Break = Literal["mute", "paper-out", "cover-open", "cutter"]


class Died(Exception):
    """The plug was pulled: nothing comes back any more."""


@dataclass
class Faults:
    """What is wrong with it; set from outside at any time. `slips_left` and `dots_left` say how much paper there is
    (None: enough), `cutter_jams` that the next cut jams it,
    `dies_after` how many more bytes it takes until it dies, `bytes_a_second` how
    slow its line is (only where it has one). `breaks_after` bytes `breaks` happens."""

    slips_left: int | None = None
    dots_left: int | None = None
    low: bool = False
    cover_open: bool = False
    cutter_jams: bool = False
    cutter_jammed: bool = False
    offline: bool = False
    mute: bool = False
    dies_after: int | None = None
    bytes_a_second: int | None = None
    breaks_after: int | None = None
    breaks: Break = "mute"

    @property
    def paper_out(self) -> bool:
        return self.slips_left == 0 or self.dots_left == 0

    @property
    def paper_low(self) -> bool:
        return self.low or (self.slips_left is not None and self.slips_left <= NEAR_END_SLIPS)

    def break_now(self) -> None:
        self.breaks_after = None
        match self.breaks:
            case "mute":
                self.mute = True
            case "paper-out":
                self.dots_left = 0
            case "cover-open":
                self.cover_open = True
            case "cutter":
                self.cutter_jammed = True

    @property
    def stopped(self) -> bool:
        return self.paper_out or self.cover_open or self.cutter_jammed


class Engine:
    """`receive` takes bytes as they come and gives what it answers. `slips` are the last ones it cut, oldest first."""

    def __init__(self, dots: int = 576, faults: Faults | None = None) -> None:
        self.dots, self.faults = dots, faults or Faults()
        self.slips: deque[Sheet] = deque(maxlen=SLIPS_KEPT_MAX)
        self.printed = 0
        self.unknown = 0
        self._typesetting = Typesetting(dots)
        self._sheet: list[Printed] = []
        self._held = bytearray()
        self._tail = b""
        self._automatic = 0
        self._told = b""

    def receive(self, data: bytes) -> bytes:
        """Raises Died when it dies within these bytes; what came before it is on paper, uncut."""
        first = self.faults.breaks_after
        if first is not None and first <= len(data):
            before = self._take(data[:first])
            self.faults.break_now()
            return before + self._take(data[first:])
        if first is not None:
            self.faults.breaks_after = first - len(data)
        return self._take(data)

    def _take(self, data: bytes) -> bytes:
        left = self.faults.dies_after
        if left is not None and left < len(data):
            self._receive(data[:left])
            self.faults.dies_after = 0
            self._power_off()
            raise Died
        self.faults.dies_after = None if left is None else left - len(data)
        answer = self._receive(data)
        return b"" if self.faults.mute else answer

    def _power_off(self) -> None:
        self._held.clear()
        self._tail = b""
        self._typesetting = Typesetting(self.dots)
        self._automatic = 0

    def connected(self) -> None:
        """A new connection: half a command of an old one is forgotten, but not what waits for paper."""
        self._tail = b""
        if not self.faults.stopped:
            self._held.clear()

    @property
    def well_formed(self) -> bool:
        """Whether it understood everything so far, nothing is left over and no row was too long for its paper."""
        return not (self.unknown or self._held or self._typesetting.wrapped)

    def uncut(self) -> tuple[Printed, ...]:
        """What hangs out of it, not cut off."""
        return tuple(self._sheet)

    def _receive(self, data: bytes) -> bytes:
        """It takes in as much as it holds, works that off, and takes in more; stopped and full, it loses the rest."""
        answer = self._obey_at_once(data)
        while data and (room := HELD_BYTES_MAX - len(self._held)):
            self._held += data[:room]
            data = data[room:]
            answer += self._work()
        return answer

    def _obey_at_once(self, data: bytes) -> bytes:
        """Real-time commands, wherever they stand: a real printer too finds them inside pictures."""
        seen, answer, end = self._tail + data, bytearray(), 0
        for found in REAL_TIME.finditer(seen):
            end = found.end()
            if found[1]:
                answer.append(self.status(found[1][0]))
            elif found[2] == b"\x02":
                self._held.clear()
                self._typesetting = Typesetting(self.dots)
        self._tail = seen[max(end, len(seen) - 2) :]
        return bytes(answer)

    def status(self, question: int) -> int:
        """The answer to `DLE EOT question`."""
        faults = self.faults
        if question == 1:
            return 0x12 | (0x08 if faults.stopped else 0)
        if question == 2:
            error = 0x40 if faults.cutter_jammed else 0
            return 0x12 | (0x04 if faults.cover_open else 0) | (0x20 if faults.paper_out else 0) | error
        if question == 3:
            return 0x12 | (0x08 if faults.cutter_jammed else 0)
        return 0x12 | (0x60 if faults.paper_out else 0) | (0x0C if faults.paper_low or faults.paper_out else 0)

    def automatic(self) -> bytes:
        """What it says unasked: its four status bytes whenever they changed, once it was told to (`GS a`)."""
        now = self._four()
        if not self._automatic or self.faults.mute or self.faults.dies_after == 0 or now == self._told:
            return b""
        self._told = now
        return now

    def _four(self) -> bytes:
        faults = self.faults
        first = 0x10 | (0x08 if faults.stopped else 0) | (0x20 if faults.cover_open else 0)
        paper = (0x03 if faults.paper_low or faults.paper_out else 0) | (0x0C if faults.paper_out else 0)
        return bytes([first, 0x08 if faults.cutter_jammed else 0, paper, 0x0F])

    def _work(self) -> bytes:
        """Do what is held, as far as it goes; stop where the paper or anything else stops it."""
        answer = bytearray()
        at, held = 0, bytes(self._held)
        while at < len(held):
            command = escpos_read.command(held, at, self._typesetting.chinese)
            if command is None or self._halted(command):
                break
            answer += self._do(command)
            at += command.length
        del self._held[:at]
        return bytes(answer)

    def _halted(self, command: Command) -> bool:
        """Whether it stops before this command. Of a roll that ended with a cut it tells only after its answer."""
        if command.name == "cut" and self.faults.cutter_jams:
            self.faults.cutter_jams, self.faults.cutter_jammed = False, True
        if self.faults.slips_left == 0 and not self._sheet and command.name.startswith("ask"):
            return self.faults.cover_open or self.faults.cutter_jammed
        return self.faults.stopped

    def _do(self, command: Command) -> bytes:
        """Do one command and give its answer."""
        match command.name:
            case "cut":
                self._feed(KNIFE_DOTS)
                self._cut()
            case "unknown":
                self.unknown += 1
            case "automatic":
                self._automatic, self._told = command.data[0], self._four()
                return self._told if self._automatic else b""
            case "ask-paper":
                return bytes([0x03 if self.faults.paper_low else 0x00])
            case "ask-completion":
                return b"\x37\x22" + command.data + b"\x00"
            case _:
                printed = self._typesetting.take(command)
                self._feed(sum(map(height, printed)))
                self._sheet += printed
        return b""

    def _feed(self, dots: int) -> None:
        if self.faults.dots_left is not None:
            self.faults.dots_left = max(self.faults.dots_left - dots, 0)

    def _cut(self) -> None:
        self.printed += 1
        self.slips.append(Sheet(self.printed, tuple(self._sheet)))
        self._sheet.clear()
        if self.faults.slips_left is not None:
            self.faults.slips_left = max(self.faults.slips_left - 1, 0)
