"""Help over HTTP: asked for at a kiosk, window or locker, taken and closed by floor staff, who also take alarms."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from flask import Response, current_app

from api import edge, tongue
from api.answers import encode, reply
from api.callers import Caller
from api.errors import No
from api.live import around
from api.shapes import no_content
from api.text import Word
from hall import help
from hall.alarms import alarms
from hall.codes import SALT_BITS, Ids
from hall.hall import plan_of
from helper.shapes import FloorShape, HelpCallShape, MyFloor
from helper.view import FLOOR, call_body, floor_view
from ledger.ledger import Answer, Kept

routes = edge.blueprint("helper")
NO = (409, 503)
PLACES = {"kiosk": "kiosk", "clerk": "window", "locker": "locker"}
"""The kind of place that each role asks for help from."""


class Call(edge.Asked):
    """One of the three, or none: then the place of the key that asks."""

    kiosk: Word | None = None
    window: Word | None = None
    locker: Word | None = None


class Duty(edge.Asked):
    """`zone`: where; left out, all over the hall."""

    on: bool
    zone: Word | None = None


def place_of(asked: Call, who: Caller) -> tuple[str, str]:
    """Which place asks: a known one, and the caller's own when he is bound to one."""
    named = [(kind, name) for kind, name in asked.model_dump().items() if name is not None]
    own = PLACES.get(who.role)
    if not named and own is not None and who.place is not None:
        named = [(own, who.place)]
    if len(named) != 1:
        raise edge.bad_field(own or "kiosk")
    kind, name = named[0]
    if (own is not None and kind != own) or not who.serves(name):
        raise No(403, field=kind)
    if help.zone_of(edge.plan(), kind, name) is None:
        raise edge.bad_field(kind, UNKNOWN[kind])
    return kind, name


UNKNOWN = {"kiosk": "unknown-kiosk", "window": "unknown-window", "locker": "unknown-locker"}


def one(call: str) -> Callable[[Kept], Answer]:
    """The answer of a rule after which the call is still open."""
    return lambda kept: Answer(200, encode(call_body(plan_of(kept.hall), kept.hall.help_calls[call])))


def the_floor() -> Callable[[Kept], Answer]:
    words, now, beside = tongue.words(), edge.ledger().clock.now(), around()
    return lambda kept: Answer(200, encode(floor_view(kept.hall, words, FLOOR, now, beside)))


def known_alarm(alarm: str) -> None:
    """404 unless it stands, among the rules' own or the server's."""
    standing = (*around().alarms, *alarms(edge.hall(), edge.ledger().clock.now()))
    edge.known("alarm", alarm in {each.id for each in standing})


@routes.get("/help-calls")
@edge.allow("helper", "manager")
@edge.describe(200, MyFloor)
def see_floor() -> Response:
    """Calls for help, alarms, who is on duty; and who asks."""
    body = floor_view(edge.hall(), tongue.words(), FLOOR, edge.ledger().clock.now(), around())
    return reply({**body, "me": edge.caller().name})


@routes.post("/help-calls")
@edge.allow("kiosk", "clerk", "locker", "manager")
@edge.describe(201, HelpCallShape, body=Call, no=(503,))
def call_help() -> Response:
    """Please help me: the nearest free helper is told. While a place's call is open, it is the same call."""
    kind, place = place_of(edge.body(Call), edge.caller())
    ids: Ids = current_app.extensions["ids"]
    fresh = ids.next(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))

    def answer(kept: Kept) -> Answer:
        call = help.open_at(kept.hall, kind, place)
        if call is None:
            raise LookupError(f"no call at {kind} {place} after it was recorded")
        return Answer(201, encode(call_body(plan_of(kept.hall), call)))

    return edge.keep(help.call, answer, help=fresh, kind=kind, place=place)


@routes.post("/help-calls/<call>/take")
@edge.allow("helper")
@edge.describe(200, HelpCallShape, body=edge.Nothing, no=NO)
def take(call: str) -> Response:
    """I go there."""
    edge.known("help-call", call in edge.hall().help_calls)
    edge.body(edge.Nothing)
    return edge.keep(help.take, one(call), help=call, helper=edge.caller().name)


@routes.post("/help-calls/<call>/close")
@edge.allow("helper", "kiosk", "clerk", "locker", "manager")
@edge.describe(204, body=edge.Nothing, no=NO)
def close(call: str) -> Response:
    """Helped, says who took it; not needed any more, say the place and a manager."""
    found = edge.hall().help_calls.get(call)
    edge.known("help-call", found)
    edge.body(edge.Nothing)
    who = edge.caller()
    if found is not None and who.role in PLACES and not (PLACES[who.role] == found.kind and who.serves(found.place)):
        raise No(403)
    how = "helped" if who.role == "helper" else "not-needed"
    return edge.keep(help.close, no_content, help=call, by=who.name, how=how)


@routes.post("/duty")
@edge.allow("helper")
@edge.describe(200, FloorShape, body=Duty, no=NO)
def duty() -> Response:
    """On duty in a zone, or all over the hall; or off duty."""
    asked, name = edge.body(Duty), edge.caller().name
    if asked.zone is not None and asked.zone not in edge.plan().zone:
        raise edge.bad_field("zone", "unknown-zone")
    if asked.on:
        return edge.keep(help.on_duty, the_floor(), helper=name, zone=asked.zone)
    return edge.keep(help.off_duty, the_floor(), helper=name)


@routes.post("/alarms/<alarm>/take")
@edge.allow("helper")
@edge.describe(200, FloorShape, body=edge.Nothing, no=NO)
def take_alarm(alarm: str) -> Response:
    """I look after it."""
    known_alarm(alarm)
    edge.body(edge.Nothing)
    return edge.keep(help.take_alarm, the_floor(), alarm=alarm, helper=edge.caller().name, more=tuple(around().alarms))


@routes.post("/alarms/<alarm>/done")
@edge.allow("helper")
@edge.describe(200, FloorShape, body=edge.Nothing, no=NO)
def finish_alarm(alarm: str) -> Response:
    """It is done; the alarm goes when its cause does."""
    known_alarm(alarm)
    edge.body(edge.Nothing)
    return edge.keep(
        help.finish_alarm, the_floor(), alarm=alarm, helper=edge.caller().name, more=tuple(around().alarms)
    )
