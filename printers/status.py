"""What a printer says, told apart byte by byte: one stream parser for every kind of reply. Pure.

The kinds can be told apart by their fixed bits alone: `DLE EOT` replies are 0xx1xx10, the first byte of an automatic
status 0xx1xx00, its other three and `GS r` replies 0xx0xxxx; blocks begin with one of five bytes and end with a zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from hall.events import Problem

BLOCK_STARTS = frozenset(b"\x35\x37\x3b\x3d\x5f")
BLOCK_BYTES_MAX = 80
XON, XOFF = 0x11, 0x13


@dataclass(frozen=True)
class RealTime:
    """The answer to a `DLE EOT`; which one it answers only the asker knows."""

    bits: int


@dataclass(frozen=True)
class Paper:
    """The answer to `GS r 1`: everything before the question has been done."""

    bits: int


@dataclass(frozen=True)
class Automatic:
    """Four bytes of automatic status, sent unasked."""

    bits: bytes


@dataclass(frozen=True)
class Completed:
    """The answer to `GS ( H`: the job of this mark is on paper."""

    mark: str


@dataclass(frozen=True)
class Noise:
    """Bytes that are no reply: flow control, another block, rubbish."""

    data: bytes


Reply = RealTime | Paper | Automatic | Completed | Noise


class Replies:
    """Feed it what came, in whatever pieces; it gives each reply once, as soon as its last byte is there."""

    def __init__(self) -> None:
        self._block = bytearray()
        self._automatic = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        found = (self._one(byte) for byte in data)
        return [reply for reply in found if reply is not None]

    def _one(self, byte: int) -> Reply | None:
        if self._block:
            return self._in_block(byte)
        if byte in BLOCK_STARTS:
            self._block.append(byte)
            return None
        if byte & 0x93 == 0x12:
            return RealTime(byte)
        if byte & 0x93 == 0x10:
            return self._begin_automatic(byte)
        if byte & 0x90 == 0:
            return self._in_automatic(byte) if self._automatic else Paper(byte)
        return Noise(bytes([byte]))

    def _in_block(self, byte: int) -> Reply | None:
        """What is printed in a block is 20h and above: an answer in real time, or flow control, may come between."""
        if byte < 0x20 and byte & 0x93 == 0x12:
            return RealTime(byte)
        if byte in (XON, XOFF):
            return Noise(bytes([byte]))
        self._block.append(byte)
        if byte != 0 and len(self._block) < BLOCK_BYTES_MAX:
            return None
        block = bytes(self._block)
        self._block.clear()
        if len(block) == 7 and block[:2] == b"\x37\x22" and byte == 0 and block.isascii():
            return Completed(block[2:6].decode("ascii"))
        return Noise(block)

    def _begin_automatic(self, byte: int) -> Reply | None:
        cut_short = bytes(self._automatic)
        self._automatic = bytearray([byte])
        return Noise(cut_short) if cut_short else None

    def _in_automatic(self, byte: int) -> Reply | None:
        self._automatic.append(byte)
        if len(self._automatic) < 4:
            return None
        whole = bytes(self._automatic)
        self._automatic.clear()
        return Automatic(whole)


def problems_of(printer: int | None, offline: int | None, error: int | None, paper: int | None) -> tuple[Problem, ...]:
    """The problems that the answers to `DLE EOT` 1 to 4 tell, the weightiest first; None: not asked, or no answer.

    One bit of a pair is enough: cheap printers set only one.
    """
    found: list[Problem] = []
    if offline is not None and offline & 0x04:
        found.append("cover-open")
    if (paper is not None and paper & 0x60) or (offline is not None and offline & 0x20):
        found.append("paper-out")
    if offline is not None and offline & 0x40:
        found.append("cutter" if error is not None and error & 0x08 else "error")
    if not found and printer is not None and printer & 0x08:
        found.append("offline")
    if paper is not None and paper & 0x0C and "paper-out" not in found:
        found.append("paper-low")
    return tuple(found)


def problems_told(automatic: bytes) -> tuple[Problem, ...]:
    """The problems that four bytes of automatic status tell, the weightiest first."""
    first, errors, paper, _ = automatic
    found: list[Problem] = []
    if first & 0x20:
        found.append("cover-open")
    if paper & 0x0C:
        found.append("paper-out")
    if errors & 0x08:
        found.append("cutter")
    elif errors & 0x64:
        found.append("error")
    if not found and first & 0x08:
        found.append("offline")
    if paper & 0x03 and "paper-out" not in found:
        found.append("paper-low")
    return tuple(found)


def halts(problem: Problem) -> bool:
    """Whether a printer with this problem prints nothing."""
    return problem != "paper-low"
