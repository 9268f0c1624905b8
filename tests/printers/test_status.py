"""Every byte a printer may answer with is told apart, however the answers come in pieces."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.status import (
    BLOCK_BYTES_MAX,
    Automatic,
    Completed,
    Noise,
    Paper,
    RealTime,
    Replies,
    Reply,
    problems_of,
    problems_told,
)
from tests.counts import count, proof

FUZZ_SECONDS = count(5, 300)
"""Each of the two laws below has half of the fuzz: 10 s, or 10 minutes over two workers."""
PARTS = (b"\x12", b"\x72", b"\x00", b"\x0c", b"\x14\x00\x00\x0f", b"\x18\x08\x0f\x0f", b"\x37\x220A7K\x00", b"_AB\x00",
         b"\x11", b"\x13")  # fmt: skip
"""One of each kind of reply, flow control among them."""


def streams() -> Iterator[tuple[Random, bytes]]:
    """What a printer might send, for so many seconds: replies whole, cut off, within another, bits flipped, junk."""
    until, seed = time.monotonic() + FUZZ_SECONDS, 0
    while time.monotonic() < until:
        draw = Random(seed)
        seed += 1
        stream = bytearray()
        for _ in range(draw.randrange(1, 12)):
            part = bytearray(draw.choice(PARTS) if draw.random() < 0.7 else draw.randbytes(draw.randrange(1, 100)))
            if draw.random() < 0.2:
                part[draw.randrange(len(part))] ^= 1 << draw.randrange(8)
            at = draw.randrange(len(stream) + 1) if draw.random() < 0.2 else len(stream)
            stream[at:at] = part[: draw.randrange(1, len(part) + 1)] if draw.random() < 0.2 else part
        yield draw, bytes(stream)


def bytes_of(reply: Reply) -> bytes:
    """A reply as it came over the wire."""
    match reply:
        case RealTime(bits=bits) | Paper(bits=bits):
            return bytes([bits])
        case Completed(mark=mark):
            return b"\x37\x22" + mark.encode("ascii") + b"\x00"
        case Automatic(bits=said) | Noise(data=said):
            return said


class TestStreamsInPieces:
    """A class of its own: the full count then has a worker of its own."""

    @proof("any stream, in any pieces (seconds)", FUZZ_SECONDS)
    def test_it_is_told_apart_alike_and_no_byte_is_lost_or_made_up(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        streams_seen = 0
        for draw, stream in streams():
            whole, pieces, at = Replies().feed(stream), Replies(), 0
            apart: list[Reply] = []
            while at < len(stream):
                size = draw.randrange(1, 9)
                apart += pieces.feed(stream[at : at + size])
                at += size
            assert apart == whole, stream.hex()
            told = b"".join(map(bytes_of, whole))
            assert len(told) <= len(stream) and not Counter(told) - Counter(stream), stream.hex()
            assert len(stream) - len(told) <= BLOCK_BYTES_MAX + 3, stream.hex()
            streams_seen += 1
        record_property("result", f"{streams_seen:,} streams")


class TestAfterAnyStream:
    """As above."""

    @proof("after any stream the next answers are understood (seconds)", FUZZ_SECONDS)
    def test_the_next_answers_are_understood_within_a_blocks_length(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        streams_seen = 0
        for _, stream in streams():
            replies = Replies()
            replies.feed(stream)
            assert RealTime(0x12) in replies.feed(b"\x12"), stream.hex()  # even in the middle of another answer
            replies.feed(b"\x00" * BLOCK_BYTES_MAX)
            assert replies.feed(b"\x37\x220A7K\x00") == [Completed("0A7K")], stream.hex()
            streams_seen += 1
        record_property("result", f"{streams_seen:,} streams")


@pytest.mark.parametrize(
    ("came", "replies"),
    [
        ("12", [RealTime(0x12)]),
        ("16 72", [RealTime(0x16), RealTime(0x72)]),
        ("00", [Paper(0)]),
        ("0C", [Paper(0x0C)]),
        ("14 00 00 0F", [Automatic(b"\x14\x00\x00\x0f")]),
        ("14 00 12 00 0F", [RealTime(0x12), Automatic(b"\x14\x00\x00\x0f")]),
        ("37 22 30 41 37 4B 00", [Completed("0A7K")]),
        ("37 22 32 32 32 32 00 12", [Completed("2222"), RealTime(0x12)]),
        ("5F 41 42 00", [Noise(b"_AB\x00")]),
        ("11 13", [Noise(b"\x11"), Noise(b"\x13")]),
        ("37 22 30 12 41 37 11 4B 00", [RealTime(0x12), Noise(b"\x11"), Completed("0A7K")]),
        ("14 00 16 00 13 0F", [RealTime(0x16), Noise(b"\x13"), Automatic(b"\x14\x00\x00\x0f")]),
        ("14 00 14 00 00 0F", [Noise(b"\x14\x00"), Automatic(b"\x14\x00\x00\x0f")]),
        ("37 22 30 41 00 00", [Noise(b"\x37\x22\x30\x41\x00"), Paper(0)]),
        ("FF 12", [Noise(b"\xff"), RealTime(0x12)]),
    ],
)
def test_replies_are_told_apart(came: str, replies: list[object]) -> None:
    assert Replies().feed(bytes.fromhex(came)) == replies


@settings(max_examples=count(300, 100_000), deadline=None)
@given(st.binary(max_size=200), st.integers(min_value=1, max_value=9))
def test_pieces_do_not_matter_and_rubbish_does_no_harm(data: bytes, size: int) -> None:
    pieces = Replies()
    apart = [reply for at in range(0, len(data), size) for reply in pieces.feed(data[at : at + size])]
    assert apart == Replies().feed(data)


def test_a_block_without_an_end_does_not_swallow_what_follows_for_ever() -> None:
    replies = Replies().feed(b"\x37" + b"\x22" * 79 + b"\x12")
    assert replies[-1] == RealTime(0x12)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ((0x12, 0x12, 0x12, 0x12), ()),
        ((0x16, 0x12, None, 0x12), ()),
        ((0x1A, 0x16, None, 0x12), ("cover-open",)),
        ((0x1A, 0x32, None, 0x72), ("paper-out",)),
        ((0x12, 0x12, None, 0x32), ("paper-out",)),
        ((0x12, 0x12, None, 0x1E), ("paper-low",)),
        ((0x12, 0x12, None, 0x16), ("paper-low",)),
        ((0x1A, 0x52, 0x1A, 0x12), ("cutter",)),
        ((0x1A, 0x52, 0x52, 0x12), ("error",)),
        ((0x1A, 0x12, None, 0x12), ("offline",)),
        ((None, 0x12, None, None), ()),
    ],
)
def test_status_bytes_become_problems(answers: tuple[int | None, ...], problems: tuple[str, ...]) -> None:
    assert problems_of(*answers) == problems


@pytest.mark.parametrize(
    ("four", "problems"),
    [
        ("14 00 00 0F", ()),
        ("10 00 03 0F", ("paper-low",)),
        ("18 00 0F 0F", ("paper-out",)),
        ("38 00 00 0F", ("cover-open",)),
        ("18 08 00 0F", ("cutter",)),
        ("18 40 00 0F", ("error",)),
        ("18 00 00 0F", ("offline",)),
    ],
)
def test_four_bytes_said_unasked_become_problems(four: str, problems: tuple[str, ...]) -> None:
    assert problems_told(bytes.fromhex(four)) == problems


ONE_OF_EACH = [b"\x12", b"\x00", b"\x14\x00\x00\x0f", b"\x37\x220A7K\x00", b"\x11", b"\x13", b"\x72"]


@settings(max_examples=count(200, 100_000), deadline=None)
@given(st.lists(st.sampled_from(ONE_OF_EACH), max_size=30), st.integers(min_value=1, max_value=9))
def test_whole_replies_one_after_another_are_each_found_once(sent: list[bytes], size: int) -> None:
    data, replies = b"".join(sent), Replies()
    found = [reply for at in range(0, len(data), size) for reply in replies.feed(data[at : at + size])]
    assert len(found) == len(sent)
    wanted = [Replies().feed(each)[0] for each in sent]
    assert found == wanted


@settings(max_examples=count(200, 100_000), deadline=None)
@given(st.binary(max_size=200))
def test_whatever_came_before_an_answer_to_a_question_is_understood_again(junk: bytes) -> None:
    """At most one block's length of rubbish later: a printer that talked nonsense is not lost for ever."""
    replies = Replies()
    replies.feed(junk)
    replies.feed(b"\x00" * 80)
    assert replies.feed(b"\x12") == [RealTime(0x12)]
    assert replies.feed(b"\x37\x220A7K\x00") == [Completed("0A7K")]
