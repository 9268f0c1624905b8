"""Ids grow with time and read in order; a token opens only the ticket it was signed for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.codes import EPOCH_AT, Ids, read_token, ticket_id, token

MILLIS = st.integers(EPOCH_AT, EPOCH_AT + 2**41 - 1)
SALTS = st.integers(0, 2**15 - 1)
KEYS = st.binary(min_size=16, max_size=32)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@given(MILLIS, SALTS, MILLIS, SALTS)
def test_text_order_of_ids_is_time_order(first: int, salt: int, second: int, other: int) -> None:
    assert (ticket_id(first, salt) < ticket_id(second, other)) == ((first, salt) < (second, other))


@given(MILLIS, SALTS)
def test_an_id_is_twelve_plain_characters(millis: int, salt: int) -> None:
    made = ticket_id(millis, salt)
    assert len(made) == 12
    assert set(made) <= set("0123456789abcdefghijklmnopqrstuv")


@given(st.lists(st.tuples(st.integers(EPOCH_AT, EPOCH_AT + 50), SALTS), min_size=2, max_size=30))
def test_ids_grow_although_the_clock_steps_back(draws: list[tuple[int, int]]) -> None:
    ids = Ids()
    made = [ids.next(millis, salt) for millis, salt in draws]
    assert made == sorted(set(made))


@pytest.mark.parametrize(
    ("millis", "salt"), [(EPOCH_AT - 1, 0), (EPOCH_AT + 2**41, 0), (EPOCH_AT, 2**15), (EPOCH_AT, -1)]
)
def test_a_time_or_salt_that_does_not_fit_is_an_error(millis: int, salt: int) -> None:
    with pytest.raises(ValueError, match="make an id"):
        ticket_id(millis, salt)


@given(KEYS, st.integers(0, 15), MILLIS, SALTS)
def test_a_token_gives_back_its_ticket(key: bytes, kid: int, millis: int, salt: int) -> None:
    ticket = ticket_id(millis, salt)
    text = token(key, kid, ticket)
    assert len(text) == 29
    assert set(text) <= set(ALPHABET)
    assert read_token({kid: key}, text) == ticket


@given(KEYS, MILLIS, SALTS, st.integers(0, 28), st.characters())
def test_a_token_with_one_character_changed_is_refused(key: bytes, millis: int, salt: int, at: int, other: str) -> None:
    text = token(key, 1, ticket_id(millis, salt))
    changed = text[:at] + other + text[at + 1 :]
    assert changed == text or read_token({1: key}, changed) is None


def test_no_change_of_one_letter_to_another_of_the_alphabet_passes() -> None:
    text = token(b"k" * 32, 0, ticket_id(EPOCH_AT + 12345, 678))
    changed = {text[:at] + other + text[at + 1 :] for at in range(29) for other in ALPHABET} - {text}
    keys = dict.fromkeys(range(16), b"k" * 32)
    assert [each for each in changed if read_token(keys, each) is not None] == []


@given(st.text(max_size=40))
def test_any_other_text_is_no_token(text: str) -> None:
    assert read_token({0: b"k" * 32}, text) is None


def test_a_token_is_read_in_capitals_only() -> None:
    text = token(b"k" * 32, 0, ticket_id(EPOCH_AT, 1))
    assert read_token({0: b"k" * 32}, text.lower()) is None


def test_a_token_of_another_key_or_of_a_key_no_longer_known_is_refused() -> None:
    text = token(b"k" * 32, 3, ticket_id(EPOCH_AT, 1))
    assert read_token({3: b"other key" * 3}, text) is None
    assert read_token({2: b"k" * 32}, text) is None


@pytest.mark.parametrize("ticket", ["", "0" * 11, "0" * 11 + "1", "A" * 12, "w" * 12, "零" * 12, "0" * 13])
def test_only_an_id_of_ours_can_be_signed(ticket: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        token(b"k" * 32, 0, ticket)


def test_a_key_id_is_four_bits() -> None:
    with pytest.raises(ValueError, match="0 to 15"):
        token(b"k" * 32, 16, ticket_id(EPOCH_AT, 0))
