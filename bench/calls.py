"""Claim: call-next with finish, a thousand waiting, eight clerks at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import floors, hall_plan, press
from bench.http_load import Answers
from bench.press import Hall
from bench.result import Row, Scale, percentile

WAITING = 1_000
BURST = 400
"""Calls between two refills: the waiting swing by half of it around a thousand."""


def run(scale: Scale) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        config = hall_plan.written(Path(folder))
        with press.hall(config, Path(folder) / "data") as hall:
            hall.issue(WAITING - BURST // 2)
            bursts = [burst(hall) for _ in range(scale.of(10, 2))]
    return rows("call-next with finish, 1,000 waiting, c=8", bursts, scale)


def burst(hall: Hall) -> Answers:
    hall.issue(BURST)
    return hall.call_next(BURST)


def rows(what: str, bursts: list[Answers], scale: Scale) -> list[Row]:
    millis = [each for burst in bursts for each in burst.millis]
    rate = len(millis) / sum(burst.seconds for burst in bursts)
    computed = sum(burst.cpu_seconds for burst in bursts) / len(millis) * 1000
    note = f"{rate / floors.bare_flask(scale).rate:.2f} of bare Flask; server computes {computed:.2f} ms each"
    return [
        Row(what, rate, "/s", 1_100, at_least=True, note=note),
        Row(f"{what}, p99", percentile(millis, 0.99), "ms", 15.0),
    ]
