"""Whatever is done to a config.toml, it is a plan or a list of mistakes, never anything else."""

from __future__ import annotations

import copy
import json
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.plan import Plan
from hall.records import from_data, to_data
from server.config import ConfigErrors, describe, read_plan
from tests.counts import count
from tests.server.small_config import DEVICES, SMALL

TEXT = SMALL + DEVICES
RAW = tomllib.loads(TEXT)
WORDS = st.sampled_from(["A", "B", "B3", "tax", "social", "integrated", "network", "zh", "24:00", "09:00-17:00", "help",
                         "x" * 99])  # fmt: skip
SIMPLE = st.one_of(
    WORDS, st.text(st.characters(codec="utf-8"), max_size=5), st.booleans(), st.integers(), st.integers(0, 2000),
    st.floats(), st.dates(), st.times(), st.datetimes(),
)  # fmt: skip
VALUES = st.recursive(SIMPLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*above, key)
        yield from places(inner, (*above, key))


PLACES = sorted(places(RAW), key=repr)


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, float):
        return repr(value).replace("e", "e+").replace("e+-", "e-") if value == value else "nan"
    return str(value).lower() if isinstance(value, bool) else hex(value) if value >= 0 else str(value)


def written(raw: dict[str, Any]) -> bytes:
    return "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in raw.items()).encode()


def outcome(content: bytes) -> Plan | None:
    """The plan, or None after a look at the mistakes: one line each, and at least one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(content)
        try:
            return read_plan(path)
        except ConfigErrors as wrong:
            lines = describe(wrong.errors)
            assert lines and all(line.isprintable() for line in lines)
            return None


CHANGES = st.tuples(st.sampled_from(PLACES), st.sampled_from(["put", "drop", "add"]), VALUES)


def test_the_file_unchanged_is_a_plan() -> None:
    assert outcome(written(RAW)) is not None


@given(st.lists(CHANGES, min_size=1, max_size=4))
@settings(max_examples=count(200, 4_000), deadline=None)
def test_values_put_anywhere_give_a_plan_or_mistakes(changes: list[tuple[tuple[Any, ...], str, Any]]) -> None:
    raw = copy.deepcopy(RAW)
    for place, act, value in changes:
        change(raw, place, act, value)
    plan = outcome(written(raw))
    assert plan is None or from_data(Plan, to_data(plan)) == plan


def change(raw: Any, place: tuple[Any, ...], act: str, value: Any) -> None:
    """One mutation, when an earlier one has left its place standing."""
    for step in place[:-1]:
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            return
    last = place[-1]
    if isinstance(raw, dict):
        if act == "drop":
            raw.pop(last, None)
        else:
            raw[last if act == "put" else "extra"] = value
    elif isinstance(raw, list) and isinstance(last, int) and last < len(raw):
        raw[last : last + (act != "add")] = [] if act == "drop" else [raw[last] if act == "add" else value]


SPLICES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), st.binary(max_size=6))


@given(st.lists(SPLICES, min_size=1, max_size=3))
@settings(max_examples=count(200, 4_000), deadline=None)
def test_bytes_put_anywhere_give_a_plan_or_mistakes(splices: list[tuple[int, int, bytes]]) -> None:
    content = TEXT.encode()
    for start, length, put in splices:
        content = content[:start] + put + content[start + length :]
    outcome(content)


@given(st.lists(st.sampled_from([*TEXT.splitlines(), "[hall]", "[[windows]]", 'zone = "A"', "= ["]), max_size=40))
@settings(max_examples=count(100, 2_000), deadline=None)
def test_lines_in_any_order_give_a_plan_or_mistakes(lines: list[str]) -> None:
    outcome("\n".join(lines).encode())
