"""The codes of deposits, worked out from the hall's own secret and never kept; and the slow, keyed hash they are known
by. Slow: to be called off the loop."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from hall.locker_codes import code, qr_secret

SCRYPT_N, SCRYPT_R, SCRYPT_P, HASH_BYTES = 2**13, 8, 1, 16
"""8 MiB and some 20 ms for each try: enough for secrets that are drawn, not chosen, and throttled besides."""
SALT = b"hallway: a deposit's code"
QR_PREFIX = "LK1"


@dataclass(frozen=True)
class Secret:
    """`digits` are typed, `qr` is scanned; both open the same deposit."""

    digits: str
    qr: str


class Secrets:
    """`key` is the hall's, for this purpose alone."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, deposit: str, issue: int, digits: int) -> Secret:
        """Code number `issue` of a deposit: the same whenever it is asked for."""
        return Secret(code(self._key, deposit, issue, digits), qr_secret(self._key, deposit, issue))

    def hashed(self, secret: str) -> str:
        """What a secret is known by. The key keeps who has the record alone from trying them out."""
        keyed = hmac.digest(self._key, f"hash|{secret.lower()}".encode(), "sha256")
        made = hashlib.scrypt(keyed, salt=SALT, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, dklen=HASH_BYTES)
        return made.hex()

    def for_station(self, bank: str) -> bytes:
        """What the computer of one cabinet makes its own hashes with: from it no code can be worked out, and what it
        knows codes by means nothing here."""
        return hmac.digest(self._key, f"station|{bank}".encode(), "sha256")

    def hashes(self, secret: Secret) -> tuple[str, str]:
        return self.hashed(secret.digits), self.hashed(secret.qr)


def qr_text(locator: str, secret: Secret) -> str:
    """What stands in the QR picture: letters of its small alphabet only."""
    return f"{QR_PREFIX}:{locator}:{secret.qr.upper()}"
