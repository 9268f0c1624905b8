"""The window over HTTP: its view, and every act of a clerk, each one rule behind the one door."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from api import closed, edge, tongue
from api.answers import reply
from api.ended import Watched
from api.errors import No
from api.live import around
from api.shapes import TicketAnswer, TicketShape, ticket_body
from api.text import Line, Moment, Word
from clerk import answers
from clerk.case_shapes import FinishedShape, Item
from clerk.shapes import CalledShape, WindowShape
from clerk.view import window_view
from hall import calling, serving, windows
from hall.codes import SALT_BITS, Ids
from hall.events import Event
from hall.outcomes import MISSING_MOST
from hall.plan import Outcome

routes = edge.blueprint("clerk")
NO = (409, 503)


class Reason(edge.Asked):
    reason: Line | None = None
    back_at: Moment | None = None


class Services(edge.Asked):
    services: Annotated[list[Word], Field(min_length=1, max_length=1000)] | None


class Seen(edge.Asked):
    """`ticket`: the current id the page saw; another one is current: 409 `not-current`."""

    ticket: Word | None = None


class CallNext(Seen):
    finish: bool = False


class CallOne(edge.Asked):
    ticket: Word


class Finish(Seen):
    """`missing`: what the visitor still owes, by the names of the service's papers or in a few words."""

    outcome: Outcome = "done"
    note: Line | None = None
    missing: Annotated[list[Item], Field(max_length=MISSING_MOST)] = []


class Hold(Seen):
    reason: Line | None = None
    minutes: int | None = None


class Transfer(Seen):
    service: Word | None = None
    window: Word | None = None
    person: Word | None = None
    come_back: bool = False


def own(window: str) -> None:
    """A window that stands, and the caller's own: a signed-in clerk who sits nowhere serves no window at all."""
    who = edge.caller()
    if who.kind == "person" and who.role == "clerk" and who.place is None:
        raise No(403)
    edge.known("window", window in edge.plan().window)


def served(rule: Callable[..., list[Event]], window: str, asked: type[Seen]) -> Response:
    """What a window does with its current visitor, where the body's fields are the rule's own words."""
    own(window)
    words, watched = edge.body(asked).model_dump(), Watched(rule)
    return edge.keep(watched, answers.one_ticket(watched, window), window=window, **words)


def new_id() -> str:
    """An id of ours that nothing had before."""
    ids: Ids = current_app.extensions["ids"]
    return ids.next(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))


def the_view(window: str) -> answers.Answering:
    return answers.view(window, tongue.words(), edge.ledger().clock.now(), around())


# --- the window itself


@routes.get("/windows/<window>")
@edge.allow("clerk", "manager", place="window")
@edge.describe(200, WindowShape)
def see_window(window: str) -> Response:
    """What the clerk sees: the current ticket, the next 25 with their reasons, counts, today's figures."""
    own(window)
    return reply(window_view(edge.hall(), tongue.words(), window, edge.ledger().clock.now(), around()))


@routes.post("/windows/<window>/open")
@edge.allow("clerk", "manager", place="window")
@edge.describe(200, WindowShape, body=Reason, no=NO)
def open_window(window: str) -> Response:
    """Open the window: it is idle, and may call."""
    own(window)
    edge.body(Reason)
    who = edge.caller()
    person = who.name if who.kind == "person" and who.role == "clerk" else None
    return edge.keep(
        windows.open_window, the_view(window), window=window, person=person, skills=who.skills, may=who.may
    )


@routes.post("/windows/<window>/close")
@edge.allow("clerk", "manager", place="window")
@edge.describe(200, WindowShape, body=Reason, no=NO)
def close_window(window: str) -> Response:
    """Close the window; its visitors wait for the others."""
    own(window)
    return edge.keep(windows.close_window, the_view(window), window=window, reason=edge.body(Reason).reason)


@routes.post("/windows/<window>/pause")
@edge.allow("clerk", "manager", place="window")
@edge.describe(200, WindowShape, body=Reason, no=NO)
def pause(window: str) -> Response:
    """A break: the window calls nobody, and says until when."""
    own(window)
    asked = edge.body(Reason)
    return edge.keep(windows.pause, the_view(window), window=window, reason=asked.reason, back_at=asked.back_at)


@routes.post("/windows/<window>/resume")
@edge.allow("clerk", "manager", place="window")
@edge.describe(200, WindowShape, body=Reason, no=NO)
def resume(window: str) -> Response:
    """The break is over."""
    own(window)
    edge.body(Reason)
    return edge.keep(windows.resume, the_view(window), window=window)


@routes.post("/windows/<window>/services")
@edge.allow("manager", place="window")
@edge.describe(200, WindowShape, body=Services, no=NO)
def set_services(window: str) -> Response:
    """What the window serves for the rest of the day: exactly these, whatever the plan says; null: as planned."""
    own(window)
    asked = edge.body(Services)
    if not set(asked.services or ()) <= edge.plan().service.keys():
        raise edge.bad_field("services", "unknown-service")
    wanted = None if asked.services is None else tuple(asked.services)
    return edge.keep(windows.set_services, the_view(window), window=window, services=wanted)


# --- calling


@routes.post("/windows/<window>/call-next")
@edge.allow("clerk", place="window")
@edge.describe(200, CalledShape, body=CallNext, no=NO)
def call_next(window: str) -> Response:
    """Call whoever is next for this window; with `finish`, after finishing the current one in the same record."""
    own(window)
    asked = edge.body(CallNext)
    answer = answers.called(window, tongue.words(), tongue.language())
    return edge.keep(calling.call_next, answer, window=window, finish=asked.finish, ticket=asked.ticket)


@routes.post("/windows/<window>/call")
@edge.allow("clerk", place="window")
@edge.describe(200, CalledShape, body=CallOne, no=NO)
def call(window: str) -> Response:
    """Call a given number, where the hall's policy allows it; recorded as out of turn."""
    own(window)
    asked = edge.body(CallOne)
    if not ever(asked.ticket):
        raise edge.bad_field("ticket", "unknown-ticket")
    answer = answers.called(window, tongue.words(), tongue.language())
    return edge.keep(calling.call, answer, window=window, called=asked.ticket)


@routes.get("/numbers/<number>")
@edge.allow("clerk", "manager")
@edge.describe(200, TicketShape)
def see_number(number: str) -> Response:
    """The ticket of today that has this number on its slip, also when it is over."""
    hall = edge.hall()
    if number in hall.numbers:
        return reply(ticket_body(hall, hall.tickets[hall.numbers[number]]))
    body = closed.find_number(number, hall.day)
    edge.known("number", body)
    return reply(body)


def ever(ticket: str) -> bool:
    """Was there ever such a ticket? One that is over is a rule's matter, not an unknown id."""
    return ticket in edge.hall().tickets or closed.find(ticket) is not None


# --- the visitor at the window


@routes.post("/windows/<window>/recall")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Seen, no=NO)
def recall(window: str) -> Response:
    """Call the same number again."""
    return served(serving.recall, window, Seen)


@routes.post("/windows/<window>/start")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Seen, no=NO)
def start(window: str) -> Response:
    """The visitor is here: service begins."""
    return served(serving.start, window, Seen)


@routes.post("/windows/<window>/finish")
@edge.allow("clerk", place="window")
@edge.describe(200, FinishedShape, body=Finish, no=NO)
def finish(window: str) -> Response:
    """Service is over, with an outcome its service allows; what was accepted is a case from now on."""
    own(window)
    words, watched = edge.body(Finish).model_dump(), Watched(serving.finish)
    missing, slip = tuple(words.pop("missing")), new_id()
    answer = answers.finished(watched, window, slip)
    return edge.keep(watched, answer, window=window, missing=missing, by=edge.asker().who, slip=slip, **words)


@routes.post("/windows/<window>/no-show")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Seen, no=NO)
def no_show(window: str) -> Response:
    """Called, and not here: the number is missed."""
    return served(serving.no_show, window, Seen)


@routes.post("/windows/<window>/hold")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Hold, no=NO)
def hold(window: str) -> Response:
    """The visitor fetches or copies a paper and comes back."""
    return served(serving.hold, window, Hold)


@routes.post("/windows/<window>/transfer")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Transfer, no=NO)
def transfer(window: str) -> Response:
    """On to another service, window or person; the number stays, and the wait already served counts."""
    own(window)
    asked, watched = edge.body(Transfer), Watched(serving.transfer)
    if asked.service is not None and asked.service not in edge.plan().service:
        raise edge.bad_field("service", "unknown-service")
    if asked.window is not None and asked.window not in edge.plan().window:
        raise edge.bad_field("window", "unknown-window")
    return edge.keep(
        watched, answers.one_ticket(watched, window), window=window, ticket=asked.ticket, service=asked.service,
        to_window=asked.window, person=asked.person, come_back=asked.come_back,
    )  # fmt: skip


@routes.post("/windows/<window>/undo")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Seen, no=NO)
def undo(window: str) -> Response:
    """Take back this window's own last act, whole, within seconds; a call stays on the boards as withdrawn."""
    own(window)
    watched = Watched(serving.undo)
    ticket, by = edge.body(Seen).ticket, edge.asker().who
    return edge.keep(watched, answers.undone(watched, window), window=window, ticket=ticket, by=by)
