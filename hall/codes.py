"""Ids of tickets that grow with time, and the signed token of a ticket's link. Pure: time, salt, keys are handed in."""

from __future__ import annotations

import hmac
import re
from base64 import b32decode, b32encode, b32hexdecode
from binascii import Error as NotBase32
from collections.abc import Callable, Mapping

EPOCH_AT = 1_577_836_800_000
"""2020-01-01T00:00:00Z: ids count milliseconds from here, and 41 bits of them last until September 2089."""

MILLIS_BITS, SALT_BITS = 41, 15
ID_BYTES, ID_CHARACTERS = 7, 12
MAC_BYTES, TOKEN_CHARACTERS = 10, 29
_SCANNED = re.compile(r"(?:[Hh][Tt][Tt][Pp][Ss]?://[^\s?#]{1,200}/T/)?([A-Z2-7]{29})", re.ASCII)
TICKET_LINK = 1
"""What the token is for, in the high half of its first byte; the low half names the key it was signed with."""


def ticket_id(millis: int, salt: int) -> str:
    """Twelve characters 0-9a-v; text order is time order, so ids made one after another lie side by side in an index.

    `millis` since 1970 UTC. `salt` (below 2**15) keeps two of one millisecond apart: `Ids` makes sure of it.
    """
    return _written(_value(millis, salt))


class Ids:
    """Ids that always grow, also while the clock stands still or is set back. For one thread (the loop's)."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, millis: int, salt: int) -> str:
        self.last = max(self.last + 1, _value(millis, salt))
        return _written(self.last)


def token(key: bytes, kid: int, ticket: str) -> str:
    """29 characters A-Z2-7 that stand for `ticket` in a link: kid, id and 80 bits of HMAC-SHA256, signed with `key`."""
    if not 0 <= kid < 16:
        raise ValueError("a key id is 0 to 15")
    head = bytes([TICKET_LINK << 4 | kid]) + _bytes_of(ticket)
    return b32encode(head + _mac(key, head))[:TOKEN_CHARACTERS].decode()


def read_token(keys: Mapping[int, bytes], text: str) -> str | None:
    """The ticket a token stands for, or None when it is not one of ours. `keys` by key id, so that a new key can be
    brought in while links signed with the old one still open."""
    raw = _token_bytes(text)
    if raw is None or raw[0] >> 4 != TICKET_LINK or raw[0] & 15 not in keys:
        return None
    head = raw[: 1 + ID_BYTES]
    if not hmac.compare_digest(_mac(keys[raw[0] & 15], head), raw[1 + ID_BYTES :]):
        return None
    return _written(int.from_bytes(head[1:], "big"))


def link(address: str, token: str) -> str:
    """A ticket's link as it stands in a QR code: in capitals where that leads to the same place, for a smaller code."""
    host, _, path = address.partition("://")[2].partition("/")
    return f"{address}/T/{token}" if path or not host else f"{address}/T/{token}".upper()


def token_in(text: str) -> str | None:
    """What stands in the place of a token in a scanned text: the text itself, or the end of a link. Strict: 29
    characters A-Z2-7. Whether it is one of ours only `read_token` says."""
    found = _SCANNED.fullmatch(text)
    return found[1] if found else None


def _value(millis: int, salt: int) -> int:
    since = millis - EPOCH_AT
    if not (0 <= since < 1 << MILLIS_BITS and 0 <= salt < 1 << SALT_BITS):
        raise ValueError("a time from 2020 to 2089 and a salt of 15 bits make an id")
    return since << SALT_BITS | salt


_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_PAIRS = tuple(first + second for first in _DIGITS for second in _DIGITS)
"""Two characters for ten bits: the library's base32 is written for long texts, and an id is made for every ticket."""


def _written(value: int) -> str:
    value <<= 60 - 8 * ID_BYTES  # twelve characters hold sixty bits
    return "".join([_PAIRS[value >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)])


def _bytes_of(ticket: str) -> bytes:
    """The seven bytes of an id; ValueError for anything `ticket_id` cannot have made."""
    if len(ticket) == ID_CHARACTERS and ticket.isascii():
        raw = _decoded(b32hexdecode, ticket.upper() + "====")
        if raw is not None and _written(int.from_bytes(raw, "big")) == ticket:
            return raw
    raise ValueError("not the id of a ticket")


def _token_bytes(text: str) -> bytes | None:
    """The bytes of a token, only from the one spelling `token` gives: capitals, no padding, the spare bit zero."""
    if len(text) != TOKEN_CHARACTERS or not text.isascii():
        return None
    raw = _decoded(b32decode, text + "===")
    return raw if raw is not None and b32encode(raw)[:TOKEN_CHARACTERS].decode() == text else None


def _decoded(decode: Callable[[str], bytes], text: str) -> bytes | None:
    try:
        return decode(text)
    except NotBase32:
        return None


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(key, head, "sha256")[:MAC_BYTES]
