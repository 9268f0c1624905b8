"""Claim: a durable ticket over HTTP, one kiosk after another and eight at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import floors, hall_plan, press
from bench.result import Row, Scale


def run(scale: Scale) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        config = hall_plan.written(Path(folder))
        with press.hall(config, Path(folder) / "data") as hall:
            hall.issue(scale.of(800, 80))
            one = hall.issue(scale.of(1_500, 200), lines=1)
            eight = hall.issue(scale.of(8_000, 800))
    bare = floors.bare_flask(scale)
    note = f"{eight.rate / bare.rate:.2f} of bare Flask; server computes {eight.cpu_millis:.2f} ms each"
    return [
        Row("issue, c=1, p50", one.at(0.5), "ms", 2.0, note=f"bare Flask {floors.bare_flask(scale, 1).at(0.5):.2f} ms"),
        Row("issue, c=8", eight.rate, "/s", 1_100, at_least=True, note=note),
        Row("issue, c=8, p99", eight.at(0.99), "ms", 15.0, note=f"bare Flask {bare.at(0.99):.1f} ms"),
    ]
