"""Who speaks: one display until it is gone, the next after a silence, whatever the server went through meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall import devices, planning
from hall.plan import Display
from hall.speaking import SILENT_SECONDS
from ledger.asks import Asker
from server.speakers import Speakers
from tests.api.web_cast import House
from tests.hall.cast import small_plan

DISPLAYS = (
    Display("b1", ("B",), (), "zone-b", voice="b"),
    Display("b2", ("B",), (), "zone-b", voice="b"),
    Display("b3", ("B",), (), "zone-b"),
)


class Hall:
    """A house whose displays come, go and say how their sound is; its clock goes forward by hand."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder, small_plan(displays=DISPLAYS))
        self.there: set[str] = set()
        self.seconds = 0.0
        self.restart()

    def restart(self) -> None:
        """The server anew: it knows nothing but the record."""
        self.speakers = Speakers(self.house.ledger, lambda: frozenset(self.there), lambda: self.seconds)

    def leave(self, display: str) -> None:
        self.there.discard(display)
        self.speakers.left("/display", display)

    def sound(self, display: str, said: str) -> None:
        self.house.ledger.by(Asker("test")).record(devices.ack, display=display, sound=said)

    def after(self, seconds: float) -> str | None:
        """Who speaks after so many seconds, looked at twice each."""
        for _ in range(round(seconds * 2)):
            self.seconds += 0.5
            self.speakers.look()
        self.speakers.look()
        named = self.house.ledger.hall.speakers.get("b")
        return named.display if named is not None else None


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.house.close()


def ready(hall: Hall, *displays: str) -> None:
    for each in displays:
        hall.there.add(each)
        hall.sound(each, "ready")


def test_the_first_that_is_there_and_can_be_heard_is_named_at_once(hall: Hall) -> None:
    hall.there |= {"b1", "b3"}
    hall.sound("b1", "none")
    hall.sound("b3", "ready")
    assert hall.after(30) is None
    ready(hall, "b2")
    assert hall.after(0) == "b2"


def test_a_speaker_stays_though_another_comes_that_the_plan_names_before_it(hall: Hall) -> None:
    ready(hall, "b2")
    assert hall.after(0) == "b2"
    ready(hall, "b1")
    assert hall.after(60) == "b2"


def test_a_successor_is_named_when_the_speaker_was_gone_for_twelve_seconds_and_stays(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    assert hall.after(5) == "b1"
    hall.leave("b1")
    assert hall.after(SILENT_SECONDS) == "b1"
    assert hall.after(0.5) == "b2"
    hall.there.add("b1")
    assert hall.after(60) == "b2"


def test_a_speaker_that_comes_back_in_time_goes_on(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    for _ in range(5):
        assert hall.after(1) == "b1"
        hall.leave("b1")
        assert hall.after(SILENT_SECONDS - 1) == "b1"
        hall.there.add("b1")


def test_a_speaker_that_was_there_between_two_looks_is_waited_for_anew(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    hall.after(0)
    hall.leave("b1")
    hall.after(SILENT_SECONDS - 1)
    hall.there.add("b1")
    hall.leave("b1")
    assert hall.after(SILENT_SECONDS - 0.5) == "b1"
    assert hall.after(1) == "b2"


def test_a_speaker_that_says_it_is_mute_is_followed_at_once(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    hall.after(0)
    hall.sound("b1", "blocked")
    assert hall.after(0) == "b2"


def test_a_display_that_can_only_chime_is_better_than_none_and_worse_than_any(hall: Hall) -> None:
    hall.there |= {"b1", "b2"}
    hall.sound("b1", "voiceless")
    assert hall.after(30) == "b1"
    hall.sound("b2", "ready")
    assert hall.after(0) == "b2"


def test_after_a_restart_the_speaker_of_the_record_has_its_time_to_come_back(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    assert hall.after(0) == "b1"
    hall.there = {"b2"}
    hall.restart()
    assert hall.after(SILENT_SECONDS) == "b1"
    assert hall.after(0.5) == "b2"


def test_a_display_that_a_new_plan_made_mute_is_followed_after_its_time(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    assert hall.after(0) == "b1"
    changed = small_plan(displays=(Display("b1", ("B",), (), "zone-b"), *DISPLAYS[1:]))
    hall.house.ledger.by(Asker("test")).record(planning.adopt, plan=changed)
    assert hall.after(SILENT_SECONDS) == "b1"
    assert hall.after(0.5) == "b2"


def test_only_a_change_is_an_event(hall: Hall) -> None:
    ready(hall, "b1", "b2")
    hall.after(0)
    before = hall.house.ledger.hall.seq
    hall.after(60)
    assert hall.house.ledger.hall.seq == before
