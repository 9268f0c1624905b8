"""Help, from one screen to another: pressed at a kiosk, told on a phone, seen coming at the kiosk, given."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.conftest import Pages
from tests.served import Served


def test_help_pressed_at_a_kiosk_comes_and_the_kiosk_says_so(page_at: Pages, hall: Served) -> None:
    kiosk = page_at("kiosk", 1080, 1920, "zh", at="/kiosk/K1")
    button = kiosk.locator("[data-test=help]")
    expect(button).to_have_attribute("data-state", "ask")
    phone = page_at("helper", 390, 844, "zh", at="/helper", role="helper")
    phone.locator("[data-test=zone][data-zone=A]").click()
    expect(phone.locator("[data-test=duty]")).to_have_attribute("data-on", "true")

    button.click()
    expect(button).to_have_attribute("data-state", "called")
    expect(kiosk.locator("[data-test=said]")).to_contain_text("已通知工作人员")
    card = phone.locator("[data-test=call]")
    expect(card.locator("[data-test=whose]")).to_contain_text("请您前往")
    button.click()
    expect(card).to_have_count(1)

    card.locator("[data-test=take]").click()
    expect(button).to_have_attribute("data-state", "coming")
    expect(kiosk.locator("[data-test=said]")).to_contain_text("正在赶来")
    card.locator("[data-test=close]").click()
    expect(card).to_have_count(0)
    expect(button).to_have_attribute("data-state", "ask")


def test_a_kiosk_whose_hall_is_away_says_that_nobody_was_told(page_at: Pages, hall: Served) -> None:
    kiosk = page_at("kiosk", 1080, 1920, "en", at="/kiosk/K2")
    button = kiosk.locator("[data-test=help]")
    expect(button).to_be_visible()
    kiosk.route("**/api/v1/help-calls", lambda route: route.fulfill(status=409, json={"reason": "not-allowed"}))
    button.click()
    expect(kiosk.locator("[data-test=said].warn")).to_be_visible()
    expect(button).to_have_attribute("data-state", "ask")
    assert hall.get("help-calls", "helper").body["calls"] == []
