"""The list at rest: signed, this cabinet's, a day old at most, and whole or not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from station.lists import KeptList, without

LIST: dict[str, Any] = {"bank": "L1", "made_at": 10_000_000, "until_at": 20_000_000, "deposits": [["d1", 1], ["d2", 2]]}
NOW = 15_000_000


def test_what_is_kept_is_read_again_by_its_owner_alone(tmp_path: Path) -> None:
    kept = KeptList(tmp_path, "L1", "key")
    kept.keep(LIST)
    assert kept.read(NOW) == LIST and kept.path.stat().st_mode & 0o077 == 0
    assert KeptList(tmp_path, "L1", "other").read(NOW) is None
    assert KeptList(tmp_path, "L2", "key").read(NOW) is None


@pytest.mark.parametrize("now", [LIST["until_at"], LIST["made_at"] - 400_000])
def test_a_list_that_is_too_old_or_whose_age_nobody_knows_is_none(tmp_path: Path, now: int) -> None:
    kept = KeptList(tmp_path, "L1", "key")
    kept.keep(LIST)
    assert kept.read(now) is None


def test_one_changed_byte_and_it_is_none(tmp_path: Path) -> None:
    kept = KeptList(tmp_path, "L1", "key")
    kept.keep(LIST)
    whole = kept.path.read_text("utf-8")
    changed = [whole.replace('"d1", 1', '"d1", 2'), whole.replace("20000000", "90000000"), whole[:-9]]
    for text in [*changed, "", "[]", "{}", "7", json.dumps({"list": LIST, "signature": 7})]:
        kept.path.write_text(text, "utf-8")
        assert kept.read(NOW) is None, text


def test_compartments_are_struck_out() -> None:
    assert without(LIST, [2])["deposits"] == [["d1", 1]] and len(LIST["deposits"]) == 2
