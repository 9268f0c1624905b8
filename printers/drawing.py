"""What can draw for a printer: `printers.paper` does. Handed in as a function, so that a hall that prints plain text
never loads a font or an image library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from printers.lines import Text


@dataclass(frozen=True)
class Raster:
    """Black and white rows, eight dots a byte, most left in the highest bit; 1 is black."""

    width_bytes: int
    data: bytes

    @property
    def rows(self) -> int:
        return len(self.data) // self.width_bytes


class Drawer(Protocol):
    def line(self, line: Text, columns: int, dots: int) -> Raster:
        """A line of text drawn as wide as the paper."""

    def code(self, data: str, module: int, dots: int) -> Raster:
        """A QR code in the middle of the paper, each module `module` dots."""


Drawing = Callable[[], Drawer]
