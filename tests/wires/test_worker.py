"""A worker does what it is given, in order, refuses what is too much, and outlives what fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

import pytest

from wires.worker import Worker

SOON = 5.0


def spawn(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True).start()


class Stage:
    """A worker, what it did, and what it reported."""

    def __init__(self, limit: int = 3, idle: Callable[[], None] | None = None, idle_seconds: float = 60.0) -> None:
        self.did: SimpleQueue[str] = SimpleQueue()
        self.reported: list[str] = []
        self.worker = Worker(
            "w", spawn, SimpleQueue, limit, idle=idle, idle_seconds=idle_seconds,
            report=lambda name, failure: self.reported.append(f"{name}: {failure}"),
        )  # fmt: skip

    def give(self, word: str) -> bool:
        return self.worker.give(lambda: self.did.put(word))


def test_acts_are_done_in_order() -> None:
    stage = Stage()
    assert all(stage.give(word) for word in "abc")
    stage.worker.start()
    assert [stage.did.get(timeout=SOON) for _ in range(3)] == ["a", "b", "c"]
    assert stage.worker.close(SOON)


def test_more_than_its_limit_is_refused() -> None:
    stage = Stage(limit=2)
    assert [stage.give(word) for word in "abc"] == [True, True, False]


def test_an_act_that_fails_is_reported_and_the_next_is_done() -> None:
    stage = Stage()

    def fails() -> None:
        raise ValueError("no paper")

    stage.worker.give(fails)
    stage.give("b")
    stage.worker.start()
    assert stage.did.get(timeout=SOON) == "b"
    assert stage.reported == ["w: no paper"]


def test_it_looks_at_its_device_at_the_start_and_then_again() -> None:
    looked: SimpleQueue[None] = SimpleQueue()
    stage = Stage(idle=lambda: looked.put(None), idle_seconds=0.01)
    stage.worker.start()
    for _ in range(3):
        looked.get(timeout=SOON)
    assert stage.worker.close(SOON)


def test_closing_drops_what_waits_and_finishes_what_is_under_way() -> None:
    stage = Stage()
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        may_end.wait(SOON)
        stage.did.put("slow")

    stage.worker.give(slow)
    stage.give("never")
    stage.worker.start()
    begun.wait(SOON)
    assert not stage.worker.close(0.01)
    may_end.set()
    assert stage.did.get(timeout=SOON) == "slow"
    assert not stage.give("late")
    assert stage.did.empty()


@pytest.mark.parametrize("gap_seconds", [0.0, 0.005])
def test_a_gap_between_acts_loses_none(gap_seconds: float) -> None:
    did: SimpleQueue[int] = SimpleQueue()
    worker = Worker("w", spawn, SimpleQueue, 10, report=lambda name, failure: None, gap_seconds=gap_seconds)
    for number in range(4):
        worker.give(lambda number=number: did.put(number))  # type: ignore[misc]
    worker.start()
    assert [did.get(timeout=SOON) for _ in range(4)] == [0, 1, 2, 3]
    assert worker.close(SOON)
