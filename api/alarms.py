"""Alarms as staff read them: the rules' own and the server's (a plan not adopted, a disk almost full)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.shapes import iso
from hall.alarms import Alarm, alarms
from hall.hall import Hall, plan_of
from hall.words import Words


def alarm_bodies(hall: Hall, now: int, words: Words, language: str, more: Iterable[Alarm] = ()) -> list[dict[str, Any]]:
    """Every alarm that stands, the server's own (`app.extensions["server_alarms"]()`) first."""
    return [alarm_body(hall, each, words, language) for each in (*more, *alarms(hall, now))]


def alarm_body(hall: Hall, alarm: Alarm, words: Words, language: str) -> dict[str, Any]:
    return {
        "id": alarm.id,
        "what": words.say(language, f"alarm.{alarm.what}.what", where=alarm.where),
        "where": alarm.where,
        "since": iso(plan_of(hall), alarm.since_at),
        "next_step": words.say(language, f"alarm.{alarm.what}.next", where=alarm.where),
        "seen": alarm.seen,
        "left": alarm.left,
    }
