"""Handing one view to hundreds of screens: one frame, written to each socket at once when nothing stands before it.

The library's own way (a queue, a greenlet, a fresh websocket frame for each socket) costs five times as much: 30 ms of
the processor for 300 screens, against 6. It stays the way for polling, for a screen that is behind, and for all else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from engineio.packet import MESSAGE, NOOP
from engineio.packet import Packet as Outer
from flask_socketio import SocketIO
from socketio.packet import EVENT

FRAMES_KEPT = 16
"""Latest frames kept: what the library sends to many sockets (a packet keeps its text) is framed once too."""

SHORT, MIDDLE = 126, 1 << 16


@lru_cache(maxsize=FRAMES_KEPT)
def framed(text: str) -> bytes:
    """A whole text frame of RFC 6455, unmasked as a server's is."""
    body = text.encode()
    if len(body) < SHORT:
        head = bytes((0x81, len(body)))
    elif len(body) < MIDDLE:
        head = b"\x81\x7e" + len(body).to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + len(body).to_bytes(8, "big")
    return head + body


class Wire(WebSocketWSGI):  # type: ignore[misc]
    """A websocket that knows whether it may be written to just now: not while a greenlet is inside (`busy`), nor while
    part of an earlier frame is left (`rest`)."""

    def __init__(self, handler: Callable[[Any], Any], server: Any) -> None:
        super().__init__(handler, server)
        self.busy, self.rest = False, b""
        self.socket = handler.__self__  # type: ignore[attr-defined]
        self.socket.wire = self

    def send(self, message: str | bytes) -> Any:
        """The library's way: whole, after what is left of an earlier frame, and waiting for a slow screen."""
        if isinstance(message, bytes):
            return super().send(message)
        if not self.ws.connected:
            raise OSError("closed")
        rest, self.rest, self.busy = self.rest, b"", True
        try:
            self.ws.sock.sendall(rest + framed(message))
        finally:
            self.busy = False
        return None

    def hand(self, frame: bytes) -> bool:
        """Write the frame now, or say that it has to queue. Never waits: what does not fit is left to `send`, which a
        packet without meaning wakes."""
        if self.busy or self.rest or not self.socket.upgraded or self.socket.queue.qsize() or not self.ws.connected:
            return False
        try:
            written = self.ws.sock._sock.send(frame)
        except OSError:
            return False
        if written < len(frame):
            self.rest = frame[written:]
            self.socket.queue.put(Outer(NOOP))
        return True


class FanOut:
    """Socket.IO as `api.live` uses it, with the short way for views and beats."""

    def __init__(self, socketio: SocketIO) -> None:
        self.server, self.on_event = socketio.server, socketio.on_event
        eio = self.server.eio
        eio._async = {**eio._async, "websocket": Wire}

    def emit(self, event: str, body: Any, *, namespace: str, to: str | list[str]) -> None:
        """One encoding and one frame for all of `to`, a room or some sockets' ids."""
        inner = self.server.packet_class(EVENT, namespace=namespace, data=[event, body])
        packet = Outer(MESSAGE, inner.encode())
        frame, sockets = framed(packet.encode()), self.server.eio.sockets
        for _, eio_sid in self.server.manager.get_participants(namespace, to):
            socket = sockets.get(eio_sid)
            if socket is None or socket.closed:
                continue
            wire = getattr(socket, "wire", None)
            if wire is None or not wire.hand(frame):
                socket.send(packet)
