"""A person at a window who asked nothing for a while: known, locked out of everything, and his sockets are dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server import passwords
from server.access import COOKIES, Access
from server.keyring import Keyring, drawn


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    keyring = Keyring(tmp_path)
    keyring.add_person("chen", "clerk", passwords.hash_of("secret"))
    opened = Access(keyring, {})
    opened.look()
    yield opened
    opened.close()


def came(access: Access, window: str | None) -> dict[str, str]:
    """The cookies of chen, who signed in and has asked for something once."""
    mark = drawn()
    access.begin(mark, person="chen", window=window)
    cookies = {COOKIES[1]: mark}
    caller = access.by_cookie(cookies)
    assert caller is not None and not caller.locked
    return cookies


def test_who_sits_at_a_window_and_asks_nothing_is_locked_and_hears_nothing_more(access: Access) -> None:
    cookies, dropped = came(access, "B1"), list[str]()
    access.on_gone.append(dropped.append)
    access.expire()
    assert not dropped
    access.lock_seconds = lambda: -1.0
    locked = access.by_cookie(cookies)
    assert locked is not None and locked.locked and locked.place == "B1"
    access.expire()
    assert dropped == [locked.key]


def test_asking_while_locked_opens_nothing_and_signing_in_again_does(access: Access) -> None:
    cookies = came(access, "B1")
    access.lock_seconds = lambda: -1.0
    access.by_cookie(cookies)
    access.lock_seconds = lambda: 0.0
    locked = access.by_cookie(cookies)
    assert locked is not None and locked.locked
    access.lock_seconds = lambda: 60.0
    assert access.by_cookie(came(access, "B1")) is not None


def test_who_sits_nowhere_is_not_locked(access: Access) -> None:
    cookies = came(access, None)
    access.lock_seconds = lambda: -1.0
    caller = access.by_cookie(cookies)
    assert caller is not None and not caller.locked
