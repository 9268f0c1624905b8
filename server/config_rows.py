"""config.toml as it was read, before its shape is known: whatever is not a list of tables has no rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from server.config_errors import Loc

Raw = Mapping[str, Any]


def rows(raw: Raw, name: str) -> Iterator[tuple[Loc, Raw]]:
    """The tables of a list, with their places."""
    found = raw.get(name)
    for index, row in enumerate(found if isinstance(found, list) else ()):
        if isinstance(row, dict):
            yield (name, index), row
