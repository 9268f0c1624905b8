"""One POST of JSON over HTTP within a time limit for the whole of it, however slowly the other side drips."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

ANSWER_BYTES_MAX = 16_384
PIECE_BYTES = 4096
FAILURES = (OSError, HTTPException, ValueError)
"""What `post` raises when there is no good answer in time."""


class Post:
    """`seconds` is for the whole: connecting, sending, and the last byte of the answer."""

    def __init__(self, url: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._url, self._seconds, self._clock = urlsplit(url), seconds, clock

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """The answer's status and body. Raises one of FAILURES."""
        until = self._clock() + self._seconds
        secure = self._url.scheme == "https"
        place = (self._url.hostname or "", self._url.port or (443 if secure else 80))
        with socket.create_connection(place, timeout=self._seconds) as plain:
            plain.settimeout(self._left(until))
            wire = ssl.create_default_context().wrap_socket(plain, server_hostname=place[0]) if secure else plain
            with wire:
                wire.sendall(self._head(len(body), headers or {}) + body)
                return _read(self._all(wire, until))

    def _head(self, length: int, headers: Mapping[str, str]) -> bytes:
        more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return (
            f"POST {self._url.path or '/'} HTTP/1.1\r\nHost: {self._url.netloc}\r\nConnection: close\r\n"
            f"Accept: application/json\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\r\n"
        ).encode("ascii")

    def _all(self, wire: socket.socket, until: float) -> bytes:
        came = bytearray()
        while len(came) <= ANSWER_BYTES_MAX:
            wire.settimeout(self._left(until))
            piece = wire.recv(PIECE_BYTES)
            if not piece:
                return bytes(came)
            came += piece
        raise ValueError("an answer this long is none")

    def _left(self, until: float) -> float:
        left = until - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


class _Came:
    """What came, as a response reads it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: Any) -> io.BytesIO:
        return io.BytesIO(self._data)


def _read(data: bytes) -> tuple[int, bytes]:
    answer = HTTPResponse(_Came(data))  # type: ignore[arg-type]  # it reads from `makefile` alone
    answer.begin()
    return answer.status, answer.read()
