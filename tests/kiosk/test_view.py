"""What a kiosk offers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from hall import days, devices, notices
from hall.plan import Kiosk, Names, Service
from kiosk.view import kiosk_view
from tests.hall.cast import Story, name, open_hall, small_plan
from tests.words import WORDS

SIZE_MOST = 8_000


@pytest.fixture
def story() -> Story:
    return Story(open_hall())


def view(story: Story, kiosk: str = "k1") -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(json.dumps(kiosk_view(story.hall, WORDS, kiosk, story.now)))
    return shown


def category(story: Story, wanted: str) -> dict[str, Any]:
    return next(each for each in view(story)["categories"] if each["id"] == wanted)


def test_every_category_stands_in_the_plans_order_with_its_services(story: Story) -> None:
    shown = view(story)
    assert [each["id"] for each in shown["categories"]] == ["enterprise", "bundle", "medical", "social"]
    assert [each["id"] for each in category(story, "social")["services"]] == ["social", "pension"]
    assert (shown["kiosk"], shown["zone"], shown["languages"], shown["epoch"]) == ("k1", "A", ["zh", "en"], 1)


def test_the_people_waiting_are_counted(story: Story) -> None:
    story.take("social")
    story.take("pension")
    assert category(story, "social")["waiting"] == 2


def test_a_closed_category_stays_in_place_and_says_why(story: Story) -> None:
    story.do(days.close_category, category="social", reason="no clerk")
    closed = category(story, "social")
    assert (closed["state"], closed["reason"]) == ("closed", "category-closed")
    assert [(each["open"], each["reason"]) for each in closed["services"]] == [(False, "category-closed")] * 2


def test_a_category_is_open_while_one_of_its_services_takes_tickets(story: Story) -> None:
    for _ in range(3):
        story.take("pension")
    social, pension = category(story, "social")["services"]
    assert (social["open"], pension["open"], pension["reason"]) == (True, False, "quota-reached")
    assert category(story, "social")["state"] == "open"


def test_a_kiosk_hears_of_its_own_printer_only(story: Story) -> None:
    story.do(devices.printer_changed, printer="p1", problems=("paper-out",))
    assert view(story, "k1")["printer"] == {"id": "p1", "problems": ["paper-out"], "instead": None}
    assert view(story, "k2")["printer"] is None


def test_notices_stand_where_they_belong(story: Story) -> None:
    story.do(notices.post, notice="n1", text={"zh": "在", "en": "Here"}, zones=("A",))
    assert [each["id"] for each in view(story, "k1")["notices"]] == ["n1"]
    assert view(story, "k2")["notices"] == []


def test_twenty_five_services_fit_in_eight_kilobytes() -> None:
    plan = small_plan()
    more = tuple(Service(f"service-{n}", name("企业投资项目备案"), "enterprise") for n in range(19))
    windows = tuple(each for each in plan.windows)
    story = Story(open_hall(small_plan(services=(*plan.services, *more), windows=windows)))
    assert len(json.dumps(view(story), ensure_ascii=False).encode()) <= SIZE_MOST


def test_a_screen_says_how_large_it_is_and_how_high_it_hangs() -> None:
    plan = small_plan(kiosks=(Kiosk("k1", "A", inches=32.0, bottom_mm=700), Kiosk("k2", "B")))
    story = Story(open_hall(plan))
    assert view(story, "k1")["screen"] == {"inches": 32.0, "bottom_mm": 700}
    assert view(story, "k2")["screen"] == {"inches": 21.5, "bottom_mm": 850}


def test_a_zone_names_its_windows_as_signs_do(story: Story) -> None:
    zone = next(each for each in view(story)["zones"] if each["id"] == "A")
    assert zone["windows"] == [{"id": "A1", "label": "1"}, {"id": "A2", "label": "2"}]


def test_a_service_says_what_to_bring() -> None:
    plan = small_plan()
    bring = replace(plan.services[0], papers=(Names("身份证", "Identity card"),))
    story = Story(open_hall(small_plan(services=(bring, *plan.services[1:]))))
    first, second = category(story, "enterprise")["services"]
    assert (first["papers"], second["papers"]) == ([{"zh": "身份证", "en": "Identity card"}], [])


def test_a_closed_service_says_when_it_opens_again_today() -> None:
    plan = small_plan()
    week = (((540, 720), (840, 1020)),) * 7
    services = tuple(replace(each, hours=week) if each.id == "medical" else each for each in plan.services)
    story = Story(open_hall(small_plan(services=services)))
    assert category(story, "medical")["opens_at"] is None
    story.later(3 * 60 + 30)
    assert (category(story, "medical")["reason"], category(story, "medical")["opens_at"]) == ("outside-hours", "14:00")
    story.later(5 * 60)
    assert (category(story, "medical")["reason"], category(story, "medical")["opens_at"]) == ("outside-hours", None)
