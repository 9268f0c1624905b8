"""A visitor at the kiosk in a real browser: from a tap to a number, and everything that may go otherwise."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.counts import count, proof
from tests.pages.kiosk.touches import ARABIC, LONG, MARKUP, Kiosk, kind, number, part, shown, take, waiting
from tests.pages.looks import below, clipped
from tests.pages.overlaps import overlaps
from tests.served import Served

TAPS = count(4, 100)
MILLIMETRES = 0.2
"""How far a measure may be off: pixels are whole."""

REACH_MM = 1220


def state(hall: Served, page: Page) -> dict[str, Any]:
    """The page's ticket as the hall knows it."""
    kept = page.evaluate("() => Object.entries(sessionStorage).find(([name]) => name.startsWith('kiosk'))[1]")
    found: dict[str, Any] = hall.get(f"tickets/{json.loads(kept)['session']['ticket']}", "kiosk").body
    return found


# --- from a tap to a number


def test_one_tap_gives_a_number_where_a_category_has_one_service(kiosk: Kiosk) -> None:
    page = kiosk()
    part(page, "category", "tax-invoice").click()
    assert number(page).startswith("S")


def test_two_taps_give_a_number_otherwise_with_zone_windows_and_who_is_ahead(kiosk: Kiosk) -> None:
    page = kiosk(lang="en")
    assert re.fullmatch(r"A\d{3}", take(page))
    expect(part(page, "where")).to_contain_text("Investment Approval · windows 1-3")
    expect(part(page, "ahead")).to_be_visible()
    expect(part(page, "papers")).to_contain_text("Articles of association")
    expect(kind(page, "printed").locator("[data-test=slip]")).to_contain_text("take your slip below")


def test_the_digits_are_thirty_millimetres_high(kiosk: Kiosk) -> None:
    page = kiosk(width=1024, height=768, inches="15")
    take(page)
    high = page.evaluate("""() => {
      const pen = document.createElement("canvas").getContext("2d");
      const style = getComputedStyle(document.querySelector("[data-test=number]"));
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      return pen.measureText("0").actualBoundingBoxAscent / parseFloat(style.getPropertyValue("--mm"));
    }""")
    assert high >= 30 - MILLIMETRES


@proof("a double tap 50 ms apart makes one ticket", TAPS)
def test_a_double_tap_makes_one_ticket(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    before = waiting(hall, "tax")
    for _ in range(TAPS):
        part(page, "category", "tax-invoice").click(click_count=2, delay=50)
        number(page)
        part(page, "done").click()
        expect(shown(page, "home")).to_be_visible()
    assert waiting(hall, "tax") == before + TAPS


def test_a_double_tap_on_a_category_takes_nothing(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    before = waiting(hall, "company")
    part(page, "category", "company").click(click_count=2, delay=50)
    expect(shown(page, "services")).to_be_visible()
    assert waiting(hall, "company") == before


# --- after the number


def test_another_service_cancels_the_number_and_goes_back(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    taken, ticket = take(page), state(hall, page)["id"]
    part(page, "cancel").click()
    expect(shown(page, "home")).to_be_visible()
    expect(part(page, "said")).to_contain_text(taken)
    assert hall.get(f"tickets/{ticket}", "kiosk").body["state"] == "cancelled"


def test_priority_and_help_are_asked_softly_after_the_number(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk(lang="en")
    take(page)
    part(page, "priority").click()
    part(page, "choice", "elderly").click()
    part(page, "choice", "wheelchair").click()
    part(page, "choice", "interpreter").click()
    part(page, "ready").click()
    expect(part(page, "noted")).to_have_text("Older people, Wheelchair access, An interpreter")
    told = state(hall, page)
    assert (told["priority_class"], told["needs"]) == ("elderly", ["wheelchair", "interpreter"])


def test_a_reload_shows_the_same_page(kiosk: Kiosk) -> None:
    page = kiosk()
    part(page, "language").click()
    part(page, "find").click()
    part(page, "query").fill("reg")
    comes_back(page, "search", "Find by name")
    part(page, "back").click()
    part(page, "category", "company").click()
    comes_back(page, "services", "Company Registration")
    part(page, "service", "company-opening").click()
    taken = number(page)
    comes_back(page, "ticket", "Here is your number")
    assert number(page) == taken
    part(page, "priority").click()
    comes_back(page, "wishes", "Do you need priority?")


def comes_back(page: Page, name: str, heading: str) -> None:
    expect(shown(page, name)).to_be_visible()
    page.reload()
    expect(shown(page, name).locator("h1")).to_have_text(heading)


def test_a_reload_in_the_middle_of_a_press_shows_its_one_number(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    before, lost = waiting(hall, "tax"), list[str]()

    def lose_the_first(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        lost.append(str(route.fetch().json()["number"]))
        route.abort("connectionreset")

    page.route("**/api/v1/tickets", lose_the_first)
    with page.expect_event("requestfailed"):
        part(page, "category", "tax-invoice").click()
    page.reload()
    assert number(page) == lost[0]
    assert waiting(hall, "tax") == before + 1


# --- how the number is handed over, honestly


def test_a_printer_that_cannot_answer_makes_the_screen_ask(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk("K1")
    take(page)
    expect(kind(page, "ask")).to_be_visible()
    part(page, "nothing").click()
    expect(kind(page, "note").locator("[data-test=reprint]")).to_be_visible()
    assert state(hall, page)["hand_over"] == "failed"
    part(page, "shown").click()
    expect(kind(page, "kept")).to_be_visible()
    assert state(hall, page)["hand_over"] == "shown"


def test_a_printer_that_is_not_ready_is_told_before_the_tap_and_the_screen_is_the_slip(kiosk: Kiosk) -> None:
    page = kiosk("K4")
    expect(part(page, "printer-notice")).to_be_visible()
    take(page)
    expect(kind(page, "note")).to_be_visible()
    expect(part(page, "reprint")).to_have_count(0)
    part(page, "shown").click()
    expect(kind(page, "kept")).to_be_visible()


def test_a_kiosk_without_a_printer_asks_the_visitor_to_note_the_number(kiosk: Kiosk) -> None:
    page = kiosk("K5")
    take(page)
    expect(kind(page, "note")).to_be_visible()
    part(page, "shown").click()
    expect(kind(page, "kept")).to_be_visible()


# --- what cannot be had, and odd names


def test_a_closed_category_stays_in_its_place_and_says_why(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk(lang="en")
    tile = part(page, "category", "housing")
    at = tile.bounding_box()
    hall.post("categories/housing/close", "manager", {"reason": "x"})
    expect(tile).to_have_attribute("aria-disabled", "true")
    expect(tile).to_contain_text("No more tickets today")
    assert tile.bounding_box() == at
    tile.click(force=True)
    expect(part(page, "said")).to_contain_text("ask our staff")
    hall.post("categories/housing/open", "manager", {})
    expect(tile).not_to_have_attribute("aria-disabled", "true")


def test_names_are_text_whatever_they_look_like(kiosk: Kiosk) -> None:
    page = kiosk()
    expect(part(page, "category", "tax-invoice")).to_contain_text(MARKUP)
    part(page, "category", "company").click()
    expect(part(page, "service", "company-change")).to_contain_text(LONG)
    assert part(page, "service", "company-closing").locator("[dir=auto]").first.inner_text() == ARABIC
    assert page.locator("main img").count() == 0
    assert (clipped(page), overlaps(page)) == ([], [])


# --- finding


def test_a_service_is_found_by_touching_how_its_name_begins(kiosk: Kiosk) -> None:
    page = kiosk()
    part(page, "find").click()
    part(page, "key").get_by_text("医", exact=True).click()
    part(page, "key").get_by_text("疗", exact=True).click()
    expect(part(page, "service").first).to_contain_text("医疗费用报销")
    part(page, "query").fill("medical exp")
    expect(part(page, "service")).to_have_count(1)
    part(page, "query").fill("zzz")
    expect(part(page, "nothing-found")).to_be_visible()
    part(page, "clear").click()
    part(page, "query").fill("发票")
    part(page, "service", "tax-invoice").click()
    assert number(page).startswith("S")


# --- modes


def test_low_brings_every_target_of_a_tall_screen_within_reach(kiosk: Kiosk) -> None:
    page = kiosk("K4", inches="32")
    part(page, "low").click()
    for _ in range(2):
        mm = float(page.evaluate("() => parseFloat(document.documentElement.style.getPropertyValue('--mm'))"))
        tops = [box["y"] for each in page.locator("button").all() if (box := each.bounding_box())]
        assert max((1920 - top) / mm + 800 for top in tops) <= REACH_MM + MILLIMETRES
        part(page, "category", "company").click()
        expect(shown(page, "services")).to_be_visible()
        page.locator("[data-test=back]").click()
    assert (clipped(page), below(page)) == ([], 0)


def test_a_low_screen_offers_no_low_mode(kiosk: Kiosk) -> None:
    page = kiosk("K3", 1024, 768, inches="15")
    expect(part(page, "low")).to_have_count(0)


def test_large_type_shows_four_categories_a_page_and_goes_with_its_visitor(kiosk: Kiosk) -> None:
    page = kiosk(lang="en")
    part(page, "elder").click()
    expect(part(page, "category")).to_have_count(4)
    part(page, "next").click()
    expect(part(page, "category").first).to_contain_text("Social Insurance")
    take(page, "social-enrolment", "social")
    part(page, "done").click()
    expect(part(page, "category")).to_have_count(9)
