"""Serial lines on a pseudo terminal, USB on a bus of our own: all bytes or a plain word how it broke, then anew."""

from __future__ import annotations

import os
import subprocess
import sys
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wires.usb_twin import PRODUCT, VENDOR, UsbTwin
from wires.serial_line import serial_opener
from wires.usb_bulk import usb_opener
from wires.wire import Native, Opener, WireBroken

ROOT = Path(__file__).parents[2]


@pytest.fixture
def pty() -> Iterator[tuple[int, str]]:
    """The far end of a serial line, and the name of the near one."""
    far, near = os.openpty()
    tty.setraw(near)
    yield far, os.ttyname(near)
    for end in (far, near):
        try:
            os.close(end)
        except OSError:
            continue


def line(path: str, write_seconds: float = 0.2, flow: str = "none") -> Opener:
    return serial_opener(path, 9600, native=Native(), write_seconds=write_seconds, flow=flow)  # type: ignore[arg-type]


@pytest.mark.parametrize("flow", ["none", "rts-cts"])
def test_a_serial_line_carries_every_byte_both_ways(pty: tuple[int, str], flow: str) -> None:
    far, path = pty
    wire = line(path, flow=flow)()
    wire.send(bytes(range(256)))
    assert os.read(far, 1000) == bytes(range(256))
    os.write(far, bytes(range(256)))
    assert wire.receive(1.0) == bytes(range(256))
    assert wire.receive(0.01) == b""
    wire.close()
    wire.close()
    with pytest.raises(WireBroken):
        wire.send(b"x")


def test_a_serial_line_that_takes_nothing_is_given_up(pty: tuple[int, str]) -> None:
    wire = line(pty[1], write_seconds=0.05)()
    with pytest.raises(WireBroken) as broken:
        wire.send(b"x" * 1_000_000)
    assert broken.value.why == "slow"
    wire.close()


def test_a_serial_line_belongs_to_one_and_to_the_next_when_it_is_closed(pty: tuple[int, str]) -> None:
    opener = line(pty[1])
    first = opener()
    with pytest.raises(WireBroken) as broken:
        opener()
    assert broken.value.why == "refused"
    first.close()
    opener().close()


def test_an_unplugged_serial_line_is_lost_and_then_refused(tmp_path: Path) -> None:
    far, near = os.openpty()
    tty.setraw(near)
    opener = line(os.ttyname(near))
    wire = opener()
    os.close(near)
    os.close(far)
    with pytest.raises(WireBroken) as broken:
        wire.receive(1.0)
    assert broken.value.why == "lost"
    wire.close()
    with pytest.raises(WireBroken) as broken:
        line(str(tmp_path / "none"))()
    assert broken.value.why == "refused"


UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import gevent, os, threading, tty
from wires.serial_line import serial_opener
from wires.wire import Native
from wires.worker import Worker

original = monkey.get_original
native = Native(original("socket", "socket"), original("select", "select"))
far, near = os.openpty(); tty.setraw(near)
opener = serial_opener(os.ttyname(near), 9600, native=native, write_seconds=0.5)
inbox = original("queue", "SimpleQueue")
done = inbox()

def silent():
    wire = opener(); wire.receive(0.5); wire.close(); done.put("waited")

spawn = lambda run: original("_thread", "start_new_thread")(run, ())
worker = Worker("w", spawn, inbox, 1, report=print)
worker.start(); worker.give(silent)
turns = 0
while done.empty():
    gevent.sleep(0.01); turns += 1
print(turns, worker.close(5))
"""


def test_a_serial_line_that_waits_does_not_hold_the_gevent_loop() -> None:
    run = subprocess.run([sys.executable, "-c", UNDER_GEVENT], cwd=ROOT, capture_output=True, text=True, timeout=30)
    turns, closed = run.stdout.split()
    assert int(turns) >= 10, run.stderr
    assert closed == "True"


def usb(twin: UsbTwin) -> Opener:
    return usb_opener(VENDOR, PRODUCT, write_seconds=0.2, backend=twin)


def test_usb_finds_its_endpoints_and_carries_bytes_both_ways() -> None:
    twin = UsbTwin(lambda data: data[::-1])
    wire = usb(twin)()
    assert (twin.kernel, twin.claimed) == (False, 1)
    wire.send(b"ab")
    assert (wire.receive(0.1), wire.receive(0.0)) == (b"ba", b"")
    wire.close()
    wire.close()
    assert twin.claimed == 0
    with pytest.raises(WireBroken):
        wire.send(b"x")


def test_usb_says_how_it_broke_and_opens_anew() -> None:
    twin = UsbTwin(lambda data: data)
    wire = usb(twin)()
    twin.fault = "full"
    with pytest.raises(WireBroken) as broken:
        wire.send(b"x")
    assert broken.value.why == "slow"
    twin.fault = "gone"
    for act in (lambda: wire.send(b"x"), lambda: wire.receive(0.1), usb(twin)):
        with pytest.raises(WireBroken):
            act()
    wire.close()
    twin.fault = None
    usb(twin)().close()


def test_a_usb_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(WireBroken) as broken:
        usb_opener(0x1234, 1, write_seconds=0.2, backend=UsbTwin(lambda data: data))()
    assert broken.value.why == "refused"
