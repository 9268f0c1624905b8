"""The machine a figure was measured on, and how quick its disk says yes."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from bench.result import percentile

SERVER_CORE, LOAD_CORE = 0, -1
"""The server runs on the first core this process may use, the load on the last."""

SYNCS = 300
PACKAGES = ("flask", "apiflask", "flask-socketio", "gevent", "pydantic", "sqlite-utils")
ROOT = Path(__file__).resolve().parent.parent
CORES = sorted(os.sched_getaffinity(0))


def settle() -> None:
    """Put this process, which makes the load, on its own core."""
    os.sched_setaffinity(0, {CORES[LOAD_CORE]})


def server_core() -> int:
    return CORES[SERVER_CORE]


def described() -> Iterator[str]:
    system = f"{platform.system()} {platform.release()}"
    yield f"machine   {_cpu()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB, {system}"
    yield f"disk      fdatasync p50 {sync_millis():.2f} ms at {tempfile.gettempdir()}"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"versions  Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    yield f"commit    {_commit()}"
    if len(CORES) < 2:
        yield "WARNING   one core for server and load together: every figure is worse than it should be"


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def sync_millis() -> float:
    """Half of 4 kB appends are on disk within this time."""
    took = []
    with tempfile.TemporaryFile() as file:
        for _ in range(SYNCS):
            file.write(bytes(4096))
            file.flush()
            began = perf_counter()
            os.fdatasync(file.fileno())
            took.append((perf_counter() - began) * 1000)
    return percentile(took, 0.5)
