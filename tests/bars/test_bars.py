"""A window's bar follows the record: called, recalled, served, paused, closed; and a bar that is away is an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from bars.bars import Bars
from bars.building import Built, simulated
from bars.view import shown
from hall import calling, planning, serving, tickets, windows
from hall import plan as p
from hall.alarms import alarms
from hall.records import changed
from ledger.asks import Asker
from ledger.ledger import Ledger
from tests.printers.cast import NINE_FORTY_ONE, WORDS, plan
from tests.printers.stage import begin, spawn
from tests.served import until

NOBODY = Asker("test")
AGAIN_SECONDS = 0.05


@dataclass
class Stage:
    ledger: Ledger
    built: list[Built]
    bars: Bars
    reported: list[BaseException] = field(default_factory=list)

    def do(self, rule: Callable[..., Any], **asked: object) -> None:
        self.ledger.by(NOBODY).record(rule, **asked)
        self.bars.drain()

    def stands(self, text: str, bar: int = 0) -> bool:
        board = self.built[bar].board
        assert board is not None
        return until(lambda: board.text == text)

    def problems(self) -> list[str]:
        self.bars.settle()
        return [each.id for each in alarms(self.ledger.hall, self.ledger.hall.at)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    ledger = begin(tmp_path, [NINE_FORTY_ONE]).ledger
    bars = (p.Bar("bar-3", "b3", "simulated"), p.Bar("bar-4", "b4", "simulated", width=8))
    laid_out = plan()
    policy = changed(laid_out.policy, recall_seconds=0)
    ledger.by(NOBODY).record(planning.adopt, plan=changed(laid_out, bars=bars, policy=policy))
    reported: list[BaseException] = []
    built = [simulated(each) for each in bars]
    made = Bars(
        ledger, built, words=WORDS, spawn=spawn, inbox=SimpleQueue, wake=lambda: None,
        report=lambda name, failure: reported.append(failure), again_seconds=AGAIN_SECONDS,
    )  # fmt: skip
    made.start()
    stage = Stage(ledger, built, made, reported)
    for window in ("b3", "b4"):
        stage.do(windows.open_window, window=window)
    yield stage
    made.close()
    ledger.close()
    assert reported == []


def take(stage: Stage, ticket: str) -> None:
    stage.do(tickets.take, ticket=ticket, service="si", kiosk="k1")


def test_a_bar_follows_its_window_from_call_to_close(stage: Stage) -> None:
    take(stage, "mzxw6ytb2k7a")
    assert stage.stands("")
    stage.do(calling.call_next, window="b3")
    assert stage.stands("A001→3号") and stage.stands("", 1)
    stage.do(serving.start, window="b3")
    assert stage.stands("A001→3号")
    stage.do(serving.finish, window="b3")
    assert stage.stands("")
    stage.do(windows.pause, window="b3")
    assert stage.stands("暂停服务")
    stage.do(windows.resume, window="b3")
    assert stage.stands("")


def test_a_recall_is_another_picture_and_a_pause_ends_with_the_close(stage: Stage) -> None:
    """A board that blinks or beeps at a frame does so again."""
    take(stage, "mzxw6ytb2k7a")
    stage.do(calling.call_next, window="b3")
    called = shown(stage.ledger.hall, WORDS, "b3")
    stage.do(serving.recall, window="b3")
    again = shown(stage.ledger.hall, WORDS, "b3")
    assert called is not None and again is not None
    assert (called.text, called.call) == (again.text, again.call - 1)
    stage.do(serving.start, window="b3")
    stage.do(serving.finish, window="b3")
    stage.do(windows.pause, window="b3")
    assert stage.stands("暂停服务")
    stage.do(windows.close_window, window="b3")
    assert stage.stands("")


def test_a_call_that_is_taken_back_goes_from_the_bar(stage: Stage) -> None:
    take(stage, "mzxw6ytb2k7a")
    stage.do(calling.call_next, window="b3")
    assert stage.stands("A001→3号")
    stage.do(serving.undo, window="b3")
    assert stage.stands("")


def test_a_short_bar_shows_the_number_alone(stage: Stage) -> None:
    take(stage, "mzxw6ytb2k7a")
    stage.do(calling.call_next, window="b4")
    assert stage.stands("A001", 1)


def test_a_bar_that_lost_its_picture_has_it_again(stage: Stage) -> None:
    take(stage, "mzxw6ytb2k7a")
    stage.do(calling.call_next, window="b3")
    assert stage.stands("A001→3号")
    board = stage.built[0].board
    assert board is not None
    board.text = "rubbish after a power cut"
    assert stage.stands("A001→3号")


def test_a_bar_that_is_away_is_an_alarm_that_goes_by_itself(stage: Stage) -> None:
    board = stage.built[0].board
    assert board is not None
    assert stage.problems() == []
    board.faults.offline = True
    assert until(lambda: stage.problems() == ["bar-3.bar-offline"])
    take(stage, "mzxw6ytb2k7a")
    stage.do(calling.call_next, window="b3")
    board.faults.offline = False
    assert until(lambda: stage.problems() == [])
    assert stage.stands("A001→3号")


def test_a_bar_that_is_not_in_the_plan_any_more_is_no_alarm(stage: Stage) -> None:
    board = stage.built[0].board
    assert board is not None
    board.faults.offline = True
    assert until(lambda: stage.problems() == ["bar-3.bar-offline"])
    stage.do(planning.adopt, plan=changed(plan(), bars=()))
    assert stage.problems() == []
