"""Another service is asked within its time limit; whatever goes wrong there, the visitor goes on without."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from hall.plan import Codes
from kiosk.codes import Foreign
from server.foreign_codes import HttpCodes, SimulatedCodes, foreign_codes


class Answering:
    """A service that answers every asking with these bytes, one piece after the other, and keeps what it was asked."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.every_seconds = 0.0
        self.asked: list[bytes] = []
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/codes"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            with one:
                try:
                    self.asked.append(one.recv(4096))
                    for piece in self.pieces:
                        one.sendall(piece)
                        self.ended.wait(self.every_seconds)
                except OSError:
                    continue

    def close(self) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def service() -> Iterator[Answering]:
    made = Answering()
    yield made
    made.close()


def answer(body: bytes, status: str = "200 OK") -> list[bytes]:
    return [f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode(), body]


def test_a_service_is_asked_and_its_answer_taken(service: Answering) -> None:
    service.pieces = answer(b'{"kind": "check-in", "service": "medical"}')
    assert HttpCodes(service.url, 2.0).ask("APPT-1", "K1") == Foreign("check-in", service="medical")
    assert service.asked[0].startswith(b"POST /codes HTTP/1.1\r\n")
    assert b'{"code": "APPT-1", "kiosk": "K1"}' in service.asked[0]


@pytest.mark.parametrize(
    "pieces",
    [
        [], answer(b""), answer(b"[]"), answer(b'{"kind": "check-in"}'), answer(b'{"kind": "x", "ticket": "t"}'),
        answer(b'{"kind": "ticket", "ticket": 7}'), answer(b'{"kind": "ticket", "ticket": "\\ud800"}'),
        answer(b'{"kind": "ticket", "ticket": "t"}', "404 Not Found"), [b"x" * 40_000], [b"\x00\xff\r\n\r\n"],
    ],
    ids=str,
)  # fmt: skip
def test_any_other_answer_is_not_known(service: Answering, pieces: list[bytes]) -> None:
    service.pieces = pieces
    assert HttpCodes(service.url, 2.0).ask("A", "K1") is None


def test_a_service_that_drips_is_given_up_in_time(service: Answering) -> None:
    service.pieces, service.every_seconds = [b"H"] * 100, 0.05
    began = time.monotonic()
    assert HttpCodes(service.url, 0.2).ask("A", "K1") is None
    assert time.monotonic() - began < 1.5


def test_a_service_that_is_off_is_not_known() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert HttpCodes(f"http://127.0.0.1:{port}", 0.5).ask("A", "K1") is None


def test_the_simulated_one_knows_what_it_makes_up() -> None:
    made = foreign_codes(Codes("simulated"))
    assert isinstance(made, SimulatedCodes)
    assert made.ask("CHECK-IN:medical", "K1") == Foreign("check-in", service="medical")
    assert made.ask("6901234567892", "K1") is None
    made.silent = True
    assert made.ask("CHECK-IN:medical", "K1") is None
    assert foreign_codes(Codes()).ask("CHECK-IN:medical", "K1") is None
