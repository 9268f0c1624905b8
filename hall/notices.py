"""Lines on the walls, put up and taken down by a manager."""

from __future__ import annotations

from hall import events as e
from hall.hall import At, Hall, Notice, plan_of
from hall.refused import Refused

NOTICES_MAX = 20


def post(
    hall: Hall, now: At, *, notice: str, text: dict[str, str], zones: tuple[str, ...] = (), until_at: At | None = None
) -> list[e.Event]:
    if not set(zones) <= plan_of(hall).zone.keys():
        raise Refused("unknown-zone", "zones")
    if until_at is not None and until_at <= now:
        raise Refused("already-over", "until")
    if len(in_force(hall, now)) >= NOTICES_MAX:
        raise Refused("too-many-notices")
    return [e.NoticePosted(notice, text, zones, until_at)]


def remove(hall: Hall, now: At, *, notice: str) -> list[e.Event]:
    if notice not in hall.notices:
        raise Refused("unknown-notice")
    return [e.NoticeRemoved(notice)]


def in_force(hall: Hall, now: At, zones: frozenset[str] | None = None) -> list[Notice]:
    """The notices that stand now for these zones (None: for any), oldest first."""
    found = [
        each
        for each in hall.notices.values()
        if (each.until_at is None or each.until_at > now)
        and (zones is None or not each.zones or zones & set(each.zones))
    ]
    return sorted(found, key=lambda each: (each.posted_at, each.id))
