"""Frozen records to plain JSON data and back, by their own type hints; and a quick copy with changes."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")


def changed(record: R, **changes: Any) -> R:
    """The same frozen record with some fields changed.

    `dataclasses.replace` runs `__init__` again and costs 13 us on sixteen fields; this costs under one.
    Names are checked, so a misspelt field is an error here too.
    """
    kept = record.__dict__
    copy = object.__new__(type(record))
    fields = copy.__dict__
    fields.update(kept, **changes)
    if len(fields) != len(kept):
        raise TypeError(f"{type(record).__name__} has no {sorted(fields.keys() - kept.keys())}")
    return copy


def to_data(value: Any) -> Any:
    """Plain JSON data (dict, list, str, int, float, bool, None) of a record, in field order."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    return value


def from_data(kind: type[R], data: Any) -> R:
    """The record of `kind` that `to_data` gave `data` of. A missing field takes its default (a newer field in older
    data); an unknown one is a TypeError, since it would be lost in silence."""
    known: Any = kind  # a class is hashable, which its type does not say
    made: R = _builder(known)(data)
    return made


def _same(value: Any) -> Any:
    return value


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_builder(kind)
    if origin in (Union, types.UnionType):
        return _optional_builder(args)
    if origin is tuple:
        return _tuple_builder(args)
    if origin in (dict, Mapping):
        inner = _builder(args[1])
        return lambda data: {key: inner(item) for key, item in data.items()}
    if kind in (str, int, float, bool, Any, dict, object) or origin is Literal:
        return _same
    raise TypeError(f"records of {kind!r} are not known here")


def _optional_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    inner = [_builder(arg) for arg in args if arg is not type(None)]
    if all(build is _same for build in inner):
        return _same
    if len(inner) != 1:
        raise TypeError("a field holds one kind of record, or none")
    return lambda data: None if data is None else inner[0](data)


def _tuple_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        inner = _builder(args[0])
        return tuple if inner is _same else lambda data: tuple(map(inner, data))
    parts = [_builder(arg) for arg in args]
    return lambda data: tuple(build(item) for build, item in zip(parts, data, strict=True))


def _record_builder(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    builders = {field.name: _builder(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    mending = {name: build for name, build in builders.items() if build is not _same}

    def build(data: Mapping[str, Any]) -> Any:
        if not (needed <= data.keys() <= builders.keys()):
            raise TypeError(f"{kind.__name__} cannot be made of {sorted(data)}")
        if not mending:
            return kind(**data)
        return kind(**{k: mending[k](v) if k in mending else v for k, v in data.items()})

    return build
