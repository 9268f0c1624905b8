"""What is wrong with a config.toml, said so that a person can mend it: where, what was found, what may stand there."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from reprlib import Repr
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import Interval, Len
from pydantic_core import ErrorDetails

from server.config_file import ConfigFile, Table
from server.config_kinds import May

Loc = tuple[int | str, ...]
"""Where in the file: keys, and for the tables and values of a list their index from 0."""

CHOICES_MAX = 40
"""How many names an error line lists before it stops."""

COMPARED_MAX = 500
"""With how many names a wrong one is compared."""

PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*\]\]?\s*(?:#.*)?")
KEY = re.compile(r"\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=")


class Mistake(NamedTuple):
    loc: Loc
    found: str
    may_stand: str


@dataclass(frozen=True)
class ConfigError:
    """One mistake. `place` as in `windows[3] "B3" services[1]`, counted from 0; `line` of the file where known."""

    place: str
    found: str
    may_stand: str
    line: int | None = None


class ConfigErrors(Exception):
    """Every mistake of one config.toml."""

    def __init__(self, errors: Sequence[ConfigError]) -> None:
        super().__init__("\n".join(describe(errors)))
        self.errors = tuple(errors)


def describe(errors: Iterable[ConfigError]) -> list[str]:
    """One line for each mistake, in the order of the file."""
    return [_one_line(each) for each in sorted(errors, key=lambda error: error.line or 0)]


def _one_line(error: ConfigError) -> str:
    """Hidden characters, as an id of the file may hold them, are written out: one line, and none that misleads."""
    line = f"line {error.line}: " if error.line else ""
    line += f"{error.place}: found {error.found}; may stand: {error.may_stand}"
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def placed(mistakes: Iterable[Mistake], raw: Mapping[str, Any], text: str) -> list[ConfigError]:
    """Mistakes with the names of their places and, where the file shows it, their lines."""
    lines = _lines(text)
    return [ConfigError(_place(m.loc, raw), m.found, m.may_stand, _line(m.loc, lines)) for m in mistakes]


def of_shape(error: ErrorDetails) -> Mistake:
    """A mistake that pydantic found."""
    loc = error["loc"]
    if error["type"] == "extra_forbidden":
        table, _ = _bare(_kind_at(loc[:-1]))
        return Mistake(loc[:-1], f"unknown key {shown(loc[-1])}", among(str(loc[-1]), list(table.model_fields)))
    found = "nothing" if error["type"] == "missing" else shown(error["input"])
    return Mistake(loc, found, may_stand(_kind_at(loc)))


def among(found: str, choices: Sequence[str]) -> str:
    """One of these, and which of them is nearest to `found`."""
    if not choices:
        return "nothing, since none is laid out"
    near = nearest(found, choices)
    listed = ", ".join(choices[:CHOICES_MAX]) + (", ..." if len(choices) > CHOICES_MAX else "")
    return f"one of: {listed}" + (f"; nearest: {near}" if near else "")


def nearest(found: str, choices: Sequence[str]) -> str | None:
    """The choice that `found` was likely meant to be, if any is near."""
    return _nearest(found[:64], tuple(choices[:COMPARED_MAX]))


@lru_cache(maxsize=1024)
def _nearest(found: str, choices: tuple[str, ...]) -> str | None:
    """Comparing is slow, and a wrong name is often wrong many times."""
    return next(iter(get_close_matches(found, choices, 1)), None)


class _Brief(Repr):
    """Values cut to one line. A number too long for Python to write in decimal is described."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = 60
        self.maxdict = self.maxlist = 4

    def repr_int(self, value: int, level: int) -> str:
        return repr(value) if value.bit_length() < 200 else f"a number of {value.bit_length()} bits"


def shown(value: object) -> str:
    """A value on one line, cut, with hidden characters written out."""
    return str(value).lower() if isinstance(value, bool) else _Brief().repr(value)


def may_stand(kind: Any) -> str:
    """What may stand where a value of this annotation is expected: an error's end, and a cell of docs/config.md."""
    kind, marks = _bare(kind)
    for mark in marks:
        if isinstance(mark, May):
            return mark.words
    if get_origin(kind) is Literal:
        return "one of: " + ", ".join(_literal(each) for each in get_args(kind))
    if get_origin(kind) is list:
        return _list_of(get_args(kind)[0], next(mark for mark in marks if isinstance(mark, Len)))
    if isinstance(kind, type) and issubclass(kind, Table):
        return "a table of " + ", ".join(kind.model_fields)
    return _scalar(kind, marks)


def _scalar(kind: Any, marks: Sequence[Any]) -> str:
    if kind is bool:
        return "true or false"
    bounds = next(mark for mark in marks if isinstance(mark, Interval))
    return f"{'a whole number' if kind is int else 'a number'} from {bounds.ge} to {bounds.le}"


def _list_of(item: Any, size: Len) -> str:
    inner, _ = _bare(item)
    what = "tables" if isinstance(inner, type) and issubclass(inner, Table) else f"values, each {may_stand(item)}"
    return f"a list of {size.min_length} to {size.max_length} {what}"


def _literal(value: str | int) -> str:
    return json.dumps(value) if isinstance(value, str) and not value.isprintable() else str(value)


def _bare(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """An annotation without `| None`, and the marks that came with it."""
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if hasattr(kind, "__metadata__"):
        return kind.__origin__, kind.__metadata__
    return kind, ()


@cache
def hints(table: type[Table]) -> dict[str, Any]:
    """The annotation of every key of a table, in order."""
    found = get_type_hints(table, include_extras=True)
    return {name: found[name] for name in table.model_fields}


def _kind_at(loc: Loc) -> Any:
    """The annotation of a place in the file."""
    kind: Any = ConfigFile
    for step in loc:
        inner, _ = _bare(kind)
        kind = hints(inner)[step] if isinstance(step, str) else get_args(inner)[0]
    return kind


def _place(loc: Loc, raw: Any) -> str:
    text, here, named = "", raw, False
    for step in loc:
        here = _into(here, step)
        if isinstance(step, int):
            name = here.get("id") if isinstance(here, dict) else None
            named = isinstance(name, str) and PLAIN_ID.fullmatch(name) is not None
            text += f"[{step}]" + (f' "{name}"' if named else "")
        else:
            text += (" " if named else "." if text else "") + step
            named = False
    return text or "the file"


def _into(here: Any, step: int | str) -> Any:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _line(loc: Loc, lines: Mapping[Loc, int]) -> int | None:
    return next((lines[loc[:end]] for end in range(len(loc), 0, -1) if loc[:end] in lines), None)


def _lines(text: str) -> dict[Loc, int]:
    """The line of each table and key, by a plain look at how lines begin: a hint, and good enough for one."""
    lines: dict[Loc, int] = {}
    counts: dict[Loc, int] = {}
    table: Loc = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.fullmatch(line):
            table = _table(header[2].split("."), header[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := KEY.match(line):
            lines.setdefault(table + tuple(part.strip() for part in key[1].split(".")), number)
    return lines


def _table(parts: Sequence[str], repeated: bool, counts: dict[Loc, int]) -> Loc:
    """The place a header opens; `counts` holds how many tables each list has so far."""
    at: Loc = ()
    for part in parts[:-1]:
        at = (*at, part)
        at = (*at, counts[at] - 1) if at in counts else at
    at = (*at, parts[-1])
    if not repeated:
        return at
    counts[at] = counts.get(at, 0) + 1
    return (*at, counts[at] - 1)
