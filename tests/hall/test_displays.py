"""Displays as the rules see them: which of them nobody can count on, and when that is over."""

from __future__ import annotations

import pytest

from hall import calling, devices, planning, serving, windows
from hall.after import after
from hall.alarms import alarms, see
from hall.live import rows
from hall.plan import Display
from tests.hall.cast import Story, open_hall, small_plan
from tests.hall.stored import as_read, keep_rows

DISPLAYS = (
    Display("hall-b", ("B",), (), "zone-b"),
    Display("seats-b", ("B",), (), "zone-b"),
    Display("over-b1", (), ("B1",), "window-b1"),
    Display("hall-a", ("A",), (), "zone-a"),
)
ALL = frozenset(each.id for each in DISPLAYS)
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def story() -> Story:
    """Every display has come, and stays there."""
    told = Story(open_hall(small_plan(displays=DISPLAYS)))
    look(told)
    return told


def look(story: Story, here: frozenset[str] = ALL, steady: frozenset[str] = ALL) -> None:
    """A tick: these displays are there, all others have been silent for long."""
    story.do(devices.watch_displays, here=here, steady=steady, silent=ALL - here)


def away(story: Story) -> set[str]:
    return {each.where for each in alarms(story.hall, story.now) if each.what == "screen-away"}


def call(story: Story, window: str = "B1", service: str = "medical") -> int:
    story.do(calling.call, window=window, called=story.take(service))
    return story.hall.calls_made


def test_a_display_that_is_there_and_one_that_never_came_are_nobodys_alarm() -> None:
    story = Story(open_hall(small_plan(displays=DISPLAYS)))
    look(story, NOBODY)
    assert (away(story), dict(story.hall.devices)) == (set(), {})
    look(story, frozenset({"hall-b"}))
    assert (away(story), set(story.hall.devices)) == (set(), {"hall-b"})


def test_a_display_whose_socket_is_gone_is_away_until_it_comes_back(story: Story) -> None:
    look(story, ALL - {"hall-b"})
    assert away(story) == {"hall-b"}
    look(story)
    assert away(story) == set()


def test_a_call_that_a_display_has_not_shown_after_ten_seconds_is_an_alarm_until_it_has(story: Story) -> None:
    number = call(story)
    story.do(devices.ack, display="hall-b", shown=(number,))
    story.do(devices.ack, display="over-b1", shown=(number,))
    look(story)
    assert away(story) == set()
    story.now += devices.AWAY_SECONDS * 1000
    look(story)
    assert away(story) == {"seats-b"}
    story.do(devices.ack, display="seats-b", shown=(number,))
    look(story)
    assert away(story) == set()


def test_a_display_that_has_just_come_has_its_ten_seconds(story: Story) -> None:
    call(story)
    story.now += devices.AWAY_SECONDS * 1000
    look(story, steady=NOBODY)
    assert away(story) == set()
    look(story, steady=frozenset({"over-b1"}))
    assert away(story) == {"over-b1"}
    look(story, steady=NOBODY)
    assert away(story) == {"over-b1"}, "it came back, and still has not shown the call"


def test_nobody_owes_a_call_whose_visitor_has_come(story: Story) -> None:
    call(story)
    story.now += devices.AWAY_SECONDS * 1000
    story.do(serving.start, window="B1")
    look(story)
    assert away(story) == set()


def test_the_newest_awaited_call_tells_since_a_full_wall_leaves_old_ones_off(story: Story) -> None:
    call(story, "B1")
    newest = call(story, "B2", "social")
    for display in ("hall-b", "seats-b"):
        story.do(devices.ack, display=display, shown=(newest,))
    story.now += devices.AWAY_SECONDS * 1000
    look(story)
    assert away(story) == {"over-b1"}


def test_screens_may_be_switched_off_when_their_windows_are_closed(story: Story) -> None:
    for window in ("A1", "A2"):
        story.do(windows.close_window, window=window)
    look(story, NOBODY)
    assert away(story) == ALL - {"hall-a"}
    story.do(windows.open_window, window="A1")
    look(story, NOBODY)
    assert away(story) == ALL


def test_only_a_change_is_an_event(story: Story) -> None:
    look(story, NOBODY)
    before = story.hall.seq
    look(story, NOBODY)
    assert story.hall.seq == before


def test_what_a_display_says_of_its_sound_stays_and_so_does_its_alarm(story: Story) -> None:
    story.do(devices.ack, display="hall-b", sound="ready")
    look(story, NOBODY)
    story.do(devices.ack, display="hall-b", sound="blocked")
    assert (story.hall.devices["hall-b"].sound, "hall-b" in away(story)) == ("blocked", True)


def test_an_alarm_seen_is_new_again_when_the_screen_goes_a_second_time(story: Story) -> None:
    look(story, NOBODY)
    story.do(see, alarm="hall-b.screen-away")
    look(story)
    look(story, NOBODY)
    assert {each.where: each.seen for each in alarms(story.hall, story.now)}["hall-b"] is False


def test_a_display_taken_out_of_the_plan_takes_its_alarm_along(story: Story) -> None:
    look(story, NOBODY)
    story.do(planning.adopt, plan=small_plan(displays=DISPLAYS[1:]))
    assert away(story) == ALL - {"hall-b"}


def test_what_is_written_of_a_screen_that_goes_and_comes_back_is_what_stands(story: Story) -> None:
    stored = {(kind, name): as_read(data) for kind, name, data in rows(story.hall)}
    for rule, words in (
        (devices.watch_displays, {"here": NOBODY, "steady": NOBODY, "silent": ALL}),
        (see, {"alarm": "hall-b.screen-away"}),
        (devices.watch_displays, {"here": ALL, "steady": ALL, "silent": NOBODY}),
    ):
        hall = story.hall
        for event in story.do(rule, **words):
            keep_rows(stored, event, hall, after(hall, event, story.now))
            hall = after(hall, event, story.now)
    standing = {(kind, name): as_read(data) for kind, name, data in rows(story.hall)}
    assert stored == standing
