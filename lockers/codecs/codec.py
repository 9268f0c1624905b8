"""What a family of lock boards is to the bank: two frames to send, and how to find the answers in what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Protocol


@dataclass(frozen=True)
class Switches:
    """What one board said of its locks. Bit n of `ones` is the door switch of its lock n, counted from 0; what a 1
    means is a matter of the lock's wiring. `items`: the same for what stands inside, 1 for something; None without
    such sensors."""

    ones: int
    items: int | None = None


class Codec(Protocol):
    """Locks count from 0 here, whatever the family writes. A board or lock that the family does not have is a
    ValueError: several of them would mean "all"."""

    boards: range
    locks: range
    answers_unlock: bool
    """Whether the boards answer a pulse, as far as is known."""

    def unlock(self, board: int, lock: int) -> bytes:
        """One pulse to one lock."""

    def ask(self, board: int) -> bytes:
        """How do all locks of this board stand?"""

    def switches(self, board: int, came: bytes) -> Switches | None:
        """The answer to `ask` of this board within what came, wherever it begins; None: not there, or not whole."""

    def answered(self, board: int, lock: int, came: bytes) -> bool | None:
        """What the board said to `unlock`: False for a plain no, True for any other answer, None for none. True says
        nothing of the door."""


def checked(codec: Codec, board: int, lock: int = 0) -> None:
    if board not in codec.boards:
        raise ValueError(f"no board {board}: there are {codec.boards.start} to {codec.boards.stop - 1}")
    if lock not in codec.locks:
        raise ValueError(f"no lock {lock + 1}: there are 1 to {codec.locks.stop}")


def sliding(came: bytes, length: int, fits: Callable[[bytes], bool]) -> bytes | None:
    """The first stretch of this length that fits: noise before it, lost beginnings and foreign frames are slid over."""
    windows = (came[at : at + length] for at in range(len(came) - length + 1))
    return next(filter(fits, windows), None)


def without_echo(came: bytes, request: bytes) -> bytes | None:
    """What came, less our own bytes where an adapter gives them back first; None while those may still be coming.

    Only the whole request and only in front: an answer that happens to look like it comes after the echo of it."""
    if came.startswith(request):
        return came[len(request) :]
    return None if request.startswith(came) else came


def total(data: bytes) -> int:
    return sum(data) & 0xFF


def folded(data: bytes) -> int:
    return reduce(xor, data, 0)


def little_endian(data: bytes) -> int:
    return int.from_bytes(data, "little")
