"""One frame for hundreds of screens: what it looks like, and who gets it in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from engineio.packet import NOOP
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import TextMessage

from server.fan_out import Wire, framed


@dataclass
class Pipe:
    """A socket that takes `room` bytes at once; `sendall` waits for nobody here."""

    room: int = 1 << 20
    got: bytearray = field(default_factory=bytearray)

    @property
    def _sock(self) -> Pipe:
        return self

    def send(self, data: bytes) -> int:
        if not self.room:
            raise BlockingIOError
        taken = data[: self.room]
        self.room -= len(taken)
        self.got += taken
        return len(taken)

    def sendall(self, data: bytes) -> None:
        self.got += data


@dataclass
class Queue:
    packets: list[Any] = field(default_factory=list)

    def qsize(self) -> int:
        return len(self.packets)

    def put(self, packet: Any) -> None:
        self.packets.append(packet)


@dataclass
class Screen:
    """The library's socket of one screen, as far as the wire asks."""

    upgraded: bool = True
    queue: Queue = field(default_factory=Queue)
    wire: Wire | None = None

    def serve(self, ws: Any) -> None:
        """What the library calls with the websocket."""


@dataclass
class Websocket:
    sock: Pipe
    connected: bool = True


def wire(pipe: Pipe) -> tuple[Wire, Screen]:
    screen = Screen()
    made = Wire(screen.serve, None)
    made.ws = Websocket(pipe)
    return made, screen


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536])
def test_a_frame_of_any_length_is_read_back_whole(length: int) -> None:
    text = ("请" * length)[:length]
    client = Connection(ConnectionType.CLIENT)
    client.receive_data(framed(text))
    assert "".join(event.data for event in client.events() if isinstance(event, TextMessage)) == text


def test_a_screen_that_keeps_up_is_written_to_at_once() -> None:
    pipe = Pipe()
    made, screen = wire(pipe)
    assert made.hand(b"abc")
    assert (bytes(pipe.got), screen.queue.packets, screen.wire) == (b"abc", [], made)


@pytest.mark.parametrize("why", ["queued", "busy", "polling", "gone", "full"])
def test_a_screen_with_anything_before_it_has_to_queue(why: str) -> None:
    made, screen = wire(Pipe(room=0 if why == "full" else 100))
    if why == "queued":
        screen.queue.put("earlier")
    made.busy, screen.upgraded, made.ws.connected = why == "busy", why != "polling", why != "gone"
    assert not made.hand(b"abc")
    assert bytes(made.ws.sock.got) == b""


def test_a_frame_that_only_half_fits_is_finished_before_anything_else_is_sent() -> None:
    pipe = Pipe(room=2)
    made, screen = wire(pipe)
    assert made.hand(b"abcd")
    assert [packet.packet_type for packet in screen.queue.packets] == [NOOP]
    screen.queue.packets.clear()
    assert not made.hand(b"later")
    made.send("6")
    assert bytes(pipe.got) == b"abcd" + framed("6")
    assert made.rest == b""


def test_a_closed_websocket_is_an_error_for_its_own_greenlet() -> None:
    made, _ = wire(Pipe())
    made.ws.connected = False
    with pytest.raises(OSError, match="closed"):
        made.send("x")
