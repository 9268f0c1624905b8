"""kill -9 of the real server at any moment, with its cabinet on a real line: after each start the truth is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.counts import count, proof
from tests.lockers.night import Night

LIVES = count(3, 60)


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    made = Night(tmp_path)
    yield made
    made.end()


@proof("kill -9 with a cabinet on a line, people before it: the truth is told", LIVES)
@pytest.mark.timeout(1200)
def test_after_a_kill_at_any_moment_the_truth_is_told(
    night: Night, record_property: Callable[[str, object], None]
) -> None:
    draw, pulses, doing = Random(11), 0, Counter[str]()
    night.lights()
    for _ in range(LIVES):
        doing[night.life(draw)] += 1
        night.lights()
        pulses = night.truth()
        night.morning()
        night.truth()
    verified = night.lights_out_and_verified()
    assert pulses > 0 and verified == 0
    record_property("result", f"{LIVES} kills, {pulses} pulses, each with its intention; 0 untrue")
