"""The hall's list of what lies in the cabinet, kept on this computer and signed with its own key: one that was changed,
that is another cabinet's, or that is a day old is none."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FILE = "list.json"
CLOCKS_MILLIS = 300_000
"""By how much this computer's clock may be behind the hall's; further behind, nobody knows how old the list is."""
COMPARTMENT = 1
"""Where a listed deposit says its compartment."""


class KeptList:
    """In `folder`. `now` is milliseconds since 1970."""

    def __init__(self, folder: Path, bank: str, key: str) -> None:
        self.path, self._bank = folder / FILE, bank
        self._sign_with = hashlib.sha256(f"list|{key}".encode()).digest()

    def keep(self, found: dict[str, Any]) -> None:
        """Whole or not at all, and on the disk when this returns."""
        text = json.dumps(found, sort_keys=True)
        part = self.path.with_suffix(".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"list": found, "signature": self._signature(text)}, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)

    def read(self, now: int) -> dict[str, Any] | None:
        """The list that is kept, or None."""
        try:
            kept = json.loads(self.path.read_text("utf-8"))
            found: dict[str, Any] = kept["list"]
            good = hmac.compare_digest(self._signature(json.dumps(found, sort_keys=True)), kept["signature"])
            in_time = found["made_at"] - CLOCKS_MILLIS < now < found["until_at"]
            return found if good and in_time and found["bank"] == self._bank else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _signature(self, text: str) -> str:
        return hmac.digest(self._sign_with, text.encode(), "sha256").hex()


def without(found: dict[str, Any], compartments: Iterable[int]) -> dict[str, Any]:
    """The list without what lies in these: their doors were pulsed since it was made."""
    gone = set(compartments)
    return {**found, "deposits": [each for each in found["deposits"] if each[COMPARTMENT] not in gone]}
