"""What needs a person now. An alarm goes by itself when its cause does; seeing it only quietens it."""

from __future__ import annotations

from typing import NamedTuple

from hall import events as e
from hall.hall import MINUTE, At, Device, Hall, plan_of
from hall.locker_alarms import cabinet_alarms
from hall.refused import Refused


class Alarm(NamedTuple):
    """`what` is a word with a text and a next step in every language; `where` an id of the plan or a number; `left` an
    estimate of the slips a printer has paper for, where it says that it is low."""

    id: str
    what: str
    where: str
    since_at: At
    seen: bool = False
    left: int | None = None


def alarms(hall: Hall, now: At) -> tuple[Alarm, ...]:
    """Oldest first."""
    if hall.plan is None:
        return ()
    found = [
        Alarm(f"{device.id}.{problem}", problem, device.id, device.since_at, left=_left(hall, device, problem))
        for device in hall.devices.values()
        for problem in device.problems
    ]
    found += _late(hall, now) + _unconfirmed(hall) + _no_sound(hall)
    found += [Alarm(*each) for each in cabinet_alarms(hall, now)]
    return tuple(sorted((each._replace(seen=each.id in hall.seen) for each in found), key=lambda a: (a.since_at, a.id)))


def _left(hall: Hall, device: Device, problem: str) -> int | None:
    planned = plan_of(hall).printer.get(device.id)
    if problem != "paper-low" or planned is None:
        return None
    return max(planned.near_end_slips - device.slips, 0)


def _late(hall: Hall, now: At) -> list[Alarm]:
    """The first of each lane who is `late_alarm_minutes` over his due time."""
    late = plan_of(hall).policy.late_alarm_minutes * MINUTE
    heads = [places[0] for places in hall.lanes.values() if places[0].due_at + late < now]
    return [
        Alarm(f"{place.ticket}.late-ticket", "late-ticket", hall.tickets[place.ticket].number, place.due_at + late)
        for place in heads
    ]


def _unconfirmed(hall: Hall) -> list[Alarm]:
    """Numbers whose slip did not come out and that nobody has confirmed yet."""
    doubtful = [hall.tickets[each] for each in hall.apart.get("doubt", ())]
    return [Alarm(f"{t.id}.print-failed", "print-failed", t.number, t.issued_at) for t in doubtful]


def _no_sound(hall: Hall) -> list[Alarm]:
    """Displays that should speak and say that they cannot."""
    voices = {display.id for display in plan_of(hall).displays if display.voice is not None}
    return [
        Alarm(f"{device.id}.no-sound", "no-sound", device.id, device.since_at)
        for device in hall.devices.values()
        if device.id in voices and device.sound in ("blocked", "voiceless")
    ]


def see(hall: Hall, now: At, *, alarm: str) -> list[e.Event]:
    found = {each.id: each for each in alarms(hall, now)}
    if alarm not in found:
        raise Refused("unknown-alarm")
    return [] if found[alarm].seen else [e.AlarmSeen(alarm)]
