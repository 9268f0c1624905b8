"""A slip as lines: what stands between the words of a slip and the bytes of a printer. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Text:
    """One line of clean text, never wider than the paper: its columns times `size`. `right` stands at the right edge of
    the same line, at least a space away."""

    text: str
    align: Align = "left"
    size: int = 1
    bold: bool = False
    right: str = ""


@dataclass(frozen=True)
class Rule:
    """A line across the paper; `tear`: where the rest may be torn off."""

    tear: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code, centred, at least `millimetres` wide without its quiet zone."""

    data: str
    millimetres: int = 24


@dataclass(frozen=True)
class Picture:
    """Black and white rows of `width_bytes` bytes in the middle of the paper, the most left dot in the highest bit."""

    width_bytes: int
    data: bytes


@dataclass(frozen=True)
class Gap:
    """Empty paper, in dots (8 a millimetre)."""

    dots: int


@dataclass(frozen=True)
class Cut:
    """Feed the paper past the knife and cut it, but for a corner that holds the slip until it is taken."""


Line = Text | Rule | Code | Picture | Gap | Cut
