"""A number board: a few digits and no letters, four bytes a frame: its address, the number in two, their sum."""

from __future__ import annotations

from bars.bar import Shown
from bars.line import Line
from hall.events import BarProblem

NUMBER_MAX = 9999


def frame(address: int, number: int) -> bytes:
    """`05 03 E7 EF` shows 999 on board 5."""
    head = bytes([address, number >> 8, number & 0xFF])
    return head + bytes([sum(head) & 0xFF])


def digits_of(number: str) -> int | None:
    """What such a board can show of a ticket's number: A008 is 8. None: nothing."""
    digits = "".join(character for character in number if character in "0123456789")
    return int(digits) if digits and int(digits) <= NUMBER_MAX else None


class NumberBoard:
    """It cannot say anything, and knows no empty picture: `blank` is the number it shows then."""

    def __init__(self, line: Line, address: int, blank: int) -> None:
        self._line, self._address, self._blank = line, address, blank

    def show(self, shown: Shown) -> BarProblem | None:
        number = digits_of(shown.number)
        return self.clear() if number is None else self._line.put(frame(self._address, number))

    def clear(self) -> BarProblem | None:
        return self._line.put(frame(self._address, self._blank))
