"""What a loudspeaker says: sentences put together from the pieces of a language's word file (words/voice/). Pure.

A sentence is kept in three ways: its words, the same as a synthetic voice must be given them, and its pieces: the words
that a clip pack holds as a recording each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Any

TEMPLATES = (
    "number", "window", "call", "second", "again", "call-elsewhere", "second-elsewhere", "again-elsewhere", "moved",
    "moved-elsewhere", "group", "each", "each-elsewhere", "join", "closing",
)  # fmt: skip
"""The sentences, and parts of sentences, that a word file holds."""

CLOSING_MINUTES = 10
"""Before the hall's last ticket, at which it is said that it is near."""

NUMBERS = 100
"""Counts a word file names (0 to 99); a longer label is said digit by digit, as rooms are."""

CODE = re.compile(r"[A-Za-z]{0,2}\d+[A-Za-z]?|[A-Z]")
"""Labels that are numbers, letters or both; others are said as they stand."""

CALLS_KEPT = 4096
"""Sentences kept ready: a board says each of its calls in every view."""

POINTS = " ,.;:!?，。；：！？、"


@dataclass(frozen=True)
class Said:
    """A sentence or a part of one: as it reads, as a synthetic voice is given it, and in pieces."""

    text: str
    given: str
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language's word file; one object for each. `espeak`: the voice of espeak-ng; `browser`: the language of a
    browser's own voices; `one`: the digit 1 of a ticket where the hall wants it unlike other digits; `spelled`: letters
    as espeak must be given them; `between`: what stands between two digits."""

    espeak: str
    browser: str
    one: str
    spelled: Mapping[str, str]
    between: str
    numbers: tuple[str, ...]
    templates: Mapping[str, str]


def tongue(table: Mapping[str, Any]) -> Tongue:
    """A word file as it was read. KeyError with what is missing; ValueError with what is too much or too little."""
    own = ("espeak", "browser", "one", "spelled", "between")
    numbers = tuple(table["numbers"])
    if len(numbers) != NUMBERS:
        raise ValueError(f"{len(numbers)} numbers instead of {NUMBERS}")
    if unknown := table.keys() - {*own, "numbers", *TEMPLATES}:
        raise ValueError(f"unknown: {sorted(unknown)}")
    kept = {name: table[name] for name in own}
    return Tongue(**kept, numbers=numbers, templates={name: table[name] for name in TEMPLATES})


@dataclass(frozen=True)
class Place:
    """A zone that a sentence names, because the loudspeaker hangs in another one."""

    zone: str
    name: str


@dataclass(frozen=True)
class Heard:
    """What is to be said of one call: number, window, and how it came about."""

    number: str
    label: str
    recall: int = 0
    moved: bool = False
    place: Place | None = None


@lru_cache(maxsize=CALLS_KEPT)
def call(tongue: Tongue, heard: Heard, yao: bool = False) -> Said:
    """A call or a recall by itself. `yao`: a ticket's 1 is said as `Tongue.one`."""
    key = ("second" if heard.recall == 1 else "again") if heard.recall else "moved" if heard.moved else "call"
    return _sentence(tongue, key, heard, yao)


def group(tongue: Tongue, calls: Sequence[Heard], yao: bool = False) -> Said:
    """Several calls in one breath."""
    said = [_sentence(tongue, "each", each, yao) for each in calls]
    return _fill(tongue, "group", calls=_joined(said, tongue.templates["join"]))


def closing(tongue: Tongue, minutes: int) -> Said:
    """No more tickets after so many minutes (0 to 99)."""
    return _fill(tongue, "closing", minutes=_count(tongue, minutes))


def number(tongue: Tongue, number: str, yao: bool = False) -> Said:
    """A ticket's number as it is spoken, character by character: "A008" is "A零零八号" or "A zero zero eight"."""
    return _fill(tongue, "number", digits=_joined([_character(tongue, each, yao) for each in number], tongue.between))


def window(tongue: Tongue, label: str) -> Said:
    """A window's label as it is spoken: "12" is "十二号窗口" or "window twelve", "B3" "B三号窗口" or "window B three".

    A label that is a name of its own (not all ASCII: "发证处") is said as it stands.
    """
    if not label.isascii():
        return _named(label)
    if not CODE.fullmatch(label):
        return _fill(tongue, "window", label=_named(label))
    parts = [part for run in re.findall(r"\d+|[A-Za-z]", label) for part in _run(tongue, run)]
    return _fill(tongue, "window", label=_joined(parts, tongue.between))


def counted(tongue: Tongue, number: str) -> str:
    """Digits as they are spoken: "12" is "十二", and "105" is "一零五": 一百五 would be 150."""
    return _joined(_run(tongue, number), tongue.between).text


def wanted(tongue: Tongue, prefixes: Iterable[str], labels: Iterable[str], places: Iterable[Place],
           yao: bool = False) -> tuple[str, ...]:  # fmt: skip
    """The pieces that a clip pack must hold for a hall with these."""
    labels = list(labels)
    said = [number(tongue, f"{prefix}0123456789", yao) for prefix in prefixes]
    said += [window(tongue, each) for each in labels]
    for place in (None, *places):
        for label in labels[:1]:
            for recall, moved in ((0, False), (0, True), (1, False), (2, False)):
                said.append(call(tongue, Heard("0", label, recall, moved, place)))
            said.append(group(tongue, [Heard("0", label, place=place)]))
    said.append(closing(tongue, CLOSING_MINUTES))
    return tuple(dict.fromkeys(piece for each in said for piece in each.pieces))


# --- parts of a sentence


def _sentence(tongue: Tongue, key: str, heard: Heard, yao: bool) -> Said:
    parts = {"number": number(tongue, heard.number, yao), "window": window(tongue, heard.label)}
    if heard.place is None:
        return _fill(tongue, key, **parts)
    return _fill(tongue, f"{key}-elsewhere", **parts, place=_named(heard.place.name))


def _fill(tongue: Tongue, key: str, **parts: Said) -> Said:
    """A template with its parts; its own words are pieces too."""
    filled = Said("", "")
    for literal, name, _, _ in Formatter().parse(tongue.templates[key]):
        words = literal.strip(POINTS)
        filled = _after(filled, Said(literal, literal, (words,) if words else ()))
        if name is not None:
            filled = _after(filled, parts[name])
    return filled


def _after(first: Said, second: Said) -> Said:
    return Said(first.text + second.text, first.given + second.given, (*first.pieces, *second.pieces))


def _joined(parts: Sequence[Said], between: str) -> Said:
    return Said(
        between.join(each.text for each in parts),
        between.join(each.given for each in parts),
        tuple(piece for each in parts for piece in each.pieces),
    )


def _named(text: str) -> Said:
    return Said(text, text, (text,))


def _run(tongue: Tongue, run: str) -> list[Said]:
    """A run of digits as a count, or digit by digit where it is longer; a letter as itself."""
    if run.isdigit() and int(run) < NUMBERS:
        return [_count(tongue, int(run))]
    return [_character(tongue, each, False) for each in run]


def _count(tongue: Tongue, count: int) -> Said:
    return _named(tongue.numbers[count])


def _character(tongue: Tongue, character: str, yao: bool) -> Said:
    if not (character.isascii() and character.isdigit()):
        given = tongue.spelled.get(character.upper(), character)
        return Said(character, given, (character.upper(),))
    return _named(tongue.one if yao and character == "1" else tongue.numbers[int(character)])
