"""How a visit ends and where its case goes, at the window's page: by keyboard, to a back office and out again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.clerk_window import STRIP, Window, Windows, take
from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import Served


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


def serve(at_window: Window, hall: Served) -> str:
    number = str(take(hall, "company-opening")["number"])
    at_window.primary_does("call")
    at_window.press("n")
    at_window.shows(number)
    at_window.press("s")
    at_window.is_in("serving")
    return number


def test_a_matter_accepted_with_papers_missing_says_which_on_the_slip(at: Windows, hall: Served) -> None:
    at_window = at("A3").opened()
    page = at_window.page
    number = serve(at_window, hall)
    at_window.press("o")
    expect(at_window.on("outcome-accepted")).to_be_focused()
    page.keyboard.press("ArrowRight")
    at_window.on("paper").first.focus()
    page.keyboard.press("Space")
    assert clipped(page) == [] and violations(page) == []
    page.keyboard.press("Enter")
    at_window.is_in("idle")
    expect(at_window.on("told")).to_contain_text(number)
    expect(at_window.on("told")).to_contain_text("容缺受理")
    case = at_window.on("told-case").inner_text()
    at_window.on("see-slip").click()
    expect(at_window.on("slip")).to_contain_text(case)
    expect(at_window.on("slip").locator("li")).to_have_count(1)
    assert clipped(page) == [] and violations(page) == []
    page.keyboard.press("Escape")
    at_window.press("Control+z")
    at_window.shows(number)
    at_window.press("e")
    at_window.is_in("idle")


def test_a_refusal_without_a_word_of_what_is_missing_is_possible_and_more_is_said_when_there_is(
    at: Windows, hall: Served
) -> None:
    at_window = at("A3", STRIP).opened()
    serve(at_window, hall)
    at_window.press("o")
    at_window.on("outcome-accepted-incomplete").check(force=True)
    at_window.on("confirm").click()
    expect(at_window.on("dialog-said")).not_to_be_empty()
    at_window.on("missing").fill("场地证明 11010519491231002X")
    at_window.on("confirm").click()
    at_window.is_in("idle")
    at_window.on("see-slip").click()
    expect(at_window.on("slip").locator("li")).to_have_text("场地证明 ****")


def test_a_case_goes_from_reception_through_an_office_and_back_and_out(at: Windows, hall: Served) -> None:
    at_window = at("A3").opened()
    page = at_window.page
    serve(at_window, hall)
    at_window.press("o")
    page.keyboard.press("Enter")
    at_window.is_in("idle")
    case = at_window.on("told-case").inner_text()
    at_window.press("c")
    at_window.on("case-number").fill(case)
    at_window.on("case").filter(has_text=case).click()
    sheet = at_window.on("case-sheet")
    expect(sheet).to_have_attribute("data-state", "received")
    at_window.on("case-pass").click()
    at_window.on("case-to").select_option(index=1)
    at_window.on("case-confirm").click()
    expect(sheet).to_have_attribute("data-state", "in-office")
    at_window.on("case-ready").click()
    expect(sheet).to_have_attribute("data-state", "ready")
    assert clipped(page) == [] and violations(page) == []
    at_window.on("case-pass").click()
    at_window.on("case-to").select_option("window:A3")
    at_window.on("case-confirm").click()
    at_window.on("case-issue").click()
    expect(sheet).to_have_attribute("data-state", "issued")
    expect(sheet.locator("ol li")).to_have_count(5)
    at_window.on("case-back").click()
    at_window.on("case-number").fill(case)
    expect(at_window.on("case").filter(has_text=case)).to_have_count(0)
