"""Lines as the smaller slips set them: in the middle, or a name at the left and its value at the right."""

from __future__ import annotations

from collections.abc import Iterator

from hall.plan import Names
from printers.lines import Text
from printers.slip import NAME_LINES_MAX
from printers.text import clean, spread, width, wrap

SENTENCE_LINES_MAX = 20


def name_in(names: Names, language: str) -> str:
    return names.zh if language == "zh" else names.en


def centered(text: str, columns: int, bold: bool = False) -> Iterator[Text]:
    for line in wrap(clean(text), columns, NAME_LINES_MAX):
        yield Text(line, "center", bold=bold)


def large(text: str, columns: int, size_max: int) -> Text:
    """A number, as large as its line has room for."""
    number = clean(text)
    return Text(number, "center", size=max(1, min(size_max, columns // max(1, width(number)))), bold=True)


def said(text: str, columns: int, lines_max: int = SENTENCE_LINES_MAX) -> Iterator[Text]:
    yield from (Text(line) for line in wrap(text, columns, lines_max))


def row(name: str, value: str, columns: int) -> Iterator[Text]:
    for left, right in spread(name, clean(value), columns):
        if left or right:
            yield Text(left, right=right)
