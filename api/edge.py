"""What every edge does the same way: roles before all else, the body read strictly, and the one door to the record.

The order of a no is the contract's: 401, 403, 404, 405, 413, 415, 400, 422, 409, 429, 503.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import Any, TypeVar, cast

import orjson
from apiflask import APIBlueprint
from flask import Response, current_app, request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from api.answers import JSON, reply_bytes
from api.callers import Caller, guard_cookie, identify
from api.errors import No
from api.roles import ROLES
from hall.hall import Hall, plan_of
from hall.plan import Plan
from ledger.asks import Answer, Asker, Kept
from ledger.ledger import Ledger

BASE = "/api/v1"
BODY_MAX = 128 * 1024
"""Bytes of a request's body; the largest real one (a notice) is under 2 kB."""

KEY_MAX = 128
CALLER, RAW = "hall.caller", "hall.raw"
"""Where a request keeps who asks, and its body."""

ANY = ROLES
B = TypeVar("B", bound=BaseModel)
View = TypeVar("View", bound=Callable[..., Response])


class Asked(BaseModel):
    """What every body is made of: exact types, no unknown field."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Nothing(Asked):
    """A body without fields: absent, or {}."""


def blueprint(name: str) -> APIBlueprint:
    """A room's routes under /api/v1. The tag in the document is the room's name."""
    return APIBlueprint(name, name, url_prefix=BASE, tag=name)


# --- who


def allow(*roles: str, place: str | None = None) -> Callable[[View], View]:
    """Only these roles, before anything else: 401 nobody, 403 the wrong one.

    `place` names the path's argument that a key bound to a place must equal. A visitor (ticket token) is always bound
    to the path's `ticket`.
    """
    may = frozenset(roles)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**ids: str) -> Response:
            request.environ[CALLER] = caller = _known()
            bound = "ticket" if caller.role == "visitor" else place
            if caller.role not in may or (bound is not None and not caller.serves(ids.get(bound, ""))):
                raise No(403)
            return view(**ids)

        guarded.roles = roles  # type: ignore[attr-defined]
        return cast(View, guarded)

    return guard


def _known() -> Caller:
    caller = identify()
    if caller is None:
        raise No(401)
    if caller.locked:
        raise No(401, "locked")
    if caller.kind != "ticket":
        guard_cookie(caller)
    return caller


def caller() -> Caller:
    """Who asks, in a view under `allow`."""
    return cast(Caller, request.environ[CALLER])


def describe(status: int = 200, answer: type[BaseModel] | None = None, *, body: type[BaseModel] | None = None,
             query: type[BaseModel] | None = None, no: tuple[int, ...] = ()) -> Callable[[View], View]:
    """What the OpenAPI document says of a view: its answer, its body, and further statuses beyond those that follow
    from its method, path and roles (see `api.openapi`). Nothing happens to it at run time."""

    def note(view: View) -> View:
        view.described = (status, answer, body, no)  # type: ignore[attr-defined]
        view.queried = query  # type: ignore[attr-defined]
        return view

    return note


# --- what stands


def ledger() -> Ledger:
    return cast(Ledger, current_app.extensions["ledger"])


def hall() -> Hall:
    """The latest committed hall."""
    return ledger().hall


def plan() -> Plan:
    return plan_of(ledger().hall)


def known(what: str, there: Any) -> None:
    """404 unless `there`: an id in the path that nothing here has. `what` is the word of the thing (`ticket`)."""
    if not there:
        raise unknown(what)


def unknown(what: str) -> No:
    """The 404 of an id in the path: `raise edge.unknown("ticket")`."""
    return No(404, f"unknown-{what}")


def bad_field(field: str, reason: str = "bad-field") -> No:
    """The 422 of one field: `raise edge.bad_field("kiosk", "unknown-kiosk")`."""
    return No(422, reason, field)


# --- what is asked


def body(model: type[B]) -> B:
    """The request's body as `model`, strictly: 413, 415, 400 and 422 in this order. An absent body is {}."""
    raw = _raw()
    if raw and request.environ.get("CONTENT_TYPE") != JSON and request.mimetype != JSON:
        raise No(415)
    try:
        data = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError:
        raise No(400) from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _first(error.errors(include_url=False, include_input=False)[0]) from None


def query(model: type[B]) -> B:
    """The address's query as `model`: 422 with the field. Every value is a text there; `lang` is everybody's."""
    given = {name: value for name, value in request.args.items() if name != "lang"}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _first(error.errors(include_url=False, include_input=False)[0]) from None


def _raw() -> bytes:
    """The body's bytes, kept for the hash of an ask key. One byte over the limit is read to know, no more.

    Straight from the server, which ends the body where the request does: the framework's own way there parses the
    length four times and costs a twelfth of a request.
    """
    environ = request.environ
    if RAW in environ:
        return cast(bytes, environ[RAW])
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > BODY_MAX:
        raise No(413)
    environ[RAW] = raw = _read(environ, int(length) if length.isdigit() else BODY_MAX + 1)
    if len(raw) > BODY_MAX:
        raise No(413)
    return raw


def _read(environ: dict[str, Any], most: int) -> bytes:
    """At most so many bytes of the body; 400 when the client goes away, or breaks its own framing, half-way."""
    if not (environ.get("CONTENT_LENGTH") or environ.get("wsgi.input_terminated")):
        return b""
    try:
        raw: bytes = environ["wsgi.input"].read(most)
    except OSError:
        raise No(400) from None
    return raw


WHY = {"missing": "missing-field", "extra_forbidden": "unknown-field"}


def _first(error: ErrorDetails) -> No:
    """The first thing wrong with a body. A client's own field name is cut and shown without control characters."""
    field = ".".join(str(part) for part in error["loc"])[:64]
    field = "".join(c if c.isprintable() else "?" for c in field) or "body"
    return No(422, "bad-field", field, why=WHY.get(error["type"], "bad-value"))


def ask_key() -> str | None:
    """The request's Idempotency-Key: 1 to 128 printable characters."""
    key: str | None = request.environ.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return None
    if not (1 <= len(key) <= KEY_MAX and key.isprintable()):
        raise bad_field("Idempotency-Key")
    return key


def asker() -> Asker:
    """Who asks what, for the record."""
    who = caller()
    return Asker(f"{who.kind}:{who.name}", who.place, ask_key(), f"{request.method} {request.path}", _raw())


# --- the one door


def keep(rule: Callable[..., Any], answer: Callable[[Kept], Answer], /, **words: Any) -> Response:
    """Record what `rule` decides and send the kept answer's bytes; a repeat of an ask key gives the same bytes.

    Refused, KeyReused and NotKept rise to `api.errors` as 409, 422 and 503.
    """
    began = perf_counter()
    kept = ledger().by(asker(), answer).record(rule, **words)
    current_app.extensions["commit_seconds"](perf_counter() - began)
    made = kept.answer if kept.answer is not None else answer(kept)
    return reply_bytes(made.body, made.status)


def pace(what: str, per_minute: int) -> None:
    """429 when this caller presses `what` more than `per_minute` times a minute (0: no limit)."""
    wait = current_app.extensions["pace"].wait_seconds(f"{what} {caller().name}", per_minute)
    if wait:
        raise No(429, retry_after=wait)
