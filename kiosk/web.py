"""Tickets over HTTP. They live in this room because here they are issued and handed over; that a clerk, a program or a
visitor may ask about one too is only a row in who is allowed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, TypeVar, cast

from flask import Response, current_app
from pydantic import Field

from api import closed, edge
from api.answers import encode, reply
from api.callers import callers
from api.ended import Watched, ticket_now
from api.errors import No
from api.shapes import Shape, TicketShape, ticket_answer, ticket_body
from api.text import Word
from api.ticket_codes import CodePicture, code_picture
from hall import tickets
from hall.codes import SALT_BITS, Ids
from hall.events import Event
from hall.hall import Hall
from hall.plan import Language
from hall.refused import Refused
from kiosk.codes import ForeignCodes, NoForeignCodes, meaning
from ledger.ledger import Answer, Kept

routes = edge.blueprint("kiosk")
NO = (409, 503)
B = TypeVar("B", bound=edge.Asked)

Need = Literal["wheelchair", "hearing", "sight", "helper", "interpreter"]
Needs = Annotated[list[Need], Field(max_length=5)]


class Take(edge.Asked):
    """`kiosk`: where the slip comes out; a program may leave it out, and hands the number over itself."""

    service: Word
    priority_class: Word | None = None
    needs: Needs = []
    language: Language = "zh"
    kiosk: Word | None = None


class HandOver(edge.Asked):
    by: Literal["shown", "phone", "paper", "nothing"]


class Reclass(edge.Asked):
    """What is left out stays as it is; `priority_class` null: none."""

    service: Word | None = None
    priority_class: Word | None = None
    needs: Needs = []
    language: Language | None = None


@routes.post("/tickets")
@edge.allow("kiosk", "program")
@edge.describe(201, TicketShape, body=Take, no=(409, 429, 503))
def take(**_: str) -> Response:
    """Take a ticket: the next number of the service's category."""
    asked = edge.body(Take)
    kiosk = _kiosk_for(asked)
    _check_ids(asked.service, asked.priority_class)
    edge.pace("tickets", edge.plan().access.tickets_per_minute)
    ids = cast(Ids, current_app.extensions["ids"])
    ticket = ids.next(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))
    return edge.keep(
        tickets.take, ticket_answer(ticket, 201), ticket=ticket, service=asked.service,
        priority_class=asked.priority_class, needs=_once(asked.needs), language=asked.language, kiosk=kiosk,
    )  # fmt: skip


def _kiosk_for(asked: Take) -> str | None:
    """The kiosk a ticket is taken at: its own key's place, and no other's."""
    who = edge.caller()
    kiosk = asked.kiosk if asked.kiosk is not None else who.place
    if kiosk is None and who.role == "kiosk":
        raise edge.bad_field("kiosk")
    if kiosk is not None and not who.serves(kiosk):
        raise No(403)
    if kiosk is not None and kiosk not in edge.plan().kiosk:
        raise edge.bad_field("kiosk", "unknown-kiosk")
    return kiosk


def _check_ids(service: str | None, priority_class: str | None) -> None:
    plan = edge.plan()
    if service is not None and service not in plan.service:
        raise edge.bad_field("service", "unknown-service")
    if priority_class is not None and priority_class not in plan.priority_class:
        raise edge.bad_field("priority_class", "unknown-priority-class")


def _once(needs: list[Need]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(needs))


class Code(edge.Asked):
    """`text`: what the scanner read."""

    text: Annotated[str, Field(min_length=1, max_length=256)]


class CodeShape(Shape):
    """`own-ticket`: of this hall, by our own code; `promised`: a ticket of ours that is not taken yet; `ticket` and
    `check-in`: as another service says; else nothing to us. The code itself is never given back."""

    what: Literal["own-ticket", "promised", "ticket", "check-in", "not-ours"]
    ticket: TicketShape | None
    service: str | None


@routes.post("/kiosks/<kiosk>/codes")
@edge.allow("kiosk", place="kiosk")
@edge.describe(200, CodeShape, body=Code)
def code(kiosk: str) -> Response:
    """What is this code that somebody held before the kiosk?"""
    edge.known("kiosk", kiosk in edge.plan().kiosk)
    text = edge.body(Code).text
    readable = text.isascii() and text.isprintable()
    return reply(code_meaning(text if readable else None, kiosk))


def code_meaning(text: str | None, kiosk: str) -> dict[str, Any]:
    """The same for a scanner on a line of its own. Within the app's context; may wait for another service."""
    foreign = cast(ForeignCodes, current_app.extensions.get("foreign_codes", NoForeignCodes()))
    return meaning(edge.hall(), text, kiosk, holder, foreign, closed.find)


def holder(token: str) -> str | None:
    """The ticket that a token was signed for."""
    known = callers().by_key(token)
    return known.place if known is not None and known.kind == "ticket" else None


@routes.get("/tickets/<ticket>")
@edge.allow("kiosk", "clerk", "manager", "program", "visitor")
@edge.describe(200, TicketShape)
def see_ticket(ticket: str) -> Response:
    """A ticket, also when it is over."""
    hall = edge.hall()
    if ticket in hall.tickets:
        return reply(ticket_body(hall, hall.tickets[ticket]))
    body = closed.find(ticket)
    edge.known("ticket", body)
    return reply(body)


@routes.get("/tickets/<ticket>/code")
@edge.allow("kiosk", "program")
@edge.describe(200, CodePicture)
def ticket_code(ticket: str) -> Response:
    """The code of a ticket that is not over, as on its slip: for the kiosk that issued it, or a program."""
    found = edge.hall().tickets.get(ticket)
    if found is None:
        raise edge.unknown("ticket")
    who = edge.caller()
    if who.role == "kiosk" and (found.kiosk is None or not who.serves(found.kiosk)):
        raise No(403)
    return reply(code_picture(ticket))


def _asked(ticket: str, model: type[B]) -> B:
    """What is asked of a ticket. An id that never was: 404."""
    edge.known("ticket", ticket in edge.hall().tickets or closed.find(ticket))
    return edge.body(model)


def alive(rule: Callable[..., list[Event]]) -> Callable[..., list[Event]]:
    """The rule for a ticket that is known to have been: one that is over is in the wrong state for all of them."""

    @wraps(rule)
    def guarded(hall: Hall, now: int, *, ticket: str, **words: Any) -> list[Event]:
        if ticket not in hall.tickets:
            raise Refused("wrong-state")
        return rule(hall, now, ticket=ticket, **words)

    return guarded


@routes.post("/tickets/<ticket>/hand-over")
@edge.allow("kiosk")
@edge.describe(200, TicketShape, body=HandOver, no=NO)
def hand_over(ticket: str) -> Response:
    """The visitor says how the number reached him, or that nothing came out."""
    asked = _asked(ticket, HandOver)
    return edge.keep(alive(tickets.confirm), ticket_answer(ticket), ticket=ticket, by=asked.by)


@routes.post("/tickets/<ticket>/reprint")
@edge.allow("kiosk", "clerk")
@edge.describe(200, TicketShape, body=edge.Nothing, no=NO)
def reprint(ticket: str) -> Response:
    """The same number again on paper, marked as a reprint."""
    _asked(ticket, edge.Nothing)
    return edge.keep(alive(tickets.reprint), ticket_answer(ticket), ticket=ticket)


@routes.post("/tickets/<ticket>/cancel")
@edge.allow("kiosk", "clerk", "visitor")
@edge.describe(200, TicketShape, body=edge.Nothing, no=NO)
def cancel(ticket: str) -> Response:
    """The visitor does not want it any more."""
    _asked(ticket, edge.Nothing)
    watched = Watched(alive(tickets.cancel))

    def answer(kept: Kept) -> Answer:
        return Answer(200, encode(ticket_body(kept.hall, ticket_now(kept, watched.before, ticket))))

    return edge.keep(watched, answer, ticket=ticket)


@routes.post("/tickets/<ticket>/reclass")
@edge.allow("kiosk", "clerk")
@edge.describe(200, TicketShape, body=Reclass, no=NO)
def reclass(ticket: str) -> Response:
    """Correct service, class, needs or language before service begins; a kiosk its own ticket's, within minutes."""
    asked = _asked(ticket, Reclass)
    _check_ids(asked.service, asked.priority_class)
    given = asked.model_fields_set
    return edge.keep(
        alive(tickets.reclass), ticket_answer(ticket), ticket=ticket, service=asked.service,
        priority_class=asked.priority_class if "priority_class" in given else tickets.SAME,
        needs=_once(asked.needs) if "needs" in given else None, language=asked.language, by_kiosk=_by_kiosk(ticket),
    )  # fmt: skip


def _by_kiosk(ticket: str) -> str | None:
    """The kiosk that corrects: only the one that issued the ticket. None: a clerk does."""
    who = edge.caller()
    if who.role != "kiosk":
        return None
    found = edge.hall().tickets.get(ticket)
    if found is None:
        return who.place or ""
    if found.kiosk is None or not who.serves(found.kiosk):
        raise No(403)
    return found.kiosk


@routes.post("/tickets/<ticket>/return")
@edge.allow("kiosk", "clerk")
@edge.describe(200, TicketShape, body=edge.Nothing, no=NO)
def return_ticket(ticket: str) -> Response:
    """A missed or held visitor is back, or the slip of a void number turned up."""
    _asked(ticket, edge.Nothing)
    return edge.keep(alive(tickets.return_ticket), ticket_answer(ticket), ticket=ticket)
