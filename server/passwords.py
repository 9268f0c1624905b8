"""Passwords: argon2id, and words to make one up from nothing a person could guess."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id, 19 MiB: the smallest of the settings in general advice, since sign-ins of a hall share one machine."""

PASSWORD_MIN, PASSWORD_MAX = 8, 200
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def hash_of(password: str) -> str:
    return HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Is this the password? As slow for a wrong one as for a right one."""
    try:
        return HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False


def generated() -> str:
    """Four groups of four: 80 bits that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
