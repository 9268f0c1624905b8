"""What a window does beside calling, over HTTP: serve without a ticket, meet another, note something for colleagues."""

from __future__ import annotations

import secrets
from typing import cast

from flask import Response, current_app

from api import closed, edge
from api.answers import encode, reply
from api.errors import No
from api.shapes import Shape, TicketAnswer, ticket_body
from api.text import Line, Word
from clerk.shapes import WindowShape
from clerk.web import NO, ever, own, the_view
from hall import joint, tickets
from hall.codes import SALT_BITS, Ids
from hall.hall import Hall
from hall.plan import Language
from ledger.ledger import Answer, Kept

routes = edge.blueprint("visits")


class Serve(edge.Asked):
    service: Word
    priority_class: Word | None = None
    language: Language = "zh"


class Join(edge.Asked):
    ticket: Word


class Release(edge.Asked):
    """`service`: whose window cannot come; a window that joined leaves without naming one."""

    service: Word | None = None


class Note(edge.Asked):
    """`note` null: taken away."""

    note: Line | None


class NoteShape(Shape):
    ticket: str
    note: str | None
    by: str | None


@routes.post("/windows/<window>/serve")
@edge.allow("clerk", place="window")
@edge.describe(200, TicketAnswer, body=Serve, no=NO)
def serve(window: str) -> Response:
    """Serve somebody who has no ticket: a number is issued and in service at once, and counts like any other."""
    own(window)
    asked, plan = edge.body(Serve), edge.plan()
    if asked.service not in plan.service:
        raise edge.bad_field("service", "unknown-service")
    if asked.priority_class is not None and asked.priority_class not in plan.priority_class:
        raise edge.bad_field("priority_class", "unknown-priority-class")
    ids = cast(Ids, current_app.extensions["ids"])
    ticket = ids.next(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))

    def answer(kept: Kept) -> Answer:
        return Answer(200, encode({"ticket": ticket_body(kept.hall, kept.hall.tickets[ticket])}))

    return edge.keep(
        tickets.serve, answer, window=window, ticket=ticket, service=asked.service,
        priority_class=asked.priority_class, language=asked.language,
    )  # fmt: skip


@routes.post("/windows/<window>/join")
@edge.allow("clerk", place="window")
@edge.describe(200, WindowShape, body=Join, no=NO)
def join(window: str) -> Response:
    """Come to a visitor that another window has called, for a joint session."""
    own(window)
    asked = edge.body(Join)
    if not ever(asked.ticket):
        raise edge.bad_field("ticket", "unknown-ticket")
    return edge.keep(joint.join, the_view(window), window=window, ticket=asked.ticket)


@routes.post("/windows/<window>/release")
@edge.allow("clerk", place="window")
@edge.describe(200, WindowShape, body=Release, no=NO)
def release(window: str) -> Response:
    """Go on without a service of the joint session; or, from a window that joined, leave it."""
    own(window)
    asked = edge.body(Release)
    if asked.service is not None and asked.service not in edge.plan().service:
        raise edge.bad_field("service", "unknown-service")
    return edge.keep(joint.release, the_view(window), window=window, service=asked.service)


def reader(ticket: str) -> None:
    """Only a signed-in person reads or writes notes: a device's key is whoever stands before the device."""
    if edge.caller().kind != "person":
        raise No(403)
    edge.known("ticket", ticket in edge.hall().tickets or closed.find(ticket))


@routes.get("/tickets/<ticket>/note")
@edge.allow("clerk", "manager")
@edge.describe(200, NoteShape)
def see_note(ticket: str) -> Response:
    """What staff wrote about a ticket; nothing once it is over."""
    reader(ticket)
    return reply(note_body(edge.hall(), ticket))


@routes.post("/tickets/<ticket>/note")
@edge.allow("clerk", "manager")
@edge.describe(200, NoteShape, body=Note, no=NO)
def write_note(ticket: str) -> Response:
    """Write about a ticket, for the staff who see it next."""
    reader(ticket)
    asked = edge.body(Note)
    return edge.keep(
        tickets.note, lambda kept: Answer(200, encode(note_body(kept.hall, ticket))), ticket=ticket, note=asked.note,
        by=edge.caller().name,
    )  # fmt: skip


def note_body(hall: Hall, ticket: str) -> dict[str, str | None]:
    found = hall.tickets.get(ticket)
    remark = found.remark if found is not None else None
    if remark is None:
        return {"ticket": ticket, "note": None, "by": None}
    return {"ticket": ticket, "note": remark.text, "by": remark.by}
