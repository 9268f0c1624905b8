"""Signing in and out on a page, and the cookie that a page at a device swaps its key for."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, current_app, request
from gevent.lock import BoundedSemaphore
from gevent.threadpool import ThreadPool

from api import edge
from api.answers import reply
from api.callers import Caller, identify, same_origin
from api.edge import Asked
from api.errors import No
from api.roles import ROLES
from api.shapes import Shape
from api.text import Line, Word
from hall import windows
from ledger.asks import Asker
from server import passwords
from server.access import COOKIES, Access
from server.keyring import drawn, hashed
from server.throttle import ERRORS_FREE, SOURCE_ERRORS_FREE, Throttle

HASHING_MAX = 2
"""Passwords being hashed at once: each takes 19 MiB and a core."""
WAITING_MAX = 20
"""Sign-ins that wait for their turn; one more is told to come back."""
BUSY_SECONDS = 2
blueprint = edge.blueprint("sign-ins")


class SignIn(Asked):
    name: Word
    password: Line
    window: Word | None = None
    takeover: bool = False


class SignedIn(Shape):
    name: str
    role: str
    window: str | None


class Door:
    """Checks passwords off the loop, a few at a time, slower after errors. In `app.extensions["door"]`."""

    def __init__(self) -> None:
        self.by_name, self.by_source = Throttle(ERRORS_FREE), Throttle(SOURCE_ERRORS_FREE)
        self._pool, self._turns = ThreadPool(HASHING_MAX), BoundedSemaphore(WAITING_MAX)
        self._nobody = passwords.hash_of(passwords.generated())

    def check(self, access: Access, name: str, password: str, source: str) -> Caller:
        """The person, or 401 in the same words and time whether or not the name exists, or 429."""
        wait = max(self.by_name.wait_seconds(name), self.by_source.wait_seconds(source))
        if wait:
            raise No(429, retry_after=wait)
        person = access.known.people.get(name)
        if not self._matches(self._nobody if person is None else person.password, password) or person is None:
            self.by_name.wrong(name)
            self.by_source.wrong(source)
            raise No(401, "wrong-sign-in")
        self.by_name.right(name)
        return Caller(person.name, person.role, None, "person", skills=person.skills, may=person.may)

    def _matches(self, kept: str, password: str) -> bool:
        if not self._turns.acquire(blocking=False):
            raise No(429, retry_after=BUSY_SECONDS)
        try:
            return bool(self._pool.apply(passwords.matches, (kept, password)))
        finally:
            self._turns.release()


def access() -> Access:
    return cast(Access, current_app.extensions["callers"])


def from_our_page() -> None:
    """A page of another site may not sign anybody in; a program, which names no origin, may."""
    if ("Origin" in request.headers or "Sec-Fetch-Site" in request.headers) and not same_origin():
        raise No(403, "cross-site")


def _set_cookie(answer: Response, value: str) -> Response:
    secure = request.is_secure
    answer.set_cookie(COOKIES[0 if secure else 1], value, path="/", secure=secure, httponly=True, samesite="Strict")
    return answer


@blueprint.post("/sign-ins")
@edge.describe(201, SignedIn, body=SignIn, no=(401, 403, 409, 429, 503))
def sign_in() -> Response:
    """Sign a person in, at a window if one is named. Another person there: 409 window-taken, unless `takeover`."""
    from_our_page()
    asked = edge.body(SignIn)
    if asked.window is not None and asked.window not in edge.plan().window:
        raise edge.bad_field("window", "unknown-window")
    person = current_app.extensions["door"].check(access(), asked.name, asked.password, request.remote_addr or "")
    if asked.window is not None:
        edge.ledger().by(Asker(f"person:{person.name}", asked.window)).record(
            windows.sign_in, window=asked.window, person=person.name, takeover=asked.takeover, skills=person.skills,
            may=person.may,
        )  # fmt: skip
    mark = drawn()
    access().begin(mark, person=person.name, window=asked.window)
    body: dict[str, Any] = {"name": person.name, "role": person.role, "window": asked.window}
    return _set_cookie(reply(body, 201), mark)


@blueprint.delete("/sign-ins")
@edge.allow(*ROLES)
@edge.describe(204, no=(503,))
def sign_out() -> Response:
    """End the session this request came with. A key has none: 403."""
    who = edge.caller()
    if "Authorization" in request.headers:
        raise No(403)
    if who.kind == "person" and who.place is not None:
        edge.ledger().by(Asker(f"person:{who.name}", who.place)).record(
            windows.sign_out, window=who.place, person=who.name
        )
    access().end(request.cookies)
    answer = Response(status=204)
    for name in COOKIES:
        answer.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True, samesite="Strict")
    return answer


class Enter(Asked):
    key: Line


def enter() -> Response:
    """POST /enter: a page at a device swaps its key for a cookie that scripts cannot read."""
    from_our_page()
    key = edge.body(Enter).key
    caller = identify(key)
    if caller is None or caller.kind != "key":
        raise No(401)
    mark = drawn()
    access().begin(mark, key=next(k.id for k in access().known.keys if k.hash == hashed(key)))
    return _set_cookie(reply({"role": caller.role, "place": caller.place}), mark)
