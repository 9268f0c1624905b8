"""Help on the floor: who is on duty, who is called to a visitor and why, who takes a call or an alarm in hand.

The nearest free helper: one of the call's own zone, then one who is all over the hall, then one of another zone; of
equals, who has been free the longest, then by name. After `policy.widen_seconds` without anybody taking it, a call is
everybody's.
"""

from __future__ import annotations

from hall import events as e
from hall.alarms import Alarm, alarms
from hall.duty import HelpCall, OnDuty
from hall.hall import MINUTE, At, Hall, plan_of
from hall.plan import Plan
from hall.refused import Refused

KINDS = ("kiosk", "window", "locker")
NEXT_SHOWN = 3
FORGOTTEN_HOURS = 12
"""A call nobody closed is over then, and so is a duty nobody ended two of these long: memory is bounded."""


def on_duty(hall: Hall, now: At, *, helper: str, zone: str | None = None) -> list[e.Event]:
    """On duty in this zone, or all over the hall. What waits for nobody is his at once, as it is everybody's."""
    if zone is not None and zone not in plan_of(hall).zone:
        raise Refused("unknown-zone", "zone")
    known = hall.helpers.get(helper)
    return [] if known is not None and known.zone == zone else [e.DutyBegun(helper, zone)]


def off_duty(hall: Hall, now: At, *, helper: str) -> list[e.Event]:
    """Not while he has a visitor's call in hand. Calls he was chosen for and did not take are everybody's."""
    if helper not in hall.helpers:
        return []
    if in_hand(hall, helper) is not None:
        raise Refused("help-in-hand")
    chosen = [call for call in hall.help_calls.values() if call.helper == helper and not call.for_all]
    widened = [e.HelpWidened(call.id) for call in chosen if call.taken_by is None]
    return [*widened, e.DutyEnded(helper)]


def call(hall: Hall, now: At, *, help: str, kind: str, place: str) -> list[e.Event]:
    """Somebody at this place needs help. A second press there, while a call is open, is the same call."""
    if (zone := zone_of(plan_of(hall), kind, place)) is None:
        raise Refused("unknown-place", "place")
    if open_at(hall, kind, place) is not None:
        return []
    free = nearest(hall, zone or None)
    chosen = free[0] if free else None
    why = "nobody-free" if chosen is None else _why(chosen, zone or None)
    next_up = tuple(each.id for each in free[1 : 1 + NEXT_SHOWN])
    helper = chosen.id if chosen else None
    return [e.HelpCalled(help, kind, place, zone or None, helper, why, next_up, for_all=chosen is None)]


def zone_of(plan: Plan, kind: str, place: str) -> str | None:
    """The zone of a kiosk, window or locker bank ("" when a bank stands in none); None: there is no such place."""
    if kind == "kiosk" and place in plan.kiosk:
        return plan.kiosk[place].zone
    if kind == "window" and place in plan.window:
        return plan.window[place].zone
    if kind == "locker" and place in plan.locker_bank:
        return plan.locker_bank[place].zone or ""
    return None


def open_at(hall: Hall, kind: str, place: str) -> HelpCall | None:
    """The open call of a place: there is at most one."""
    return next((each for each in hall.help_calls.values() if (each.kind, each.place) == (kind, place)), None)


def nearest(hall: Hall, zone: str | None) -> list[OnDuty]:
    """The free helpers, nearest first."""
    busy = {call.taken_by for call in hall.help_calls.values()} | _chosen(hall)
    free = [each for each in hall.helpers.values() if each.id not in busy]
    return sorted(free, key=lambda each: (_distance(each, zone), each.free_at, each.id))


def _chosen(hall: Hall) -> set[str | None]:
    """Who is already on his way to another call."""
    return {call.helper for call in hall.help_calls.values() if call.taken_by is None and not call.for_all}


def _distance(helper: OnDuty, zone: str | None) -> int:
    return 1 if helper.zone is None else 0 if helper.zone == zone else 2


def _why(helper: OnDuty, zone: str | None) -> str:
    return ("same-zone", "whole-hall", "other-zone")[_distance(helper, zone)]


def take(hall: Hall, now: At, *, help: str, helper: str) -> list[e.Event]:
    """One helper on duty takes it, the first who says so; nobody has two in hand."""
    found = live_call(hall, help)
    if helper not in hall.helpers:
        raise Refused("not-on-duty")
    if found.taken_by == helper:
        return []
    if found.taken_by is not None:
        raise Refused("help-taken")
    if in_hand(hall, helper) is not None:
        raise Refused("help-in-hand")
    return [e.HelpTaken(help, helper)]


def close(hall: Hall, now: At, *, help: str, by: str, how: str = "helped") -> list[e.Event]:
    """It is over: whoever took it says so, or the place itself ("not-needed")."""
    found = live_call(hall, help)
    if how == "helped" and found.taken_by != by:
        raise Refused("help-taken" if found.taken_by is not None else "help-not-taken")
    return [e.HelpClosed(help, by, how)]


def live_call(hall: Hall, help: str) -> HelpCall:
    found = hall.help_calls.get(help)
    if found is None:
        raise Refused("help-over")
    return found


def in_hand(hall: Hall, helper: str) -> HelpCall | None:
    """The call this helper has taken."""
    return next((each for each in hall.help_calls.values() if each.taken_by == helper), None)


def tick(hall: Hall, now: At) -> list[e.Event]:
    """What time alone brings: a call nobody took in time is everybody's; what was forgotten is over."""
    if not (hall.help_calls or hall.helpers):
        return []
    forgotten = FORGOTTEN_HOURS * 60 * MINUTE
    wide = now - plan_of(hall).policy.widen_seconds * 1000
    calls = sorted(hall.help_calls.values(), key=lambda each: each.id)
    old = [each.id for each in calls if each.called_at <= now - forgotten]
    due = [each.id for each in calls if not each.for_all and each.taken_by is None and each.called_at <= wide]
    away = sorted(each.id for each in hall.helpers.values() if each.since_at <= now - 2 * forgotten)
    return [
        *(e.HelpClosed(each, "clock", "forgotten") for each in old),
        *(e.HelpWidened(each) for each in due if each not in old),
        *(e.DutyEnded(each) for each in away),
    ]


# --- alarms in hand


def take_alarm(hall: Hall, now: At, *, alarm: str, helper: str, more: tuple[Alarm, ...] = ()) -> list[e.Event]:
    """Somebody goes and looks after it. `more` are the server's own alarms."""
    _known_alarm(hall, now, alarm, more)
    hand = hall.hands.get(alarm)
    if hand is not None and hand.helper == helper and hand.done_at is None:
        return []
    if hand is not None and hand.done_at is None:
        raise Refused("alarm-taken")
    return [e.AlarmTaken(alarm, helper)]


def finish_alarm(hall: Hall, now: At, *, alarm: str, helper: str, more: tuple[Alarm, ...] = ()) -> list[e.Event]:
    """Whoever took it says it is done. It stays listed, quietly, until its cause is gone."""
    _known_alarm(hall, now, alarm, more)
    hand = hall.hands.get(alarm)
    if hand is None or hand.helper != helper:
        raise Refused("alarm-not-taken" if hand is None else "alarm-taken")
    return [] if hand.done_at is not None else [e.AlarmDone(alarm, helper)]


def _known_alarm(hall: Hall, now: At, alarm: str, more: tuple[Alarm, ...]) -> None:
    if alarm not in {each.id for each in (*more, *alarms(hall, now))}:
        raise Refused("unknown-alarm")
