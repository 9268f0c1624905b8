"""kill -9 at any moment: every acknowledged ticket is there afterwards, and no number was given twice."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from ledger.clock import Clock
from ledger.schema import FILE
from ledger.verify import verify
from tests.counts import count, proof
from tests.ledger.cast import started, tables, take
from tests.source import ROOT

ROUNDS = count(10, 200)
ACKNOWLEDGED_MOST = 60


def one_life(folder: Path, life: int, draw: Random) -> list[tuple[str, str]]:
    """(ticket, number) of all that was acknowledged before the kill, as its clients saw it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.killed", str(folder), str(life)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    heard = [child.stdout.readline() for _ in range(draw.randrange(1, ACKNOWLEDGED_MOST))]
    child.kill()
    heard += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    whole = [line.split() for line in heard if line.endswith("\n")]
    return [(words[0], words[1]) for words in whole]


@pytest.mark.timeout(1200)
@proof("kill -9, then every acknowledged ticket is there, once", times=ROUNDS)
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    draw, history = Random(5), list[tuple[str, str]]()
    for life in range(ROUNDS):
        lived = one_life(tmp_path, life, draw)
        assert lived, "it never came up"
        history += lived
        if life % 20 == 0 or life == ROUNDS - 1:
            assert verify(tmp_path).difference is None
    stored = {row[0]: row[2] for row in tables(tmp_path / FILE)["tickets"]}
    assert [pair for pair in history if stored.get(pair[0]) != pair[1]] == []
    assert len({(row[1], row[2]) for row in tables(tmp_path / FILE)["tickets"]}) == len(stored)
    ledger = started(tmp_path, Clock(time.time, time.monotonic))
    ticket, number = history[-1]
    again = take(ledger, "asked again", key=ticket)
    assert again.repeated and again.answer is not None and f"{ticket} {number}".encode() in again.answer.body
    ledger.close()
    record_property("result", f"{len(history):,} acknowledged, 0 lost, 0 doubles")
