"""What the day, the plan, the clock, notices and devices leave behind."""

from __future__ import annotations

from typing import Any, TypeVar

from immutables import Map

from hall import events as e
from hall.cabinet import Cabinets
from hall.fold_lockers import of_plan
from hall.hall import At, Call, Counter, Device, Hall, Notice, Speaker, Stop, Ticket, Window, plan_of
from hall.lanes import apart_of, lanes_of, reached
from hall.plan import Plan
from hall.records import changed, from_data

R = TypeVar("R")
DAYS_KEPT = 30
"""Counters of the latest opened service days stay: a clock that went wrong and came back repeats no number."""
TICKET_TIMES = ("issued_at", "slot_at", "called_at", "recalled_at", "missed_at", "held_until_at", "void_at")
NEW_DAY: dict[str, Any] = {"served": 0, "served_millis": 0, "out_of_turn": 0, "services": None}
"""Of each window."""
CABINET_TIMES = {
    "banks": ("since_at",),
    "doors": ("since_at", "opened_at"),
    "visits": ("begun_at", "intended_at", "opened_at", "closed_at", "reopen_until_at", "ended_at"),
    "tries": ("last_at", "until_at"),
    "messages": ("queued_at", "again_at"),
}
LEG_TIMES = ("due_at", "entered_at", "called_at", "started_at", "finished_at")


def plan_adopted(hall: Hall, event: e.PlanAdopted, at: At) -> Hall:
    plan = from_data(Plan, event.plan)
    windows = Map({w.id: hall.windows.get(w.id, Window(w.id, since_at=at)) for w in plan.windows})
    known = plan.printer.keys() | plan.display.keys() | {bar.id for bar in plan.bars}
    hall = changed(
        hall,
        plan=plan,
        windows=windows,
        calls=Map({number: call for number, call in hall.calls.items() if call.window in windows}),
        stops=Map({name: stop for name, stop in hall.stops.items() if name in plan.category}),
        speakers=Map({name: each for name, each in hall.speakers.items() if name in plan.loudspeaker}),
        devices=Map({name: device for name, device in hall.devices.items() if name in known}),
        cabinets=of_plan(hall.cabinets, plan, at),
    )
    return reached(hall)


def day_opened(hall: Hall, event: e.DayOpened, at: At) -> Hall:
    """Numbers, quotas, closed categories, the windows' services and the day's figures begin anew; void tickets are gone
    for good."""
    days = (*(day for day in hall.days if day != event.day), event.day)[-DAYS_KEPT:]
    tickets = hall.tickets
    for ticket in [each for each in tickets.values() if each.state == "void"]:
        tickets = tickets.delete(ticket.id)
    hall = changed(
        hall,
        day=event.day,
        day_ends_at=event.ends_at,
        days=days,
        counters=Map({key: counter for key, counter in hall.counters.items() if key.split("/")[0] in days}),
        taken=Map(),
        stops=Map(),
        tickets=tickets,
        numbers=Map({ticket.number: ticket.id for ticket in tickets.values()}),
        apart=apart_of(tickets),
        slips=Map(),
        hands=Map(),
        windows=Map({name: changed(w, **NEW_DAY) for name, w in hall.windows.items()}),
    )
    return reached(hall)


def clock_stepped(hall: Hall, event: e.ClockStepped, at: At) -> Hall:
    """Times of what is live move with the clock, so nobody waited longer or shorter for it. Times people named by the
    clock on the wall (a notice's end, a break's end, the day's) stay."""
    tickets = Map({name: _shifted_ticket(ticket, event.by) for name, ticket in hall.tickets.items()})
    return changed(
        hall,
        tickets=tickets,
        lanes=lanes_of(tickets),
        windows=Map({name: _shifted_window(window, event.by) for name, window in hall.windows.items()}),
        calls=Map({n: _shifted(call, ("called_at", "spoken_at"), event.by) for n, call in hall.calls.items()}),
        help_calls=Map({n: _shifted(each, ("called_at", "taken_at"), event.by) for n, each in hall.help_calls.items()}),
        helpers=Map({n: _shifted(each, ("since_at", "free_at"), event.by) for n, each in hall.helpers.items()}),
        slips=Map({name: _shifted(slip, ("given_at",), event.by) for name, slip in hall.slips.items()}),
        hands=Map({name: _shifted(hand, ("taken_at", "done_at"), event.by) for name, hand in hall.hands.items()}),
        speakers=Map({n: _shifted(each, ("since_at", "begun_at"), event.by) for n, each in hall.speakers.items()}),
        devices=Map({name: _shifted(device, ("since_at",), event.by) for name, device in hall.devices.items()}),
        stops=Map({name: _shifted(stop, ("since_at",), event.by) for name, stop in hall.stops.items()}),
        cabinets=_shifted_cabinets(hall.cabinets, event.by),
    )


def _shifted_cabinets(cabinets: Cabinets, by: e.Millis) -> Cabinets:
    """Also the waits after wrong codes: nobody may try again sooner because a clock was set."""
    shifted = {
        table: Map({name: _shifted(each, times, by) for name, each in getattr(cabinets, table).items()})
        for table, times in CABINET_TIMES.items()
    }
    doors = {n: changed(door, pulsed=tuple(at + by for at in door.pulsed)) for n, door in shifted["doors"].items()}
    return changed(cabinets, **shifted | {"doors": Map(doors)}) if cabinets.banks else cabinets


def _shifted(record: R, names: tuple[str, ...], by: e.Millis) -> R:
    moved = {name: getattr(record, name) + by for name in names if getattr(record, name) is not None}
    return changed(record, **moved)


def _shifted_ticket(ticket: Ticket, by: e.Millis) -> Ticket:
    legs = tuple(_shifted(leg, LEG_TIMES, by) for leg in ticket.legs)
    way_back = tuple(_shifted(leg, LEG_TIMES, by) for leg in ticket.way_back)
    return changed(_shifted(ticket, TICKET_TIMES, by), legs=legs, way_back=way_back)


def _shifted_window(window: Window, by: e.Millis) -> Window:
    undo = window.undo
    if undo is not None:
        tickets = tuple(_shifted_ticket(ticket, by) for ticket in undo.tickets)
        seats = tuple(_shifted(seat, ("since_at",), by) for seat in undo.seats)
        undo = changed(_shifted(undo, ("at", "since_at"), by), tickets=tickets, seats=seats)
    return changed(_shifted(window, ("since_at",), by), undo=undo)


def numbers_set_aside(hall: Hall, event: e.NumbersSetAside, at: At) -> Hall:
    key = f"{event.day}/{event.prefix}"
    counter = hall.counters.get(key, Counter())
    aside = tuple(sorted((*counter.aside, (event.first, event.last))))
    return changed(hall, counters=hall.counters.set(key, changed(counter, aside=aside)))


def category_closed(hall: Hall, event: e.CategoryClosed, at: At) -> Hall:
    return changed(hall, stops=hall.stops.set(event.category, Stop(event.category, at, event.reason)))


def category_opened(hall: Hall, event: e.CategoryOpened, at: At) -> Hall:
    return changed(hall, stops=_less(hall.stops, event.category))


def notice_posted(hall: Hall, event: e.NoticePosted, at: At) -> Hall:
    notice = Notice(event.notice, event.text, event.zones, at, event.until_at)
    return changed(hall, notices=hall.notices.set(event.notice, notice))


def notice_removed(hall: Hall, event: e.NoticeRemoved, at: At) -> Hall:
    return changed(hall, notices=_less(hall.notices, event.notice))


def printer_changed(hall: Hall, event: e.PrinterChanged, at: At) -> Hall:
    """A new problem is news again, though the same words were seen before."""
    known = hall.devices.get(event.printer)
    still_low = known is not None and "paper-low" in known.problems and "paper-low" in event.problems
    device = Device(event.printer, "printer", at, event.problems, slips=known.slips if known and still_low else 0)
    return _looked_at_anew(hall, device)


def _looked_at_anew(hall: Hall, device: Device) -> Hall:
    """The device as it now is; nobody has seen or taken its alarms yet."""
    seen, hands = _without(hall.seen, device.id), _without(hall.hands, device.id)
    return changed(hall, devices=hall.devices.set(device.id, device), seen=seen, hands=hands)


def _without(table: Map[str, R], device: str) -> Map[str, R]:
    """The table without what is about this device's alarms."""
    for alarm in [name for name in table if name.startswith(f"{device}.")]:
        table = table.delete(alarm)
    return table


def display_changed(hall: Hall, event: e.DisplayChanged, at: At) -> Hall:
    known = hall.devices.get(event.display)
    sound = known.sound if known is not None else None
    device = Device(event.display, "display", at, event.problems, sound=sound)
    return _looked_at_anew(hall, device)


def bar_changed(hall: Hall, event: e.BarChanged, at: At) -> Hall:
    return _looked_at_anew(hall, Device(event.bar, "bar", at, event.problems))


def calls_acked(hall: Hall, event: e.CallsAcked, at: At) -> Hall:
    calls = hall.calls
    for number in event.shown:
        if number in calls:
            calls = calls.set(number, changed(calls[number], shown=(*calls[number].shown, event.display)))
    for number in event.spoken:
        if number in calls:
            calls = calls.set(number, _spoken(hall, calls[number], event.display, at))
    hall = changed(hall, calls=calls)
    if event.sound is None:
        return hall
    known = hall.devices.get(event.display, Device(event.display, "display", at))
    return changed(hall, devices=hall.devices.set(event.display, changed(known, sound=event.sound)))


def _spoken(hall: Hall, call: Call, display: str, at: At) -> Call:
    """When it was first heard anywhere; and where."""
    laid = plan_of(hall).display.get(display)
    voices = () if laid is None or laid.voice is None or laid.voice in call.begun else (laid.voice,)
    return changed(call, spoken_at=at if call.spoken_at is None else call.spoken_at, begun=(*call.begun, *voices))


def speaker_named(hall: Hall, event: e.SpeakerNamed, at: At) -> Hall:
    known = hall.speakers.get(event.voice)
    speaker = Speaker(event.voice, event.display, at, closing=known.closing if known is not None else None)
    return changed(hall, speakers=hall.speakers.set(event.voice, speaker))


def speech_begun(hall: Hall, event: e.SpeechBegun, at: At) -> Hall:
    calls = hall.calls
    for number in event.calls:
        if number in calls:
            calls = calls.set(number, changed(calls[number], begun=(*calls[number].begun, event.voice)))
    known = hall.speakers[event.voice]
    speaker = changed(known, page=event.page, begun_at=at, closing=event.closing or known.closing)
    return changed(hall, calls=calls, speakers=hall.speakers.set(event.voice, speaker))


def alarm_seen(hall: Hall, event: e.AlarmSeen, at: At) -> Hall:
    return changed(hall, seen=hall.seen.set(event.alarm, at))


def nothing(hall: Hall, event: e.Event, at: At) -> Hall:
    """A fact for the record and for reports; nothing that stands depends on it."""
    return hall


def _less(table: Map[str, R], key: str) -> Map[str, R]:
    return table.delete(key) if key in table else table
