"""The emulators' lines: an engine behind a TCP port or a pseudo terminal, with the pace of a real line.

One thread serves one line. Faults are set on the engine, from any thread; a printer tells of them by itself when it was
asked to (automatic status).
"""

from __future__ import annotations

import os
import select
import socket
import struct
import threading
import tty
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from printers.engine import Died

TURN_SECONDS = 0.05
"""How often it looks whether there is something to say unasked, or to stop."""
PIECE_BYTES_MAX = 4096


class Pace(Protocol):
    """What a line asks of its engine's faults. `offline`: it takes no connection; `bytes_a_second`: None for any."""

    @property
    def offline(self) -> bool: ...
    @property
    def bytes_a_second(self) -> int | None: ...


class Emulated(Protocol):
    """An engine as its line sees it; Died is for one whose plug was pulled."""

    @property
    def faults(self) -> Pace: ...

    def connected(self) -> None:
        """Somebody opened the line."""

    def receive(self, data: bytes) -> bytes:
        """Take bytes; what it answers to them."""

    def automatic(self) -> bytes:
        """What it has to say now, unasked."""


E = TypeVar("E", bound=Emulated)


@dataclass
class Line(ABC, Generic[E]):
    """What both kinds of line share: an engine, how to stop, and the pace of its faults' `bytes_a_second`."""

    engine: E
    ended: threading.Event = field(default_factory=threading.Event)

    def _talk(self, number: int, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        """Until the other end is gone (an empty read) or this is to stop. Died and OSError rise."""
        while not self.ended.is_set():
            unasked = self.engine.automatic()
            if unasked:
                write(unasked)
            if not select.select([number], [], [], TURN_SECONDS)[0]:
                continue
            data = read(self._piece())
            if not data:
                return
            write(self.engine.receive(data))

    def _piece(self) -> int:
        """How many bytes to take just now; on a slow line a few, and then a pause."""
        slow = self.engine.faults.bytes_a_second
        if slow is None:
            return PIECE_BYTES_MAX
        self.ended.wait(TURN_SECONDS)
        return max(int(slow * TURN_SECONDS), 1)

    def start(self) -> None:
        threading.Thread(target=self.serve, daemon=True).start()

    @abstractmethod
    def serve(self) -> None:
        """Answer on the line until `ended`."""


class TcpLine(Line[E]):
    """One connection at a time, as a cheap printer has it. `port` 0 chooses a free one."""

    def __init__(self, engine: E, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__(engine)
        self._listener = socket.create_server((host, port))
        self.port: int = self._listener.getsockname()[1]

    @property
    def place(self) -> str:
        return f"TCP port {self.port}"

    def serve(self) -> None:
        while not self.ended.is_set():
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            with one:
                self._serve_one(one)

    def _serve_one(self, one: socket.socket) -> None:
        if self.engine.faults.offline:
            return
        self.engine.connected()
        try:
            self._talk(one.fileno(), one.recv, one.sendall)
        except Died:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # gone: a reset
        except OSError:
            return

    def close(self) -> None:
        self.ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for a connection
        self._listener.close()


class PtyLine(Line[E]):
    """A serial line by a pseudo terminal; `path` is what to open. It knows of no connection: a printer that died there
    just says nothing more."""

    def __init__(self, engine: E) -> None:
        super().__init__(engine)
        self._far, self._near = os.openpty()  # the near end stays open: a line does not go when one program does
        tty.setraw(self._near)
        self.path = os.ttyname(self._near)
        self._gone = threading.Event()

    @property
    def place(self) -> str:
        return self.path

    def serve(self) -> None:
        while not self.ended.is_set():
            try:
                self._talk(self._far, lambda most: os.read(self._far, most), self._say)
            except Died:
                continue
            except OSError:
                break
        self._gone.set()

    def _say(self, data: bytes) -> None:
        if not self.engine.faults.offline:
            os.write(self._far, data)

    def close(self) -> None:
        self.ended.set()
        self._gone.wait(1.0)
        for end in (self._far, self._near):
            os.close(end)
