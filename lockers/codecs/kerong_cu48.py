"""Kerong KR-CU48 and its 24-way sister, 19200 8N1: six bytes out, twelve back, a sum at the end.

From the maker's "CU48 Protocol And Introduction" V2.1. Board 0A and lock 30 mean "all" there: neither can be made here.
Two sets of command bytes are in the field; a pulse has no answer in either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lockers.codecs.codec import Switches, checked, little_endian, sliding, total

STX, ETX = 0x02, 0x03
ANSWER_BYTES = 12
Commands = Literal["50-51-65", "60-61-75"]


@dataclass(frozen=True)
class KerongCu48:
    """`commands`: the bytes for ask, unlock and answer, in hex."""

    commands: Commands = "50-51-65"
    boards = range(0, 10)
    locks = range(0, 48)
    answers_unlock = False

    def unlock(self, board: int, lock: int) -> bytes:
        checked(self, board, lock)
        return self._frame(board, lock, self._bytes[1])

    def ask(self, board: int) -> bytes:
        checked(self, board)
        return self._frame(board, 0, self._bytes[0])

    def switches(self, board: int, came: bytes) -> Switches | None:
        """The third byte of the answer means nothing."""
        answer = self._bytes[2]

        def fits(frame: bytes) -> bool:
            head = frame[0] == STX and frame[1] == board and frame[3] == answer
            return head and frame[10] == ETX and frame[11] == total(frame[:11])

        found = sliding(came, ANSWER_BYTES, fits)
        return Switches(little_endian(found[4:10])) if found else None

    def answered(self, board: int, lock: int, came: bytes) -> bool | None:
        return None

    @property
    def _bytes(self) -> bytes:
        return bytes.fromhex(self.commands.replace("-", ""))

    def _frame(self, board: int, lock: int, command: int) -> bytes:
        head = bytes([STX, board, lock, command, ETX])
        return head + bytes([total(head)])
