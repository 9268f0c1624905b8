"""The rows a record would keep of what stands, held in a dict: what a restart would read."""

from __future__ import annotations

from typing import Any

import orjson

from hall.after import touched
from hall.events import Event
from hall.hall import Hall
from hall.live import row

Stored = dict[tuple[str, str], Any]


def as_read(data: Any) -> Any:
    """What comes back of it from JSON."""
    return orjson.loads(orjson.dumps(data))


def keep_rows(stored: Stored, event: Event, before: Hall, now: Hall) -> None:
    """Only the rows that `touched` names are written, as the ledger does."""
    for kind, name in touched(event, before, now):
        data = row(now, kind, name)
        stored.pop((kind, name), None)
        if data is not None:
            stored[kind, name] = as_read(data)
