"""The log: whole lines, whoever writes at the same time."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.source import ROOT

LINES = 3_000
WRITERS = f"""
import threading
import structlog
from server import logs

logs.start()
log = structlog.get_logger("test")

def beside() -> None:
    for at in range({LINES}):
        logs.line("thread", at=at)

other = threading.Thread(target=beside)
other.start()
for at in range({LINES}):
    log.info("loop", at=at)
other.join()
"""


def test_a_thread_never_writes_into_a_line_of_the_loops() -> None:
    run = subprocess.run(
        [sys.executable, "-u", "-c", WRITERS], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    said = [json.loads(line) for line in run.stderr.splitlines()]
    assert [each["at"] for each in said if each["event"] == "loop"] == list(range(LINES))
    assert [each["at"] for each in said if each["event"] == "thread"] == list(range(LINES))
