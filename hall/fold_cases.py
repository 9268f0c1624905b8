"""What outcomes and cases leave behind. A case that is over leaves the hall; `case_after` says how it ended."""

from __future__ import annotations

from typing import Any

from hall import events as e
from hall.case import OPEN_STATES, Case, OutcomeSlip, place
from hall.hall import At, Hall
from hall.lanes import put_window
from hall.records import changed

Moving = e.CasePassed | e.CaseCompleted | e.CaseReady | e.CaseIssued | e.CaseReturned | e.CaseWithdrawn


def outcome_given(hall: Hall, event: e.OutcomeGiven, at: At) -> Hall:
    slip = OutcomeSlip(
        id=event.slip,
        ticket=event.ticket,
        number=event.number,
        window=event.window,
        service=event.service,
        language=event.language,
        outcome=event.outcome,
        given_at=at,
        case=event.case,
        promised=event.promised,
        missing=event.missing,
        missing_until=event.missing_until,
        collect=event.collect,
        printer=event.printer,
        hand_over=event.hand_over,
    )
    return _with_undo(changed(hall, slips=hall.slips.set(slip.id, slip)), event.window)


def outcome_withdrawn(hall: Hall, event: e.OutcomeWithdrawn, at: At) -> Hall:
    return changed(hall, slips=hall.slips.delete(event.slip))


def slip_told(hall: Hall, event: e.OutcomeSlipTold, at: At) -> Hall:
    """The slip of a day that is over is nobody's any more."""
    slip = hall.slips.get(event.slip)
    if slip is None:
        return hall
    news = changed(slip, hand_over=event.hand_over, problem=event.problem, printer=event.printer)
    return changed(hall, slips=hall.slips.set(slip.id, news))


def slip_asked(hall: Hall, event: e.OutcomeSlipAsked, at: At) -> Hall:
    slip = hall.slips[event.slip]
    news = changed(slip, hand_over="pending", problem=None, printer=event.printer, reprint=event.reprint)
    return changed(hall, slips=hall.slips.set(slip.id, news))


def received(hall: Hall, event: e.CaseReceived, at: At) -> Hall:
    case = Case(
        id=event.case,
        service=event.service,
        ticket=event.ticket,
        window=event.window,
        state="received",
        at=place("window", event.window),
        received_at=at,
        received_by=event.by,
        promised=event.promised,
        order=hall.seq,
        touched=hall.seq,
        missing=event.missing,
        missing_until=event.missing_until,
        collect=event.collect,
    )
    hall = changed(hall, cases=hall.cases.set(case.id, case), case_counts=hall.case_counts.set(event.year, event.count))
    return _with_undo(hall, event.window)


def _with_undo(hall: Hall, window: str) -> Hall:
    """The undo of the act just before now ends with this event too."""
    standing = hall.windows.get(window)
    if standing is None or standing.undo is None or standing.undo.seq != hall.seq - 1:
        return hall
    return put_window(hall, changed(standing, undo=changed(standing.undo, seq=hall.seq)))


def moved(hall: Hall, event: Moving, at: At) -> Hall:
    case = changed(case_after(hall.cases[event.case], event, at), touched=hall.seq)
    stays = case.state in OPEN_STATES
    return changed(hall, cases=hall.cases.set(case.id, case) if stays else hall.cases.delete(case.id))


def case_after(case: Case, event: Moving, at: At) -> Case:
    """The case as this event leaves it, also when it is over with it."""
    news: dict[str, Any]
    match event:
        case e.CasePassed(to_place=to_place, state=state):
            news = {"at": to_place, "state": state, "ready_at": case.ready_at if state == "ready" else None}
        case e.CaseCompleted(promised=promised):
            news = {"missing": (), "completed_at": at, "promised": promised}
        case e.CaseReady():
            news = {"state": "ready", "ready_at": at}
        case e.CaseIssued(way=way, place=where, tracking=tracking):
            news = {"state": "issued", "closed_at": at, "way": way, "at": where, "tracking": tracking}
        case e.CaseReturned():
            news = {"state": "returned", "closed_at": at}
        case e.CaseWithdrawn():
            news = {"state": "withdrawn", "closed_at": at}
    return changed(case, **news)
