"""What each event of a ticket leaves behind."""

from __future__ import annotations

from typing import Any

from immutables import Map

from hall import events as e
from hall.fold_windows import acted, put_call, told
from hall.hall import At, Call, Counter, Hall, Joint, Leg, Ticket
from hall.lanes import put, with_leg
from hall.plan import Journey
from hall.records import changed

NO_COUNTER = Counter()
APART = ("missed", "held", "waiting")
"""States in which no window is with the visitor: who had joined has gone."""
CONFIRMED = ("paper", "shown", "phone")
"""Hand-overs that a person vouched for: a printer's later news does not take them back."""


def taken(hall: Hall, event: e.TicketTaken, at: At) -> Hall:
    leg = Leg(
        1, event.service, event.category, event.zone, "waiting", event.due_at, at, joint=joint_of(event.journey)
    )
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        day=event.day,
        kind=event.kind,
        order=hall.seq,
        issued_at=at,
        legs=(leg,),
        priority_class=event.priority_class,
        needs=event.needs,
        language=event.language,
        kiosk=event.kiosk,
        slot_at=event.slot_at,
        hand_over=event.hand_over,
        touched=hall.seq,
        journey=event.journey,
    )
    key = f"{event.day}/{event.prefix}"
    hall = changed(
        hall,
        counters=hall.counters.set(key, changed(hall.counters.get(key, NO_COUNTER), last=event.count)),
        taken=counted(hall.taken, event),
    )
    return told(put(hall, ticket), event.alert, event.ticket)


def counted(taken: Map[str, int], event: e.TicketTaken | e.TicketServed) -> Map[str, int]:
    """One more of what was asked for; a journey counts for each of its services too, so none is short of it later."""
    if event.journey is None:
        return taken.set(event.service, taken.get(event.service, 0) + 1)
    for service in taken_services(event):
        taken = taken.set(service, taken.get(service, 0) + 1)
    return taken


def taken_services(event: e.TicketTaken | e.TicketServed) -> tuple[str, ...]:
    """The services whose count a ticket adds to."""
    if event.journey is None:
        return (event.service,)
    return (event.journey.service, *dict.fromkeys(leg.service for leg in event.journey.legs))


def joint_of(journey: Journey | None) -> Joint | None:
    """What several windows must meet for at the journey's current leg."""
    return Joint(journey.here.together) if journey is not None and journey.here.together else None


def called(hall: Hall, event: e.TicketCalled, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    ticket = _now(
        hall,
        before,
        "called",
        leg={"window": event.window, "called_at": at, "started_at": None},
        call=event.call,
        called_at=at,
        recalls=0,
        recalled_at=None,
        missed_at=None,
        held_until_at=None,
        preferred=None,
        void_at=None,
    )
    hall = acted(
        hall, event.window, "calling", at, before, current=event.ticket, calls=(event.call,), joined=event.joined,
        out_of_turn=event.out_of_turn,
    )  # fmt: skip
    return put_call(put(hall, ticket), _call_of(ticket, event, 0, at))


def recalled(hall: Hall, event: e.TicketRecalled, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    leg = {"started_at": None}
    ticket = _now(hall, before, "called", leg=leg, recalls=event.recall, recalled_at=at, call=event.call)
    hall = acted(hall, event.window, "calling", at, before, current=event.ticket, calls=(event.call,), stays=True)
    return put_call(put(hall, ticket), _call_of(ticket, event, event.recall, at))


def _call_of(ticket: Ticket, event: e.TicketCalled | e.TicketRecalled, recall: int, at: At) -> Call:
    return Call(
        event.call, ticket.id, ticket.number, event.window, ticket.leg.zone, at, recall=recall,
        language=ticket.language, moved=len(ticket.legs) > 1 and ticket.legs[-2].outcome == "transferred",
    )  # fmt: skip


def started(hall: Hall, event: e.TicketStarted, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    ticket = _now(hall, before, "serving", leg={"started_at": at})
    return put(acted(hall, event.window, "serving", at, before, current=event.ticket, joined=event.joined), ticket)


def finished(hall: Hall, event: e.TicketFinished, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    leg = {"started_at": event.served_from_at, "finished_at": at, "outcome": event.outcome}
    ticket = _now(hall, before, "done", leg=leg, called_at=None)
    hall = acted(hall, event.window, "idle", at, before, served=at - event.served_from_at, over=event.over)
    # A ticket with a leg to come stays in the hall; LegEntered, in the same record, puts it back into a lane.
    return put(hall, ticket) if event.over else changed(hall, tickets=hall.tickets.set(ticket.id, ticket))


def leg_entered(hall: Hall, event: e.LegEntered, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    leg = Leg(
        len(before.legs) + 1,
        event.service,
        event.category,
        event.zone,
        "waiting",
        event.due_at,
        event.entered_at,
        windows=event.windows,
        person=event.person,
        joint=joint_of(event.journey),
    )
    ticket = _entered(hall, before, leg, event.journey, way_back=before.way_back[:-1])
    return told(_extended(put(hall, ticket), before.leg.window), event.alert, event.ticket)


def _extended(hall: Hall, window: str | None) -> Hall:
    """The undo of the record just before now ends with this event too."""
    standing = hall.windows.get(window) if window else None
    if standing is None or standing.undo is None or standing.undo.seq != hall.seq - 1:
        return hall
    return changed(
        hall, windows=hall.windows.set(standing.id, changed(standing, undo=changed(standing.undo, seq=hall.seq)))
    )


def missed(hall: Hall, event: e.TicketMissed, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    ticket = _now(hall, before, "missed", missed_at=at, misses=before.misses + 1)
    return put(acted(hall, event.window, "idle", at, before), ticket)


def held(hall: Hall, event: e.TicketHeld, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    ticket = _now(hall, before, "held", held_until_at=event.until_at, hold_reason=event.reason, preferred=event.window)
    return put(acted(hall, event.window, "idle", at, before), ticket)


def returned(hall: Hall, event: e.TicketReturned, at: At) -> Hall:
    leg = {"due_at": event.due_at, "entered_at": at, "window": None}
    ticket = _now(
        hall,
        hall.tickets[event.ticket],
        "waiting",
        leg=leg,
        missed_at=None,
        held_until_at=None,
        hold_reason=None,
        preferred=event.preferred,
    )
    return told(put(hall, ticket), event.alert, event.ticket)


def transferred(hall: Hall, event: e.TicketTransferred, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    left = with_leg(before, state="done", finished_at=at, outcome="transferred")
    leg = Leg(
        len(before.legs) + 1,
        event.service,
        event.category,
        event.zone,
        "waiting",
        event.due_at,
        at,
        windows=event.windows,
        person=event.person,
        joint=joint_of(event.journey),
    )
    back = changed(before.leg, windows=(event.window,)) if event.come_back else None
    ticket = _entered(hall, left, leg, event.journey, way_back=(*before.way_back, back) if back else before.way_back)
    return told(put(acted(hall, event.window, "idle", at, before), ticket), event.alert, event.ticket)


def reclassed(hall: Hall, event: e.TicketReclassed, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    leg: dict[str, Any] = {name: getattr(event, name) for name in ("service", "category", "zone", "due_at")}
    if event.journey != before.journey:
        leg["joint"] = joint_of(event.journey)
    ticket = changed(
        with_leg(before, **leg),
        priority_class=event.priority_class,
        needs=event.needs,
        language=event.language,
        journey=event.journey,
        touched=hall.seq,
    )
    return put(hall, ticket)


def cancelled(hall: Hall, event: e.TicketCancelled, at: At) -> Hall:
    return _ended(hall, event.ticket, "cancelled", at)


def expired(hall: Hall, event: e.TicketExpired, at: At) -> Hall:
    return _ended(hall, event.ticket, "expired", at)


def _ended(hall: Hall, ticket_id: str, state: str, at: At) -> Hall:
    before = hall.tickets[ticket_id]
    if before.window is not None:
        hall = acted(hall, before.window, "idle", at, before, forget=True)
        if before.call is not None and before.call in hall.calls:
            hall = changed(hall, calls=hall.calls.set(before.call, changed(hall.calls[before.call], withdrawn=True)))
    return put(hall, _now(hall, before, state))


def voided(hall: Hall, event: e.TicketVoided, at: At) -> Hall:
    return put(hall, _now(hall, hall.tickets[event.ticket], "void", hand_over="void", void_at=None))


def revived(hall: Hall, event: e.TicketRevived, at: At) -> Hall:
    return told(
        put(hall, _now(hall, hall.tickets[event.ticket], "waiting", hand_over="unknown")), event.alert, event.ticket
    )


def slip_news(hall: Hall, event: e.SlipPrinted | e.SlipSent | e.SlipUnknown | e.SlipFailed, at: At) -> Hall:
    """The printer's word on a slip; what a person vouched for stays, and a printer never touches a ticket's order."""
    if isinstance(event, e.SlipPrinted | e.SlipSent):
        hall = _one_less(hall, event.printer)
    ticket = hall.tickets.get(event.ticket)
    if ticket is None or ticket.hand_over in CONFIRMED:
        return hall
    words = {e.SlipPrinted: "printed", e.SlipSent: "sent", e.SlipUnknown: "unknown", e.SlipFailed: "failed"}
    void_at = event.void_at if isinstance(event, e.SlipFailed) else None
    return put(hall, changed(ticket, hand_over=words[type(event)], void_at=void_at))


def _one_less(hall: Hall, printer: str) -> Hall:
    """Of a roll that is nearly at its end the slips are counted."""
    device = hall.devices.get(printer)
    if device is None or "paper-low" not in device.problems:
        return hall
    return changed(hall, devices=hall.devices.set(printer, changed(device, slips=device.slips + 1)))


def reprint_asked(hall: Hall, event: e.ReprintAsked, at: At) -> Hall:
    ticket = hall.tickets[event.ticket]
    return put(hall, changed(ticket, hand_over="pending", reprints=event.reprint, void_at=None))


def hand_over_confirmed(hall: Hall, event: e.HandOverConfirmed, at: At) -> Hall:
    ticket = hall.tickets[event.ticket]
    return put(hall, changed(ticket, hand_over=event.hand_over, void_at=event.void_at))


def _now(hall: Hall, ticket: Ticket, state: Any, leg: dict[str, Any] | None = None, **changes: Any) -> Ticket:
    """The ticket in another state, its current leg with it."""
    if state in APART and ticket.leg.joint is not None:
        leg = {**(leg or {}), "joint": changed(ticket.leg.joint, joined=())}
    return changed(with_leg(ticket, state=state, **(leg or {})), state=state, touched=hall.seq, **changes)


def _entered(hall: Hall, ticket: Ticket, leg: Leg, journey: Journey | None, way_back: tuple[Leg, ...]) -> Ticket:
    legs = (*ticket.legs, leg)
    return changed(
        ticket,
        legs=legs,
        leg_at=len(legs) - 1,
        state="waiting",
        way_back=way_back,
        call=None,
        called_at=None,
        recalls=0,
        recalled_at=None,
        preferred=None,
        touched=hall.seq,
        journey=journey,
    )
