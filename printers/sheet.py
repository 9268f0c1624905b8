"""What stands on a piece of paper that came out of a printer, as plain data: small to keep, drawn when looked at."""

from __future__ import annotations

from dataclasses import dataclass

from printers.lines import Align


@dataclass(frozen=True)
class Run:
    """Characters of one look; `wide` and `tall` are times the normal size."""

    text: str
    wide: int = 1
    tall: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Row:
    runs: tuple[Run, ...]
    align: Align = "left"


@dataclass(frozen=True)
class Bits:
    """A picture: rows of `width_bytes` bytes, eight dots each."""

    width_bytes: int
    data: bytes
    align: Align = "left"


@dataclass(frozen=True)
class Symbol:
    """A QR code, each module `module` dots."""

    data: str
    module: int
    align: Align = "left"


@dataclass(frozen=True)
class Space:
    dots: int


Printed = Row | Bits | Symbol | Space


@dataclass(frozen=True)
class Sheet:
    """One slip as it came out, cut off; `number` counts the slips of this printer from 1."""

    number: int
    printed: tuple[Printed, ...]

    @property
    def text(self) -> str:
        """Its text, a line a row: for those who cannot see the picture."""
        rows = (part for part in self.printed if isinstance(part, Row))
        return "\n".join("".join(run.text for run in row.runs) for row in rows)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(part.data for part in self.printed if isinstance(part, Symbol))
