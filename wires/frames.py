"""Codes told apart in what a scanner sends: by a terminator, between STX and ETX, or by a length. Pure."""

from __future__ import annotations

from typing import Literal

Frame = Literal["terminated", "stx-etx", "length"]
CODE_BYTES_MAX = 256
STX, ETX = 0x02, 0x03
LENGTH_HEAD = 0x03
"""What stands before the length byte, as the TS-30 sends it."""


def framed(code: bytes, frame: str, suffix: bytes = b"\r") -> bytes:
    """A code as a scanner sends it; at most 255 bytes where its length goes along."""
    if frame == "stx-etx":
        return bytes([STX]) + code + bytes([ETX])
    if frame == "length":
        return bytes([LENGTH_HEAD, len(code[:255])]) + code[:255]
    return code + suffix


def readable(code: bytes) -> str | None:
    """The text of a code; None: not one of printable ASCII alone."""
    return code.decode("ascii") if all(0x20 <= byte < 0x7F for byte in code) else None


class Frames:
    """Feed it what came, in whatever pieces; it gives each code once. None is a code that nobody can read: too long, or
    with characters that stand in no code. An empty one (a second terminator) is nothing."""

    def __init__(self, frame: Frame, suffix: str = "\r") -> None:
        self._frame, self._ends = frame, suffix.encode()
        self._held = bytearray()
        self._too_long = False

    def quiet(self) -> None:
        """Nothing came for a while: half a code will not be finished any more."""
        self._held.clear()
        self._too_long = False

    def feed(self, data: bytes) -> list[str | None]:
        self._held += data
        found: list[str | None] = []
        while (code := self._next()) is not None:
            if self._too_long or code:
                found.append(None if self._too_long or len(code) > CODE_BYTES_MAX else readable(code))
            self._too_long = False
        if len(self._held) > CODE_BYTES_MAX + 2:
            self._too_long = True
            del self._held[: -len(self._ends)]
        return found

    def _next(self) -> bytes | None:
        """The next whole code, taken out of what is held; None: not all there yet."""
        if self._frame == "length":
            return self._by_length()
        if self._frame == "stx-etx":
            return self._until(bytes([ETX]), after=bytes([STX]))
        return self._until(self._ends)

    def _until(self, ends: bytes, after: bytes = b"") -> bytes | None:
        at = self._held.find(ends)
        if at < 0:
            return None
        code = bytes(self._held[:at])
        del self._held[: at + len(ends)]
        if after:
            begun = code.rfind(after)  # what came before the last beginning was half a code
            return code[begun + 1 :] if begun >= 0 or self._too_long else b""
        return code.strip(b"\r\n") if ends in (b"\r", b"\n") else code

    def _by_length(self) -> bytes | None:
        start = self._held.find(LENGTH_HEAD)
        if start < 0:
            self._held.clear()
            return None
        del self._held[:start]
        if len(self._held) < 2 or len(self._held) < 2 + self._held[1]:
            return None
        code = bytes(self._held[2 : 2 + self._held[1]])
        del self._held[: 2 + len(code)]
        return code
