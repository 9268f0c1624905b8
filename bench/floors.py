"""The machine's own floor, measured in the same run: what the best possible server on it could not beat."""

from __future__ import annotations

import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from time import perf_counter

from bench import servers
from bench.http_load import Answers, connected, drive, request
from bench.result import Row, Scale, percentile
from bench.sockets import Screen, Wall, rounds

EVENT = "x" * 300
PAUSE_SECONDS = 0.05


def run(scale: Scale) -> list[Row]:
    flask = bare_flask(scale)
    computed = f"server computes {flask.cpu_millis:.2f} ms each"
    rows = [
        Row("floor: one insert a commit, WAL, FULL", commits(scale), "/s"),
        Row("floor: bare Flask POST, c=1, p50", bare_flask(scale, 1).at(0.5), "ms"),
        Row("floor: bare Flask POST, c=8", flask.rate, "/s", note=f"p99 {flask.at(0.99):.1f} ms; {computed}"),
    ]
    for screens in (50, 500):
        rows.append(Row(f"floor: bare Socket.IO to {screens} sockets, p50", fan_out(scale, screens), "ms"))
    return rows


@cache
def commits(scale: Scale) -> float:
    """Commits a second of one row of an event's size."""
    count = scale.of(3_000, 500)
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, data TEXT NOT NULL)")
        began = perf_counter()
        for _ in range(count):
            db.execute("INSERT INTO events (data) VALUES (?)", (EVENT,))
        seconds = perf_counter() - began
        db.close()
    return count / seconds


@cache
def bare_flask(scale: Scale, lines: int = 8) -> Answers:
    """POSTs with a small JSON body, answered with one as long as a call."""
    asked = request("POST", "/echo", "x" * 40, {"service": "id-card", "kiosk": "k1"}, "0123456789abcdef")
    with servers.bare() as process:
        drive(process.port, [[asked] * 100] * lines)
        before = process.cpu_seconds
        answers = drive(process.port, [[asked] * (scale.of(8_000, 800) // lines)] * lines).checked(201)
        answers.cpu_seconds = process.cpu_seconds - before
        return answers


@cache
def fan_out(scale: Scale, screens: int) -> float:
    """Median time from the POST to the slowest of so many sockets."""
    with servers.bare() as process:
        wall = Wall([Screen(process.port, "/display,", {}) for _ in range(screens)])
        try:
            with connected(process.port) as line:
                asked = request("POST", "/call")
                return percentile(rounds(wall, line, lambda _: asked, scale.of(100, 20), PAUSE_SECONDS), 0.5)
        finally:
            wall.close()
