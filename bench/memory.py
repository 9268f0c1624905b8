"""Claim: what the shipped hall weighs when nothing happens, with its demo keys and simulated devices."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import sleep

from bench import hall_plan, servers
from bench.result import Row, Scale

IDLE_SECONDS = 5


def run(scale: Scale) -> list[Row]:
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.hall(hall_plan.shipped(), Path(folder) / "data", "--demo") as process,
    ):
        sleep(scale.of(IDLE_SECONDS, 1))
        return [Row("PSS, idle, shipped hall", process.pss_mb, "MB", 90.0, note=f"start {process.start_seconds:.2f} s")]
