"""Who speaks, and what is still to be said when its turn comes: once in a zone, and never what nobody needs to hear."""

from __future__ import annotations

from typing import Any

import pytest

from hall import calling, devices, serving, speaking, tickets
from hall.events import SpeechBegun
from hall.hall import MINUTE
from hall.plan import ALL_DAY, Display, Loudspeaker, LoudTime
from hall.refused import Refused
from tests.hall.cast import Story, at, open_hall, small_plan

DISPLAYS = (
    Display("hall-a", ("A",), (), "zone-a", voice="a"),
    Display("hall-b", ("B",), (), "zone-b", voice="b"),
    Display("hall-b2", ("B",), (), "zone-b", voice="b"),
    Display("lobby", ("A", "B"), (), "hall", voice="lobby"),
    Display("mute", ("B",), (), "zone-b"),
)
OFFICE = (((9 * 60, 12 * 60), (13 * 60, 17 * 60)),) * 7


def told(**changes: Any) -> Story:
    story = Story(open_hall(small_plan(displays=DISPLAYS, **changes)))
    story.do(speaking.name_speaker, voice="b", display="hall-b")
    story.do(speaking.name_speaker, voice="lobby", display="lobby")
    return story


@pytest.fixture
def story() -> Story:
    return told()


def call_one(story: Story, window: str = "B1", service: str = "medical") -> int:
    story.do(calling.call, window=window, called=story.take(service))
    return story.hall.calls_made


def begin(story: Story, *calls: int, display: str = "hall-b", page: str = "p1", closing: bool = False) -> list[int]:
    events = story.do(speaking.begin_speech, display=display, page=page, calls=calls, closing=closing)
    return [call for event in events if isinstance(event, SpeechBegun) for call in event.calls]


def test_a_call_is_begun_once_in_a_zone_and_once_in_each(story: Story) -> None:
    number = call_one(story)
    assert begin(story, number) == [number]
    assert begin(story, number) == []
    assert begin(story, number, display="lobby") == [number]
    assert story.hall.calls[number].begun == ("b", "lobby")


def test_a_successor_does_not_say_what_the_one_before_began(story: Story) -> None:
    first, second = call_one(story, "B1"), call_one(story, "B2", "social")
    assert begin(story, first) == [first]
    story.do(speaking.name_speaker, voice="b", display="hall-b2")
    assert begin(story, first, second, display="hall-b2", page="p2") == [second]


def test_what_was_acknowledged_as_spoken_is_not_begun(story: Story) -> None:
    number = call_one(story)
    story.do(devices.ack, display="hall-b2", spoken=(number,))
    assert begin(story, number) == []
    assert begin(story, number, display="lobby") == [number]


@pytest.mark.parametrize("over", [serving.start, serving.finish, serving.no_show, serving.hold, serving.undo])
def test_who_came_or_is_called_no_more_is_not_spoken(story: Story, over: Any) -> None:
    number = call_one(story)
    story.do(over, window="B1", **({"minutes": 5} if over is serving.hold else {}))
    assert begin(story, number) == []


def test_a_visitor_who_gave_up_is_not_spoken(story: Story) -> None:
    number = call_one(story)
    story.do(tickets.cancel, ticket=story.hall.calls[number].ticket)
    assert begin(story, number) == []


def test_of_a_call_and_its_recall_the_latest_is_spoken(story: Story) -> None:
    first = call_one(story)
    story.later(0.5).do(serving.recall, window="B1")
    assert begin(story, first, first + 1) == [first + 1]


def test_a_call_that_grew_old_is_not_spoken(story: Story) -> None:
    number = call_one(story)
    story.now += speaking.LATE_SECONDS * 1000 + 1
    assert begin(story, number) == []
    fresh = call_one(story, "B2", "social")
    story.now += speaking.LATE_SECONDS * 1000
    assert begin(story, fresh) == [fresh]


def test_calls_of_other_zones_and_unknown_ones_are_left_out(story: Story) -> None:
    other, own = call_one(story, "A1", "permit"), call_one(story)
    assert begin(story, other, 999, own) == [own]
    assert begin(story, other, display="lobby") == [other]


@pytest.mark.parametrize("display", ["hall-b2", "hall-a", "mute", "none"])
def test_only_the_speaker_of_a_zone_begins(story: Story, display: str) -> None:
    with pytest.raises(Refused, match="not-speaker"):
        begin(story, call_one(story), display=display)


def test_of_two_pages_of_one_display_one_speaks_until_it_was_silent(story: Story) -> None:
    first, second = call_one(story, "B1"), call_one(story, "B2", "social")
    begin(story, first, page="p1")
    with pytest.raises(Refused, match="not-speaker"):
        begin(story, second, page="p2")
    assert begin(story, second, page="p1") == [second]
    third = call_one(story, "B3")
    story.now += speaking.SILENT_SECONDS * 1000
    assert begin(story, third, page="p2") == [third]


def test_a_speaker_is_named_once_and_only_for_its_own_zone(story: Story) -> None:
    assert story.do(speaking.name_speaker, voice="b", display="hall-b") == []
    assert story.do(speaking.name_speaker, voice="b", display="hall-a") == []
    assert story.do(speaking.name_speaker, voice="b", display="none") == []
    assert len(story.do(speaking.name_speaker, voice="b", display="hall-b2")) == 1


def test_a_visitor_sent_on_is_called_as_such(story: Story) -> None:
    number = call_one(story)
    story.do(serving.start, window="B1")
    story.do(serving.transfer, window="B1", to_window="B4")
    story.do(calling.call_next, window="B4")
    moved = story.hall.calls[story.hall.calls_made]
    assert (story.hall.calls[number].moved, moved.moved) == (False, True)


# --- loudness and closing


def test_a_loudspeaker_is_as_loud_as_its_time_of_day_says(story: Story) -> None:
    noon, night = LoudTime(12 * 60, 14 * 60, 40), LoudTime(18 * 60, 24 * 60, 100, silent=True)
    speaker = Loudspeaker("b", volume=80, times=(noon, night))
    found = {hour: speaking.loudness(story.hall, at((hour - 9) * 60), speaker) for hour in (9, 12, 14, 18, 23)}
    assert found == {9: (80, False), 12: (40, False), 14: (80, False), 18: (100, True), 23: (100, True)}


def closing_times(story: Story) -> set[tuple[int, str]]:
    found = ((minute, speaking.closing_at(story.hall, at(minute - 9 * 60), "b")) for minute in range(1440))
    return {(minute, said) for minute, said in found if said is not None}


def test_the_end_of_the_last_hours_is_announced_in_one_minute_of_the_day() -> None:
    b = Loudspeaker("b", closing=True)
    assert closing_times(told(hours=OFFICE, loudspeakers=(b,))) == {(16 * 60 + 50, "2026-11-23 17:00")}
    assert closing_times(told(hours=OFFICE, loudspeakers=(b,), closed_days=("2026-11-23",))) == set()
    assert closing_times(told(hours=ALL_DAY, loudspeakers=(b,))) == set()
    assert closing_times(told(hours=OFFICE)) == set()


def test_closing_is_announced_once() -> None:
    story = told(hours=OFFICE, loudspeakers=(Loudspeaker("b", closing=True),))
    story.now = at(8 * 60 - 10)
    (event,) = story.do(speaking.begin_speech, display="hall-b", page="p1", closing=True)
    assert isinstance(event, SpeechBegun) and event.closing == "2026-11-23 17:00"
    story.do(speaking.name_speaker, voice="b", display="hall-b2")
    assert story.do(speaking.begin_speech, display="hall-b2", page="p2", closing=True) == []
    story.now += MINUTE
    assert story.do(speaking.begin_speech, display="hall-b2", page="p2", closing=True) == []
