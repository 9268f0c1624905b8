"""One event between the halls before and after it: what every table of the register is written from."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from hall.hall import Hall
from ledger.times import local


class Step(NamedTuple):
    """One event with the halls on both sides of it."""

    seq: int
    at: int
    event: Any
    before: Hall
    after: Hall

    def local(self, at: int) -> str:
        """A time as people of this hall read it."""
        return local(at, self.after.plan.timezone if self.after.plan is not None else "UTC")

    def maybe(self, at: int | None) -> str | None:
        return None if at is None else self.local(at)


def json_list(value: Any) -> str:
    """A JSON list, also of nothing; keys sorted, as they are in the events that a rebuild reads."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() if value else "[]"


def inserting(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def replacing(table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> str:
    news = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    return f"{inserting(table, columns)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {news}"
