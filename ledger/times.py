"""Times as a person in the hall reads them: ISO 8601 with the hall's own offset."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

TIMES_KEPT = 4096
"""An event writes the same few times in several tables; making one costs 2 us."""


@lru_cache(TIMES_KEPT)
def local(at: int, timezone: str) -> str:
    """`at` milliseconds since 1970 UTC as "2026-11-21T09:41:07.123+08:00"."""
    zone = UTC if timezone == "UTC" else ZoneInfo(timezone)
    return datetime.fromtimestamp(at / 1000, zone).isoformat(timespec="milliseconds")
