"""From a printer's commands to what stands on its paper: size, place and rows, as the printer keeps them in mind."""

from __future__ import annotations

from printers.escpos_read import Command, decoded
from printers.lines import Align
from printers.sheet import Bits, Printed, Row, Run, Space, Symbol
from printers.text import cells, width

LINE_DOTS = 30
LETTER_DOTS = 24
CELL_DOTS = 12
KNIFE_DOTS = 90
"""From the head to the knife."""
_ALIGN: tuple[Align, ...] = ("left", "center", "right")


class Typesetting:
    """What the printer has in mind. `take` a command, get what it puts on paper."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.wrapped = 0
        self._reset()

    def _reset(self) -> None:
        self.chinese = True  # cheap printers start so
        self._align: Align = "left"
        self._wide = self._tall = 1
        self._bold = False
        self._runs: list[Run] = []
        self._used = 0
        self._module = 3
        self._code = ""

    def take(self, command: Command) -> list[Printed]:
        match command.name:
            case "text":
                return self._text(decoded(command.data, self.chinese))
            case "place":
                self._go_on_at(int.from_bytes(command.data, "little"))
                return []
            case "line-end":
                return [self._row()] if self._runs else [Space(LINE_DOTS)]
            case "feed-lines":
                return [*self._end_row(), Space(command.data[0] * LINE_DOTS)]
            case "feed-dots":
                return [*self._end_row(), Space(command.data[0])]
            case "picture":
                wide = int.from_bytes(command.data[:2], "little")
                return [*self._end_row(), Bits(wide, command.data[4:], self._align)] if wide else []
            case "symbol":
                return self._symbol(command.data)
        self._mind(command)
        return []

    def _mind(self, command: Command) -> None:
        match command.name:
            case "reset":
                self._reset()
            case "chinese" | "single-byte":
                self.chinese = command.name == "chinese"
            case "align":
                self._align = _ALIGN[command.data[0] % 3]
            case "bold":
                self._bold = bool(command.data[0] & 1)
            case "size":
                self._wide, self._tall = (command.data[0] >> 4 & 7) + 1, (command.data[0] & 7) + 1

    def _text(self, text: str) -> list[Printed]:
        """Into the row; a row that is full goes to paper, as on a real printer."""
        if self._used + width(text) * self._wide * CELL_DOTS <= self.dots:
            self._used += width(text) * self._wide * CELL_DOTS
            self._add([text] if text else [])
            return []
        full: list[Printed] = []
        kept: list[str] = []
        for cell, columns in cells(text):
            takes = columns * self._wide * CELL_DOTS
            if self._used + takes > self.dots and (self._runs or kept):
                self._add(kept)
                full.append(self._row())
                kept = []
                self.wrapped += 1
            kept.append(cell)
            self._used += takes
        self._add(kept)
        return full

    def _go_on_at(self, dots: int) -> None:
        """Further right in the row, in whole letters; one beyond the paper or back over what stands there is passed
        over, as real ones do with the first."""
        if self._used < dots < self.dots:
            letters = (dots - self._used) // CELL_DOTS
            self._runs.append(Run(" " * letters))
            self._used += letters * CELL_DOTS

    def _add(self, kept: list[str]) -> None:
        if kept:
            self._runs.append(Run("".join(kept), self._wide, self._tall, self._bold))

    def _row(self) -> Row:
        row = Row(tuple(self._runs), self._align)
        self._runs, self._used = [], 0
        return row

    def _end_row(self) -> list[Printed]:
        return [self._row()] if self._runs else []

    def _symbol(self, data: bytes) -> list[Printed]:
        match data[1:2]:
            case b"C":
                self._module = max(data[2], 1)
            case b"P":
                self._code = data[3:].decode("utf-8", "replace")
            case b"Q":
                return [*self._end_row(), Symbol(self._code, self._module, self._align)] if self._code else []
        return []


def height(part: Printed) -> int:
    """How much paper it takes, in dots; a QR code by its rough size."""
    match part:
        case Row(runs=runs):
            return LETTER_DOTS * max((run.tall for run in runs), default=1) + LINE_DOTS - LETTER_DOTS
        case Bits(width_bytes=wide, data=data):
            return len(data) // wide
        case Symbol(module=module):
            return 25 * module
        case Space(dots=dots):
            return dots
