"""The line passed on: every byte both ways, pulses noticed, to the hall alone, and given up when it is wanted."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from station.relay import Relay
from tests.served import until
from wires.wire import Wire, WireBroken

PULSE = bytes.fromhex("02 01 31 03 37")
SECONDS = 5.0


class Boards:
    """A wire on which boards say back what they hear, twice."""

    def __init__(self) -> None:
        self.heard, self.says, self.opened, self.closed = b"", b"", 0, 0

    def open(self) -> Wire:
        self.opened += 1
        return self

    def send(self, data: bytes) -> None:
        self.heard += data
        self.says += data * 2

    def receive(self, seconds: float) -> bytes:
        said, self.says = self.says, b""
        return said

    def close(self) -> None:
        self.closed += 1


class Passed:
    def __init__(self, boards: Boards, allowed: bool = True, broken: bool = False) -> None:
        self.boards = boards
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.relay = Relay(
            self.listener, _broken if broken else boards.open, lambda address: allowed, {PULSE: 2}, time.monotonic
        )
        Thread(target=self.relay.run, daemon=True).start()

    def connected(self) -> socket.socket:
        made = socket.create_connection(self.listener.getsockname(), timeout=SECONDS)
        made.settimeout(SECONDS)
        return made


def _broken() -> Wire:
    raise WireBroken("refused", "no such line")


@pytest.fixture
def passed() -> Iterator[Passed]:
    made = Passed(Boards())
    made.relay.start()
    yield made
    made.relay.stop(SECONDS)
    made.listener.close()


def heard(one: socket.socket, length: int) -> bytes:
    came = b""
    while len(came) < length:
        came += one.recv(64)
    return came


def test_bytes_pass_both_ways_and_a_pulse_in_two_pieces_is_noticed(passed: Passed) -> None:
    with passed.connected() as hall:
        hall.sendall(b"abc" + PULSE[:2])
        assert heard(hall, 10) == (b"abc" + PULSE[:2]) * 2
        assert passed.relay.pulsed == {}
        hall.sendall(PULSE[2:])
        heard(hall, 6)
        assert list(passed.relay.pulsed) == [2] and passed.boards.heard == b"abc" + PULSE


def test_the_line_is_free_once_it_was_taken_back(passed: Passed) -> None:
    with passed.connected() as hall:
        hall.sendall(b"x")
        heard(hall, 2)
        assert passed.relay.stop(SECONDS) and passed.boards.closed == 1
        assert hall.recv(8) == b""
    with passed.connected() as hall:
        assert hall.recv(8) == b"", "nobody has it through here now"
    assert passed.boards.opened == 1
    passed.relay.start()
    with passed.connected() as hall:
        hall.sendall(b"y")
        assert heard(hall, 2) == b"yy"


def test_only_the_halls_address_has_the_line() -> None:
    made = Passed(Boards(), allowed=False)
    made.relay.start()
    with made.connected() as stranger:
        assert stranger.recv(8) == b"" and made.boards.opened == 0
    made.listener.close()


def test_boards_that_cannot_be_reached_close_the_connection_and_nothing_else() -> None:
    made = Passed(Boards(), broken=True)
    made.relay.start()
    for _ in range(2):
        with made.connected() as hall:
            assert hall.recv(8) == b""
    assert until(lambda: made.relay.stop(0.0), SECONDS)
    made.listener.close()
