"""Who knows the codes that are not ours: nobody, a simulated service, or a real one over HTTP within a time limit.

Asked with `POST {"code", "kiosk"}`, answers `{"kind": "check-in", "service": id}` or
`{"kind": "ticket", "ticket": id}`. Anything else, and any fault, is "not known".
"""

from __future__ import annotations

import io
import json
import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import structlog

from hall.plan import Codes
from kiosk.codes import Foreign, ForeignCodes, NoForeignCodes

log = structlog.get_logger("codes")
ANSWER_BYTES_MAX = 16_384
PIECE_BYTES = 4096


class SimulatedCodes:
    """Knows `CHECK-IN:<service>` and `TICKET:<ticket>`, and can be silent like a real one."""

    silent = False

    def ask(self, code: str, kiosk: str) -> Foreign | None:
        kind, _, name = code.partition(":")
        if self.silent or not name:
            return None
        return {"CHECK-IN": Foreign("check-in", service=name), "TICKET": Foreign("ticket", ticket=name)}.get(kind)


class HttpCodes:
    """`seconds` is for the whole of an asking, however slowly the other side drips."""

    def __init__(self, url: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._url, self._seconds, self._clock = urlsplit(url), seconds, clock

    def ask(self, code: str, kiosk: str) -> Foreign | None:
        try:
            status, body = self._ask(json.dumps({"code": code, "kiosk": kiosk}).encode())
            return _foreign(json.loads(body)) if status == 200 else None
        except (OSError, HTTPException, ValueError) as failure:
            log.warning("foreign-code", failure=type(failure).__name__)  # never the code itself
            return None

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        until = self._clock() + self._seconds
        secure = self._url.scheme == "https"
        place = (self._url.hostname or "", self._url.port or (443 if secure else 80))
        with socket.create_connection(place, timeout=self._seconds) as plain:
            plain.settimeout(self._left(until))
            wire = ssl.create_default_context().wrap_socket(plain, server_hostname=place[0]) if secure else plain
            with wire:
                wire.sendall(self._head(len(body)) + body)
                return _read(self._all(wire, until))

    def _head(self, length: int) -> bytes:
        path = self._url.path or "/"
        return (
            f"POST {path} HTTP/1.1\r\nHost: {self._url.netloc}\r\nConnection: close\r\nAccept: application/json\r\n"
            f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
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


def _foreign(said: Any) -> Foreign | None:
    if not isinstance(said, dict):
        return None
    kind = said.get("kind")
    name = said.get("service" if kind == "check-in" else "ticket")
    if kind not in ("check-in", "ticket") or not isinstance(name, str) or not name.isascii():
        return None
    return Foreign("check-in", service=name) if kind == "check-in" else Foreign("ticket", ticket=name)


def foreign_codes(planned: Codes) -> ForeignCodes:
    if planned.kind == "http":
        return HttpCodes(planned.url, planned.seconds)
    return SimulatedCodes() if planned.kind == "simulated" else NoForeignCodes()
