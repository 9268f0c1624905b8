"""The window's page in a real browser on a real hall: what a clerk presses, and what it does.

Each test works at a specialised window of its own, whose visitors no other window here may call.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.pages.clerk_window import Windows, take
from tests.pages.conftest import Pages
from tests.served import Served


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


# --- the one key


def test_three_visitors_are_served_with_one_key_alone(at: Windows, hall: Served) -> None:
    at_window = at("B4")
    numbers = [take(hall, "social-record")["number"] for _ in range(3)]
    place = at_window.primary.bounding_box()
    at_window.primary_does("open")
    at_window.press("n")
    at_window.primary_does("call")
    for number, then in zip(numbers, ("finish-call", "finish-call", "finish-last"), strict=True):
        at_window.press("n")
        at_window.shows(number)
        at_window.primary_does("start")
        assert at_window.primary.bounding_box() == place
        at_window.press("n")
        at_window.primary_does(then)
        if then == "finish-call":
            at_window.press("n")
            at_window.primary_does("start")
            at_window.press("Control+z")  # as if the next had been called too soon
            at_window.shows(number)
            at_window.press("e")
            at_window.primary_does("call")
    at_window.press("n")
    at_window.primary_does("wait")
    expect(at_window.on("today")).to_contain_text("今日 3")
    assert at_window.view()["today"]["served"] == 3


def test_a_key_held_down_or_pressed_twice_is_one_act(at: Windows, hall: Served) -> None:
    at_window = at("A3").opened()
    for _ in range(3):
        take(hall, "company-change")
    at_window.primary_does("call")
    for _ in range(4):
        at_window.page.keyboard.down("n")
    at_window.page.keyboard.up("n")
    at_window.is_in("calling")
    at_window.press("s")
    at_window.is_in("serving")
    at_window.press("n")
    at_window.page.keyboard.press("n")
    at_window.is_in("calling")
    assert len(at_window.view()["waiting"]) == 1
    at_window.act("finish")


def test_keys_do_nothing_while_somebody_types_composes_or_uses_a_chord(at: Windows, hall: Served) -> None:
    at_window = at("A4").opened()
    take(hall, "project-filing")
    at_window.primary_does("call")
    page = at_window.page
    page.keyboard.press("Alt+n")
    page.keyboard.press("Shift+n")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyN', isComposing: true}))")
    at_window.press("p")
    expect(at_window.on("reason")).to_be_focused()
    page.keyboard.type("now")
    expect(at_window.on("reason")).to_have_value("now")
    page.keyboard.press("Escape")
    expect(at_window.on("dialog-pause")).to_have_count(0)
    at_window.is_in("idle")
    assert at_window.view()["state"] == "idle"


def test_the_keys_may_be_switched_to_alt_or_off(at: Windows, hall: Served) -> None:
    at_window = at("A5").opened()
    take(hall, "enterprise-agent")
    at_window.primary_does("call")
    at_window.page.keyboard.press("?")
    at_window.page.get_by_label("Alt+字母").check()
    at_window.page.keyboard.press("Escape")
    at_window.press("n")
    expect(at_window.primary).to_contain_text("Alt N")
    assert at_window.view()["state"] == "idle"
    at_window.page.keyboard.press("Alt+n")
    at_window.is_in("calling")
    at_window.act("finish")


# --- every act


def test_hold_transfer_no_show_return_and_undo_by_keyboard(at: Windows, hall: Served) -> None:
    at_window = at("B5").opened()
    first, second, third = [take(hall, "medical-claim")["number"] for _ in range(3)]
    at_window.primary_does("call")
    at_window.press("NumpadEnter")
    at_window.shows(first)
    at_window.press("NumpadSubtract")
    at_window.page.keyboard.type("复印")
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("held")).to_contain_text(first)
    assert [(each["number"], each["reason"]) for each in at_window.view()["held"]["tickets"]] == [(first, "复印")]
    at_window.press("n")
    at_window.shows(second)
    at_window.press("x")
    expect(at_window.on("missed")).to_contain_text(second)
    expect(at_window.on("undo-seconds")).to_have_text(re.compile("[1-9]"))
    at_window.press("Control+z")
    at_window.shows(second)
    at_window.press("x")
    at_window.is_in("idle")
    at_window.on("missed").get_by_role("button").click()
    expect(at_window.on("missed")).not_to_contain_text(second)
    at_window.on("held").get_by_role("button").click()
    expect(at_window.on("held")).not_to_contain_text(first)
    at_window.primary_does("call")
    at_window.press("n")
    at_window.shows(first)
    at_window.press("t")
    at_window.on("to-service").select_option("medical-elsewhere")
    at_window.on("come-back").check()
    at_window.on("confirm").click()
    at_window.is_in("idle")
    expect(at_window.on("waits").filter(has_text=first)).to_contain_text("转来")
    assert third in {each["number"] for each in at_window.view()["waiting"]}


def test_pause_says_why_and_until_when_and_resume_is_the_same_key(at: Windows) -> None:
    at_window = at("B6").opened()
    at_window.press("p")
    at_window.on("reason-meal").click()
    at_window.page.get_by_label("30 分钟").check()
    at_window.on("confirm").click()
    at_window.is_in("paused")
    expect(at_window.page.locator(".head .away")).to_contain_text("用餐")
    expect(at_window.page.locator(".head .away")).to_contain_text("回来")
    at_window.primary_does("resume")
    at_window.press("p")
    at_window.is_in("idle")


def test_a_number_called_out_of_turn_is_confirmed_first(at: Windows, hall: Served) -> None:
    at_window = at("B7").opened()
    first, second = [take(hall, "tax-return")["number"] for _ in range(2)]
    expect(at_window.on("waits")).to_have_count(2)
    at_window.on("call-this").nth(1).click()
    expect(at_window.on("dialog-out-of-turn")).to_contain_text(second)
    at_window.page.keyboard.press("Escape")
    assert at_window.view()["state"] == "idle"
    at_window.on("call-this").nth(1).click()
    at_window.page.keyboard.press("Enter")
    at_window.shows(second)
    expect(at_window.on("said")).to_contain_text("未按次序")
    expect(at_window.on("waits")).to_contain_text(first)
    expect(at_window.on("delivery")).to_contain_text(f"{second} 已上屏 0/3")
    at_window.act("finish")
    at_window.act("call-next")
    at_window.act("finish")


def test_a_page_that_is_behind_is_refused_and_shows_how_it_stands(at: Windows, hall: Served) -> None:
    at_window = at("B7").opened()
    first, second = [take(hall, "tax-invoice")["number"] for _ in range(2)]
    at_window.primary_does("call")
    at_window.press("n")
    at_window.shows(first)

    def meanwhile(route: Route) -> None:
        at_window.act("no-show")
        at_window.act("call-next")
        route.continue_()

    at_window.page.route("**/start", meanwhile, times=1)
    at_window.press("s")
    expect(at_window.on("said")).to_have_attribute("data-kind", "no")
    expect(at_window.on("said")).to_contain_text("当前号已变")
    at_window.shows(second)
    at_window.is_in("calling")
    at_window.act("finish")
