"""What happens at the limits: a disk that really has no room, a writer that is too slow, a file somebody else holds."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from hall.hall import Hall
from ledger.ledger import Asker, Ledger, NotKept
from ledger.verify import verify
from ledger.writer import BATCH_MOST
from tests.ledger.cast import KEY, Faults, Time, nothing, spawn, started, take, takes, together
from tests.source import ROOT

NO_ROOM = """
import json, resource, sys, time
from pathlib import Path
from ledger.clock import Clock
from ledger.ledger import NotKept
from tests.ledger.cast import started, tables, take

ledger = started(Path(sys.argv[1]), Clock(time.time, time.monotonic))
for n in range(50):
    take(ledger, f"before-{n}")
size = Path(f"{ledger.path}-wal").stat().st_size
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)

def tried(ticket):
    try:
        take(ledger, ticket, key=ticket)
    except NotKept as error:
        return error.reason
    return "kept"

resource.setrlimit(resource.RLIMIT_FSIZE, (size + 60_000, unlimited[1]))
during = [tried(f"t{n}") for n in range(20)]
equal = len(tables(ledger.path)["events"]) == ledger.hall.seq
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
after = [tried(f"t{n}") for n in range(20)]
print(json.dumps({"during": during, "after": after, "equal": equal, "tickets": len(ledger.hall.tickets)}))
ledger.close()
"""


def test_a_file_that_may_not_grow_refuses_and_goes_on_when_it_may(tmp_path: Path) -> None:
    """The operating system itself says no to a write, here by a limit on the size of files."""
    run = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert set(said["during"]) == {"kept", "disk"} and set(said["after"]) == {"kept"}
    assert said["equal"] and said["tickets"] == 70
    assert verify(tmp_path).difference is None


class Impatient(Future[Any]):
    """A caller that has waited long enough at once, when told to."""

    hurried = False

    def result(self, timeout: float | None = None) -> Any:
        if Impatient.hurried and timeout is not None:
            raise TimeoutError
        return super().result(timeout)


def test_a_caller_that_waited_too_long_is_told_so_and_is_not_decided_later(tmp_path: Path) -> None:
    ledger = Ledger(
        tmp_path, spawn=spawn, promise=Impatient, inbox=SimpleQueue, wake=nothing, clock=Time().clock(), key=KEY
    )
    ledger.start()

    def never(hall: Hall, now: int) -> list[Any]:
        raise AssertionError("his caller has gone")

    def too_late() -> None:
        Impatient.hurried = True
        with pytest.raises(NotKept, match="slow"):
            ledger.by(Asker("somebody")).record(never)
        Impatient.hurried = False

    together(ledger, [], arm=too_late)
    assert ledger.by(Asker("next")).record(lambda hall, now: []).entries == ()
    ledger.close()


def test_a_batch_has_a_limit(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    faults.said.clear()
    together(ledger, takes(ledger, BATCH_MOST + 1))
    assert faults.said.count("COMMIT") == 3
    ledger.close()


def test_the_log_is_moved_into_the_file_now_and_then(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    faults.said.clear()
    ledger._writer._checkpointed = -10_000
    take(ledger, "t1")
    take(ledger, "t2")
    assert faults.said.count("PRAGMA wal_checkpoint(PASSIVE)") == 1
    ledger.close()
    assert faults.said[-1] == "PRAGMA wal_checkpoint(TRUNCATE)"
