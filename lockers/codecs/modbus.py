"""Relay boards that speak Modbus-RTU, 9600 8N1, with the doors' switches on digital inputs.

A pulse is "flash on" (coil 0200 and up, its length in tenths of a second): the board switches off by itself, so nothing
burns when this program dies in between. Plain on and off, several coils at once and coil 00FF ("all") cannot be made
here. Boards without flash on are not for locks. The check is a CRC-16.
"""

from __future__ import annotations

from dataclasses import dataclass

from lockers.codecs.codec import Switches, checked, little_endian, sliding

READ_INPUTS, WRITE_COIL, REFUSAL = 0x02, 0x05, 0x85
FLASH_ON = 0x0200
CHANNELS = 8
ANSWER_BYTES, PULSE_ANSWER_BYTES, REFUSAL_BYTES = 6, 8, 5
PULSE_MILLIS_MAX = 2000


@dataclass(frozen=True)
class Modbus:
    """`inputs_offset`: from a relay board's address to that of the board whose inputs watch its doors; 0 for one board
    that does both. `pulse_millis`: 100 to 2000, in whole hundreds."""

    pulse_millis: int = 500
    inputs_offset: int = 0
    boards = range(1, 248)
    locks = range(0, CHANNELS)
    answers_unlock = True

    def unlock(self, board: int, lock: int) -> bytes:
        checked(self, board, lock)
        if not 100 <= self.pulse_millis <= PULSE_MILLIS_MAX:
            raise ValueError(f"no pulse of {self.pulse_millis} ms")
        return _frame(board, WRITE_COIL, FLASH_ON + lock, self.pulse_millis // 100)

    def ask(self, board: int) -> bytes:
        return _frame(self._inputs(board), READ_INPUTS, 0, CHANNELS)

    def switches(self, board: int, came: bytes) -> Switches | None:
        head = bytes([self._inputs(board), READ_INPUTS, 1])
        found = sliding(came, ANSWER_BYTES, lambda frame: frame.startswith(head) and whole(frame))
        return Switches(little_endian(found[3:4])) if found else None

    def answered(self, board: int, lock: int, came: bytes) -> bool | None:
        head = bytes([board, REFUSAL])
        if sliding(came, REFUSAL_BYTES, lambda frame: frame.startswith(head) and whole(frame)):
            return False
        request = self.unlock(board, lock)
        return True if sliding(came, PULSE_ANSWER_BYTES, request.__eq__) else None

    def _inputs(self, board: int) -> int:
        checked(self, board)
        checked(self, board + self.inputs_offset)
        return board + self.inputs_offset


def whole(frame: bytes) -> bool:
    return crc(frame[:-2]) == frame[-2:]


def crc(data: bytes) -> bytes:
    """CRC-16 of Modbus, as it goes over the wire."""
    register = 0xFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0xA001 if register & 1 else 0)
    return register.to_bytes(2, "little")


def _frame(address: int, function: int, first: int, value: int) -> bytes:
    body = bytes([address, function]) + first.to_bytes(2, "big") + value.to_bytes(2, "big")
    return body + crc(body)
