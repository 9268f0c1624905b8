"""Every code is read once, however its bytes come; rubbish is said to be rubbish; a scanner that went comes back."""

from __future__ import annotations

import os
import threading
import tty
from queue import SimpleQueue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.counts import count
from wires.frames import CODE_BYTES_MAX, Frame, Frames, framed
from wires.scanner import DEBOUNCE_SECONDS, Scanner
from wires.serial_line import serial_opener
from wires.wire import Native, Wire, WireBroken

SOON = 5.0
FRAMES: tuple[Frame, ...] = ("terminated", "stx-etx", "length")
CODES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=200)


@settings(max_examples=count(100, 20_000), deadline=None)
@given(st.lists(CODES, max_size=6), st.sampled_from(FRAMES), st.integers(min_value=1, max_value=9))
def test_every_code_is_found_once_however_it_comes_in_pieces(codes: list[str], frame: Frame, size: int) -> None:
    frames = Frames(frame)
    data = b"".join(framed(code.encode(), frame) for code in codes)
    found = [code for at in range(0, len(data), size) for code in frames.feed(data[at : at + size])]
    assert found == codes


@settings(max_examples=count(100, 50_000), deadline=None)
@given(st.binary(max_size=700), st.sampled_from(FRAMES))
def test_rubbish_is_never_a_text_with_hidden_characters_and_does_no_lasting_harm(junk: bytes, frame: Frame) -> None:
    frames = Frames(frame)
    said = [code for code in frames.feed(junk) if code is not None]
    assert all(code.isascii() and code.isprintable() and len(code) <= CODE_BYTES_MAX for code in said)
    frames.quiet()
    assert frames.feed(framed(b"A1", frame)) == ["A1"]


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        (b"ABC\r\nDEF\r\n\r\n", ["ABC", "DEF"]),
        (b"A\x1b[2J\r", [None]),
        ("社保\r".encode(), [None]),
        (b"x" * 300 + b"\rOK\r", [None, "OK"]),
    ],
)
def test_what_no_code_can_be_is_told_as_unreadable(sent: bytes, codes: list[str | None]) -> None:
    assert Frames("terminated").feed(sent) == codes


@pytest.mark.parametrize("size", [7, 100])
def test_a_code_without_end_is_one_unreadable_code_and_takes_no_memory(size: int) -> None:
    frames = Frames("terminated")
    assert not [code for _ in range(1000) for code in frames.feed(b"x" * size)]
    assert len(frames._held) < 2 * CODE_BYTES_MAX
    assert frames.feed(b"\rOK\r") == [None, "OK"]


class Given:
    """A wire that gives what it is told to, then breaks."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def send(self, data: bytes) -> None: ...

    def receive(self, seconds: float) -> bytes:
        if not self._pieces:
            raise WireBroken("lost")
        return self._pieces.pop(0)

    def close(self) -> None: ...


class Stage:
    """A scanner whose lines and time are handed in."""

    def __init__(self, *lines: Wire | None) -> None:
        self.heard: SimpleQueue[str | None] = SimpleQueue()
        self.there: list[bool] = []
        self.now = 0.0
        self._lines = list(lines)
        self.scanner = Scanner(
            self._open, "terminated", "\r", self.heard.put, SimpleQueue, there=self.there.append,
            clock=lambda: self.now, again_seconds=0.0,
        )  # fmt: skip

    def _open(self) -> Wire:
        if not self._lines:
            self.scanner.close()
            raise WireBroken("refused")
        line = self._lines.pop(0)
        if line is None:
            raise WireBroken("refused")
        return line

    def codes(self) -> list[str | None]:
        self.scanner.run()
        return [self.heard.get() for _ in range(self.heard.qsize())]


def test_a_code_held_before_the_scanner_is_read_once() -> None:
    assert Stage(Given(b"A\rA\r", b"A\rB\r", b"A\r")).codes() == ["A", "B", "A"]


def test_the_same_code_shown_later_is_read_again() -> None:
    stage = Stage(Given(b"A\r"))
    assert stage.codes() == ["A"]
    for later, again in ((DEBOUNCE_SECONDS - 0.1, 0), (DEBOUNCE_SECONDS, 1)):
        stage.now += later
        stage.scanner._once("A")
        assert stage.heard.qsize() == again


def test_a_scanner_that_went_is_opened_again_and_half_a_code_is_forgotten() -> None:
    stage = Stage(None, Given(b"A\r", b"HAL"), None, None, Given(b"B\r"))
    assert stage.codes() == ["A", "B"]
    assert stage.there == [False, True, False, True, False]


def test_a_scanner_on_a_serial_line_is_heard() -> None:
    far, near = os.openpty()
    tty.setraw(near)
    heard: SimpleQueue[str | None] = SimpleQueue()
    there: SimpleQueue[bool] = SimpleQueue()
    opener = serial_opener(os.ttyname(near), 9600, native=Native(), write_seconds=1.0)
    scanner = Scanner(opener, "stx-etx", "\r", heard.put, SimpleQueue, there=there.put, read_seconds=0.05)
    threading.Thread(target=scanner.run, daemon=True).start()
    assert there.get(timeout=SOON)
    os.write(far, framed(b"ABC", "stx-etx"))
    assert heard.get(timeout=SOON) == "ABC"
    scanner.close()
    for end in (far, near):
        os.close(end)
