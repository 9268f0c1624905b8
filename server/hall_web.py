"""The edge of the whole hall: what is there, categories closed and opened, notices, alarms."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated

from flask import Response, current_app
from pydantic import Field

from api import edge, tongue
from api.alarms import alarm_bodies
from api.answers import encode, reply
from api.edge import Asked, Nothing
from api.shapes import AlarmList, Name, Shape, iso, iso_or_none, no_content
from api.text import Line, Long, Moment, Word
from hall import alarms, codes, days, notices
from hall.hall import Hall, Notice, plan_of
from ledger.asks import Answer, Kept
from server.hall_view import CategoryShape, HallShape, category_body, hall_body

SALT_BITS = 15
blueprint = edge.blueprint("hall")
STAFF = ("clerk", "helper", "manager")


@blueprint.get("/hall")
@edge.allow(*edge.ANY)
@edge.describe(200, HallShape)
def whole() -> Response:
    """The hall: zones, windows, categories, services and places, as they stand now."""
    return reply(hall_body(edge.hall(), edge.ledger().clock.now()))


# --- categories


class CategoryReason(Asked):
    reason: Line | None = None


@blueprint.post("/categories/<category>/close")
@edge.allow("manager")
@edge.describe(200, CategoryShape, body=CategoryReason, no=(409, 503))
def close_category(category: str) -> Response:
    """Take no more tickets of this category today."""
    edge.known("category", category in edge.plan().category)
    asked = edge.body(CategoryReason)
    return edge.keep(days.close_category, _category(category), category=category, reason=asked.reason)


@blueprint.post("/categories/<category>/open")
@edge.allow("manager")
@edge.describe(200, CategoryShape, body=CategoryReason, no=(409, 503))
def open_category(category: str) -> Response:
    """Take tickets of this category again."""
    edge.known("category", category in edge.plan().category)
    edge.body(CategoryReason)
    return edge.keep(days.open_category, _category(category), category=category)


def _category(category: str) -> Callable[[Kept], Answer]:
    return lambda kept: Answer(200, encode(category_body(kept.hall, plan_of(kept.hall).category[category])))


# --- notices


class Texts(Asked):
    zh: Long
    en: Long


class NoticeAsked(Asked):
    text: Texts
    zones: Annotated[list[Word], Field(max_length=50)] = []
    until: Moment | None = None


class NoticeShape(Shape):
    id: str
    text: Name
    zones: list[str]
    posted_at: str
    until: str | None


@blueprint.post("/notices")
@edge.allow("manager")
@edge.describe(201, NoticeShape, body=NoticeAsked, no=(409, 503))
def post_notice() -> Response:
    """Put a line on the walls, of some zones or of all."""
    asked = edge.body(NoticeAsked)
    if not set(asked.zones) <= edge.plan().zone.keys():
        raise edge.bad_field("zones", "unknown-zone")
    notice = codes.ticket_id(edge.ledger().clock.now(), secrets.randbits(SALT_BITS))
    return edge.keep(
        notices.post, lambda kept: Answer(201, encode(notice_body(kept.hall, kept.hall.notices[notice]))),
        notice=notice, text=asked.text.model_dump(), zones=tuple(asked.zones), until_at=asked.until,
    )  # fmt: skip


@blueprint.delete("/notices/<notice>")
@edge.allow("manager")
@edge.describe(204, no=(409, 503))
def remove_notice(notice: str) -> Response:
    """Take a line off the walls."""
    edge.known("notice", notice in edge.hall().notices)
    edge.body(Nothing)
    return edge.keep(notices.remove, no_content, notice=notice)


def notice_body(hall: Hall, notice: Notice) -> dict[str, object]:
    plan = plan_of(hall)
    return {
        "id": notice.id,
        "text": notice.text,
        "zones": notice.zones,
        "posted_at": iso(plan, notice.posted_at),
        "until": iso_or_none(plan, notice.until_at),
    }


# --- alarms


@blueprint.get("/alarms")
@edge.allow(*STAFF)
@edge.describe(200, AlarmList)
def list_alarms() -> Response:
    """What needs a person now, oldest first, and the next step for each."""
    more = current_app.extensions["server_alarms"]()
    now = edge.ledger().clock.now()
    return reply({"alarms": alarm_bodies(edge.hall(), now, tongue.words(), tongue.language(), more)})


@blueprint.post("/alarms/<alarm>/seen")
@edge.allow(*STAFF)
@edge.describe(204, body=Nothing, no=(409, 503))
def see_alarm(alarm: str) -> Response:
    """Somebody looks after it: it stays, and grows quiet."""
    own = {each.id for each in current_app.extensions["server_alarms"]()}
    standing = {each.id for each in alarms.alarms(edge.hall(), edge.ledger().clock.now())}
    edge.known("alarm", alarm in own | standing)
    edge.body(Nothing)
    if alarm in own:
        return Response(status=204)
    return edge.keep(alarms.see, no_content, alarm=alarm)
