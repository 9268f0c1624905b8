"""What duty, calls for help and taken alarms leave behind."""

from __future__ import annotations

from hall import events as e
from hall.duty import Hand, HelpCall, OnDuty
from hall.hall import At, Hall
from hall.records import changed


def duty_begun(hall: Hall, event: e.DutyBegun, at: At) -> Hall:
    """Who moves to another zone stays as long on duty, and as long free, as he was."""
    known = hall.helpers.get(event.helper)
    duty = OnDuty(event.helper, at, at, event.zone) if known is None else changed(known, zone=event.zone)
    return changed(hall, helpers=hall.helpers.set(event.helper, duty))


def duty_ended(hall: Hall, event: e.DutyEnded, at: At) -> Hall:
    return changed(hall, helpers=hall.helpers.delete(event.helper))


def called(hall: Hall, event: e.HelpCalled, at: At) -> Hall:
    call = HelpCall(event.help, event.kind, event.place, event.zone, at, event.helper, event.why, for_all=event.for_all)
    return changed(hall, help_calls=hall.help_calls.set(event.help, call))


def widened(hall: Hall, event: e.HelpWidened, at: At) -> Hall:
    return _put(hall, changed(hall.help_calls[event.help], for_all=True))


def taken(hall: Hall, event: e.HelpTaken, at: At) -> Hall:
    return _put(hall, changed(hall.help_calls[event.help], taken_by=event.helper, taken_at=at))


def closed(hall: Hall, event: e.HelpClosed, at: At) -> Hall:
    """The call is over; who had it in hand is free from now on."""
    call = hall.help_calls[event.help]
    hall = changed(hall, help_calls=hall.help_calls.delete(event.help))
    duty = hall.helpers.get(call.taken_by or "")
    return hall if duty is None else changed(hall, helpers=hall.helpers.set(duty.id, changed(duty, free_at=at)))


def _put(hall: Hall, call: HelpCall) -> Hall:
    return changed(hall, help_calls=hall.help_calls.set(call.id, call))


def alarm_taken(hall: Hall, event: e.AlarmTaken, at: At) -> Hall:
    return changed(hall, hands=hall.hands.set(event.alarm, Hand(event.alarm, event.helper, at)))


def alarm_done(hall: Hall, event: e.AlarmDone, at: At) -> Hall:
    """It is done and so also seen: what still stands stays quietly until its cause is gone."""
    hand = changed(hall.hands[event.alarm], helper=event.helper, done_at=at)
    return changed(hall, hands=hall.hands.set(event.alarm, hand), seen=hall.seen.set(event.alarm, at))
