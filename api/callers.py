"""Who asks: a key (device or program), a signed-in person, or a visitor's own ticket token.

Who a key belongs to comes from a lookup that the server puts into `app.extensions["callers"]`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, cast
from urllib.parse import urlsplit

from flask import current_app, request

from api.errors import No

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Caller:
    """`place` is the window, kiosk, display or bank the key serves (None: every place of its role), a signed-in
    person's window, or a visitor's ticket. `key` is what its sockets are dropped by when it is withdrawn. Of a person:
    `skills`, the services or categories known (none named: all), and `may`, what else is allowed."""

    name: str
    role: str
    place: str | None = None
    kind: Literal["key", "person", "ticket"] = "key"
    key: str = ""
    skills: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    locked: bool = False
    """A person at a window who did nothing for a while: known, and may do nothing until he signs in again."""

    def serves(self, place: str) -> bool:
        """May this caller act for `place`? Its own, or any when it is bound to none."""
        return self.place is None or self.place == place


class Callers(Protocol):
    """The server's lookup. Both answer from memory, on the loop; None: nobody we know."""

    def by_key(self, key: str) -> Caller | None: ...

    def by_cookie(self, cookies: dict[str, str]) -> Caller | None: ...

    @property
    def on_gone(self) -> list[Callable[[str], None]]:
        """Called with `Caller.key` when a key is revoked or a session ends: drop its sockets."""
        ...


def callers() -> Callers:
    return cast(Callers, current_app.extensions["callers"])


def identify(key: str | None = None) -> Caller | None:
    """Who asks: by `key` (a socket's auth payload), else the Bearer key, else the session cookie.

    A cookie travels by itself, so from another site it names nobody: see `same_origin`.
    """
    if key is not None:
        return callers().by_key(key)
    environ = request.environ  # a dict: the request's own headers take a microsecond each to ask
    header: str | None = environ.get("HTTP_AUTHORIZATION")
    if header is not None:
        kind, _, given = header.partition(" ")
        return callers().by_key(given.strip()) if kind.lower() == "bearer" else None
    if "HTTP_COOKIE" not in environ:
        return None
    return callers().by_cookie(request.cookies)


def same_origin() -> bool:
    """Did this request start at a page of ours? Browsers say so in Sec-Fetch-Site, older ones in Origin alone.

    A request that says neither was not sent by a page that another site could write.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return site is not None
    return urlsplit(origin).netloc == request.host


def guard_cookie(caller: Caller) -> None:
    """An unsafe request that came by cookie must have started at a page of ours, or it is another site's."""
    if request.method in SAFE or "Authorization" in request.headers:
        return
    if not same_origin():
        raise No(403, "cross-site")
