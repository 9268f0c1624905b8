"""ESC/POS bytes told apart into commands, as a printer reads them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from printers.text import CHARACTERS_KNOWN_MAX

_TEXT = re.compile(rb"[\x20-\xff]+")
_FIXED = {
    b"\x1b@": ("reset", 0),
    b"\x1ba": ("align", 1),
    b"\x1bE": ("bold", 1),
    b"\x1b$": ("place", 2),
    b"\x1bd": ("feed-lines", 1),
    b"\x1bJ": ("feed-dots", 1),
    b"\x1bt": ("other", 1),
    b"\x1b!": ("other", 1),
    b"\x1b2": ("other", 0),
    b"\x1b3": ("other", 1),
    b"\x1c&": ("chinese", 0),
    b"\x1c.": ("single-byte", 0),
    b"\x1c!": ("other", 1),
    b"\x1cW": ("other", 1),
    b"\x1cS": ("other", 2),
    b"\x1cC": ("other", 1),
    b"\x1d!": ("size", 1),
    b"\x1dr": ("ask-paper", 1),
    b"\x1da": ("automatic", 1),
    b"\x1dB": ("other", 1),
    b"\x1dL": ("other", 2),
    b"\x1dW": ("other", 2),
    b"\x10\x04": ("real-time", 1),
    b"\x10\x05": ("real-time", 1),
}
"""Commands of fixed length: their first two bytes, a name, and how many bytes follow."""
_CUT_WITH_FEED = b"ABagh"


@dataclass(frozen=True)
class Command:
    """`data` is what follows the command's own bytes; `length` counts all of them."""

    name: str
    length: int
    data: bytes = b""


def command(data: bytes, at: int, chinese: bool) -> Command | None:
    """The command at `at`; None when it is not all there yet. What is not known is "unknown", one byte long."""
    first = data[at]
    if first == 0x0A:
        return Command("line-end", 1)
    if first >= 0x20:
        return _text(data, at, chinese)
    if first not in b"\x10\x1b\x1c\x1d":
        return Command("unknown", 1)
    if at + 2 > len(data):
        return None
    return _lead(data, at, data[at : at + 2])


def _lead(data: bytes, at: int, lead: bytes) -> Command | None:
    if lead in _FIXED:
        name, follow = _FIXED[lead]
        return _whole(name, data, at, 2, follow)
    if lead == b"\x1dV":
        return _cut(data, at)
    if lead == b"\x1d(":
        return _block(data, at)
    if lead == b"\x1dv":
        return _picture(data, at)
    return Command("unknown", 1)


def _whole(name: str, data: bytes, at: int, head: int, follow: int) -> Command | None:
    end = at + head + follow
    return Command(name, head + follow, data[at + head : end]) if end <= len(data) else None


def _cut(data: bytes, at: int) -> Command | None:
    kind = data[at + 2 : at + 3]
    if not kind:
        return None
    return _whole("cut", data, at, 3, 1 if kind in _CUT_WITH_FEED else 0)


def _block(data: bytes, at: int) -> Command | None:
    """GS ( x pL pH ...: QR codes and the question for completion."""
    if at + 5 > len(data):
        return None
    found = _whole("other", data, at, 5, int.from_bytes(data[at + 3 : at + 5], "little"))
    if found is None:
        return None
    if data[at + 2 : at + 3] == b"k":
        return Command("symbol", found.length, found.data)
    if data[at + 2 : at + 3] == b"H" and found.data[:2] == b"00":
        return Command("ask-completion", found.length, found.data[2:])
    return found


def _picture(data: bytes, at: int) -> Command | None:
    """GS v 0 m xL xH yL yH ...; its data begins with the four size bytes."""
    if at + 8 > len(data):
        return None
    wide, rows = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (4, 6))
    return _whole("picture", data, at, 4, 4 + wide * rows)


def _text(data: bytes, at: int, chinese: bool) -> Command | None:
    found = _TEXT.match(data, at)
    run = found[0] if found else b""
    if chinese and at + len(run) == len(data) and _dangles(run):
        run = run[:-1]
    return Command("text", len(run), run) if run else None


def _dangles(run: bytes) -> bool:
    """Whether the run ends in the first half of a two-byte code."""
    at = 0
    while at < len(run):
        at += 2 if run[at] >= 0x81 else 1
    return at > len(run)


def decoded(run: bytes, chinese: bool) -> str:
    """Text as a printer with two-byte codes only understands it; rubbish is "?"."""
    if run.isascii() and b"\x7f" not in run:
        return run.decode("ascii")
    text, at = [], 0
    while at < len(run):
        long = chinese and run[at] >= 0x81
        text.append(_character(run[at : at + (2 if long else 1)]))
        at += 2 if long else 1
    return "".join(text)


@lru_cache(maxsize=CHARACTERS_KNOWN_MAX)
def _character(code: bytes) -> str:
    if len(code) == 1:
        return chr(code[0]) if code[0] < 0x7F else "?"
    try:
        return code.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
