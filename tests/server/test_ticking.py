"""The clock's look at the screens: a display that is silent for ten seconds is recorded as away, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.alarms import alarms
from hall.plan import Display
from server.ticking import Screens
from tests.api.web_cast import House
from tests.hall.cast import small_plan


class Around:
    """What is heard of the displays, and a clock that goes on by hand."""

    def __init__(self) -> None:
        self.here: frozenset[str] = frozenset()
        self.seconds = 0.0
        self.screens = Screens(lambda: self.here, lambda: self.seconds)

    def look(self, house: House, seconds: float, *here: str) -> set[str]:
        """A tick so much later; the displays that are away then."""
        self.seconds += seconds
        house.seconds += seconds
        self.here = frozenset(here)
        self.screens.look(house.ledger)
        return {each.where for each in alarms(house.ledger.hall, house.ledger.clock.now())}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, small_plan(displays=(Display("hall-b", ("B",), (), "zone-b"),)))
    made.open("B1")
    yield made
    made.close()


def test_a_display_is_away_ten_seconds_after_it_was_last_heard_of(house: House) -> None:
    around = Around()
    assert around.look(house, 0, "hall-b") == set()
    assert around.look(house, 9) == set()
    assert around.look(house, 1) == {"hall-b"}
    before = house.ledger.hall.seq
    assert around.look(house, 60) == {"hall-b"}
    assert house.ledger.hall.seq == before
    assert around.look(house, 1, "hall-b") == set()


def test_after_a_restart_the_screens_have_ten_seconds_to_come_back(house: House) -> None:
    Around().look(house, 0, "hall-b")
    again = Around()
    assert again.look(house, 0) == set()
    assert again.look(house, 9.5) == set()
    assert again.look(house, 0.5) == {"hall-b"}


def test_a_display_that_hears_and_shows_nothing_is_away(house: House) -> None:
    around = Around()
    around.look(house, 0, "hall-b")
    house.take()
    house.at("B1", "call-next")
    assert around.look(house, 9, "hall-b") == set()
    assert around.look(house, 1, "hall-b") == {"hall-b"}
    house.ask("display", "POST", "/displays/hall-b/acks", {"shown": [1]})
    assert around.look(house, 1, "hall-b") == set()
