"""A slip's lines as ESC/POS bytes: text where every printer knows the characters, a drawn line where not.

Written by hand, since the common library neither selects Chinese mode nor keeps to two-byte codes. Every code stands
in the makers' manuals: see docs/hardware.md.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import lru_cache

from hall import plan
from hall.records import changed
from printers.drawing import Drawing, Raster
from printers.lines import Align, Code, Cut, Gap, Line, Picture, Rule, Text
from printers.text import CHARACTERS_KNOWN_MAX, beside, width

GB18030 = codecs.lookup("gb18030").name
"""Looked up here, on the main thread: the first look-up is an import, and an import in a printer's native thread may
wait for a lock that gevent has patched."""
START = b"\x1b@\x1c&"
"""Reset, then Chinese mode: some printers start in it and some do not. It holds from the next line."""
CUT = b"\x1bd\x03\x1dVB\x00"
"""Feed three lines, then to the knife, and cut but for a corner."""
SIZE_NORMAL = 0
CLEAR = b"\x10\x05\x02"
"""Recover from an error and forget what is not printed yet."""

ALIGN: dict[Align, bytes] = {"left": b"\x1ba\x00", "center": b"\x1ba\x01", "right": b"\x1ba\x02"}
RULE_WIDE, TEAR_WIDE = 8, 4
"""A rule is a few letters this many times as wide: as long as a row of them and a third of its bytes."""
SPACES_MAX = 4
"""So many spaces are no longer than the order to go on at a place."""
LETTER_DOTS = 12
RASTER_ROWS_MAX = 128
MODULE_DOTS_MAX = 16
PICTURES_KEPT_MAX = 4
DOTS_A_MILLIMETRE = 8
REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x08]|\x05[\x00-\x02]|\x14)")
"""What a printer obeys at once wherever it stands, even inside a picture."""

_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]*")
_ALPHANUMERIC_MAX = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311)
_BYTES_MAX = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""Characters that QR versions 1 to 10 hold at correction level M (ISO/IEC 18004)."""


class CodeTooLong(ValueError):
    """More than a slip's QR code can hold and still be read."""


def encode(lines: Iterable[Line], printer: plan.Printer, drawing: Drawing) -> bytes:
    """The whole slip. `drawing()` is asked only when something must be drawn."""
    out = _Out(printer, drawing)
    for line in lines:
        match line:
            case Text():
                out.text(line)
            case Rule():
                out.rule(line)
            case Code():
                out.code(line)
            case Picture():
                out.picture(line)
            case Gap():
                out.bytes += b"\x1bJ" + bytes([min(line.dots, 255)])
            case Cut():
                out.bytes += CUT
    return START + bytes(out.bytes)


def marker(status: str, mark: str) -> bytes:
    """What makes the printer answer when all before it is done; nothing for one that cannot."""
    if status == "completion":
        return b"\x1d(H\x06\x0000" + mark.encode("ascii")
    return b"\x1dr\x01" if status == "paper" else b""


def is_plain(text: str) -> bool:
    """Whether every character is ASCII or a two-byte code of GB18030 that prints two columns wide."""
    return all(_plain(character) for character in text)


@lru_cache(maxsize=CHARACTERS_KNOWN_MAX)
def _plain(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    # a Latin letter with an accent is one column wide here, but would come out full width
    return width(character) == 2 and len(character.encode(GB18030, "replace")) == 2


def modules_of(data: str) -> int:
    """The modules along one side of the QR code of `data` at level M."""
    fits = _ALPHANUMERIC_MAX if _ALPHANUMERIC.fullmatch(data) else _BYTES_MAX
    for version, most in enumerate(fits, start=1):
        if len(data.encode()) <= most:
            return 17 + 4 * version
    raise CodeTooLong(f"{len(data)} characters")


def module_dots(code: Code, dots: int) -> int:
    """How wide a module is to be, so that the code is as wide as asked and its quiet zone still on the paper."""
    modules = modules_of(code.data)
    wanted = -(-code.millimetres * DOTS_A_MILLIMETRE // modules)
    return max(1, min(wanted, dots // (modules + 8), MODULE_DOTS_MAX))


def harmless(picture: bytes) -> bytes:
    """The same picture, one dot altered wherever its bytes would be obeyed as a real-time command."""
    data = bytearray(picture)
    while found := REAL_TIME.search(data):
        data[found.start()] ^= 0x01
    return bytes(data)


def raster(drawn: Raster) -> bytes:
    """`GS v 0`, in pieces: some printers hold only so many rows."""
    out = bytearray()
    size = drawn.width_bytes * RASTER_ROWS_MAX
    data = harmless(drawn.data)
    for start in range(0, len(data), size):
        piece = data[start : start + size]
        rows = len(piece) // drawn.width_bytes
        out += b"\x1dv0\x00" + drawn.width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little") + piece
    return bytes(out)


@lru_cache(maxsize=PICTURES_KEPT_MAX)
def in_the_middle(picture: Picture, dots: int) -> Raster:
    """A picture with white bytes to its left; what is wider than the paper loses its right edge."""
    paper = (dots + 7) // 8
    wide = min(picture.width_bytes, paper)
    left = bytes((paper - wide) // 2)
    starts = range(0, len(picture.data), picture.width_bytes)
    return Raster(len(left) + wide, b"".join(left + picture.data[at : at + wide] for at in starts))


class _Out:
    """Bytes so far, and the state the printer is in after them: what is so already is not said again."""

    def __init__(self, printer: plan.Printer, drawing: Drawing) -> None:
        self.bytes = bytearray()
        self._printer, self._drawing = printer, drawing
        self._align: Align = "left"
        self._size, self._bold = SIZE_NORMAL, False

    def text(self, line: Text) -> None:
        # printers differ in how they size Chinese (GS !, FS ! or both): where it is big, it is drawn
        big = line.size > 1 and not line.text.isascii()
        if self._printer.encoding == "raster" or big or not is_plain(line.text + line.right):
            self._draw(line)
            return
        self._set(line.align, (line.size - 1) * 0x11, line.bold)
        self.bytes += line.text.encode(GB18030) + self._at_right(line) + b"\n"

    def _draw(self, line: Text) -> None:
        self._set("left")  # drawn as wide as the paper, aligned already
        whole = changed(line, text=beside(line.text, line.right, self._printer.columns), right="")
        self.bytes += raster(self._drawing().line(whole, self._printer.columns, self._printer.dots))

    def _at_right(self, line: Text) -> bytes:
        """What stands at the right edge: after a few spaces, or at its place (`ESC $`, in dots)."""
        if not line.right:
            return b""
        right, at = line.right.encode(GB18030), self._printer.columns - width(line.right)
        spaces = at - width(line.text)
        if spaces <= SPACES_MAX:
            return b" " * spaces + right
        return b"\x1b$" + (at * LETTER_DOTS).to_bytes(2, "little") + right

    def rule(self, rule: Rule) -> None:
        columns = self._printer.columns
        if self._printer.encoding == "raster":
            self._draw(Text(("- " * columns)[:columns].rstrip() if rule.tear else "_" * columns))
            return
        wide = TEAR_WIDE if rule.tear else RULE_WIDE
        line = b"- " * (columns // wide // 2) if rule.tear else b"_" * (columns // wide)
        self._set(self._align, (wide - 1) << 4)
        self.bytes += line.rstrip() + b"\n"

    def code(self, code: Code) -> None:
        module = module_dots(code, self._printer.dots)
        if not self._printer.native_qr:
            self._set("left")
            self.bytes += raster(self._drawing().code(code.data, module, self._printer.dots))
            return
        self._set("center")
        data = code.data.encode()
        self.bytes += b"\x1d(k\x04\x001A2\x00" + b"\x1d(k\x03\x001C" + bytes([module]) + b"\x1d(k\x03\x001E1"
        self.bytes += b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data + b"\x1d(k\x03\x001Q0"

    def picture(self, picture: Picture) -> None:
        """Its rows begin with white: not every printer puts a picture where text would stand."""
        self._set("left")
        self.bytes += raster(in_the_middle(picture, self._printer.dots))

    def _set(self, align: Align, size: int = SIZE_NORMAL, bold: bool = False) -> None:
        """`size` is what `GS !` takes: how many times as wide, less one, in its upper half; as tall in its lower."""
        if align != self._align:
            self.bytes += ALIGN[align]
        if size != self._size:
            self.bytes += b"\x1d!" + bytes([size])
        if bold != self._bold:
            self.bytes += b"\x1bE" + bytes([bold])
        self._align, self._size, self._bold = align, size, bold
