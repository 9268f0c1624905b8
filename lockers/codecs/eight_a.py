"""The boards whose commands begin with 8A, 9600 8N1: five bytes out, five or seven back, an XOR at the end.

Lock 00 means "all" there and cannot be made here. The answer to a pulse is `11` or `00`, and which of them is the good
one depends on the lock's switch; one of the two is the command itself, which is also what an adapter's echo looks
like. So that answer is never taken for anything but "the board is there".
"""

from __future__ import annotations

from lockers.codecs.codec import Switches, checked, folded, sliding

UNLOCK_HEAD, ASK_HEAD = 0x8A, 0x80
UNLOCK, ASK = 0x11, 0x33
ANSWER_BYTES, PULSE_ANSWER_BYTES = 7, 5


class EightA:
    boards = range(1, 32)
    locks = range(0, 24)
    answers_unlock = True

    def unlock(self, board: int, lock: int) -> bytes:
        checked(self, board, lock)
        return _frame(UNLOCK_HEAD, board, lock + 1, UNLOCK)

    def ask(self, board: int) -> bytes:
        checked(self, board)
        return _frame(ASK_HEAD, board, 0, ASK)

    def switches(self, board: int, came: bytes) -> Switches | None:
        """Three bytes of switches, the last eight locks first."""

        def fits(frame: bytes) -> bool:
            head = frame[0] == ASK_HEAD and frame[1] == board and frame[5] == ASK
            return head and frame[6] == folded(frame[:6])

        found = sliding(came, ANSWER_BYTES, fits)
        return Switches(int.from_bytes(found[2:5], "big")) if found else None

    def answered(self, board: int, lock: int, came: bytes) -> bool | None:
        def fits(frame: bytes) -> bool:
            head = frame[0] == UNLOCK_HEAD and frame[1] == board and frame[2] == lock + 1
            return head and frame[3] in (0x00, UNLOCK) and frame[4] == folded(frame[:4])

        return True if sliding(came, PULSE_ANSWER_BYTES, fits) else None


def _frame(head: int, board: int, lock: int, function: int) -> bytes:
    body = bytes([head, board, lock, function])
    return body + bytes([folded(body)])
