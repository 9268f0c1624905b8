"""What a clerk sees at a window."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest

from clerk.shapes import WindowShape
from clerk.view import APART_MOST, WAITING_MOST, window_view
from hall import calling, days, devices, serving, tickets, windows
from hall.plan import Category, Display, PlannedWindow, Policy, Service
from tests.hall.cast import Story, name, open_hall, small_plan
from tests.words import WORDS

SIZE_MOST = 8_000
DISPLAYS = (Display("hall-b", ("B",), (), "zone-b"), Display("over-b1", (), ("B1",), "window-b1"))


@pytest.fixture
def story() -> Story:
    return Story(open_hall(small_plan(displays=DISPLAYS)))


def view(story: Story, window: str = "B1") -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(json.dumps(window_view(story.hall, WORDS, window, story.now)))
    return shown


def why(story: Story, window: str) -> list[list[str]]:
    return [each["why"] for each in view(story, window)["waiting"]]


def test_a_view_is_the_documents_in_every_field(story: Story) -> None:
    story.take("medical")
    story.take("medical")
    story.do(calling.call_next, window="B1")
    shown = view(story)
    WindowShape.model_validate(shown)
    assert (shown["window"], shown["label"], shown["state"]) == ("B1", "3", "calling")
    assert shown["ticket"]["number"] == "B001"
    assert [each["number"] for each in shown["waiting"]] == ["B002"]
    assert shown["lanes"] == [{"service": "medical", "count": 1}]


def test_each_who_waits_says_why_he_stands_there(story: Story) -> None:
    story.take("medical")
    assert why(story, "B1") == [["first-come"]]
    story.take("medical", priority_class="elderly")
    assert why(story, "B1") == [["priority"], ["first-come"]]
    story.take("permit")
    assert ["helped-zone"] in why(story, "B3")
    story.take("bundle")
    assert ["integrated-only"] in why(story, "B4")


def test_a_transferred_and_bound_visitor_says_so(story: Story) -> None:
    story.take("medical")
    story.do(calling.call_next, window="B1")
    story.do(serving.transfer, window="B1", service="social", to_window="B2")
    assert why(story, "B2") == [["transferred", "bound"]]


def test_two_hundred_waiting_fit_in_eight_kilobytes_and_the_counts_are_whole() -> None:
    services = tuple(Service(f"certificate-service-{n}", name("证"), "certificates") for n in range(25))
    plan = small_plan(
        categories=(Category("certificates", name("证"), "A", "A"),), services=services, kiosks=(),
        displays=DISPLAYS[:1],
        windows=(PlannedWindow("B1", "1", "A", "integrated", tuple(each.id for each in services)),),
    )  # fmt: skip
    story = Story(open_hall(plan))
    for n in range(200):
        story.take(f"certificate-service-{n % 25}", priority_class="elderly" if n % 5 == 0 else None)
    story.do(calling.call_next, window="B1")
    shown = view(story)
    assert len(shown["waiting"]) == WAITING_MOST
    assert sum(lane["count"] for lane in shown["lanes"]) == 199
    assert len(orjson.dumps(shown)) <= SIZE_MOST


def test_missed_and_held_visitors_are_counted_and_the_latest_listed(story: Story) -> None:
    for _ in range(APART_MOST + 1):
        story.take("medical")
        story.do(calling.call_next, window="B1")
        story.do(serving.no_show, window="B1")
    story.take("medical")
    story.do(calling.call_next, window="B1")
    story.do(serving.hold, window="B1", reason="a copy", minutes=5)
    shown = view(story)
    assert (shown["missed"]["count"], len(shown["missed"]["tickets"])) == (APART_MOST + 1, APART_MOST)
    assert shown["missed"]["tickets"][0]["number"] == "B009"
    assert [(each["number"], each["reason"]) for each in shown["held"]["tickets"]] == [("B010", "a copy")]
    assert view(story, "A1")["missed"]["count"] == 0


def test_todays_figures_count_who_was_served_and_how_long(story: Story) -> None:
    assert view(story)["today"] == {"served": 0, "mean_service_minutes": None, "out_of_turn": 0}
    story.take("medical")
    story.do(calling.call_next, window="B1")
    story.do(serving.start, window="B1")
    story.later(6).do(serving.finish, window="B1")
    assert view(story)["today"] == {"served": 1, "mean_service_minutes": 6.0, "out_of_turn": 0}


def test_an_idle_window_is_alerted_to_an_arrival_until_he_is_called(story: Story) -> None:
    ticket = story.take("medical")
    assert view(story, "B1")["alert"] == {"id": ticket, "number": "B001"}
    assert view(story, "B4")["alert"] is None
    story.do(calling.call, window="B4", called=ticket)
    assert view(story, "B1")["alert"] is None


def test_undo_is_offered_for_ten_seconds(story: Story) -> None:
    story.take("medical")
    story.do(calling.call_next, window="B1")
    assert view(story)["undo_until"] == "2026-11-23T09:00:10.000+08:00"
    assert view(story.later(0.2))["undo_until"] is None


def test_the_delivery_of_the_last_call_counts_the_displays_it_concerns(story: Story) -> None:
    story.take("medical")
    story.do(calling.call_next, window="B1")
    assert view(story)["delivery"] == {"call": 1, "number": "B001", "shown": 0, "of": 2, "spoken_at": None, "away": []}
    story.do(devices.ack, display="hall-b", shown=(1,), spoken=(1,))
    assert view(story)["delivery"] == {
        "call": 1, "number": "B001", "shown": 1, "of": 2, "spoken_at": "2026-11-23T09:00:00.000+08:00", "away": [],
    }  # fmt: skip


def test_a_break_says_why_and_until_when(story: Story) -> None:
    story.do(windows.pause, window="B1", reason="lunch", back_at=story.now + 600_000)
    shown = view(story)
    assert (shown["state"], shown["reason"], shown["back_at"]) == ("paused", "lunch", "2026-11-23T09:10:00.000+08:00")


def test_alarms_ride_in_the_view_in_the_halls_language(story: Story) -> None:
    story.do(devices.printer_changed, printer="p1", problems=("paper-out",))
    (alarm,) = view(story)["alarms"]
    assert (alarm["id"], alarm["where"]) == ("p1.paper-out", "p1")
    assert alarm["what"] == "打印机缺纸。"


def test_a_cancelled_visitor_leaves_the_view(story: Story) -> None:
    ticket = story.take("medical")
    story.do(calling.call_next, window="B1")
    story.do(tickets.cancel, ticket=ticket)
    shown = view(story)
    assert (shown["state"], shown["ticket"]) == ("idle", None)


def test_the_current_visitor_is_told_with_language_and_what_may_be_done(story: Story) -> None:
    assert view(story)["visit"] is None
    story.take("medical", language="en")
    story.do(calling.call_next, window="B1")
    assert view(story)["visit"] == {
        "language": "en",
        "started_at": None,
        "begins_at": None,
        "may_miss": True,
        "noted": False,
        "recalls_left": 3,
        "recall_from": "2026-11-23T09:00:10.000+08:00",
    }
    story.later(1).do(serving.recall, window="B1")
    story.do(serving.start, window="B1")
    visit = view(story)["visit"]
    assert (visit["recalls_left"], visit["may_miss"]) == (2, False)
    assert visit["started_at"] == "2026-11-23T09:01:00.000+08:00"
    assert view(story)["policy"] == {"hold_minutes_max": 30, "call_by_number": True, "lock_minutes": 10}


def test_a_window_knows_when_service_begins_by_itself() -> None:
    story = Story(open_hall(small_plan(policy=Policy(auto_start_seconds=20))))
    story.take("medical")
    story.do(calling.call_next, window="B1")
    assert view(story)["visit"]["begins_at"] == "2026-11-23T09:00:20.000+08:00"
    story.later(0.5).do(days.tick)
    visit = view(story)["visit"]
    assert (visit["begins_at"], visit["may_miss"]) == (None, True)


def test_colleagues_at_other_windows_are_named(story: Story) -> None:
    story.do(windows.sign_in, window="B1", person="chen")
    story.do(windows.sign_in, window="B2", person="wang")
    assert view(story)["colleagues"] == [{"name": "wang", "window": "B2"}]
    assert view(story, "B2")["colleagues"] == [{"name": "chen", "window": "B1"}]
