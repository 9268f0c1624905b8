"""Whose the cabinet is, second by second: with a hall that goes and comes, and a computer whose power goes as well."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from station.asking import Away, Refused
from station.lists import KeptList
from station.station import LIST_SECONDS, SILENT_SECONDS, Laid, Station

LAID = Laid("L1", [[1, 0, 1], [2, 0, 2]], 8)
DAY = 24 * 3_600_000


@dataclass
class Hall:
    """The hall over HTTP: `there`, or not."""

    world: World
    there: bool = True
    deposits: list[list[Any]] = field(default_factory=lambda: [["d1", 1], ["d2", 2]])
    accounts: list[Any] = field(default_factory=list)
    refuses: bool = False

    def get(self, path: str) -> Any:
        self._there()
        return {
            "bank": "L1", "made_at": self.world.millis(), "until_at": self.world.millis() + DAY, "key": "00",
            "compartments": LAID.compartments, "code_digits": 8, "deposits": self.deposits,
        }  # fmt: skip

    def post(self, path: str, body: Any, press: str) -> Any:
        self._there()
        if self.refuses:
            raise Refused("403")
        self.accounts.append((press, body))

    def _there(self) -> None:
        if not self.there:
            raise Away("nobody")


@dataclass
class Line:
    """The line: `passing` to the hall or not."""

    world: World
    heard_at: float = 0.0
    pulsed: dict[int, float] = field(default_factory=dict)
    passing: bool = False

    def start(self) -> None:
        self.passing, self.heard_at = True, self.world.seconds

    def stop(self, seconds: float) -> bool:
        self.passing = False
        return True


@dataclass
class Own:
    """The cabinet's own Hallway."""

    line: Line
    runs: bool = False
    has_begun: bool = False
    comes_up: bool = True
    under_way: int = 0
    begun: list[Any] = field(default_factory=list)

    def begin(self, found: dict[str, Any] | None) -> None:
        assert not self.line.passing, "one of them has the line"
        self.begun.append(found)
        self.has_begun = True
        if not self.comes_up:
            raise Away("it does not come up")
        self.runs = True

    def end(self) -> None:
        self.runs = False

    def account(self) -> dict[str, Any]:
        if not self.runs:
            raise Away("it does not run")
        return {"visits": [len(self.begun)], "locked": [], "uncertain": [], "under_way": self.under_way}

    def put_away(self, past: Path, stamp: str) -> None:
        self.has_begun = False


class World:
    """Time, the hall, the line, and the cabinet's computer; `pass_by` is seconds, each with its turn."""

    def __init__(self, folder: Path) -> None:
        self.seconds, self.folder = 1_000.0, folder
        self.hall = Hall(self)
        self.line = Line(self)
        self.own = Own(self.line)
        self.boot()

    def millis(self) -> int:
        return int(self.seconds * 1000)

    def boot(self) -> None:
        """The computer starts, for the first time or again."""
        self.line = Line(self)
        self.own = Own(self.line, has_begun=self.own.has_begun)
        self.kept = KeptList(self.folder, "L1", "key")
        self.station = Station(
            LAID, self.hall, self.line, self.own, self.kept, self.folder / "past", lambda: self.seconds, self.millis
        )

    def pass_by(self, seconds: float) -> str:
        for _ in range(round(seconds)):
            self.seconds += 1
            if self.hall.there and self.line.passing:
                self.line.heard_at = self.seconds
            self.station.turn()
            assert not (self.line.passing and self.own.runs), "one of them has the line"
        return self.station.mode


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_while_the_hall_is_there_it_has_the_line_and_the_list_is_young(world: World) -> None:
    assert world.pass_by(5) == "hall" and world.line.passing
    world.hall.deposits = [["d3", 2]]
    world.pass_by(LIST_SECONDS + 1)
    kept = world.kept.read(world.millis())
    assert kept is not None and kept["deposits"] == [["d3", 2]]


def test_a_restart_of_the_hall_is_waited_for(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    assert world.pass_by(SILENT_SECONDS - 2) == "hall"
    world.hall.there = True
    assert world.pass_by(10) == "hall" and world.own.begun == []


def test_when_the_hall_is_away_the_cabinet_serves_itself_and_tells_of_it_afterwards(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    assert world.pass_by(SILENT_SECONDS + 3) == "alone"
    world.pass_by(600)
    world.hall.there = True
    assert world.pass_by(1) == "alone", "one answer is not enough"
    assert world.pass_by(2) == "hall"
    assert [body for _, body in world.hall.accounts] == [{"visits": [1], "locked": [], "uncertain": []}]
    assert not world.own.has_begun


def test_somebody_before_an_open_door_is_waited_for(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    world.pass_by(20)
    world.own.under_way, world.hall.there = 1, True
    assert world.pass_by(60) == "alone"
    world.own.under_way = 0
    assert world.pass_by(2) == "hall"


def test_what_lies_behind_a_door_that_was_pulsed_since_is_not_listed(world: World) -> None:
    world.pass_by(5)
    world.line.pulsed[2] = world.seconds
    world.pass_by(1)
    world.hall.there = False
    world.pass_by(20)
    assert world.own.begun[0]["deposits"] == [["d1", 1]]


def test_a_power_cut_at_the_cabinet_forgets_no_pulse(world: World) -> None:
    world.pass_by(5)
    world.line.pulsed[2] = world.seconds
    world.pass_by(1)
    world.hall.there = False
    world.boot()
    assert world.pass_by(2) == "alone"
    assert world.own.begun[0]["deposits"] == [["d1", 1]]


def test_a_list_is_good_for_a_day_and_then_nothing_opens(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    world.pass_by(20)
    world.seconds += DAY / 1000
    assert world.pass_by(1) == "nobody" and not world.own.runs
    assert world.pass_by(5) == "nobody"
    world.hall.there = True
    assert world.pass_by(3) == "hall" and len(world.hall.accounts) == 1, "what happened in that day is told"


def test_a_power_cut_while_alone_goes_on_with_the_same_record(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    world.pass_by(20)
    world.boot()
    assert world.pass_by(1) == "alone"
    world.boot()
    world.hall.there = True
    assert world.pass_by(2) == "hall" and len(world.hall.accounts) == 1


def test_until_the_hall_has_heard_what_happened_it_has_no_line(world: World) -> None:
    world.pass_by(5)
    world.hall.there = False
    world.pass_by(20)
    world.hall.there, world.hall.refuses = True, True
    world.pass_by(10)
    assert not world.line.passing and world.hall.accounts == []
    world.hall.refuses = False
    assert world.pass_by(5) == "hall" and world.line.passing


def test_without_a_list_the_line_stays_the_halls(world: World) -> None:
    world.hall.there = False
    assert world.pass_by(60) == "hall" and world.line.passing and world.own.begun == []


def test_a_plan_that_differs_from_the_halls_opens_nothing_alone(world: World) -> None:
    world.station = Station(
        Laid("L1", [[1, 0, 2]], 8), world.hall, world.line, world.own, world.kept, world.folder, lambda: world.seconds,
        world.millis,
    )  # fmt: skip
    world.pass_by(5)
    world.hall.there = False
    assert world.pass_by(30) == "hall" and world.own.begun == []


def test_a_hallway_that_does_not_come_up_is_tried_again(world: World) -> None:
    world.pass_by(5)
    world.hall.there, world.own.comes_up = False, False
    assert world.pass_by(20) == "nobody"
    world.own.comes_up = True
    assert world.pass_by(2) == "alone"
