"""Who is next: the DUE rule. Every ticket has a due time fixed at its issue; a window calls the least key among the
tickets it may serve, where

    key = due time + help_minutes       when the category is another zone's
                   - exclusive_minutes  when only integrated windows serve the category just now

Now is not in the key, so two tickets never change places at a window while people watch, and nobody is passed by
anyone who came more than `O_max - floor + exclusive` minutes later (39 with the defaults)."""

from __future__ import annotations

from typing import NamedTuple

from hall import events as e
from hall.after import after_all
from hall.crowd import people_ahead as people_ahead
from hall.crowd import waiting_in as waiting_in
from hall.eligible import idle_choice, may_call, serves
from hall.finishing import finish_events
from hall.hall import At, Hall, Ticket, Window, plan_of
from hall.lanes import lane_of
from hall.looking import at_window, check_current, live_ticket
from hall.plan import Shift
from hall.refused import Refused

NEXT_SHOWN = 2
"""How many of those who would have come next an explained call names."""


class Candidate(NamedTuple):
    """A waiting ticket as one window compares it: least (key_at, entered_at, order) first."""

    key_at: At
    entered_at: At
    order: int
    ticket: Ticket
    help: bool
    exclusive: bool


def shift_of(hall: Hall, window: str, service: str) -> Shift:
    """What a window adds to the due times of a service, just now."""
    plan = plan_of(hall)
    return plan.shifts[window][service][plan.category_of[service] in hall.exclusive]


def line(hall: Hall, window: str, most: int) -> list[Candidate]:
    """The next `most` tickets for a window, in the order it would call them.

    Only as many lanes as tickets are wanted can hold them: those whose heads come first.
    """
    standing, served, heads = at_window(hall, window), serves(hall, window), []
    for lane, places in hall.lanes.items():
        if lane.service in served if not lane.windows and lane.person is None else may_call(hall, standing, lane):
            shift, head = shift_of(hall, window, lane.service), places[0]
            heads.append((head.due_at + shift.millis, head.entered_at, head.order, shift, places))
    heads.sort()
    found = [
        (place.due_at + shift.millis, place.entered_at, place.order, place.ticket, shift)
        for _, _, _, shift, places in heads[:most]
        for place in places[:most]
    ]
    found.sort()
    return [
        Candidate(key_at, entered_at, order, hall.tickets[ticket], shift.helps, shift.alone)
        for key_at, entered_at, order, ticket, shift in found[:most]
    ]


def call_next(hall: Hall, now: At, *, window: str, finish: bool = False, ticket: str | None = None) -> list[e.Event]:
    """Call the next visitor; with `finish`, in the same record after finishing the current one."""
    standing = at_window(hall, window)
    check_current(standing, ticket)
    done: list[e.Event] = []
    if standing.ticket is not None:
        if not finish:
            raise Refused("window-busy")
        done = finish_events(hall, now, standing)
    elif standing.state != "idle":
        raise Refused(f"window-{standing.state}")
    # Finishing moves nobody in any lane, unless the visitor enters his next leg.
    after = after_all(hall, done, now) if len(done) > 1 else hall
    found = line(after, window, 1 + NEXT_SHOWN)
    if not found and not done:
        raise Refused("nobody-waiting")
    if found:
        done.append(_call(after, window, found, finished=standing.ticket, joined=bool(done)))
    return settled(hall, now, done, window)


def call(hall: Hall, now: At, *, window: str, called: str, ticket: str | None = None) -> list[e.Event]:
    """Call a given number, where policy and permission allow; out of turn, and counted, unless it was next anyway."""
    standing = at_window(hall, window)
    check_current(standing, ticket)
    if not may_call_by_number(hall, standing):
        raise Refused("not-allowed")
    if standing.state != "idle":
        raise Refused("window-busy" if standing.ticket is not None else f"window-{standing.state}")
    wanted = live_ticket(hall, called, field="ticket")
    if wanted.state != "waiting":
        raise Refused("wrong-state", "ticket")
    if not may_call(hall, standing, lane_of(wanted.leg)):
        raise Refused("does-not-serve", "ticket")
    found = line(hall, window, 1 + NEXT_SHOWN)
    if found[0].ticket.id == called:
        return [_call(hall, window, found)]
    rest = [each for each in found if each.ticket.id != called][:NEXT_SHOWN]
    return [_call(hall, window, [_candidate(hall, standing, wanted), *rest], out_of_turn=True)]


def may_call_by_number(hall: Hall, window: Window) -> bool:
    """Whether a window may call a given number: where the hall's policy asks for leave, who sits there must have it."""
    policy = plan_of(hall).policy
    return policy.call_by_number and (policy.call_by_number_by == "everyone" or "out-of-turn" in window.may)


def _candidate(hall: Hall, window: Window, ticket: Ticket) -> Candidate:
    shift = shift_of(hall, window.id, ticket.leg.service)
    key_at = ticket.due_at + shift.millis
    return Candidate(key_at, ticket.leg.entered_at, ticket.order, ticket, shift.helps, shift.alone)


def _call(
    hall: Hall,
    window: str,
    found: list[Candidate],
    *,
    finished: str | None = None,
    joined: bool = False,
    out_of_turn: bool = False,
) -> e.TicketCalled:
    first = found[0]
    return e.TicketCalled(
        ticket=first.ticket.id,
        window=window,
        call=hall.calls_made + 1,
        due_at=first.ticket.due_at,
        key_at=first.key_at,
        next=tuple((each.ticket.number, each.ticket.due_at) for each in found[1:]),
        out_of_turn=out_of_turn,
        finished=finished,
        joined=joined,
    )


def settled(hall: Hall, now: At, events: list[e.Event], acting: str | None = None) -> list[e.Event]:
    """With `policy.auto_call`: these events, and calls until no idle window has anyone to call. `acting` is the window
    whose act this is: its call belongs to the same record."""
    if not plan_of(hall).policy.auto_call:
        return events
    done, after = list(events), after_all(hall, events, now)
    while (window := _idle_with_work(after)) is not None:
        called = _call(after, window, line(after, window, 1 + NEXT_SHOWN), joined=bool(done) and window == acting)
        done.append(called)
        after = after_all(after, [called], now)
    return done


def _idle_with_work(hall: Hall) -> str | None:
    """The idle window that should call now: the most urgent visitor any of them may call, at the window the rule
    prefers for him."""
    heads = [found[0] for w in hall.windows.values() if w.state == "idle" and (found := line(hall, w.id, 1))]
    return idle_choice(hall, min(heads).ticket.leg, min(heads).ticket.preferred) if heads else None


def lane_counts(hall: Hall, window: str) -> list[tuple[str, int]]:
    """How many wait for a window, by service, in the plan's order."""
    standing, counts = at_window(hall, window), dict.fromkeys(plan_of(hall).service, 0)
    for lane, places in hall.lanes.items():
        if may_call(hall, standing, lane):
            counts[lane.service] += len(places)
    return [(service, count) for service, count in counts.items() if count]
