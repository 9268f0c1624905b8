"""Every wire sends all or says how it broke, within its time limits; and none of them holds a gevent loop."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wires.file import file_opener
from wires.memory import MemoryWire
from wires.tcp import tcp_opener
from wires.wire import Native, Opener, WireBroken

ROOT = Path(__file__).parents[2]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def opener(listener: socket.socket, write_seconds: float = 0.2) -> Opener:
    port = listener.getsockname()[1]
    return tcp_opener("127.0.0.1", port, native=Native(), connect_seconds=0.5, write_seconds=write_seconds)


def test_tcp_carries_bytes_both_ways(listener: socket.socket) -> None:
    wire = opener(listener)()
    other, _ = listener.accept()
    wire.send(b"\x10\x04\x01")
    assert other.recv(10) == b"\x10\x04\x01"
    other.sendall(b"\x12")
    assert wire.receive(1.0) == b"\x12"
    wire.close()
    wire.close()
    assert other.recv(10) == b""
    other.close()


def test_tcp_without_an_answer_gives_nothing_in_time(listener: socket.socket) -> None:
    wire = opener(listener)()
    assert wire.receive(0.01) == b""
    wire.close()


def test_tcp_tells_that_the_other_end_is_gone(listener: socket.socket) -> None:
    wire = opener(listener)()
    other, _ = listener.accept()
    other.close()
    with pytest.raises(WireBroken) as broken:
        wire.receive(1.0)
    assert broken.value.why == "lost"
    wire.close()


def test_tcp_gives_up_on_one_that_takes_nothing(listener: socket.socket) -> None:
    wire = opener(listener, write_seconds=0.05)()
    with pytest.raises(WireBroken) as broken:
        wire.send(b"x" * 20_000_000)
    assert broken.value.why == "slow"
    wire.close()


def test_tcp_nobody_listens_is_refused(listener: socket.socket) -> None:
    closed = opener(listener)
    listener.close()
    with pytest.raises(WireBroken) as broken:
        closed()
    assert broken.value.why == "refused"


def test_a_file_gets_every_byte_and_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    path.touch()
    wire = file_opener(str(path), native=Native(), write_seconds=1.0)()
    wire.send(b"slip")
    assert wire.receive(0.0) == b""
    wire.close()
    wire.close()
    assert path.read_bytes() == b"slip"
    with pytest.raises(WireBroken):
        wire.send(b"more")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WireBroken) as broken:
        file_opener(str(tmp_path / "lp9"), native=Native(), write_seconds=1.0)()
    assert broken.value.why == "refused"


def test_a_device_file_that_takes_nothing_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "full"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    wire = file_opener(str(path), native=Native(), write_seconds=0.02)()
    with pytest.raises(WireBroken) as broken:
        wire.send(b"x" * 1_000_000)
    assert broken.value.why == "slow"
    wire.close()
    os.close(reader)


def test_a_wire_in_memory_carries_answers_and_breaks() -> None:
    wire = MemoryWire(lambda data: data[::-1])
    wire.send(b"ab")
    wire.send(b"c")
    assert (wire.receive(1.0), wire.receive(1.0)) == (b"bac", b"")
    wire.close()
    with pytest.raises(WireBroken):
        wire.send(b"x")


UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import gevent, threading
from wires.tcp import tcp_opener
from wires.wire import Native
from wires.worker import Worker

original = monkey.get_original
native = Native(original("socket", "socket"), original("select", "select"))
listener = original("socket", "socket")()
listener.bind(("127.0.0.1", 0)); listener.listen()
opener = tcp_opener("127.0.0.1", listener.getsockname()[1], native=native, connect_seconds=1, write_seconds=1)
threads, inbox = [], original("queue", "SimpleQueue")
done = inbox()

def silent():
    threads.append(threading.get_native_id())
    wire = opener(); wire.receive(0.5); wire.close(); done.put("waited")

spawn = lambda run: original("_thread", "start_new_thread")(run, ())
worker = Worker("w", spawn, inbox, 1, report=print)
worker.start(); worker.give(silent)
turns = 0
while done.empty():
    gevent.sleep(0.01); turns += 1
print(turns, threads[0] != threading.get_native_id(), worker.close(5))
"""


def test_a_wire_that_waits_does_not_hold_the_gevent_loop() -> None:
    run = subprocess.run([sys.executable, "-c", UNDER_GEVENT], cwd=ROOT, capture_output=True, text=True, timeout=30)
    turns, native, closed = run.stdout.split()
    assert int(turns) >= 10, run.stderr
    assert (native, closed) == ("True", "True")
