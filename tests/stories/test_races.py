"""Eight kiosks and eight clerks at once, each on a wire of its own: nobody gets another's number, is called twice,
or is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from tests.counts import count, proof
from tests.served import ASK_SECONDS, START_SECONDS, Served, Start, hall

TICKETS = count(2_000, 100_000)
VERIFIED_A_SECOND = 500
"""Tickets with all their events, on a machine that does four other things."""
KIOSKS, CLERKS = 8, 8
SERVICES = 12


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    start = Start(tmp_path / "data")
    try:
        yield start.served()
    finally:
        start.kill()


class Wire:
    """One client's kept connection."""

    def __init__(self, served: Served, role: str) -> None:
        self._to = HTTPConnection("127.0.0.1", served.port, timeout=ASK_SECONDS)
        self._sent = {"Authorization": f"Bearer {served.key(role)}", "Content-Type": "application/json"}

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        self._to.request("POST", f"/api/v1/{path}", json.dumps(body), self._sent)
        answer = self._to.getresponse()
        return answer.status, json.loads(answer.read())


def at_once(jobs: list[Callable[[], None]]) -> None:
    """Run all from the same moment on, and let the first failure rise."""
    ready, failed = Barrier(len(jobs)), list[BaseException]()

    def run(job: Callable[[], None]) -> None:
        ready.wait(ASK_SECONDS)
        try:
            job()
        except BaseException as error:
            failed.append(error)
            raise

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


@proof("8 kiosks and 8 clerks racing over HTTP: tickets", TICKETS)
def test_nobody_is_called_twice_or_lost_in_a_rush(served: Served, record_property: Any) -> None:
    plan = served.get("hall", "program").body
    services = [service["id"] for service in plan["services"]][:SERVICES]
    windows = [window["id"] for window in plan["windows"]][:CLERKS]
    issued: list[tuple[str, str]] = []
    called: list[str] = []

    def kiosk(no: int) -> None:
        wire = Wire(served, "program")
        for at in range(TICKETS // KIOSKS):
            status, ticket = wire.post("tickets", {"service": services[(at * KIOSKS + no) % len(services)]})
            assert status == 201, ticket
            issued.append((ticket["id"], ticket["number"]))

    def clerk(window: str) -> None:
        wire = Wire(served, "clerk")
        assert wire.post(f"windows/{window}/open", {})[0] == 200
        empty = 0
        while empty < 3 or len(issued) < TICKETS // KIOSKS * KIOSKS:
            status, answer = wire.post(f"windows/{window}/call-next", {"finish": True})
            if status == 200 and answer["ticket"] is not None:
                called.append(answer["ticket"]["id"])
                empty = 0
            else:
                assert status == 200 or answer["reason"] == "nobody-waiting", answer
                empty += 1

    jobs = [lambda no=no: kiosk(no) for no in range(KIOSKS)]
    at_once([*jobs, *(lambda window=window: clerk(window) for window in windows)])
    doubles = [ticket for ticket, times in Counter(called).items() if times > 1]
    numbers = [number for _, number in issued]
    waiting = sum(category["waiting"] for category in served.get("hall", "program").body["categories"])
    assert doubles == [] and len(set(numbers)) == len(numbers) == len({ticket for ticket, _ in issued})
    assert {ticket for ticket, _ in issued} >= set(called)
    assert len(issued) == len(called) + waiting, "somebody is lost"
    code, _ = served.stop()
    verified = hall("verify", "--data", str(served.data), seconds=START_SECONDS + TICKETS / VERIFIED_A_SECOND)
    assert (code, verified.returncode) == (0, 0), verified.stdout
    record_property("result", f"0 doubles, 0 lost, {len(called)} called")
