"""The literal table of what each event leaves behind: `hall = after(hall, event, at)`. Pure, and it decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from hall import events as e
from hall import fold_cases as cases
from hall import fold_deposits as deposits
from hall import fold_hall as halls
from hall import fold_help as help
from hall import fold_lockers as lockers
from hall import fold_tickets as tickets
from hall import fold_visits as visits
from hall import fold_windows as windows
from hall.hall import At, Hall
from hall.live import KINDS
from hall.records import changed

FOLD_VERSION = 5
"""Raised whenever a fold or the shape of what stands changes: the register is then made anew from the events."""

FOLDS: dict[type, Callable[[Hall, Any, At], Hall]] = {
    e.PlanAdopted: halls.plan_adopted,
    e.DayOpened: halls.day_opened,
    e.ClockStepped: halls.clock_stepped,
    e.NumbersSetAside: halls.numbers_set_aside,
    e.CategoryClosed: halls.category_closed,
    e.CategoryOpened: halls.category_opened,
    e.NoticePosted: halls.notice_posted,
    e.NoticeRemoved: halls.notice_removed,
    e.TicketTaken: tickets.taken,
    e.TicketCalled: tickets.called,
    e.TicketRecalled: tickets.recalled,
    e.TicketStarted: tickets.started,
    e.TicketFinished: tickets.finished,
    e.LegEntered: tickets.leg_entered,
    e.TicketMissed: tickets.missed,
    e.TicketHeld: tickets.held,
    e.TicketReturned: tickets.returned,
    e.TicketTransferred: tickets.transferred,
    e.TicketReclassed: tickets.reclassed,
    e.TicketCancelled: tickets.cancelled,
    e.TicketVoided: tickets.voided,
    e.TicketRevived: tickets.revived,
    e.TicketExpired: tickets.expired,
    e.TicketServed: visits.served,
    e.TicketNoted: visits.noted,
    e.TicketGivenBack: visits.given_back,
    e.WindowJoined: visits.joined,
    e.WindowReleased: visits.released,
    e.Undone: windows.undone,
    e.WindowOpened: windows.opened,
    e.WindowClosed: windows.closed,
    e.WindowPaused: windows.paused,
    e.WindowResumed: windows.resumed,
    e.PersonSignedIn: windows.signed_in,
    e.PersonSignedOut: windows.signed_out,
    e.WindowServicesSet: windows.services_set,
    e.SlipPrinted: tickets.slip_news,
    e.SlipSent: tickets.slip_news,
    e.SlipUnknown: tickets.slip_news,
    e.SlipFailed: tickets.slip_news,
    e.ReprintAsked: tickets.reprint_asked,
    e.HandOverConfirmed: tickets.hand_over_confirmed,
    e.PrinterChanged: halls.printer_changed,
    e.DisplayChanged: halls.display_changed,
    e.BarChanged: halls.bar_changed,
    e.CallsAcked: halls.calls_acked,
    e.SpeakerNamed: halls.speaker_named,
    e.SpeechBegun: halls.speech_begun,
    e.KeyAdded: halls.nothing,
    e.KeyRevoked: halls.nothing,
    e.AlarmSeen: halls.alarm_seen,
    e.OutcomeGiven: cases.outcome_given,
    e.OutcomeWithdrawn: cases.outcome_withdrawn,
    e.OutcomeSlipTold: cases.slip_told,
    e.OutcomeSlipAsked: cases.slip_asked,
    e.CaseReceived: cases.received,
    e.CasePassed: cases.moved,
    e.CaseCompleted: cases.moved,
    e.CaseReady: cases.moved,
    e.CaseIssued: cases.moved,
    e.CaseReturned: cases.moved,
    e.CaseWithdrawn: cases.moved,
    e.DutyBegun: help.duty_begun,
    e.DutyEnded: help.duty_ended,
    e.HelpCalled: help.called,
    e.HelpWidened: help.widened,
    e.HelpTaken: help.taken,
    e.HelpClosed: help.closed,
    e.AlarmTaken: help.alarm_taken,
    e.AlarmDone: help.alarm_done,
    e.BankStarted: lockers.bank_started,
    e.BankLost: lockers.bank_lost,
    e.DoorsRead: lockers.doors_read,
    e.BankFrozen: lockers.bank_frozen,
    e.BankUnfrozen: lockers.bank_unfrozen,
    e.DepositOffered: deposits.deposit_offered,
    e.VisitBegun: lockers.visit_begun,
    e.OpeningForced: halls.nothing,
    e.OpeningIntended: lockers.opening_intended,
    e.PulseIntended: lockers.pulse_intended,
    e.OpeningFailed: lockers.opening_failed,
    e.OpeningAsked: lockers.opening_asked,
    e.OpeningVouched: lockers.opening_vouched,
    e.DoorOpened: lockers.door_opened,
    e.DoorClosed: lockers.door_closed,
    e.CompartmentDoubted: lockers.compartment_doubted,
    e.CompartmentMarked: lockers.compartment_marked,
    e.CompartmentChecked: lockers.compartment_checked,
    e.DepositMoved: deposits.deposit_moved,
    e.DepositPutIn: deposits.deposit_put_in,
    e.DepositConfirmed: deposits.deposit_confirmed,
    e.CodeIssued: deposits.code_issued,
    e.CodeAccepted: deposits.code_accepted,
    e.CodeRefused: deposits.code_refused,
    e.DepositKept: deposits.deposit_kept,
    e.DepositOverdue: deposits.deposit_overdue,
    e.DepositTaken: deposits.deposit_gone,
    e.DepositReturned: deposits.deposit_gone,
    e.VisitEnded: lockers.visit_ended,
    e.VisitReported: lockers.visit_reported,
    e.DepositLocked: deposits.deposit_locked,
    e.TicketPromised: deposits.ticket_promised,
    e.TicketPromiseKept: deposits.ticket_promise_kept,
    e.MessageQueued: deposits.message_queued,
    e.MessageSent: deposits.message_sent,
    e.MessageFailed: deposits.message_failed,
    e.DepositSlipAsked: deposits.slip_asked,
    e.DepositSlipTold: deposits.slip_told,
}
LOCKER_FOLDS = (lockers.__name__, deposits.__name__)
ABOUT_LOCKERS = frozenset(kind for kind, fold in FOLDS.items() if fold.__module__ in LOCKER_FOLDS)
SWEEPING = ABOUT_LOCKERS | {
    e.PlanAdopted, e.DayOpened, e.ClockStepped, e.PrinterChanged, e.BarChanged, e.PersonSignedIn,
    e.Undone,
}  # fmt: skip
"""Events that may change rows they do not name. A table that an event left as it was is not looked through."""
NAMED = {
    "ticket": "ticket",
    "window": "window",
    "released": "window",
    "alert": "window",
    "service": "taken",
    "category": "stop",
    "call": "call",
    "notice": "notice",
    "printer": "device",
    "display": "device",
    "bar": "device",
    "alarm": "seen",
    "case": "case",
    "year": "case-count",
    "slip": "slip",
    "helper": "helper",
    "help": "help",
    "voice": "speaker",
}
"""Which field of an event names a row of which kind."""


def after(hall: Hall, event: e.Event, at: At) -> Hall:
    """The hall after this event at this time; `seq` goes up by one."""
    return FOLDS[type(event)](changed(hall, seq=hall.seq + 1, at=at), event, at)


def after_all(hall: Hall, events: Iterable[e.Event], at: At) -> Hall:
    for event in events:
        hall = after(hall, event, at)
    return hall


def touched(event: e.Event, before: Hall, now: Hall) -> Iterator[tuple[str, str]]:
    """The (kind, id) of every live row that differs between the halls before and after this event."""
    if type(event) in SWEEPING:
        yield from _swept(before, now)
        return
    if scalars(before) != scalars(now):
        yield "hall", "hall"
    for kind, name in set(_named(event, before, now)):
        table = KINDS[kind].table
        if getattr(before, table).get(name) is not getattr(now, table).get(name):
            yield kind, str(name)


def scalars(hall: Hall) -> tuple[Any, ...]:
    return hall.epoch, hall.day, hall.day_ends_at, hall.days, hall.calls_made


@cache
def _names(event: type[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, NAMED[field.name]) for field in fields(event) if field.name in NAMED)


def _named(event: e.Event, before: Hall, now: Hall) -> Iterator[tuple[str, Any]]:
    known: Any = type(event)
    for field, kind in _names(known):
        if (name := getattr(event, field)) is not None:
            yield kind, name
            if kind == "ticket" and (was := before.tickets.get(name)) is not None and was.leg.joint is not None:
                yield from (("window", window) for window, _ in was.leg.joint.joined)
    if isinstance(event, e.TicketTaken | e.TicketServed | e.NumbersSetAside):
        yield "counter", f"{event.day}/{event.prefix}"
        if not isinstance(event, e.NumbersSetAside) and event.journey is not None:
            yield from (("taken", each) for each in tickets.taken_services(event))
    elif isinstance(event, e.TicketCalled | e.TicketRecalled):
        yield from (("call", each) for each in before.windows[event.window].calls if each not in now.calls)
    elif isinstance(event, e.DisplayChanged):
        yield from (("seen", f"{event.display}.{problem}") for problem in e.DISPLAY_PROBLEMS)
    elif isinstance(event, e.CallsAcked):
        yield from (("call", each) for each in (*event.shown, *event.spoken))
    elif isinstance(event, e.AlarmTaken | e.AlarmDone):
        yield "hand", event.alarm
    elif isinstance(event, e.HelpClosed):
        yield "helper", before.help_calls[event.help].taken_by
    elif isinstance(event, e.SpeechBegun):
        yield from (("call", each) for each in event.calls)
    elif isinstance(event, e.LegEntered | e.TicketCancelled | e.TicketExpired | e.TicketGivenBack):
        yield from _passed_by(event, before)


Ending = e.LegEntered | e.TicketCancelled | e.TicketExpired | e.TicketGivenBack


def _passed_by(event: Ending, before: Hall) -> Iterator[tuple[str, Any]]:
    """The window that had the ticket, and its call."""
    ticket = before.tickets[event.ticket]
    if ticket.leg.window is not None:
        yield "window", ticket.leg.window
    if ticket.call is not None:
        yield "call", ticket.call


def _swept(before: Hall, now: Hall) -> Iterator[tuple[str, str]]:
    if scalars(before) != scalars(now):
        yield "hall", "hall"
    if before.plan is not now.plan:
        yield "plan", "plan"
    for kind, each in KINDS.items():
        was, stands = each.of(before), each.of(now)
        for name in {*was, *stands} if was is not stands else ():
            if was.get(name) is not stands.get(name):
                yield kind, str(name)
