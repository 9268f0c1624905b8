"""One error shape for everything that goes wrong at an edge: {"reason", "message", "field"?}."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from flask import Flask, Response, has_request_context, request
from werkzeug.exceptions import HTTPException

from api import tongue
from api.answers import reply
from hall.refused import Refused
from ledger.asks import KeyReused, NotKept

log = structlog.get_logger("api")
NO_WORDS: Mapping[str, object] = {}

NOT_KEPT_SECONDS = 2
"""When to repeat a request that could not be kept."""

REASONS = {400: "unreadable", 401: "no-key", 403: "not-allowed", 404: "not-found", 405: "no-such-method",
           413: "too-large", 415: "not-json", 422: "bad-field", 429: "too-many", 500: "fault", 503: "not-kept"}


class No(Exception):
    """An edge says no before any rule is asked. `words` fill the message, `retry_after` is in seconds."""

    def __init__(self, status: int, reason: str | None = None, field: str | None = None, *,
                 retry_after: int | None = None, **words: object) -> None:
        super().__init__(status, reason, field)
        self.status, self.reason, self.field = status, reason or REASONS[status], field
        self.retry_after, self.words = retry_after, words


def say_no(
    status: int, reason: str, field: str | None = None, *, section: str | None = None, retry_after: int | None = None,
    words: Mapping[str, object] = NO_WORDS,
) -> Response:  # fmt: skip
    """The answer that says no, in the asker's language."""
    body: dict[str, str] = {"reason": reason, "message": _text(section, reason, field=field or "", **words)}
    if field is not None:
        body["field"] = field
    answer = reply(body, status)
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _text(section: str | None, reason: str, **words: object) -> str:
    if section is None:
        return tongue.say_no(reason, **words)
    return tongue.say(f"{section}.{reason}", **words)


def _no(no: No) -> Response:
    return say_no(no.status, no.reason, no.field, retry_after=no.retry_after, words=no.words)


def _refused(no: Refused) -> Response:
    return say_no(409, no.reason, no.field, section="refused", words=no.words)


def _key_reused(_: KeyReused) -> Response:
    return say_no(422, "key-reused", "Idempotency-Key")


def _not_kept(_: NotKept) -> Response:
    return say_no(503, "not-kept", retry_after=NOT_KEPT_SECONDS)


def _http(error: HTTPException) -> Response:
    """What the framework itself refuses: no such path, method, a body it could not read, a redirect."""
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=[(k, v) for k, v in error.get_headers() if k == "Location"])
    answer = say_no(status, REASONS.get(status, "unreadable" if status < 500 else "fault"))
    allowed = getattr(error, "valid_methods", None)
    if status == 405 and allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _fault(error: Exception) -> Response:
    """A bug: this caller's 500 alone. The log has the trace, the answer has none of it."""
    rule = request.url_rule.rule if has_request_context() and request.url_rule else None
    log.error("fault", path=rule, exc_info=error)
    return say_no(500, "fault")


def install(app: Flask) -> None:
    """Give every error of `app` the one shape."""
    app.register_error_handler(No, _no)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(KeyReused, _key_reused)
    app.register_error_handler(NotKept, _not_kept)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)
