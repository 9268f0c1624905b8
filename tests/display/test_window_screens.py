"""The screen at a window: its number while it has one, why it pauses, where else to go, and nobody's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from display.shapes import BoardShape
from display.view import board_view
from hall import calling, serving, windows
from hall.plan import Display
from tests.hall.cast import Story, open_hall, small_plan
from tests.words import WORDS

DISPLAYS = (
    Display("hall-b", ("B",), (), "zone-b"),
    Display("over-b1", (), ("B1",), "window-b1", template="window"),
    Display("over-b3", (), ("B3",), "window-b3", template="window"),
)


@pytest.fixture
def story() -> Story:
    return Story(open_hall(small_plan(displays=DISPLAYS)))


def window(story: Story, board: str = "window-b1") -> dict[str, Any]:
    shown = json.loads(json.dumps(board_view(story.hall, WORDS, board, story.now)))
    BoardShape.model_validate(shown)
    (only,) = shown["windows"]
    return dict(only)


def test_a_wall_carries_no_window_screen(story: Story) -> None:
    assert board_view(story.hall, WORDS, "zone-b", story.now)["windows"] == []


def test_a_window_screen_shows_its_number_from_the_call_to_the_end_of_the_service(story: Story) -> None:
    assert (window(story)["state"], window(story)["number"]) == ("idle", None)
    story.take("medical")
    story.do(calling.call_next, window="B1")
    assert [window(story)[key] for key in ("state", "number", "call")] == ["calling", "B001", 1]
    story.later(1).do(serving.recall, window="B1")
    assert window(story)["call"] == 2
    story.do(serving.start, window="B1")
    assert [window(story)[key] for key in ("state", "number")] == ["serving", "B001"]
    story.do(serving.finish, window="B1")
    assert [window(story)[key] for key in ("state", "number", "call")] == ["idle", None, None]


def test_a_pause_says_why_until_when_and_where_else_to_go(story: Story) -> None:
    story.do(windows.pause, window="B1", reason="用餐", back_at=story.now + 600_000)
    shown = window(story)
    assert (shown["state"], shown["reason"], shown["back_at"]) == ("paused", "meal", "2026-11-23T09:10:00.000+08:00")
    assert shown["instead"] == {"window": "B3", "label": "5", "zone": "B", "zone_name": {"zh": "B", "en": "B"}}


def test_a_reason_in_the_clerks_own_words_stays_with_the_staff(story: Story) -> None:
    story.do(windows.pause, window="B1", reason="Dr Zhang San, 13800000000")
    assert window(story)["reason"] is None
    assert "Zhang" not in json.dumps(board_view(story.hall, WORDS, "window-b1", story.now))


def test_the_nearest_open_window_that_serves_as_much_is_named(story: Story) -> None:
    story.do(windows.close_window, window="B1", reason="Zhang San")
    assert window(story)["reason"] is None
    story.do(windows.pause, window="B3")
    assert window(story)["instead"] == {"window": "B4", "label": "6", "zone": "B", "zone_name": {"zh": "B", "en": "B"}}
    story.do(windows.close_window, window="B4")
    assert window(story)["instead"] is None


def test_what_one_window_alone_serves_in_full_another_may_serve_in_part(story: Story) -> None:
    story.do(windows.close_window, window="B4")
    story.do(windows.pause, window="B3")
    assert window(story, "window-b3")["instead"] is not None


def test_an_open_window_sends_nobody_elsewhere(story: Story) -> None:
    assert window(story)["instead"] is None
