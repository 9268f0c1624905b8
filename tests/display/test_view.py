"""What a board shows."""

from __future__ import annotations

import json

import pytest

from api.live_screen import Around
from display.shapes import BoardShape, DisplayShape
from display.view import CALLS_LEAST, CALLS_MOST, board_view, screen
from hall import calling, devices, notices, serving, speaking, tickets
from hall.hall import MINUTE
from hall.plan import Display, Loudspeaker, LoudTime
from tests.hall.cast import Story, journey_plan, open_hall, small_plan
from tests.words import WORDS

DISPLAYS = (
    Display("hall-a", ("A",), (), "zone-a", voice="a"),
    Display("hall-b", ("B",), (), "zone-b", voice="b"),
    Display("hall-b2", ("B",), (), "zone-b", voice="b"),
    Display("over-b3", (), ("B3",), "window-b3"),
)


@pytest.fixture
def story() -> Story:
    return Story(open_hall(small_plan(displays=DISPLAYS)))


def view(story: Story, board: str = "zone-b", around: Around | None = None) -> dict[str, object]:
    return board_view(story.hall, WORDS, board, story.now, around or Around())


def numbers(story: Story, board: str = "zone-b") -> list[object]:
    return [call["number"] for call in board_view(story.hall, WORDS, board, story.now)["calls"]]


def call_one(story: Story, window: str = "B1", service: str = "medical") -> str:
    ticket = story.take(service)
    story.do(calling.call, window=window, called=ticket)
    return ticket


def serve_one(story: Story, window: str = "B1", service: str = "medical") -> None:
    call_one(story, window, service)
    story.do(serving.finish, window=window)


def test_a_view_is_the_contracts_in_every_field(story: Story) -> None:
    call_one(story)
    shown = json.loads(json.dumps(view(story)))
    BoardShape.model_validate(shown)
    (call,) = shown["calls"]
    assert (call["call"], call["number"], call["zone"]) == (1, "B001", "B")
    assert (call["window"], call["window_label"]) == ("B1", "3")
    assert (call["recall"], call["withdrawn"]) == (0, False)
    assert call["called_at"] == "2026-11-23T09:00:00.000+08:00"
    assert call["say"] == {
        "zh": "请 B零零一号 到 三号窗口",
        "en": "Ticket B zero zero one, please go to window three.",
    }
    assert (shown["epoch"], shown["seq"], shown["board"], shown["zones"]) == (1, story.hall.seq, "zone-b", ["B"])


def test_calls_stand_newest_first_and_a_recall_is_one_of_its_own(story: Story) -> None:
    call_one(story)
    story.later(1).do(serving.recall, window="B1")
    first, second = board_view(story.hall, WORDS, "zone-b", story.now)["calls"]
    assert (first["call"], first["recall"], first["number"]) == (2, 1, "B001")
    assert (second["call"], second["recall"]) == (1, 0)


def test_a_board_shows_only_the_windows_it_concerns(story: Story) -> None:
    call_one(story, "B1", "medical")
    call_one(story, "A1", "permit")
    call_one(story, "B3", "social")
    assert numbers(story, "zone-a") == ["A001"]
    assert numbers(story, "zone-b") == ["S001", "B001"]
    assert numbers(story, "window-b3") == ["S001"]


def test_a_call_taken_back_stays_on_the_board_marked_withdrawn(story: Story) -> None:
    call_one(story)
    story.do(serving.undo, window="B1")
    (call,) = board_view(story.hall, WORDS, "zone-b", story.now)["calls"]
    assert call["withdrawn"] is True


def test_a_called_visitor_who_cancels_is_withdrawn_from_the_board(story: Story) -> None:
    story.do(tickets.cancel, ticket=call_one(story))
    (call,) = board_view(story.hall, WORDS, "zone-b", story.now)["calls"]
    assert call["withdrawn"] is True


def test_with_a_recall_the_calls_before_it_are_withdrawn_too_when_the_visitor_cancels(story: Story) -> None:
    ticket = call_one(story)
    story.later(1).do(serving.recall, window="B1")
    story.do(tickets.cancel, ticket=ticket)
    assert [call["withdrawn"] for call in board_view(story.hall, WORDS, "zone-b", story.now)["calls"]] == [True, True]


def test_an_undone_recall_leaves_the_call_before_it_standing(story: Story) -> None:
    call_one(story)
    story.later(1).do(serving.recall, window="B1")
    story.do(serving.undo, window="B1")
    recall, call = board_view(story.hall, WORDS, "zone-b", story.now)["calls"]
    assert (recall["withdrawn"], call["withdrawn"]) == (True, False)


def test_a_board_tells_the_names_of_all_it_shows(story: Story) -> None:
    shown = board_view(story.hall, WORDS, "zone-b", story.now)
    plan = story.hall.plan
    assert plan is not None and shown["hall"] == {"zh": plan.name.zh, "en": plan.name.en}
    assert shown["timezone"] == plan.timezone
    assert [name["zh"] for name in shown["zone_names"]] == [plan.zone["B"].name.zh]
    assert shown["category_names"].keys() == {each["category"] for each in shown["waiting"]}
    assert (shown["labels"], board_view(story.hall, WORDS, "window-b3", story.now)["labels"]) == ([], ["5"])


def test_a_closed_hall_says_when_it_takes_tickets_again_today(story: Story) -> None:
    assert view(story)["closed"] is None
    night = Story(open_hall(small_plan(displays=DISPLAYS, hours=(((9 * 60, 17 * 60),),) * 7)))
    assert view(night.later(-60))["closed"] == {"opens_at": "09:00", "next": "2026-11-23T09:00:00.000+08:00"}
    assert view(night.later(60))["closed"] is None
    assert view(night.later(9 * 60))["closed"] == {"opens_at": None, "next": "2026-11-24T09:00:00.000+08:00"}


def test_old_calls_go_but_never_below_twelve(story: Story) -> None:
    for _ in range(CALLS_LEAST + 3):
        serve_one(story)
    assert len(numbers(story)) == CALLS_LEAST + 3
    story.later(11)
    assert len(numbers(story)) == CALLS_LEAST


def test_every_call_of_ten_minutes_is_there_up_to_two_hundred_and_more_says_it_was_cut(story: Story) -> None:
    for _ in range(CALLS_MOST):
        serve_one(story)
    full = board_view(story.hall, WORDS, "zone-b", story.now)
    assert (len(full["calls"]), full["more"]) == (CALLS_MOST, False)
    serve_one(story)
    cut = board_view(story.hall, WORDS, "zone-b", story.now)
    assert (len(cut["calls"]), cut["more"]) == (CALLS_MOST, True)
    assert cut["calls"][0]["call"] == CALLS_MOST + 1


def test_serving_shows_who_is_being_served_and_where(story: Story) -> None:
    call_one(story)
    assert view(story)["serving"] == []
    story.do(serving.start, window="B1")
    assert view(story)["serving"] == [{"number": "B001", "window": "B1"}]


def test_waiting_counts_the_categories_of_the_boards_zones(story: Story) -> None:
    story.take("social")
    story.take("pension")
    story.take("permit")
    assert view(story)["waiting"] == [
        {"category": "bundle", "count": 0}, {"category": "medical", "count": 0}, {"category": "social", "count": 2},
    ]  # fmt: skip
    assert view(story, "zone-a")["waiting"] == [{"category": "enterprise", "count": 1}]


def test_a_missed_number_stands_as_long_as_it_may_come_back(story: Story) -> None:
    call_one(story)
    story.do(serving.no_show, window="B1")
    assert view(story)["missed"] == ["B001"]
    assert view(story, "zone-a")["missed"] == []
    assert view(story.later(31))["missed"] == []


def test_a_notice_stands_in_its_zones_until_its_time(story: Story) -> None:
    text = {"zh": "午休", "en": "Lunch"}
    story.do(notices.post, notice="n1", text=text, zones=("B",), until_at=story.now + MINUTE)
    assert view(story)["notices"] == [{"id": "n1", "text": text, "until": "2026-11-23T09:01:00.000+08:00"}]
    assert view(story, "zone-a")["notices"] == []
    assert view(story.later(1))["notices"] == []


def test_the_display_that_was_named_speaks_while_it_is_there_and_can_be_heard(story: Story) -> None:
    story.do(devices.ack, display="hall-b", sound="ready")
    story.do(devices.ack, display="hall-b2", sound="ready")
    assert view(story)["speakers"] == {}
    story.do(speaking.name_speaker, voice="b", display="hall-b2")
    assert view(story)["speakers"] == {"b": "hall-b2"}
    assert view(story, "zone-a")["speakers"] == {}
    assert view(story, around=Around(frozenset({"hall-b2"})))["speakers"] == {"b": "hall-b2"}
    assert view(story, around=Around(frozenset({"hall-b"})))["speakers"] == {}
    story.do(devices.ack, display="hall-b2", sound="blocked")
    assert view(story)["speakers"] == {}


def test_a_board_tells_how_its_loudspeakers_are_to_speak_now() -> None:
    noon = LoudTime(12 * 60, 13 * 60, 30, silent=True)
    told = Loudspeaker("b", languages=("zh",), volume=80, times=(noon,), closing=True)
    hours = (((9 * 60, 17 * 60),),) * 7
    story = Story(open_hall(small_plan(displays=DISPLAYS, loudspeakers=(told,), hours=hours)))
    usual = {"languages": ("zh",), "volume": 80, "silent": False, "closing": None}
    assert view(story)["loudspeakers"] == {"b": usual}
    assert view(story, "window-b3")["loudspeakers"] == {}
    assert view(story.later(180))["loudspeakers"] == {"b": {**usual, "volume": 30, "silent": True}}
    story.later(290).do(speaking.name_speaker, voice="b", display="hall-b")
    assert view(story)["loudspeakers"] == {"b": {**usual, "closing": "2026-11-23 17:00"}}
    story.do(speaking.begin_speech, display="hall-b", page="p", closing=True)
    assert view(story)["loudspeakers"] == {"b": usual}


def test_a_loudspeaker_that_hangs_in_another_zone_names_the_zone_of_the_window() -> None:
    lobby = Display("lobby", ("A", "B"), (), "hall", voice="lobby")
    plan = small_plan(displays=(*DISPLAYS, lobby), loudspeakers=(Loudspeaker("lobby", zone="A"),))
    story = Story(open_hall(plan))
    call_one(story, "B1", "medical")
    call_one(story, "A1", "permit")
    said = [call["say"]["zh"] for call in board_view(story.hall, WORDS, "hall", story.now)["calls"]]
    assert said == ["请 A零零一号 到 一号窗口", "请 B零零一号 到 B 三号窗口"]
    assert board_view(story.hall, WORDS, "zone-b", story.now)["calls"][0]["say"]["zh"] == "请 B零零一号 到 三号窗口"


def test_a_screen_says_what_it_is_and_shows_its_board(story: Story) -> None:
    shown = json.loads(json.dumps(screen(story.hall, WORDS, "over-b3", story.now)))
    DisplayShape.model_validate(shown)
    assert shown["place"] == {"zones": [], "windows": ["B3"]}
    assert shown["view"]["board"] == shown["board"] == "window-b3"
    assert {each["category"] for each in shown["view"]["waiting"]} == {"bundle", "medical", "social"}


def test_who_is_sent_on_is_told_for_some_minutes_where_the_next_line_is() -> None:
    story = Story(open_hall(journey_plan(displays=DISPLAYS)))
    ticket = story.take("fixed")
    story.do(calling.call_next, window="B1")
    assert view(story)["onward"] == []
    story.do(serving.finish, window="B1")
    number = story.hall.tickets[ticket].number
    shown = view(story)
    BoardShape.model_validate(shown)
    assert shown["onward"] == [{"number": number, "zone": {"zh": "B", "en": "B"}}]
    assert view(story, "zone-a")["onward"] == []
    assert view(story.later(6))["onward"] == []
