"""What floor staff see on their phones, one picture for all of them: calls for help, alarms, and who is on duty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.alarms import alarm_body
from api.live_screen import UNKNOWN, Around, Screen
from api.shapes import iso, iso_or_none
from hall import events as e
from hall.alarms import Alarm, alarms
from hall.duty import HelpCall, OnDuty
from hall.hall import Hall, plan_of
from hall.help import in_hand
from hall.plan import Plan
from hall.words import Words

FLOOR = "floor"
"""The one place there is: all helpers look at the same picture."""
PACE_MILLIS = 1_000
ALARMS_MOST, HELPERS_MOST = 30, 60
AT_ONCE = (e.HelpCalled, e.HelpWidened, e.HelpTaken, e.HelpClosed, e.DutyBegun, e.DutyEnded, e.AlarmTaken, e.AlarmDone)


def floor_view(hall: Hall, words: Words, place: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The whole picture. Open calls first who waits the longest; alarms as the hall has them."""
    plan = plan_of(hall)
    calls = sorted(hall.help_calls.values(), key=lambda call: (call.taken_by is not None, call.called_at, call.id))
    helpers = sorted(hall.helpers.values(), key=lambda each: each.id)[:HELPERS_MOST]
    found = [*around.alarms, *alarms(hall, now)]
    return {
        "epoch": hall.epoch,
        "seq": hall.seq,
        "at": iso(plan, now),
        "hall": {"zh": plan.name.zh, "en": plan.name.en},
        "zones": [{"id": zone.id, "name": {"zh": zone.name.zh, "en": zone.name.en}} for zone in plan.zones],
        "calls": [call_body(plan, call) for call in calls],
        "alarms": [_alarm(hall, each, words) for each in sorted(found, key=lambda each: each.seen)[:ALARMS_MOST]],
        "alarm_count": len(found),
        "helpers": [_helper(hall, each) for each in helpers],
    }


def call_body(plan: Plan, call: HelpCall) -> dict[str, Any]:
    """A call for help. `label` is what the place is called on signs: a window's label, else its id."""
    label = plan.window[call.place].label if call.kind == "window" and call.place in plan.window else call.place
    return {
        "id": call.id,
        "kind": call.kind,
        "place": call.place,
        "label": label,
        "zone": call.zone,
        "since": iso(plan, call.called_at),
        "helper": call.helper,
        "why": call.why,
        "for_all": call.for_all,
        "taken_by": call.taken_by,
        "taken_at": iso_or_none(plan, call.taken_at),
    }


def _alarm(hall: Hall, alarm: Alarm, words: Words) -> dict[str, Any]:
    plan, hand = plan_of(hall), hall.hands.get(alarm.id)
    return {
        **alarm_body(hall, alarm, words, plan.languages[0]),
        "kind": alarm.what,
        "taken_by": hand.helper if hand is not None else None,
        "done_at": iso_or_none(plan, hand.done_at) if hand is not None else None,
    }


def _helper(hall: Hall, helper: OnDuty) -> dict[str, Any]:
    since = iso(plan_of(hall), helper.since_at)
    return {"name": helper.id, "zone": helper.zone, "since": since, "busy": in_hand(hall, helper.id) is not None}


# --- on the sockets


def _floor(plan: Plan, place: str) -> str | None:
    return FLOOR if place == FLOOR else None


def _at_once(event: e.Event, hall: Hall) -> Iterable[str]:
    """Whoever asks for help should not wait for a picture."""
    return (FLOOR,) if isinstance(event, AT_ONCE) else ()


SCREEN = Screen(
    namespace="/helper",
    rank=2,
    roles=frozenset({"helper", "manager"}),
    unknown="not-found",
    pace_millis=PACE_MILLIS,
    room=_floor,
    view=floor_view,
    at_once=_at_once,
    only=FLOOR,
)
