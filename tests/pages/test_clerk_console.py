"""The window's page beyond the usual visitor: own keys, the sound of an arrival, finding a number, the lock."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.clerk_window import STRIP, Windows, sign_in, take
from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import Served

ELEVEN_MINUTES = 11 * 60_000


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


def test_an_act_has_the_letter_its_clerk_chose_also_after_a_reload(at: Windows, hall: Served) -> None:
    at_window = at("A3").opened()
    page = at_window.page
    take(hall, "company-change")
    at_window.primary_does("call")
    at_window.press("?")
    at_window.on("letter-next").click()
    page.keyboard.press("k")
    expect(at_window.on("letter-next")).to_have_text("K")
    at_window.on("letter-start").click()
    page.keyboard.press("e")
    expect(at_window.on("letter-finish")).to_have_text("S")  # two acts never share a letter: they change
    at_window.on("letter-recall").click()
    page.keyboard.press("5")
    expect(at_window.on("letter-recall")).to_have_text("R")
    page.keyboard.press("Escape")
    page.reload()
    at_window.is_in("idle")
    expect(at_window.primary).to_contain_text("K")
    at_window.press("n")
    assert at_window.view()["state"] == "idle"
    at_window.press("k")
    at_window.is_in("calling")
    at_window.press("e")
    at_window.is_in("serving")
    at_window.press("s")
    at_window.is_in("idle")
    at_window.press("?")
    at_window.on("first-keys").click()
    expect(at_window.on("letter-next")).to_have_text("N")


def test_the_first_at_an_empty_line_is_heard_and_stands_in_the_title(at: Windows, hall: Served) -> None:
    at_window = at("B5").opened()
    root = at_window.page.locator("html")
    first = take(hall, "medical-claim")
    expect(root).to_have_attribute("data-chimes", "1")
    expect(at_window.page).to_have_title(re.compile(r"^● \(1\) "))
    take(hall, "medical-claim")
    expect(at_window.on("waits")).to_have_count(2)
    expect(root).to_have_attribute("data-chimes", "1")
    at_window.press("n")
    at_window.shows(first["number"])
    at_window.press("e")
    at_window.press("n")
    at_window.press("e")
    at_window.is_in("idle")
    at_window.press("?")
    at_window.on("sound").uncheck(force=True)
    at_window.page.keyboard.press("Escape")
    take(hall, "medical-claim")
    expect(at_window.on("waits")).to_have_count(1)
    expect(root).to_have_attribute("data-chimes", "1")
    at_window.press("n")
    at_window.press("e")
    at_window.is_in("idle")


def test_a_number_is_found_however_it_stands(at: Windows, hall: Served) -> None:
    at_window = at("B7").opened()
    first, second = [take(hall, "tax-return")["number"] for _ in range(2)]
    expect(at_window.on("waits")).to_have_count(2)
    at_window.press("/")
    expect(at_window.on("find")).to_be_focused()
    at_window.page.keyboard.type("Z999")
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("found")).to_contain_text("Z999")
    assert clipped(at_window.page) == [] and violations(at_window.page) == []
    at_window.on("find").fill(second.lower())
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("found")).to_contain_text("等候中")
    at_window.on("found-call").click()
    expect(at_window.on("dialog-out-of-turn")).to_contain_text(second)
    at_window.page.keyboard.press("Enter")
    at_window.shows(second)
    at_window.press("x")
    at_window.is_in("idle")
    at_window.press("/")
    at_window.page.keyboard.type(second)
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("found")).to_contain_text("过号")
    at_window.on("found-back").click()
    expect(at_window.on("dialog-find")).to_have_count(0)
    for _ in range(2):
        at_window.press("n")
        at_window.is_in("calling")
        at_window.press("e")
        at_window.is_in("idle")
    at_window.press("/")
    at_window.page.keyboard.type(first)
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("found")).to_contain_text("已办结")


def test_a_page_nobody_touches_locks_and_shows_nothing_until_the_password(at: Windows, hall: Served) -> None:
    at_window = at("B6", STRIP, role="")
    at_window.page.clock.install()
    at_window.page.reload()
    sign_in(at_window, "chen")
    expect(at_window.on("console")).to_be_visible()
    hall.post("windows/B6/open", "clerk", {})
    number = take(hall, "property-transfer")["number"]
    at_window.act("call-next")
    at_window.shows(number)
    at_window.page.clock.fast_forward(ELEVEN_MINUTES)
    expect(at_window.on("locked")).to_be_visible()
    expect(at_window.on("console")).to_have_count(0)
    assert number not in at_window.page.content()
    assert violations(at_window.page) == []
    expect(at_window.on("name")).to_have_value("chen")
    expect(at_window.on("password")).to_be_focused()
    sign_in(at_window, "chen")
    at_window.shows(number)
    at_window.act("finish")
    at_window.on("sign-out").click()
    expect(at_window.on("sign-in")).to_be_visible()


def test_who_has_no_ticket_is_served_by_one_key_and_counts(at: Windows, hall: Served) -> None:
    at_window = at("A4").opened()
    served = at_window.view()["today"]["served"]
    at_window.press("w")
    at_window.on("serve-service").select_option("land-planning")
    at_window.page.keyboard.press("Tab")
    assert clipped(at_window.page) == [] and violations(at_window.page) == []
    at_window.on("confirm").click()
    at_window.is_in("serving")
    number = at_window.on("number").inner_text()
    expect(at_window.on("said")).to_contain_text(number)
    at_window.press("e")
    at_window.is_in("idle")
    assert at_window.view()["today"]["served"] == served + 1


def test_a_note_is_for_who_is_signed_in_alone(at: Windows, hall: Served) -> None:
    at_window = at("B6", role="")
    sign_in(at_window, "wang")
    expect(at_window.on("console")).to_be_visible()
    if at_window.view()["state"] == "closed":
        at_window.press("n")
    at_window.is_in("idle")
    take(hall, "housing-fund")
    at_window.primary_does("call")
    at_window.press("n")
    at_window.is_in("calling")
    at_window.press("m")
    at_window.on("note-line").fill("等复印件")
    at_window.page.keyboard.press("Enter")
    expect(at_window.on("noted")).to_be_visible()
    assert "等复印件" not in at_window.page.content()
    at_window.press("m")
    expect(at_window.on("note-line")).to_have_value("等复印件")
    at_window.page.keyboard.press("Escape")
    at_window.press("e")
    at_window.is_in("idle")
    at_window.on("sign-out").click()
    expect(at_window.on("sign-in")).to_be_visible()


def test_a_browser_that_dies_leaves_its_visitor_at_the_window(at: Windows, hall: Served) -> None:
    first = at("A4").opened()
    number = take(hall, "project-filing")["number"]
    first.primary_does("call")
    first.press("n")
    first.shows(number)
    first.page.context.close()
    second = at("A4")
    second.shows(number)
    second.is_in("calling")
    second.press("s")
    second.is_in("serving")
    second.press("e")
    second.is_in("idle")


def test_who_is_sent_on_comes_back_to_the_first_window_with_the_same_number(at: Windows, hall: Served) -> None:
    first, other = at("B5").opened(), at("B7").opened()
    number = take(hall, "medical-claim")["number"]
    first.primary_does("call")
    first.press("n")
    first.press("s")
    first.is_in("serving")
    first.press("t")
    first.on("to-service").select_option("tax-return")
    first.on("come-back").check()
    first.on("confirm").click()
    first.is_in("idle")
    other.primary_does("call")
    other.press("n")
    other.shows(number)
    other.press("s")
    other.is_in("serving")
    other.press("e")
    other.is_in("idle")
    first.primary_does("call")
    first.press("n")
    first.shows(number)
    expect(first.on("matter")).to_have_text("医疗费用报销")
    first.press("e")
    first.is_in("idle")
