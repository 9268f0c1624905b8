"""Cases over HTTP: lists, one with its history, and each step of its way as one rule behind the one door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, current_app

from api import edge
from api.answers import encode, reply
from api.ended import Watched
from clerk import case_view
from clerk.case_shapes import (
    CaseHistory,
    CaseList,
    CaseReason,
    CaseSeen,
    CaseShape,
    Issue,
    PassOn,
    SlipShape,
    Wanted,
)
from hall import cases, outcomes
from hall.case import Case
from hall.events import Event
from hall.fold_cases import Moving, case_after
from hall.hall import plan_of
from ledger.ledger import Answer, Kept

routes = edge.blueprint("cases")
NO = (409, 503)


def actor() -> str:
    """Who acts, as the record names him."""
    return edge.asker().who


def own() -> str | None:
    """The window whose clerk asks: he acts on what it has. Others are bound to none."""
    who = edge.caller()
    return who.place if who.role == "clerk" else None


def found(case: str) -> None:
    """404 unless there is, or was, such a case."""
    if case not in edge.hall().cases:
        edge.known("case", off_loop(case_view.find, edge.ledger(), case))


def off_loop(act: Callable[..., Any], *args: Any, **words: Any) -> Any:
    return current_app.extensions["off_loop"](lambda: act(*args, **words))


def step(rule: Callable[..., list[Event]], case: str, **words: Any) -> Response:
    """One step of a case's way; the answer is the case after it, also when it is over with it."""
    watched = Watched(rule)

    def answer(kept: Kept) -> Answer:
        now = kept.hall.cases.get(case) or _ended(watched, kept, case)
        return Answer(200, encode(case_view.case_body(plan_of(kept.hall), now, kept.hall.at)))

    return edge.keep(watched, answer, case=case, by=actor(), own=own(), **words)


def _ended(watched: Watched, kept: Kept, case: str) -> Case:
    """The case as the record's events left it; the hall has let go of it."""
    stands = watched.before.cases[case]
    for entry in kept.entries:
        if isinstance(entry.event, Moving) and entry.event.case == case:
            stands = case_after(stands, entry.event, entry.at)
    return stands


@routes.get("/cases")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseList, query=Wanted)
def list_cases() -> Response:
    """Cases by state, overdue ones, or by the beginning of their number; the longest due first."""
    asked = edge.query(Wanted)
    body = off_loop(
        case_view.listed, edge.ledger(), state=asked.state, overdue=asked.overdue == "true", prefix=asked.q,
        limit=int(asked.limit), start=int(asked.start),
    )  # fmt: skip
    return reply(body)


@routes.get("/cases/<case>")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseHistory)
def see_case(case: str) -> Response:
    """A case with every step it took, also when it is over."""
    body = off_loop(case_view.find, edge.ledger(), case)
    edge.known("case", body)
    return reply(body)


@routes.post("/cases/<case>/pass")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=PassOn, no=NO)
def pass_on(case: str) -> Response:
    """On to a window or a back office."""
    found(case)
    asked = edge.body(PassOn)
    if asked.window is not None and asked.window not in edge.plan().window:
        raise edge.bad_field("window", "unknown-window")
    if asked.office is not None and asked.office not in edge.plan().office:
        raise edge.bad_field("office", "unknown-office")
    return step(cases.pass_on, case, window=asked.window, office=asked.office, note=asked.note, seen=asked.seen)


@routes.post("/cases/<case>/complete")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=edge.Nothing, no=NO)
def complete(case: str) -> Response:
    """The visitor brought what was missing."""
    found(case)
    edge.body(edge.Nothing)
    return step(cases.complete, case)


@routes.post("/cases/<case>/ready")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=CaseSeen, no=NO)
def ready(case: str) -> Response:
    """The result is there, to be fetched or sent."""
    found(case)
    return step(cases.ready, case, seen=edge.body(CaseSeen).seen)


@routes.post("/cases/<case>/issue")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=Issue, no=NO)
def issue(case: str) -> Response:
    """Handed out at the window that has it, or given to a courier."""
    found(case)
    asked = edge.body(Issue)
    window = asked.window or edge.caller().place
    if asked.window is not None and asked.window not in edge.plan().window:
        raise edge.bad_field("window", "unknown-window")
    return step(cases.issue, case, window=window, ticket=asked.ticket, tracking=asked.tracking, seen=asked.seen)


@routes.post("/cases/<case>/return")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=CaseReason, no=NO)
def give_back(case: str) -> Response:
    """The hall gives the application back without a result."""
    found(case)
    return step(cases.give_back, case, reason=edge.body(CaseReason).reason)


@routes.post("/cases/<case>/withdraw")
@edge.allow("clerk", "manager")
@edge.describe(200, CaseShape, body=CaseReason, no=NO)
def withdraw(case: str) -> Response:
    """The visitor takes the application back."""
    found(case)
    return step(cases.withdraw, case, reason=edge.body(CaseReason).reason)


# --- what visitors were told


@routes.get("/slips/<slip>")
@edge.allow("clerk", "manager")
@edge.describe(200, SlipShape)
def see_slip(slip: str) -> Response:
    """What a visitor was told today at the end of a visit, and whether it came out on paper."""
    edge.known("slip", slip in edge.hall().slips)
    return reply(case_view.slip_body(edge.hall().slips[slip]))


@routes.post("/slips/<slip>/reprint")
@edge.allow("clerk", "manager")
@edge.describe(200, SlipShape, body=edge.Nothing, no=NO)
def reprint(slip: str) -> Response:
    """The same slip on paper again."""
    edge.known("slip", slip in edge.hall().slips)
    edge.body(edge.Nothing)
    return edge.keep(
        outcomes.reprint, lambda kept: Answer(200, encode(case_view.slip_body(kept.hall.slips[slip]))), slip=slip
    )
