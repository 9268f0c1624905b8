"""One HTTP request of gevent's server, without what costs and is not needed: a mail parser for the headers, a log line,
three system calls where one does. It also puts our headers on every answer, whoever made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from gevent.pywsgi import WSGIHandler

from server.headers import BLOCK, NO_STORE

LINE_MAX = 8192
HEADERS_MAX = 100
TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
ONCE = ("content-length", "transfer-encoding", "host", "authorization")
"""Headers that must not come twice: two readings of one request are how one is smuggled past a proxy."""


class Lines(Protocol):
    """What headers are read from."""

    def readline(self, limit: int, /) -> bytes: ...


class Headers:
    """A request's headers as gevent's handler asks for them. A malformed one is a ValueError: 400, and
    the connection ends.

    Stricter than what it stands in for: no continuation lines, no space before the colon, nothing twice that says where
    a request ends.
    """

    status = ""

    def __init__(self, lines: Lines) -> None:
        self._values: dict[str, str] = {}
        self.headers: list[str] = []
        while (line := lines.readline(LINE_MAX + 1)) not in (b"\r\n", b"\n", b""):
            self._take(line)

    def _take(self, line: bytes) -> None:
        if len(line) > LINE_MAX or len(self.headers) >= HEADERS_MAX:
            raise ValueError("too many headers, or one too long")
        text = line.decode("latin-1")
        name, colon, value = text.partition(":")
        if not colon or not name or not TOKEN.issuperset(name):
            raise ValueError("malformed header")
        value, name = value.strip(" \t\r\n"), name.lower()
        if "\r" in value or "\n" in value or "\0" in value or (name in ONCE and name in self._values):
            raise ValueError("malformed header")
        self._values[name] = value
        self.headers.append(text)

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name.lower(), default)

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    @property
    def typeheader(self) -> str | None:
        return self._values.get("content-type")


class Request(WSGIHandler):  # type: ignore[misc]
    """One connection's requests, one after another."""

    def MessageClass(self, lines: Lines, _seekable: int = 0) -> Headers:
        return Headers(lines)

    def log_request(self) -> None:
        """No access log: a request line may hold a ticket's token."""

    def _sendall(self, data: bytes | bytearray) -> None:
        """Most answers go in one call; what the kernel did not take goes the long way."""
        sent = self.socket.send(data)
        self.response_length += sent
        if sent < len(data):
            super()._sendall(memoryview(data)[sent:])

    def _write_with_headers(self, data: bytes) -> None:
        """Status, headers and the first of the body in one piece."""
        self.headers_sent = True
        self.finalize_headers()
        lines = [b"HTTP/1.1 " + self.status]
        lines += [name + b": " + value for name, value in self.response_headers]
        if not any(name == b"Cache-Control" for name, _ in self.response_headers):
            lines.append(NO_STORE)
        lines.append(BLOCK)
        head = b"\r\n".join(lines)
        if self.response_use_chunked:
            self._sendall(head)
            self._write(data)
        else:
            self._sendall(head + data)
