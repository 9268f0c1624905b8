"""A line between a page and the server that a test can cut: while it is, nothing passes and nobody is told."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 65_536
BACKLOG = 64


class Line:
    """Listens on `port` and passes every connection on to the server at `to`."""

    def __init__(self, to: int) -> None:
        self.to = to
        self._whole = threading.Event()
        self._whole.set()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._whole.clear()

    def mend(self, to: int | None = None) -> None:
        """Whole again, perhaps to another server; what was connected is gone, as after any real break."""
        self.to = self.to if to is None else to
        for each in list(self._open):
            _close(each)
        self._open.clear()
        self._whole.set()

    def close(self) -> None:
        _close(self._listening)
        self.mend()

    def _accept(self) -> None:
        with suppress(OSError):  # closed: the line is no longer needed
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._open.add(near)
        self._whole.wait()
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:  # the server is not there just now
            _close(near)
            return
        self._open.add(far)
        threading.Thread(target=self._pass, args=(far, near), daemon=True).start()
        self._pass(near, far)

    def _pass(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while data := here.recv(CHUNK):
                self._whole.wait()
                there.sendall(data)
        for each in (here, there):
            self._open.discard(each)
            _close(each)


def _close(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
