"""Codes of deposits: how they are made, which are too easy, how long a wrong one makes people wait. Pure: the key is
handed in, and so are the slow hashes."""

from __future__ import annotations

import hmac

from hall import events as e
from hall.cabinet import Deposit, Returned, Tries, locator_tries, panel_tries
from hall.hall import At, Hall
from hall.locker_slips import word
from hall.openings import deposit_of
from hall.refused import Refused

LOCATOR_FIRST, LOCATOR_LAST = 10_000, 99_999
"""Five digits that say which deposit is meant; they are no secret."""
QR_BYTES = 16
DISTINCT_MIN = 4
"""Different digits that a code has at the least; of six digits, three."""
ERRORS_FREE = 5
FIRST_MILLIS, LONGEST_MILLIS = 15_000, 900_000
LOCKED_AT = 10
"""Wrong codes after which a deposit is only opened with staff."""
FORGET_MILLIS = 24 * 3_600_000


# --- making


def code(key: bytes, deposit: str, issue: int, digits: int) -> str:
    """The digits of a deposit's code number `issue`. The same again for the same key, so that they are never kept: a
    repeated request works them out anew."""
    for round_ in range(1_000):
        made = hmac.digest(key, f"code|{deposit}|{issue}|{digits}|{round_}".encode(), "sha256")
        text = f"{int.from_bytes(made) % 10**digits:0{digits}d}"
        if not is_weak(text):
            return text
    raise ValueError("no code of so few digits is strong enough")


def qr_secret(key: bytes, deposit: str, issue: int) -> str:
    """128 bits in hexadecimal: what the code's QR picture carries instead of the digits."""
    return hmac.digest(key, f"qr|{deposit}|{issue}".encode(), "sha256")[:QR_BYTES].hex()


def is_weak(text: str) -> bool:
    """What people try first: few different digits, runs up or down, a group again, the same from behind, a date."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(text, text[1:], strict=False)}
    half = len(text) // 2
    return (
        len(set(text)) < min(DISTINCT_MIN, half)
        or steps in ({1}, {9})
        or any(text == text[:n] * (len(text) // n) for n in range(1, half + 1) if len(text) % n == 0)
        or text == text[::-1]
        or (len(text) == 8 and text[:2] in ("19", "20") and 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:]) <= 31)
    )


def issued(hall: Hall, deposit: str, issue: int, hashes: tuple[str, str], seed: int) -> e.CodeIssued:
    """Number `issue`, at the first locator from `seed` on that is not in force."""
    span = LOCATOR_LAST - LOCATOR_FIRST + 1
    for step in range(span):
        locator = str(LOCATOR_FIRST + (seed + step) % span)
        if locator not in hall.cabinets.locators and locator not in hall.cabinets.returned:
            return e.CodeIssued(deposit, issue, locator, *hashes)
    raise Refused("no-compartment")


def new_code(
    hall: Hall, now: At, *, deposit: str, issue: int, code: tuple[str, str], seed: int, message: str | None = None
) -> list[e.Event]:
    """Another code; the old one is dead. `issue`: the number it was made for, one more than the last. `message`: an id
    that was drawn, for telling it to whoever heard of the old one."""
    found = deposit_of(hall, deposit)
    if found.kind != "result" or found.state not in ("offered", "put-in", "confirmed", "overdue"):
        raise Refused("wrong-state")
    if issue != found.issue + 1:
        raise Refused("code-changed")
    events: list[e.Event] = [issued(hall, deposit, issue, code, seed)]
    if found.state in ("confirmed", "overdue"):
        events += word(hall, found, message)
    return events


# --- trying


def waits_until(hall: Hall, bank: str, locator: str) -> At:
    """When this panel, and this locator (whether or not anybody has it), may try again; 0: now."""
    tries = hall.cabinets.tries
    names = (panel_tries(bank), locator_tries(locator))
    return max((tries[name].until_at for name in names if name in tries), default=0)


def accept(hall: Hall, bank: str, locator: str, tried: str) -> Deposit | None:
    """The deposit that this opens, or None: wrong, unknown, locked or not there are the same."""
    found = hall.cabinets.deposits.get(hall.cabinets.locators.get(locator, ""))
    if not _opens(found, bank, tried) or found is None or found.locked:
        return None
    return found if found.state in ("confirmed", "overdue") else None


def called_for(hall: Hall, bank: str, locator: str, tried: str) -> Deposit | None:
    """The deposit that this opened before, and that is not taken yet."""
    found = hall.cabinets.deposits.get(hall.cabinets.locators.get(locator, ""))
    return found if _opens(found, bank, tried) and found is not None and found.state == "called-for" else None


def taken_back(hall: Hall, bank: str, locator: str, tried: str) -> Returned | None:
    """The result that this would have opened, had staff not taken it out."""
    found = hall.cabinets.returned.get(locator)
    return found if _opens(found, bank, tried) else None


def _opens(found: Deposit | Returned | None, bank: str, tried: str) -> bool:
    """Whether `tried` is the code, or the QR secret, of this; takes as long for nothing."""
    known = (found.code_hash, found.qr_hash) if found is not None else ("-" * len(tried), "-" * len(tried))
    same = [hmac.compare_digest(each.encode(), tried.encode()) for each in known]
    return found is not None and any(same) and found.bank == bank


def refusal(hall: Hall, now: At, bank: str, locator: str) -> e.CodeRefused:
    """A wrong try, counted at its panel and at its locator."""
    panel = _count(hall.cabinets.tries.get(panel_tries(bank)), now)
    typed = _count(hall.cabinets.tries.get(locator_tries(locator)), now)
    deposit = hall.cabinets.deposits.get(hall.cabinets.locators.get(locator, ""))
    return e.CodeRefused(
        bank, locator, panel, typed, now + _wait(panel), now + _wait(typed),
        deposit.id if deposit is not None else None,
        deposit is not None and (deposit.locked or deposit.errors + 1 >= LOCKED_AT),
    )  # fmt: skip


def tries_left(refused: e.CodeRefused) -> int:
    """How often one may still be wrong, at this panel and this locator, before one has to wait."""
    return max(0, ERRORS_FREE - max(refused.panel_errors, refused.locator_errors))


def wait_seconds(refused: e.CodeRefused) -> int:
    """How long no further try is taken here, from this wrong one on."""
    return _wait(max(refused.panel_errors, refused.locator_errors)) // 1000


def _count(tries: Tries | None, now: At) -> int:
    return 1 if tries is None or now - tries.last_at > FORGET_MILLIS else tries.count + 1


def _wait(errors: int) -> int:
    """Milliseconds: nothing at first, from the fifth error on 15 s, doubling, at most a quarter of an hour."""
    if errors < ERRORS_FREE:
        return 0
    return min(LONGEST_MILLIS, FIRST_MILLIS << min(errors - ERRORS_FREE, 10))
