"""The boards' side of each family, as far as a bank can meet it: which bytes are a command, what is done, what is said.

Written from the papers, not from the codecs, and it obeys "open all" as real boards do: that nobody sends it is for the
codecs to see to.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Protocol

from lockers.codecs.codec import folded, total
from lockers.codecs.modbus import crc


class Locks(Protocol):
    """What a board has to do with: `lockers.engine.Cabinet`. Locks count from 0."""

    @property
    def boards(self) -> list[int]: ...
    def switches(self, board: int) -> int: ...
    def items(self, board: int) -> int: ...
    def pulse(self, board: int, lock: int) -> None: ...


class Firmware(Protocol):
    baud: int
    command_bytes: int

    def whole(self, frame: bytes) -> bool:
        """Whether these bytes are a command with a good check."""

    def obey(self, locks: Locks, frame: bytes) -> Iterator[bytes]:
        """Do it; the answers of the boards that were meant, none for a board that is not there."""

    def renamed(self, answer: bytes) -> bytes:
        """The same answer in the name of the next board, with a good check."""

    def made_up(self, board: int, random: Random) -> bytes:
        """An answer with any switches."""


def little(number: int, length: int) -> bytes:
    return (number & (1 << 8 * length) - 1).to_bytes(length, "little")


def summed(data: bytes) -> bytes:
    return data + bytes([total(data)])


def xored(data: bytes) -> bytes:
    return data + bytes([folded(data)])


class Cu48Boards:
    baud, command_bytes = 19200, 6

    def __init__(self, commands: str = "50-51-65") -> None:
        self._ask, self._unlock, self._answer = bytes.fromhex(commands.replace("-", ""))

    def whole(self, frame: bytes) -> bool:
        return frame[0] == 0x02 and frame[4] == 0x03 and frame == summed(frame[:5])

    def obey(self, locks: Locks, frame: bytes) -> Iterator[bytes]:
        _, address, lock, command = frame[:4]
        for board in [board for board in locks.boards if address in (board, 0x0A)]:
            if command == self._ask:
                yield self._said(board, locks.switches(board))
            elif command == self._unlock:
                for each in range(48) if lock == 0x30 else [lock]:
                    locks.pulse(board, each)

    def renamed(self, answer: bytes) -> bytes:
        return summed(answer[:1] + bytes([answer[1] + 1 & 0xFF]) + answer[2:-1])

    def made_up(self, board: int, random: Random) -> bytes:
        return self._said(board, random.getrandbits(48))

    def _said(self, board: int, switches: int) -> bytes:
        return summed(bytes([0x02, board, 0x00, self._answer]) + little(switches, 6) + b"\x03")


class Cu16Boards:
    baud, command_bytes = 19200, 5

    def whole(self, frame: bytes) -> bool:
        return frame[0] == 0x02 and frame[3] == 0x03 and frame == summed(frame[:4])

    def obey(self, locks: Locks, frame: bytes) -> Iterator[bytes]:
        board, lock, command = frame[1] >> 4, frame[1] & 0x0F, frame[2]
        for each in locks.boards if command == 0x32 and board == 0x0F else [n for n in locks.boards if n == board]:
            if command in (0x30, 0x32):
                answer = 0x35 if command == 0x30 else 0x36
                yield self._said(each, answer, locks.switches(each), locks.items(each))
            elif command in (0x31, 0x33):
                for one in range(16) if command == 0x33 else [lock]:
                    locks.pulse(each, one)

    def renamed(self, answer: bytes) -> bytes:
        return summed(answer[:1] + bytes([answer[1] + 0x10 & 0xFF]) + answer[2:-1])

    def made_up(self, board: int, random: Random) -> bytes:
        return self._said(board, 0x35, random.getrandbits(16), random.getrandbits(16))

    def _said(self, board: int, answer: int, switches: int, items: int) -> bytes:
        return summed(bytes([0x02, board << 4, answer]) + little(switches, 2) + little(items, 2) + b"\x03")


class EightABoards:
    baud, command_bytes = 9600, 5

    def whole(self, frame: bytes) -> bool:
        head = (frame[0], frame[3]) in ((0x8A, 0x11), (0x80, 0x33))
        return head and frame == xored(frame[:4])

    def obey(self, locks: Locks, frame: bytes) -> Iterator[bytes]:
        """Its answer to a pulse is what the switch says right after: 11 for one, 00 for nought, whatever that means."""
        head, board, lock = frame[:3]
        if board not in locks.boards:
            return
        if head == 0x8A:
            for each in range(24) if lock == 0 else [lock - 1]:
                locks.pulse(board, each)
        one = lock == 0 or locks.switches(board) >> lock - 1 & 1
        if head == 0x80 and lock == 0:
            yield self._said(board, locks.switches(board))
        else:
            yield xored(bytes([head, board, lock, 0x11 if one else 0x00]))

    def renamed(self, answer: bytes) -> bytes:
        return xored(answer[:1] + bytes([answer[1] + 1 & 0xFF]) + answer[2:-1])

    def made_up(self, board: int, random: Random) -> bytes:
        return self._said(board, random.getrandbits(24))

    def _said(self, board: int, switches: int) -> bytes:
        return xored(bytes([0x80, board]) + little(switches, 3)[::-1] + b"\x33")


class ModbusBoards:
    """Relays at a board's address, the doors' switches on the inputs at that address and `inputs_offset`."""

    baud, command_bytes = 9600, 8

    def __init__(self, inputs_offset: int = 0) -> None:
        self._offset = inputs_offset

    def whole(self, frame: bytes) -> bool:
        return frame[-2:] == crc(frame[:-2])

    def obey(self, locks: Locks, frame: bytes) -> Iterator[bytes]:
        address, function = frame[:2]
        first, value = int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[4:6], "big")
        if function == 0x02 and address - self._offset in locks.boards:
            yield self._said(address, locks.switches(address - self._offset))
        elif function == 0x05 and address in locks.boards:
            coils = self._coils(first, value)
            for coil in coils:
                locks.pulse(address, coil)
            no = bytes([address, 0x85, 0x02])
            yield frame if coils or value == 0 else no + crc(no)

    @staticmethod
    def _coils(first: int, value: int) -> range:
        """Which relays switch on."""
        if first == 0x00FF and value == 0xFF00:
            return range(8)
        on = (0x0200 <= first < 0x0208 and value > 0) or (first < 8 and value == 0xFF00)
        return range(first & 0xFF, (first & 0xFF) + 1) if on else range(0)

    def renamed(self, answer: bytes) -> bytes:
        body = bytes([answer[0] + 1 & 0xFF]) + answer[1:-2]
        return body + crc(body)

    def made_up(self, board: int, random: Random) -> bytes:
        return self._said(board + self._offset, random.getrandbits(8))

    def _said(self, address: int, switches: int) -> bytes:
        body = bytes([address, 0x02, 0x01]) + little(switches, 1)
        return body + crc(body)
