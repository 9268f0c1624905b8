"""What each event of a window leaves behind, and what a window remembers so that it can take its last act back."""

from __future__ import annotations

from typing import Any

from hall import events as e
from hall.hall import MINUTE, At, Call, Hall, Seat, Ticket, Undoable, Window, WindowState
from hall.lanes import put, put_window, reached
from hall.records import changed

CALLS_KEPT_MINUTES = 10
CALLS_KEPT_LEAST = 12
"""A window keeps its calls of the last ten minutes and at least twelve, so any board finds its own among them."""


def acted(
    hall: Hall,
    window: str,
    state: WindowState,
    at: At,
    before: Ticket,
    *,
    current: str | None = None,
    calls: tuple[int, ...] = (),
    joined: bool = False,
    stays: bool = False,
    served: int | None = None,
    over: bool = False,
    forget: bool = False,
    out_of_turn: bool = False,
) -> Hall:
    """The window after an act on a ticket. `joined`: part of the record of the act before; `stays`: its state's clock
    goes on (a recall); `served`: milliseconds of a service that ended; `over`: and the ticket with it; `forget`: there
    is nothing to undo (another's act); `out_of_turn`: a given number was called, which is counted."""
    standing, seats = hall.windows[window], _seats(hall, window, before)
    hall = _moved_along(hall, seats, state, at, current, served)
    return put_window(
        hall,
        changed(
            standing,
            state=state,
            since_at=standing.since_at if stays else at,
            ticket=current,
            alert=None,
            undo=None if forget else _undoable(hall, standing, at, before, calls, joined, over, seats),
            served=standing.served + (served is not None),
            served_millis=standing.served_millis + (served or 0),
            out_of_turn=standing.out_of_turn + out_of_turn,
        ),
    )


def _undoable(
    hall: Hall, standing: Window, at: At, before: Ticket, calls: tuple[int, ...], joined: bool, over: bool,
    seats: tuple[Seat, ...],
) -> Undoable:  # fmt: skip
    if joined and standing.undo is not None:
        first = standing.undo
        known = {each.id for each in first.tickets}
        tickets = first.tickets if before.id in known else (*first.tickets, before)
        return changed(first, seq=hall.seq, tickets=tickets, calls=first.calls + calls)
    return Undoable(
        hall.seq,
        at,
        standing.state,
        standing.since_at,
        standing.ticket,
        standing.served,
        standing.served_millis,
        (before,),
        calls,
        (before.id,) if over else (),
        standing.out_of_turn,
        seats=seats,
    )


def _seats(hall: Hall, window: str, before: Ticket) -> tuple[Seat, ...]:
    """The windows that have joined this one's visitor."""
    if before.leg.joint is None or before.window != window:
        return ()
    others = (hall.windows[other] for other, _ in before.leg.joint.joined)
    return tuple(Seat(w.id, w.state, w.since_at, w.served, w.served_millis) for w in others)


def _moved_along(
    hall: Hall, seats: tuple[Seat, ...], state: WindowState, at: At, current: str | None, served: int | None
) -> Hall:
    """They go with the first: begin when it begins, are idle when its visitor leaves, and count the same service."""
    for seat in seats:
        other = hall.windows[seat.window]
        count = {"served": other.served + (served is not None), "served_millis": other.served_millis + (served or 0)}
        hall = put_window(hall, changed(other, state=state, since_at=at, ticket=current, undo=None, **count))
    return hall


def put_call(hall: Hall, call: Call) -> Hall:
    """A new call; those that no board can want any more go."""
    standing = hall.windows[call.window]
    numbers, calls = [*standing.calls, call.call], hall.calls.set(call.call, call)
    old = call.called_at - CALLS_KEPT_MINUTES * MINUTE
    while len(numbers) > CALLS_KEPT_LEAST and calls[numbers[0]].called_at < old:
        calls = calls.delete(numbers.pop(0))
    hall = changed(hall, calls=calls, calls_made=max(hall.calls_made, call.call))
    return put_window(hall, changed(standing, calls=tuple(numbers)))


def told(hall: Hall, window: str | None, ticket: str) -> Hall:
    """An idle window was chosen to be told of an arrival."""
    if window is None or window not in hall.windows:
        return hall
    return put_window(hall, changed(hall.windows[window], alert=ticket))


STAYS = ("hand_over", "reprints", "remark")
"""Of a ticket: what an undo does not take back."""


def undone(hall: Hall, event: e.Undone, at: At) -> Hall:
    """The tickets and the window as they were; what printers said meanwhile stays true, and the calls stay on the
    boards, marked withdrawn."""
    standing = hall.windows[event.window]
    if standing.undo is None:
        raise LookupError(f"nothing to undo at {event.window}")
    for ticket in standing.undo.tickets:
        now = hall.tickets.get(ticket.id, ticket)
        hall = put(hall, changed(ticket, **{name: getattr(now, name) for name in STAYS}, touched=hall.seq))
    for call in standing.undo.calls:
        if call in hall.calls:
            hall = changed(hall, calls=hall.calls.set(call, changed(hall.calls[call], withdrawn=True)))
    back = standing.undo
    for seat in back.seats:
        count = {"served": seat.served, "served_millis": seat.served_millis}
        other = changed(hall.windows[seat.window], state=seat.state, ticket=back.current, **count)
        hall = put_window(hall, changed(other, since_at=seat.since_at))
    return put_window(
        hall,
        changed(
            standing,
            state=back.state,
            since_at=back.since_at,
            ticket=back.current,
            served=back.served,
            served_millis=back.served_millis,
            out_of_turn=back.out_of_turn,
            undo=None,
            alert=None,
        ),
    )


def opened(hall: Hall, event: e.WindowOpened, at: At) -> Hall:
    person = event.person or hall.windows[event.window].person
    return _switched(hall, event.window, "idle", at, person=person)


def closed(hall: Hall, event: e.WindowClosed, at: At) -> Hall:
    return _switched(hall, event.window, "closed", at, person=None, reason=event.reason)


def paused(hall: Hall, event: e.WindowPaused, at: At) -> Hall:
    person = hall.windows[event.window].person
    return _switched(hall, event.window, "paused", at, person=person, reason=event.reason, back_at=event.back_at)


def resumed(hall: Hall, event: e.WindowResumed, at: At) -> Hall:
    return _switched(hall, event.window, "idle", at, person=hall.windows[event.window].person)


def _switched(
    hall: Hall,
    window: str,
    state: WindowState,
    at: At,
    person: str | None,
    reason: str | None = None,
    back_at: At | None = None,
) -> Hall:
    standing = hall.windows[window]
    after = changed(
        standing, state=state, since_at=at, person=person, reason=reason, back_at=back_at, alert=None, undo=None
    )
    if person is None:
        after = changed(after, **NOBODY)
    hall = put_window(hall, after)
    return reached(hall) if "closed" in (standing.state, state) else hall


NOBODY: dict[str, Any] = {"person": None, "skills": (), "may": ()}
"""Of a window where nobody sits."""


def signed_in(hall: Hall, event: e.PersonSignedIn, at: At) -> Hall:
    """The newest place of a person counts. A visitor at the window stays with it, whoever sits there."""
    for standing in hall.windows.values():
        if standing.person == event.person:
            hall = put_window(hall, changed(standing, **NOBODY))
    seated = changed(hall.windows[event.window], person=event.person, skills=event.skills, may=event.may)
    return reached(put_window(hall, seated))


def signed_out(hall: Hall, event: e.PersonSignedOut, at: At) -> Hall:
    standing = hall.windows[event.window]
    if standing.person != event.person:
        return hall
    return reached(put_window(hall, changed(standing, **NOBODY)))


def services_set(hall: Hall, event: e.WindowServicesSet, at: At) -> Hall:
    return reached(put_window(hall, changed(hall.windows[event.window], services=event.services)))
