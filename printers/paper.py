"""Drawing on paper, with PIL: lines and codes for printers that are sent pictures, and whole slips to look at.

Every character stands in its own cell, half or full width, as a printer sets it. One that no font has becomes "?".
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache

from escpos.image import EscposImage
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from printers import fonts
from printers.drawing import Raster
from printers.lines import Align, Text
from printers.sheet import Bits, Printed, Row, Run, Space, Symbol
from printers.text import REPLACEMENT, cells, width

CELL_DOTS = 12
LETTER_DOTS = 24
LEADING_DOTS = 6
ASCENT = 0.86
MARGIN_DOTS = 16
CACHED_FACES_MAX = 40
GLYPHS_KNOWN_MAX = 4096
CODES_KEPT_MAX = 8
DRAWN_MAX = 1000
"""Characters kept as they were drawn: about a kilobyte each."""
MASK = 2
"""Any is read; trying all eight for the best takes ten times as long."""
BLACK_ON_WHITE = [255] + [0] * 255

Face = ImageFont.FreeTypeFont | ImageFont.ImageFont


def line(text: Text, columns: int, dots: int) -> Raster:
    """A line of text drawn as wide as the paper."""
    drawn = _run(Run(text.text, text.size, text.size, text.bold))
    page = Image.new("1", (_whole_bytes(dots), drawn.height + LEADING_DOTS), 0)
    page.paste(drawn, (_left(text.align, dots, drawn.width), 0))
    return _packed(page)


def code(data: str, module: int, dots: int) -> Raster:
    """A QR code in the middle of the paper, each module `module` dots."""
    drawn = _symbol(data, module)
    page = Image.new("1", (_whole_bytes(dots), drawn.height), 0)
    page.paste(drawn, (_left("center", dots, drawn.width), 0))
    return _packed(page)


def _packed(page: Image.Image) -> Raster:
    """Rows as a printer takes them; python-escpos packs them, from black on white."""
    packed = EscposImage(page.point(BLACK_ON_WHITE))
    return Raster(packed.width_bytes, packed.to_raster_format())


def picture(printed: Iterable[Printed], dots: int) -> bytes:
    """A slip as a PNG: what came out of the printer, on white paper with a margin."""
    strips = [(part, _strip(part)) for part in printed]
    height = sum(strip.height for _, strip in strips) + 2 * MARGIN_DOTS
    page = Image.new("1", (dots + 2 * MARGIN_DOTS, height), 0)
    top = MARGIN_DOTS
    for part, strip in strips:
        page.paste(strip, (MARGIN_DOTS + _left(getattr(part, "align", "left"), dots, strip.width), top))
        top += strip.height
    out = io.BytesIO()
    page.point(BLACK_ON_WHITE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _strip(part: Printed) -> Image.Image:
    match part:
        case Row(runs=runs):
            return _row(runs)
        case Bits(width_bytes=wide, data=data):
            return Image.frombytes("1", (wide * 8, len(data) // wide), data)
        case Symbol(data=data, module=module):
            return _symbol(data, module)
        case Space(dots=dots):
            return Image.new("1", (1, dots), 0)


def _row(runs: tuple[Run, ...]) -> Image.Image:
    drawn = [_scaled(run) for run in runs]
    tall = max((each.height for each in drawn), default=LETTER_DOTS)
    row = Image.new("1", (sum(each.width for each in drawn) or 1, tall + LEADING_DOTS), 0)
    left = 0
    for each in drawn:
        row.paste(each, (left, tall - each.height))
        left += each.width
    return row


def _scaled(run: Run) -> Image.Image:
    """As a printer does it: its small letters with bigger dots."""
    small = _run(Run(run.text, 1, 1, run.bold))
    return small.resize((small.width * run.wide, small.height * run.tall), Image.Resampling.NEAREST)


def _run(run: Run) -> Image.Image:
    """A run drawn at its own size."""
    cell, tall = CELL_DOTS * run.wide, LETTER_DOTS * run.tall
    page = Image.new("1", (max(width(run.text) * cell, 1), tall), 0)
    left = 0
    for text, columns in cells(run.text):
        drawn = _drawn(text, columns, run.wide, run.tall, run.bold)
        page.paste(1, (left - cell, 0), drawn)
        left += columns * cell
    return page


@lru_cache(maxsize=DRAWN_MAX)
def _drawn(text: str, columns: int, wide: int, tall: int, bold: bool) -> Image.Image:
    """One character in its cell, with a cell's room on either side. Slips are made of the same few hundred, and drawing
    each takes half a millisecond."""
    cell, high = CELL_DOTS * wide, LETTER_DOTS * tall
    page = Image.new("1", ((columns + 2) * cell, high), 0)
    pen = ImageDraw.Draw(page)
    pen.fontmode = "1"
    shown, face = _face(text, columns, high)
    at = cell + (columns * cell - face.getlength(shown)) / 2
    for offset in range(1 + wide if bold else 1):
        pen.text((at + offset, round(high * ASCENT)), shown, fill=1, font=face, anchor="ls")
    return page


def _face(text: str, columns: int, tall: int) -> tuple[str, Face]:
    """What is drawn for a character, and with what, at the size that fits its cell."""
    shown, font = chosen(text, _here())
    return shown, _fitted(font, 1 if shown == REPLACEMENT else columns, tall)


def chosen(text: str, here: Sequence[fonts.Font]) -> tuple[str, fonts.Font | None]:
    """A character, and the first font of the list that has it and its marks; without its marks if none has those;
    else "?". None is the face that comes with the library, which has ASCII alone."""
    for shown in dict.fromkeys((text, text[0])):
        for font in here:
            if all(_has(font, character) for character in shown):
                return shown, font
    return (text[0] if text[0].isascii() and not here else REPLACEMENT), here[0] if here else None


@lru_cache(maxsize=1)
def _here() -> tuple[fonts.Font, ...]:
    return fonts.present()


@lru_cache(maxsize=CACHED_FACES_MAX)
def _fitted(font: fonts.Font | None, columns: int, tall: int) -> Face:
    """The font at a size whose characters are no wider than their cell."""
    room, whole = CELL_DOTS * columns * tall // LETTER_DOTS, _opened(font, tall)
    takes = whole.getlength("中" if columns == 2 else "0")
    return whole if takes <= room else _opened(font, int(tall * room / takes))


def _opened(font: fonts.Font | None, size: int) -> Face:
    return ImageFont.truetype(font.path, size, font.index) if font else ImageFont.load_default(size)


@lru_cache(maxsize=GLYPHS_KNOWN_MAX)
def _has(font: fonts.Font, character: str) -> bool:
    """Whether the font has the character: what it lacks it draws like this non-character."""
    face = _fitted(font, 2, LETTER_DOTS)
    return character.isspace() or bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


@lru_cache(maxsize=CODES_KEPT_MAX)
def _symbol(data: str, module: int) -> Image.Image:
    """A QR code without its quiet zone."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    made.add_data(data)
    made.make()
    matrix = made.get_matrix()
    small = Image.new("1", (len(matrix), len(matrix)), 0)
    small.putdata([dark for row in matrix for dark in row])
    return small.resize((small.width * module, small.height * module), Image.Resampling.NEAREST)


def _left(align: Align, dots: int, wide: int) -> int:
    spare = max(dots - wide, 0)
    return {"left": 0, "center": spare // 2, "right": spare}[align]


def _whole_bytes(dots: int) -> int:
    return (dots + 7) // 8 * 8
