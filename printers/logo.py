"""A hall's logo from its PNG file: black and white, as a printer's dots. Loaded only where a hall has one."""

from __future__ import annotations

import io

from PIL import Image

from printers.drawing import Raster

DARK = 128
"""Of 256 shades; what is darker becomes a black dot. What is transparent counts as paper."""
BLACK_BELOW = [255] * DARK + [0] * (256 - DARK)
MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}


class NotALogo(ValueError):
    """Says what is wrong with the file, in words."""


def read(png: bytes, dots_max: int, rows_max: int) -> tuple[int, Raster]:
    """Its width in dots, and its rows. NotALogo when it is no PNG, too large, or has nothing dark in it."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as found:
            if found.width > dots_max or found.height > rows_max:  # known from its head: nothing is unpacked yet
                raise NotALogo(f"{found.width} by {found.height} dots")
            if found.mode not in MODES:
                raise NotALogo(f"colours of the kind {found.mode}")
            drawn = Image.new("RGBA", found.size, "white")
            drawn.alpha_composite(found.convert("RGBA"))
    except (OSError, SyntaxError, ValueError) as wrong:
        raise wrong if isinstance(wrong, NotALogo) else NotALogo("no picture that can be read") from None
    black = drawn.convert("L").point(BLACK_BELOW, "1")
    if black.getbbox() is None:
        raise NotALogo("nothing dark")
    return black.width, Raster((black.width + 7) // 8, black.tobytes())
