"""Real server processes on their own core: started, waited for, ended by their id, and what they weigh."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from bench.http_load import Stuck, once, request
from bench.machine import ROOT, server_core

START_SECONDS = 60.0
STOP_SECONDS = 90.0
"""Stopping a server with a large record empties its log first."""
PEEK_SECONDS = 0.005


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@dataclass(frozen=True)
class Process:
    """A server that answers. `start_seconds`: from its start until its first 200."""

    pid: int
    port: int
    start_seconds: float

    @property
    def cpu_seconds(self) -> float:
        """What it has computed so far, in all its threads: a figure that a busy machine does not spoil."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def pss_mb(self) -> float:
        """Its proportional share of memory, in megabytes of a million bytes."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
        return float("nan")


@contextmanager
def running(command: Sequence[str], port: int, ready: bytes) -> Iterator[Process]:
    """The command on the server's core until the block ends; `ready` is asked until it answers 200."""
    with tempfile.TemporaryFile() as told:
        began = perf_counter()
        process = subprocess.Popen(
            ["taskset", "-c", str(server_core()), *command], cwd=ROOT, stdout=told, stderr=told,
            stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        try:
            if not _answers(process, port, ready):
                told.seek(0)
                raise Stuck(f"{command[1:4]} did not start: {told.read()[-2000:].decode(errors='replace')}")
            yield Process(process.pid, port, perf_counter() - began)
        finally:
            process.send_signal(signal.SIGTERM)
            _ended(process)


def _answers(process: subprocess.Popen[bytes], port: int, ready: bytes) -> bool:
    until = perf_counter() + START_SECONDS
    while perf_counter() < until and process.poll() is None:
        try:
            if once(port, ready)[0] == 200:
                return True
        except (OSError, Stuck):
            pass
        sleep(PEEK_SECONDS)
    return False


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def bare() -> Iterator[Process]:
    """The floor's server."""
    port = free_port()
    command = [sys.executable, "-m", "gevent.monkey", str(ROOT / "bench" / "bare.py"), str(port)]
    with running(command, port, request("POST", "/call")) as process:
        yield process


@contextmanager
def hall(config: Path, data: Path, *more: str) -> Iterator[Process]:
    """The hall's own server."""
    port = free_port()
    command = [
        sys.executable, "-m", "server", "serve", "--config", str(config), "--data", str(data), "--host", "127.0.0.1",
        "--port", str(port), *more,
    ]  # fmt: skip
    with running(command, port, request("GET", "/readyz")) as process:
        yield process


def add_key(data: Path, role: str) -> str:
    """A new key of this role for every place, made as its owner would make it."""
    asked = ["key", "add", "--role", role, "--name", f"bench-{role}", "--data", str(data)]
    command = [sys.executable, "-m", "server", *asked]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return made.stdout.strip()
