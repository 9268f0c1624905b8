"""The data folder, and the secret that what the hall signs is made with."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from server.trouble import Trouble

SECRET_BYTES = 32
KID = 0
"""The number of the key that signs ticket links today; see hall.codes.token."""


def make(folder: Path) -> Path:
    """The folder, made for its owner alone when it is new; so is whatever this process makes in it from now on."""
    os.umask(0o077)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{folder} cannot be the data folder: {error.strerror}") from None
    return folder


def secret(folder: Path) -> bytes:
    """The folder's own secret, drawn once and readable by its owner alone."""
    path = folder / "secret.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        pass
    kept = path.read_bytes()
    if len(kept) != SECRET_BYTES:
        raise Trouble(f"{path} is not the secret of a hall")
    return kept


def key_for(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that what one signs means nothing to another."""
    return hmac.digest(secret, purpose.encode("ascii"), hashlib.sha256)
