"""The list that a cabinet's own computer keeps: what lies where for certain, with hashes under a key of its own. It can
tell a right code from a wrong one by it, and work out none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hall.cabinet import Deposit
from hall.hall import Hall, plan_of
from hall.locker_station import Listed
from lockers.secrets import Secrets

NEW_MAX = 30
"""Codes that are hashed for one list; each takes four slow hashes, and the next list has the next ones."""
HOURS = 24
"""So long a list is good for."""


class Lists:
    """Remembers its hashes for as long as this server runs. Two lists made at once do the same work twice, no more."""

    def __init__(self, codes: Secrets) -> None:
        self._codes = codes
        self._known: dict[tuple[str, int], tuple[str, str] | None] = {}

    def hashed(self, bank: str, deposits: Iterable[Deposit], digits: int) -> list[Listed]:
        """Slow: off the loop. A code that this hall's secret does not give any more (its number of digits was changed,
        say) is left out."""
        own, found, new = Secrets(self._codes.for_station(bank)), list[Listed](), 0
        for each in deposits:
            name = (each.id, each.issue)
            if name not in self._known and new < NEW_MAX:
                new += 1
                secret = self._codes.of(*name, digits)
                good = self._codes.hashes(secret) == (each.code_hash, each.qr_hash)
                self._known[name] = own.hashes(secret) if good else None
            hashes = self._known.get(name)
            if hashes is not None and each.locator is not None:
                found.append(_listed(each, each.locator, hashes))
        return found

    def body(self, hall: Hall, bank: str, now: int, listed: list[Listed]) -> dict[str, Any]:
        plan = plan_of(hall)
        return {
            "bank": bank,
            "made_at": now,
            "until_at": now + HOURS * 3_600_000,
            "key": self._codes.for_station(bank).hex(),
            "code_digits": plan.lockers.code_digits,
            "compartments": [[each.no, each.board, each.lock] for each in plan.locker_bank[bank].compartments],
            "deposits": [list(each) for each in listed],
        }

    def forget(self, hall: Hall) -> None:
        """What is over needs no hash any more."""
        issues = {(each.id, each.issue) for each in hall.cabinets.deposits.values()}
        self._known = {name: hashes for name, hashes in self._known.items() if name in issues}


def _listed(deposit: Deposit, locator: str, hashes: tuple[str, str]) -> Listed:
    return Listed(deposit.id, deposit.compartment, deposit.size, deposit.due_at, deposit.issue, locator, *hashes)
