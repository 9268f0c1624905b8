"""What a wire is: three methods, and one way to fail. A wire is opened for one job and thrown away after it."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Select = Callable[[Sequence[int], Sequence[int], Sequence[int], float], tuple[list[Any], list[Any], list[Any]]]


class WireBroken(Exception):
    """The wire failed: it could not be opened (`refused`), it broke (`lost`), or it took nothing for too long (`slow`).
    After `lost` and `slow` nobody knows how many bytes arrived."""

    def __init__(self, why: Literal["refused", "lost", "slow"], detail: str = "") -> None:
        super().__init__(why, detail)
        self.why, self.detail = why, detail


class Wire(Protocol):
    def send(self, data: bytes) -> None:
        """Send every byte, or raise WireBroken. That they were taken says nothing of what the device did with them."""

    def receive(self, seconds: float) -> bytes:
        """What came, at least one byte; b"" when nothing came in time. Raises WireBroken when the other end is gone."""

    def close(self) -> None:
        """Give the wire up. Never raises, and may be called again."""


Opener = Callable[[], Wire]
"""Opens a wire for one job; raises WireBroken("refused")."""


@dataclass(frozen=True)
class Native:
    """The system's own primitives for a native thread. Under gevent `socket` and `select` are patched and would need
    a loop in that thread, so the server hands in the originals; without gevent these defaults are they."""

    socket: type[socket.socket] = socket.socket
    select: Select = select.select
