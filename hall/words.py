"""What the hall says to people, in their language: the tables of words/, and the reason of a call.

Pure: the tables are handed in, already read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from types import MappingProxyType
from typing import Any

from hall.voice import Tongue

LANGUAGES = ("zh", "en")
NO_TONGUES: Mapping[str, Tongue] = MappingProxyType({})


class Words:
    """Every sentence by language and key, as in `say("en", "refused.window-busy")`. `tongues` are the languages that
    loudspeakers speak (hall.voice)."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], tongues: Mapping[str, Tongue] = NO_TONGUES) -> None:
        self.tongues = tongues
        self._texts = {language: dict(_flat(table)) for language, table in tables.items()}

    def say(self, language: str, key: str, **names: object) -> str:
        """The sentence with its {names} filled in. KeyError with the key, or the name, that is missing."""
        texts = self._texts[language]
        if key not in texts:
            raise KeyError(key)
        return texts[key].format_map(names)

    def names(self, language: str, key: str) -> frozenset[str]:
        """What this sentence fills in."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self._texts[language][key]) if name is not None)

    def keys(self, language: str) -> frozenset[str]:
        return frozenset(self._texts[language])


def why(
    words: Words, language: str, due: str, next_up: Sequence[tuple[str, str]] = (), out_of_turn: bool = False
) -> str:
    """Why this visitor was called now: "due 10:17; next were B020 (10:20), B012 (10:25)". Times are times of day as
    people read them; `next_up` are the numbers that would have come after, with theirs."""
    said = words.say(language, "why.out-of-turn" if out_of_turn else "why.due", due=due)
    if not next_up:
        return words.say(language, "why.nobody-next", why=said)
    each = (words.say(language, "why.each", number=number, due=at) for number, at in next_up)
    return words.say(language, "why.next", why=said, next=words.say(language, "why.and").join(each))


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
