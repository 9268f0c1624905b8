"""Kerong KR-CU16 and CU12, 19200 8N1 (over TCP: port 5000): five bytes out, nine back, a sum at the end.

From public drivers; the maker's paper was not read. Address: board in the high half of a byte, lock in the low one.
Board 15 means "all" and command 33 opens all: neither can be made here. Whether a pulse is answered is not reliable.
"""

from __future__ import annotations

from lockers.codecs.codec import Switches, checked, little_endian, sliding, total

STX, ETX = 0x02, 0x03
ASK, UNLOCK, ANSWER = 0x30, 0x31, 0x35
ANSWER_BYTES = 9


class KerongCu16:
    boards = range(0, 15)
    locks = range(0, 16)
    answers_unlock = False

    def unlock(self, board: int, lock: int) -> bytes:
        checked(self, board, lock)
        return _frame(board << 4 | lock, UNLOCK)

    def ask(self, board: int) -> bytes:
        checked(self, board)
        return _frame(board << 4, ASK)

    def switches(self, board: int, came: bytes) -> Switches | None:
        def fits(frame: bytes) -> bool:
            head = frame[0] == STX and frame[1] == board << 4 and frame[2] == ANSWER
            return head and frame[7] == ETX and frame[8] == total(frame[:8])

        found = sliding(came, ANSWER_BYTES, fits)
        return Switches(little_endian(found[3:5]), little_endian(found[5:7])) if found else None

    def answered(self, board: int, lock: int, came: bytes) -> bool | None:
        return None


def _frame(address: int, command: int) -> bytes:
    head = bytes([STX, address, command, ETX])
    return head + bytes([total(head)])
