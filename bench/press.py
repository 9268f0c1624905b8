"""What kiosks and clerks press: requests made beforehand for a running hall, and filling it with waiting visitors."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, sleep

from bench import servers
from bench.hall_plan import KIOSKS, clerks, plan_of, services
from bench.http_load import Answers, connected, drive, on, once, request
from bench.servers import Process

API = "/api/v1"


@dataclass(frozen=True)
class Keys:
    """One key of each role, for every place."""

    kiosk: str
    clerk: str
    display: str


@dataclass(frozen=True)
class Hall:
    """A running hall, and who presses in it."""

    process: Process
    keys: Keys
    windows: list[str]
    services: list[str]

    @property
    def port(self) -> int:
        return self.process.port

    def takes(self, count: int, lines: int) -> list[list[bytes]]:
        """`count` tickets over so many kiosks, each press with a key of its own as a page makes it."""
        return [[self.take(line, turn) for turn in range(count // lines)] for line in range(lines)]

    def take(self, line: int, turn: int) -> bytes:
        service = self.services[(turn * KIOSKS + line) % len(self.services)]
        body = {"service": service, "kiosk": f"k{line % KIOSKS}"}
        return request("POST", f"{API}/tickets", self.keys.kiosk, body, secrets.token_hex(8))

    def calls(self, count: int, lines: int) -> list[list[bytes]]:
        """`count` calls over so many windows, each finishing the visitor before."""
        return [[self.call(self.windows[line]) for _ in range(count // lines)] for line in range(lines)]

    def call(self, window: str) -> bytes:
        path = f"{API}/windows/{window}/call-next"
        return request("POST", path, self.keys.clerk, {"finish": True}, secrets.token_hex(8))

    def issue(self, count: int, lines: int = 8) -> Answers:
        return self._driven(self.takes(count, lines), 201)

    def call_next(self, count: int, lines: int = 8) -> Answers:
        return self._driven(self.calls(count, lines), 200)

    def _driven(self, asks: list[list[bytes]], status: int) -> Answers:
        before = self.process.cpu_seconds
        answers = drive(self.port, asks).checked(status)
        answers.cpu_seconds = self.process.cpu_seconds - before
        return answers

    def open_windows(self) -> None:
        """All that call; one that is open already refuses, which is as good."""
        for window in self.windows:
            once(self.port, request("POST", f"{API}/windows/{window}/open", self.keys.clerk, {}))


@contextmanager
def hall(config: Path, data: Path) -> Iterator[Hall]:
    """The hall of a config on a data folder, with keys, its windows open."""
    keys = Keys(*(servers.add_key(data, role) for role in ("kiosk", "clerk", "display")))
    plan = plan_of(config)
    windows = clerks(plan)
    with servers.hall(config, data) as process:
        pressed = Hall(process, keys, windows, services(plan, windows))
        pressed.open_windows()
        yield pressed


@contextmanager
def kiosks_issuing(hall: Hall, pause: float) -> Iterator[None]:
    """Eight kiosks press in a process of their own until the block ends, each `pause` seconds after its last answer."""
    process = get_context("fork").Process(target=_press, args=(hall, pause), daemon=True)
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


PRESSES_MAX = 100_000


def _press(hall: Hall, pause: float) -> None:
    """All kiosks in turn, evenly spread; without a pause as fast as answers come."""
    if not pause:
        drive(hall.port, hall.takes(PRESSES_MAX, KIOSKS))
        return
    lines = [connected(hall.port) for _ in range(KIOSKS)]
    due = perf_counter()
    for turn, (at, line) in enumerate(islice(cycle(enumerate(lines)), PRESSES_MAX)):
        on(line, hall.take(at, turn // KIOSKS))
        due += pause / KIOSKS
        sleep(max(0.0, due - perf_counter()))
