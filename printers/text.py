"""Text for paper: one sanitiser for every datum, and widths, wrapping and shortening in columns. All pure.

A column is half a Chinese character wide. Nothing here splits a character from the marks on it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

REPLACEMENT = "?"
ELLIPSIS = "…"
MARKS_MAX = 2
"""Marks kept on one character: more would grow out of their line."""

CHARACTERS_KNOWN_MAX = 4096
TEXTS_KNOWN_MAX = 512
"""A hall says the same few things on every slip."""

UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(c) for c in range(0xFE00, 0xFE10)}
"""Characters that show nothing but are no format characters by category: fillers and variation selectors."""
CLOSING = frozenset("，。、；：！？）》」』】〉”’…,.;:!?)]}%")
OPENING = frozenset("（《「『【〈“‘([{")
_FATE = {"Cc": "", "Cf": "", "Co": "", "Cs": REPLACEMENT, "Cn": REPLACEMENT, "Zs": " ", "Zl": " ", "Zp": " "}


@lru_cache(maxsize=TEXTS_KNOWN_MAX)
def clean(text: str) -> str:
    """What may be printed of `text`: one line in NFC, without control, format, bidi, zero-width or private characters;
    surrogates and unassigned ones as "?"; every kind of space as a space."""
    kept = "".join(_fate(character) for character in text)
    return "".join(cell for cell, _ in cells(unicodedata.normalize("NFC", kept))).strip()


def _fate(character: str) -> str:
    if character in "\t\n\r\v\f\x85":
        return " "
    if character in UNSEEN:
        return ""
    return _FATE.get(unicodedata.category(character), character)


def cells(text: str) -> Iterator[tuple[str, int]]:
    """Each character with the marks on it (at most MARKS_MAX; a mark on nothing or on a space goes), and its width."""
    cell, marks = "", 0
    for character in text:
        if not character.isascii() and unicodedata.category(character) in ("Mn", "Me"):
            marks += 1
            cell += character if cell.strip() and marks <= MARKS_MAX else ""
            continue
        if cell:
            yield cell, _width(cell[0])
        cell, marks = character, 0
    if cell:
        yield cell, _width(cell[0])


@lru_cache(maxsize=CHARACTERS_KNOWN_MAX)
def _width(character: str) -> int:
    """1 for ASCII, 2 for what a Chinese printer sets full width. Accented Latin is drawn, as wide as its letter."""
    if character.isascii():
        return 1
    kind = unicodedata.east_asian_width(character)
    if kind in "WF":
        return 2
    accented = kind == "A" and unicodedata.name(character, "").startswith("LATIN")
    return 2 if kind == "A" and not accented else 1


@lru_cache(maxsize=TEXTS_KNOWN_MAX)
def width(text: str) -> int:
    """The columns that `text` takes."""
    return len(text) if text.isascii() else sum(wide for _, wide in cells(text))


def fit(text: str, columns: int) -> str:
    """`text`, cut short with … when it is wider than `columns`."""
    if width(text) <= columns:
        return text
    room = columns - width(ELLIPSIS)
    kept, used = [], 0
    for cell, wide in cells(text):
        if used + wide > room:
            break
        kept.append(cell)
        used += wide
    return "".join(kept).rstrip() + (ELLIPSIS if room >= 0 else "")


def wrap(text: str, columns: int, lines_max: int = 20) -> list[str]:
    """`text` in lines of at most `columns` (2 or more), broken at spaces or between Chinese characters, a closing mark
    never first; what is beyond `lines_max` lines is cut short with …"""
    if width(text) <= columns:
        return [text.strip()]
    lines, used = [""], 0
    for piece in _pieces(text):
        used += width(piece)
        if used <= columns:
            lines[-1] += piece
        elif not piece.isspace():
            lines.extend(_chopped(piece, columns))
            used = width(lines[-1])
    lines = [line.strip() for line in lines if line.strip()] or [""]
    if len(lines) <= lines_max:
        return lines
    return [*lines[: lines_max - 1], fit(lines[lines_max - 1] + ELLIPSIS * columns, columns)]


def _pieces(text: str) -> Iterator[str]:
    """What may stand on one line with what comes before and after: words, spaces, wide characters with their marks."""
    piece = ""
    for kind, run in groupby(cells(text), key=_kind):
        for part in ["".join(cell for cell, _ in run)] if kind != "wide" else [cell for cell, _ in run]:
            bound = piece and (part[0] in CLOSING or piece[-1] in OPENING) and not (piece + part).isspace()
            if piece and not bound:
                yield piece
                piece = ""
            piece += part
    if piece:
        yield piece


def _kind(cell: tuple[str, int]) -> str:
    if cell[0].isspace():
        return "space"
    return "wide" if cell[1] == 2 else "word"


def _chopped(piece: str, columns: int) -> list[str]:
    """A piece in lines of at most `columns`, wherever they end."""
    lines, used = [""], 0
    for cell, wide in cells(piece):
        if used + wide > columns:
            lines.append("")
            used = 0
        lines[-1] += cell
        used += wide
    return lines


def spread(label: str, value: str, columns: int) -> list[tuple[str, str]]:
    """What stands at the left and at the right edge of each line: a label and its value, on lines of their own when
    there is no room for both."""
    if width(label) + 1 + width(value) <= columns:
        return [(label, value)]
    return [*((line, "") for line in wrap(label, columns)), *(("", line) for line in wrap(value, columns))]


def beside(left: str, right: str, columns: int) -> str:
    """Both as one line of `columns`, the one at the left edge and the other at the right."""
    return left + " " * (columns - width(left) - width(right)) + right if right else left
