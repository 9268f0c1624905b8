"""Many screens in one process: raw websockets that speak as much Socket.IO as a display does, and note when each hears
of a call."""

from __future__ import annotations

import base64
import os
import re
import select
import socket
from collections.abc import Callable, Sequence
from time import perf_counter

import orjson

from bench.http_load import READ_BYTES, Stuck, connected

CONNECT_SECONDS = 10.0
CALL = re.compile(rb'"call":(\d+)')
"""The first in a view is the newest call."""


def frame(text: bytes) -> bytes:
    """A client's text frame, masked with zeros."""
    head = bytes([0x81, 0x80 | len(text)]) if len(text) < 126 else bytes([0x81, 0xFE]) + len(text).to_bytes(2, "big")
    return head + bytes(4) + text


class Screen:
    """One socket. `call` is the newest call it has heard of, `heard_at` when."""

    def __init__(self, port: int, namespace: str, auth: dict[str, str]) -> None:
        self.socket = connected(port)
        self.buffer = bytearray()
        self.call, self.heard_at, self.views = 0, 0.0, 0
        self._in = namespace
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self._upgraded()
        self._wait_for(b"0{")
        self.socket.sendall(frame(b"40" + namespace.encode() + orjson.dumps(auth)))
        self._wait_for(b"40")

    def _upgraded(self) -> None:
        while b"\r\n\r\n" not in self.buffer:
            self._read()
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        if b" 101 " not in head:
            raise Stuck(f"no websocket: {head[:200]!r}")
        self.buffer = bytearray(rest)

    def _wait_for(self, start: bytes) -> None:
        until = perf_counter() + CONNECT_SECONDS
        while perf_counter() < until:
            for text in self.frames():
                if text.startswith(b"44"):
                    raise Stuck(f"refused: {text[:200]!r}")
                if text.startswith(start):
                    return
            self._read()
        raise Stuck("a socket was not let in")

    def _read(self) -> None:
        more = self.socket.recv(READ_BYTES)
        if not more:
            raise Stuck("a socket was closed")
        self.buffer += more

    def frames(self) -> list[bytes]:
        """The whole text frames that have come; a server's are unmasked."""
        found, at, buffer = [], 0, self.buffer
        while len(buffer) - at >= 2:
            length, start = buffer[at + 1] & 0x7F, at + 2
            if length >= 126:
                size = 2 if length == 126 else 8
                if len(buffer) < start + size:
                    break
                length, start = int.from_bytes(buffer[start : start + size], "big"), start + size
            if len(buffer) < start + length:
                break
            found.append(bytes(buffer[start : start + length]))
            at = start + length
        del buffer[:at]
        return found

    def hear(self) -> None:
        """Read what is there; answer a ping; note a call."""
        self._read()
        for text in self.frames():
            if text == b"2":
                self.socket.sendall(frame(b"3"))
            elif text.startswith(b"42"):
                self.views += 1
                if (found := CALL.search(text)) is not None and int(found[1]) > self.call:
                    self.call, self.heard_at = int(found[1]), perf_counter()


class Wall:
    """All the screens of a run, heard by one poll."""

    def __init__(self, screens: Sequence[Screen]) -> None:
        self.screens = {screen.socket.fileno(): screen for screen in screens}
        self._poll = select.epoll()
        for fileno in self.screens:
            self._poll.register(fileno, select.EPOLLIN)

    def listen(self, seconds: float) -> None:
        """Hear what comes for so long."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            self._hear(left)

    def time_of(self, line: socket.socket, asked: bytes, limit: float = 10.0) -> float:
        """Ask for a call on `line`; milliseconds until the slowest screen has heard of it."""
        before = max(screen.call for screen in self.screens.values())
        deaf = set(self.screens)
        began = perf_counter()
        line.sendall(asked)
        while deaf and perf_counter() < began + limit:
            deaf -= {fileno for fileno in self._hear(0.5) if self.screens[fileno].call > before}
        if deaf:
            raise Stuck(f"{len(deaf)} of {len(self.screens)} screens did not hear of a call")
        return (max(screen.heard_at for screen in self.screens.values()) - began) * 1000

    def _hear(self, seconds: float) -> list[int]:
        ready = [fileno for fileno, _ in self._poll.poll(seconds)]
        for fileno in ready:
            self.screens[fileno].hear()
        return ready

    def close(self) -> None:
        self._poll.close()
        for screen in self.screens.values():
            screen.socket.close()


def rounds(wall: Wall, line: socket.socket, ask: Callable[[int], bytes], count: int, pause: float) -> list[float]:
    """So many calls, each some time after the last was heard by all."""
    took = []
    for number in range(count):
        wall.listen(pause)
        line.setblocking(False)
        _drain(line)
        line.setblocking(True)
        took.append(wall.time_of(line, ask(number)))
    return took


def _drain(line: socket.socket) -> None:
    """The answer to the POST before this one: it came long ago."""
    try:
        while line.recv(READ_BYTES):
            pass
    except BlockingIOError:
        return
    raise Stuck("the server hung up")
