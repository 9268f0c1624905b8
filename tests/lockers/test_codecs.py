"""Every frame as the papers print it; answers found in noise; and no frame that would open more than one door."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockers.codecs.codec import Codec, Switches, folded, total, without_echo
from lockers.codecs.eight_a import EightA
from lockers.codecs.kerong_cu16 import KerongCu16
from lockers.codecs.kerong_cu48 import KerongCu48
from lockers.codecs.modbus import Modbus, crc
from tests.counts import count, proof

CODECS: tuple[Codec, ...] = (
    KerongCu48(), KerongCu48("60-61-75"), EightA(), Modbus(), Modbus(2000, 100), KerongCu16(),
)  # fmt: skip


def named(*locks: int) -> int:
    """Locks counted from 1, as bits."""
    return sum(1 << lock - 1 for lock in locks)


@pytest.mark.parametrize(
    ("frame", "printed"),
    [
        (KerongCu48().ask(0), "02 00 00 50 03 55"),
        (KerongCu48().unlock(0, 0), "02 00 00 51 03 56"),
        (KerongCu48().unlock(0, 1), "02 00 01 51 03 57"),
        (KerongCu48("60-61-75").ask(0), "02 00 00 60 03 65"),
        (KerongCu48("60-61-75").unlock(0, 0), "02 00 00 61 03 66"),
        (EightA().unlock(1, 0), "8A 01 01 11 9B"),
        (EightA().unlock(1, 1), "8A 01 02 11 98"),
        (EightA().ask(1), "80 01 00 33 B2"),
        (Modbus().unlock(1, 0), "01 05 02 00 00 05 0C 71"),
        (Modbus(700).unlock(1, 0), "01 05 02 00 00 07 8D B0"),
        (Modbus(inputs_offset=1).ask(1)[:-2], "02 02 00 00 00 08"),
        (KerongCu16().ask(0), "02 00 30 03 35"),
        (KerongCu16().ask(1), "02 10 30 03 45"),
        (KerongCu16().unlock(0, 0), "02 00 31 03 36"),
        (KerongCu16().unlock(0, 1), "02 01 31 03 37"),
        (KerongCu16().unlock(0, 2), "02 02 31 03 38"),
        (KerongCu16().unlock(1, 0), "02 10 31 03 46"),
    ],
)
def test_frames_are_those_of_the_papers(frame: bytes, printed: str) -> None:
    assert frame == bytes.fromhex(printed)


@pytest.mark.parametrize(
    ("codec", "board", "printed", "switches"),
    [
        (KerongCu48(), 0, "02 00 00 65 07 00 00 00 00 C0 03 31", Switches(named(1, 2, 3, 47, 48))),
        (KerongCu48(), 1, "02 01 00 65 00 00 80 00 00 00 03 EB", Switches(named(24))),
        (EightA(), 1, "80 01 FF FF FF 33 4D", Switches((1 << 24) - 1)),
        (EightA(), 1, "80 01 FF FF FE 33 4C", Switches((1 << 24) - 1 - named(1))),
        (EightA(), 1, "80 01 01 01 01 33 B3", Switches(named(1, 9, 17))),
        (KerongCu16(), 0, "02 00 35 FF FF 00 00 03 38", Switches(0xFFFF, 0)),
        (KerongCu16(), 0, "02 00 35 FE FF 00 00 03 37", Switches(0xFFFE, 0)),
    ],
)
@pytest.mark.parametrize("noise", ["", "02", "02 00 00 65", "80 01 00 33 B2", "FF 00 03 35"])
def test_answers_are_those_of_the_papers_wherever_they_begin(
    codec: Codec, board: int, printed: str, switches: Switches, noise: str
) -> None:
    answer = bytes.fromhex(printed)
    assert codec.switches(board, bytes.fromhex(noise) + answer + b"\x02\x80") == switches
    assert codec.switches(board + 1, answer) is None
    assert all(codec.switches(board, answer[:end]) is None for end in range(len(answer)))


def test_the_printed_checks_of_modbus_are_ours() -> None:
    for printed in ("01 05 02 00 00 05 0C 71", "01 01 00 00 00 08 3D CC", "FF 02 00 00 00 08 6C 12"):
        frame = bytes.fromhex(printed)
        assert crc(frame[:-2]) == frame[-2:]


def test_a_pulse_of_an_8a_board_has_an_answer_in_both_polarities_and_in_an_echo() -> None:
    for printed in ("8A 01 01 00 8A", "8A 01 01 11 9B"):
        assert EightA().answered(1, 0, b"\x80" + bytes.fromhex(printed)) is True
    assert EightA().answered(1, 1, bytes.fromhex("8A 01 01 00 8A")) is None


def test_a_modbus_board_can_say_no() -> None:
    said = bytes([1, 0x85, 0x02])
    assert Modbus().answered(1, 0, b"\x00" + said + crc(said)) is False
    assert Modbus().answered(1, 0, Modbus().unlock(1, 0)) is True
    assert Modbus().answered(1, 0, Modbus().unlock(1, 1)) is None


def test_an_echo_is_dropped_whole_and_in_front_only() -> None:
    asked = EightA().ask(1)
    assert without_echo(asked + b"\x01", asked) == b"\x01"
    assert without_echo(asked[:3], asked) is None
    assert without_echo(b"\x01" + asked, asked) == b"\x01" + asked


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("past", [-1, 1])
def test_what_a_family_does_not_have_cannot_be_asked_for(codec: Codec, past: int) -> None:
    """One past the last is "all" in most families; so are boards."""
    board = codec.boards.start - 1 if past < 0 else codec.boards.stop
    lock = codec.locks.start - 1 if past < 0 else codec.locks.stop
    with pytest.raises(ValueError, match="no board"):
        codec.unlock(board, 0)
    with pytest.raises(ValueError, match="no board"):
        codec.ask(board)
    with pytest.raises(ValueError, match="no lock"):
        codec.unlock(1, lock)


# --- no frame opens more than one door, or for longer than a pulse


def opens_one(frame: bytes) -> bool:
    """Told apart from the papers alone, not with the codec's words: exactly one lock, one board, one short pulse."""
    if len(frame) == 6:
        return frame[3] in (0x51, 0x61) and frame[1] < 0x0A and frame[2] < 0x30 and frame[5] == total(frame[:5])
    if len(frame) == 8:
        pulse, coil = int.from_bytes(frame[4:6], "big"), int.from_bytes(frame[2:4], "big")
        return frame[1] == 0x05 and 0 < frame[0] < 248 and 0x200 <= coil <= 0x207 and 1 <= pulse <= 20
    if frame[0] == 0x8A:
        return 0 < frame[1] < 32 and 0 < frame[2] <= 24 and frame[3] == 0x11 and frame[4] == folded(frame[:4])
    return frame[2] == 0x31 and frame[1] >> 4 < 0x0F and frame[4] == total(frame[:4])


def only_asks(frame: bytes) -> bool:
    if len(frame) == 6:
        return frame[3] in (0x50, 0x60) and frame[1] < 0x0A
    if len(frame) == 8:
        return frame[1] == 0x02 and 0 < frame[0] < 248
    return frame[3] == 0x33 if frame[0] == 0x80 else frame[2] == 0x30 and frame[1] >> 4 < 0x0F


ANY = st.integers(min_value=-(2**40), max_value=2**40) | st.integers(min_value=-2, max_value=300)


@proof("no frame opens all, a group or for ever", count(500, 20_000))
@settings(max_examples=count(500, 20_000), deadline=None)
@given(codec=st.sampled_from(CODECS), board=ANY, lock=ANY, pulse=ANY)
def test_no_encoder_makes_a_frame_that_opens_more_than_one_door(
    codec: Codec, board: int, lock: int, pulse: int
) -> None:
    if isinstance(codec, Modbus):
        codec = Modbus(pulse, codec.inputs_offset)
    made = [frame for frame in (_try(lambda: codec.unlock(board, lock)),) if frame is not None]
    asked = [frame for frame in (_try(lambda: codec.ask(board)),) if frame is not None]
    assert all(map(opens_one, made)) and all(map(only_asks, asked))


def _try(make: Callable[[], bytes]) -> bytes | None:
    try:
        return make()
    except ValueError:
        return None


@pytest.mark.parametrize("codec", CODECS)
def test_every_frame_there_is_opens_one_door_and_no_two_are_alike(codec: Codec) -> None:
    made = [codec.unlock(board, lock) for board in codec.boards for lock in codec.locks if _fits(codec, board)]
    assert all(map(opens_one, made)) and len(set(made)) == len(made)


def _fits(codec: Codec, board: int) -> bool:
    return not isinstance(codec, Modbus) or board + codec.inputs_offset in codec.boards


ANSWERS: tuple[tuple[Codec, bytes], ...] = (
    (KerongCu48(), bytes.fromhex("02 00 00 65 07 00 00 00 00 C0 03 31")),
    (EightA(), bytes.fromhex("80 01 01 01 01 33 B3")),
    (KerongCu16(), bytes.fromhex("02 00 35 FE FF 00 00 03 37")),
    (Modbus(), bytes([1, 2, 1, 0xFE]) + crc(bytes([1, 2, 1, 0xFE]))),
)


@pytest.mark.parametrize(("codec", "answer"), ANSWERS)
def test_one_wrong_bit_or_one_lost_byte_is_never_an_answer(codec: Codec, answer: bytes) -> None:
    board = 1 if 1 in answer[:2] else 0
    said = codec.switches(board, answer)
    assert said is not None
    for bit in range(len(answer) * 8):
        wrong = (int.from_bytes(answer, "big") ^ 1 << bit).to_bytes(len(answer), "big")
        assert codec.switches(board, wrong) is None
    for at in range(len(answer)):
        assert codec.switches(board, answer[:at] + answer[at + 1 :]) is None
