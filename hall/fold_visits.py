"""What a visit without a ticket, a note, and a call whose clerk has gone leave behind."""

from __future__ import annotations

from hall import events as e
from hall.fold_tickets import NO_COUNTER, counted, joint_of
from hall.fold_windows import acted
from hall.hall import At, Hall, Joint, Leg, Remark, Ticket
from hall.lanes import put, put_window, with_leg
from hall.records import changed


def served(hall: Hall, event: e.TicketServed, at: At) -> Hall:
    """A ticket that is in service from its first moment."""
    leg = Leg(
        1, event.service, event.category, event.zone, "serving", event.due_at, at, window=event.window, called_at=at,
        started_at=at, joint=joint_of(event.journey),
    )  # fmt: skip
    ticket = Ticket(
        event.ticket, event.number, event.day, "walk-in", hall.seq, at, (leg,), event.priority_class,
        language=event.language, state="serving", called_at=at, touched=hall.seq, journey=event.journey,
    )  # fmt: skip
    key = f"{event.day}/{event.prefix}"
    counter = changed(hall.counters.get(key, NO_COUNTER), last=event.count)
    hall = changed(hall, counters=hall.counters.set(key, counter), taken=counted(hall.taken, event))
    hall = acted(hall, event.window, "serving", at, ticket, current=ticket.id)
    window = hall.windows[event.window]
    if window.undo is not None:
        window = changed(window, undo=changed(window.undo, tickets=(), made=(ticket.id,)))
    return put(put_window(hall, window), ticket)


def noted(hall: Hall, event: e.TicketNoted, at: At) -> Hall:
    """A note touches nobody's turn, so it does not stand in the way of an undo."""
    remark = Remark(event.note, event.by) if event.note is not None else None
    return put(hall, changed(hall.tickets[event.ticket], remark=remark))


def given_back(hall: Hall, event: e.TicketGivenBack, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    hall = acted(hall, event.window, "idle", at, before, forget=True)
    if before.call is not None and before.call in hall.calls:
        hall = changed(hall, calls=hall.calls.set(before.call, changed(hall.calls[before.call], withdrawn=True)))
    joint = changed(before.leg.joint, joined=()) if before.leg.joint is not None else None
    waiting = with_leg(before, state="waiting", window=None, called_at=None, started_at=None, joint=joint)
    return put(
        hall,
        changed(
            waiting, state="waiting", call=None, called_at=None, recalls=0, recalled_at=None, preferred=None,
            touched=hall.seq,
        ),
    )  # fmt: skip


def joined(hall: Hall, event: e.WindowJoined, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    ticket = _with_joined(before, (*_joint(before).joined, (event.window, event.service)))
    hall = acted(hall, event.window, "calling", at, before, current=event.ticket)
    return put(hall, changed(ticket, touched=hall.seq))


def released(hall: Hall, event: e.WindowReleased, at: At) -> Hall:
    before = hall.tickets[event.ticket]
    joint = _joint(before)
    left = tuple(each for each in joint.joined if each[1] != event.service)
    together = joint.together if event.needed else tuple(each for each in joint.together if each != event.service)
    if event.released is not None:
        free = changed(hall.windows[event.released], state="idle", since_at=at, ticket=None, undo=None)
        hall = put_window(hall, free)
    return put(hall, changed(with_leg(before, joint=Joint(together, left)), touched=hall.seq))


def _joint(ticket: Ticket) -> Joint:
    if ticket.leg.joint is None:
        raise LookupError(f"ticket {ticket.id} is not at a joint session")
    return ticket.leg.joint


def _with_joined(ticket: Ticket, joined: tuple[tuple[str, str], ...]) -> Ticket:
    return with_leg(ticket, joint=changed(_joint(ticket), joined=joined))
