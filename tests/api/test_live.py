"""What screens hear, and when: cadence, rooms, first views, beats. The time is handed in; nobody waits."""

from __future__ import annotations

import pytest
from flask_socketio import ConnectionRefusedError as Refusal

from api.live import AFTER_FAULT_SECONDS, BEAT_SLICE, WELCOME_MOST
from clerk.view import PACE_MILLIS as WINDOW_PACE
from display.view import PACE_MILLIS
from hall import calling, devices, planning, serving, speaking
from hall.plan import Display
from hall.records import changed
from tests.api.live_cast import Hearing
from tests.hall.cast import small_plan

WALL = "room zone-b"


@pytest.fixture
def hall() -> Hearing:
    """Two displays of one board have come, and have their first view."""
    hearing = Hearing()
    hearing.come("d1", "/display", {"key": "display", "at": "hall-b"})
    hearing.come("d2", "/display", {"key": "display@hall-b2"})
    hearing.go()
    hearing.later(PACE_MILLIS)
    hearing.go()
    return hearing


def call(hall: Hearing) -> str:
    ticket = hall.take("medical")
    hall.do(calling.call, window="B1", called=ticket)
    return ticket


# --- first views


def test_who_comes_gets_the_whole_view_at_once_and_those_of_a_board_share_one(hall: Hearing) -> None:
    hall.come("d3", "/display", {"key": "display", "at": "hall-b"})
    hall.come("d4", "/display", {"key": "display", "at": "hall-b2"})
    first = hall.go()[0]
    assert (first.to, first.body["board"]) == (["d3", "d4"], "zone-b")


def test_a_whole_hall_that_reconnects_is_welcomed_in_slices(hall: Hearing) -> None:
    for n in range(WELCOME_MOST + 1):
        hall.come(f"n{n}", "/display", {"key": "display", "at": "hall-a"})
    assert [len(sent.to) for sent in hall.go() if isinstance(sent.to, list)] == [WELCOME_MOST, 1]


def test_a_reconnecting_display_finds_every_call_it_missed(hall: Hearing) -> None:
    hall.leave("d1", "/display")
    call(hall)
    hall.do(serving.finish, window="B1")
    call(hall)
    hall.go()
    hall.come("d5", "/display", {"key": "display", "at": "hall-b"})
    (first,) = [sent for sent in hall.go() if sent.to == ["d5"]]
    assert [each["number"] for each in first.body["calls"]] == ["B002", "B001"]


# --- cadence


def test_a_call_goes_out_at_once_to_its_boards_only(hall: Hearing) -> None:
    hall.come("d3", "/display", {"key": "display", "at": "hall-a"})
    hall.go()
    hall.take("medical")
    hall.go()
    hall.do(calling.call_next, window="B1")
    assert hall.rooms() == [WALL]


def test_other_changes_reach_a_board_at_most_once_a_second_and_none_is_lost(hall: Hearing) -> None:
    hall.take("medical")
    assert hall.rooms() == [WALL]
    for _ in range(5):
        hall.later(100)
        hall.take("medical")
        assert hall.rooms() == []
    hall.later(PACE_MILLIS - 500)
    (sent,) = hall.go()
    assert {"category": "medical", "count": 6} in sent.body["waiting"]


def test_a_recall_and_a_withdrawal_go_out_at_once(hall: Hearing) -> None:
    call(hall)
    hall.go()
    hall.do(serving.undo, window="B1")
    (sent,) = hall.go()
    assert sent.body["calls"][0]["withdrawn"] is True
    call(hall)
    hall.go()
    hall.later(10_000)
    hall.go()
    hall.do(serving.recall, window="B1")
    assert WALL in hall.rooms()


def test_calls_that_come_while_a_view_is_handed_out_are_one_next_view(hall: Hearing) -> None:
    hall.take("medical")
    hall.take("social")
    hall.go()
    hall.do(calling.call_next, window="B1")
    hall.do(calling.call_next, window="B2")
    (sent,) = hall.go()
    assert [each["window"] for each in sent.body["calls"]] == ["B2", "B1"]


def test_a_view_that_shows_nothing_new_is_not_sent_again(hall: Hearing) -> None:
    call(hall)
    hall.go()
    hall.later(PACE_MILLIS)
    hall.go()
    hall.do(devices.ack, display="hall-b2", shown=(1,))
    hall.later(PACE_MILLIS)
    assert hall.rooms() == []


def test_a_window_hears_changes_four_times_a_second_and_its_own_calls_at_once() -> None:
    hall = Hearing()
    hall.come("w", "/clerk", {"key": "clerk@B1"})
    hall.go()
    hall.take("medical")
    hall.go()
    hall.later(WINDOW_PACE - 1)
    hall.take("medical")
    assert hall.rooms() == []
    hall.later(1)
    assert hall.rooms() == ["room B1"]
    hall.do(calling.call_next, window="B1")
    assert hall.rooms() == ["room B1"]


def test_walls_are_served_before_windows_and_windows_before_kiosks() -> None:
    hall = Hearing()
    hall.come("k", "/kiosk", {"key": "kiosk@k1"})
    hall.come("w", "/clerk", {"key": "clerk@B1"})
    hall.come("d", "/display", {"key": "display", "at": "hall-b"})
    hall.go()
    hall.later(PACE_MILLIS)
    hall.go()
    hall.take("medical")
    assert [sent.namespace for sent in hall.go()] == ["/display", "/clerk", "/kiosk"]


def test_missed_news_sends_every_room_its_whole_view(hall: Hearing) -> None:
    hall.come("w", "/clerk", {"key": "clerk@B1"})
    hall.go()
    hall.tell([], missed=True)
    assert hall.rooms() == [WALL, "room B1"]


def test_what_only_time_changes_is_sent_by_the_next_beat(hall: Hearing) -> None:
    for _ in range(13):
        call(hall)
        hall.do(serving.finish, window="B1")
    hall.go()
    hall.later(11 * 60_000)
    (sent,) = hall.go()
    assert len(sent.body["calls"]) == 12


def test_a_clock_put_back_makes_nobody_wait_longer(hall: Hearing) -> None:
    hall.take("medical")
    hall.go()
    hall.later(-3_600_000)
    hall.take("medical")
    hall.later(PACE_MILLIS)
    assert WALL in hall.rooms()


# --- beats


def test_a_beat_goes_out_every_three_seconds_with_epoch_seq_and_time(hall: Hearing) -> None:
    hall.later(3_000)
    (beat,) = hall.go("beat")
    assert beat.to == ["d1", "d2"]
    assert beat.body.keys() == {"epoch", "seq", "at"}
    assert beat.body["seq"] == hall.story.hall.seq
    hall.later(2_999)
    assert hall.go("beat") == []
    hall.later(1)
    assert len(hall.go("beat")) == 1


def test_a_call_never_waits_for_more_than_one_slice_of_beats(hall: Hearing) -> None:
    for n in range(2 * BEAT_SLICE):
        hall.come(f"b{n}", "/display", {"key": "display", "at": "hall-b"})
    hall.go()
    hall.later(3_000)
    while not any(sent.event == "beat" for sent in hall.sockets.sent):
        hall.live.turn(hall.story.now)
    call(hall)
    hall.sockets.sent.clear()
    hall.live.turn(hall.story.now)
    assert [sent.event for sent in hall.sockets.sent] == ["view"]


# --- who may listen


@pytest.mark.parametrize(
    ("namespace", "auth", "reason"),
    [
        ("/display", None, "no-key"),
        ("/display", "display", "no-key"),
        ("/display", {"key": 7}, "no-key"),
        ("/display", {"key": "x" * 300}, "no-key"),
        ("/display", {"key": "nobody", "at": "hall-b"}, "no-key"),
        ("/display", {"key": "kiosk@k1", "at": "hall-b"}, "not-allowed"),
        ("/display", {"key": "display@hall-a", "at": "hall-b"}, "not-allowed"),
        ("/display", {"key": "display", "at": "nowhere"}, "unknown-display"),
        ("/display", {"key": "display"}, "unknown-display"),
        ("/clerk", {"key": "clerk", "at": "Z9"}, "unknown-window"),
        ("/kiosk", {"key": "kiosk", "at": ["k1"]}, "unknown-kiosk"),
    ],
)
def test_a_refused_socket_hears_the_reason_word(namespace: str, auth: object, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        Hearing().come("s", namespace, auth)
    assert refused.value.error_args == {"message": reason, "data": {"reason": reason}}


def test_a_page_may_come_with_its_cookie() -> None:
    hall = Hearing()
    hall.come("s", "/clerk", {"at": "B1"}, cookie="clerk")
    assert hall.go()[0].to == ["s"]


def test_a_withdrawn_key_loses_its_sockets(hall: Hearing) -> None:
    hall.live.drop("display@hall-b2")
    assert hall.sockets.dropped == ["d2"]


def test_nobody_is_told_anything_in_a_room_that_is_empty(hall: Hearing) -> None:
    hall.leave("d1", "/display")
    hall.leave("d2", "/display")
    call(hall)
    hall.later(3_000)
    assert hall.go() == []
    assert hall.go("beat") == []
    assert len(hall.live) == 0


def test_the_speaker_changes_when_its_display_goes(hall: Hearing) -> None:
    hall.do(devices.ack, display="hall-b", sound="ready")
    hall.do(speaking.name_speaker, voice="b", display="hall-b")
    hall.later(PACE_MILLIS)
    assert hall.go()[-1].body["speakers"] == {"b": "hall-b"}
    hall.leave("d1", "/display")
    hall.later(PACE_MILLIS)
    assert hall.go()[0].body["speakers"] == {}


# --- a new plan


def test_a_new_plan_seats_every_display_at_its_board_and_drops_those_it_no_longer_has(hall: Hearing) -> None:
    hall.do(planning.adopt, plan=small_plan(displays=(Display("hall-b", ("B",), (), "big-b"),)))
    assert hall.sockets.rooms["d1"] == "room big-b"
    assert hall.sockets.dropped == ["d2"]
    assert [sent.body["board"] for sent in hall.go() if sent.to == ["d1"]] == ["big-b"]


def test_a_view_with_a_bug_silences_nobody_else(hall: Hearing) -> None:
    hall.come("w", "/clerk", {"key": "clerk@B1"})
    hall.go()
    hall.story.hall = changed(hall.story.hall, windows=hall.story.hall.windows.delete("B1"))
    hall.later(3_000)
    assert hall.go("beat")


def test_a_fault_in_handing_out_does_not_end_the_greenlet(hall: Hearing) -> None:
    hall.come("d3", "/display", {"key": "display", "at": "hall-b"})
    hall.sockets.broken = True
    hall.live.run()
    assert hall.slept[0] == AFTER_FAULT_SECONDS
    assert len(hall.slept) == 2
