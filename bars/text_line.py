"""A line of letters: fixed bytes, the text in so many half-width letters, fixed bytes."""

from __future__ import annotations

import codecs

from bars.bar import Shown
from bars.line import Line
from hall.events import BarProblem
from hall.plan import Bar

UNKNOWN = b"?"
CODINGS = {name: codecs.lookup(name).name for name in ("gb18030", "ascii")}
"""Looked up here, on the main thread: the first look-up is an import, and an import in a line's native thread may wait
for a lock that gevent has patched."""


def letters(text: str, encoding: str, width: int) -> bytes | None:
    """The text in the board's own codes, filled up with spaces; None: it is wider than the board. A Chinese letter is
    two bytes and two half-width letters; what has no such code, and what would be an order, is "?"."""
    coded = b"".join(_letter(character, encoding) for character in text)
    return coded.ljust(width) if len(coded) <= width else None


def _letter(character: str, encoding: str) -> bytes:
    try:
        code = character.encode(CODINGS[encoding])
    except UnicodeEncodeError:
        return UNKNOWN
    return code if len(code) == 2 or (len(code) == 1 and character.isprintable()) else UNKNOWN


class TextLine:
    def __init__(self, line: Line, planned: Bar) -> None:
        self._line, self._planned = line, planned

    def show(self, shown: Shown) -> BarProblem | None:
        """The number alone where the whole text has no room."""
        fitting = (self._letters(text) for text in (shown.text, shown.number, ""))
        return self._put(next(text for text in fitting if text is not None))

    def clear(self) -> BarProblem | None:
        return self._put(b" " * self._planned.width)

    def _letters(self, text: str) -> bytes | None:
        return letters(text, self._planned.encoding, self._planned.width)

    def _put(self, coded: bytes) -> BarProblem | None:
        prefix, suffix = bytes.fromhex(self._planned.prefix), bytes.fromhex(self._planned.suffix)
        return self._line.put(prefix + coded + suffix, answers=self._planned.answers)
