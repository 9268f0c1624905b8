"""A process to be killed: opens the record in the folder it is given, issues tickets from four threads, and prints each
number the moment it is acknowledged. Run by test_kill."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from ledger.clock import Clock
from tests.ledger.cast import started, take

THREADS = 4


def main(folder: Path, life: int) -> None:
    ledger = started(folder, Clock(time.time, time.monotonic))
    lock, services = threading.Lock(), ("medical", "social", "start-up", "bundle")

    def issue(thread: int) -> None:
        for n in range(100_000):
            name = f"{life:03d}-{thread}-{n:05d}"
            kept = take(ledger, name, services[(n + thread) % 4], key=name)
            with lock:
                print(name, kept.events[-1].number, flush=True)  # type: ignore[union-attr]

    threads = [threading.Thread(target=issue, args=(thread,), daemon=True) for thread in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
