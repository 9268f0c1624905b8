"""A kiosk nobody touches, a line that fails, a key that is withdrawn, and a visitor who has only keys."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.pages.conftest import Pages, entered
from tests.pages.kiosk.touches import Kiosk, kind, number, part, shown, take, waiting
from tests.served import Served

# --- time, lines, keys


def test_a_screen_nobody_touches_asks_counts_down_and_begins_anew(kiosk: Kiosk) -> None:
    page = kiosk()
    page.clock.install()
    page.reload()
    part(page, "category", "company").click()
    page.clock.fast_forward(39_000)
    expect(part(page, "idle")).to_have_count(0)
    page.clock.fast_forward(2_000)
    expect(part(page, "still-here")).to_be_focused()
    expect(part(page, "countdown")).to_have_count(0)
    page.clock.fast_forward(12_000)
    expect(part(page, "countdown")).to_be_visible()
    part(page, "still-here").click()
    expect(part(page, "idle")).to_have_count(0)
    page.clock.fast_forward(61_000)
    expect(shown(page, "home")).to_be_visible()


def test_a_printed_number_goes_back_home_by_itself(kiosk: Kiosk) -> None:
    page = kiosk()
    page.clock.install()
    page.reload()
    take(page)
    expect(kind(page, "printed")).to_be_visible()
    page.clock.fast_forward(9_000)
    expect(shown(page, "home")).to_be_visible()


def test_a_line_that_is_slow_says_so_and_gives_one_number(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    before = waiting(hall, "tax")
    page.route("**/api/v1/tickets", lambda route: route.abort("connectionrefused"))
    part(page, "category", "tax-invoice").click()
    expect(page.locator("[data-trouble=slow]")).to_be_visible()
    expect(part(page, "number")).to_have_count(0)
    page.unroute("**/api/v1/tickets")
    number(page)
    assert waiting(hall, "tax") == before + 1


def test_a_hall_that_cannot_be_heard_shows_no_tiles_but_words(kiosk: Kiosk) -> None:
    page = kiosk()
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    expect(shown(page, "skeleton")).to_be_visible()
    expect(page.locator("[data-trouble=away]")).to_be_visible(timeout=5_000)
    assert part(page, "category").count() == 0


def test_a_revoked_key_shows_nothing_old(page_at: Pages, hall: Served) -> None:
    key = hall.command("key", "add", "--role", "kiosk", "--name", "old", "--at", "K2").stdout.strip()
    hall.in_force(key)
    page = page_at("kiosk", 1080, 1920, "en", role="")
    entered(page.context, key)
    page.reload()
    taken = take(page)
    hall.command("key", "revoke", "old")
    expect(page.locator("[data-trouble=revoked]")).to_be_visible()
    assert taken not in page.content()


def test_one_forbidden_press_is_refused_in_words_and_the_next_gives_a_number(kiosk: Kiosk) -> None:
    page = kiosk(lang="en")
    no = {"reason": "not-allowed", "message": ""}
    page.route("**/api/v1/tickets", lambda route: route.fulfill(status=403, json=no))
    part(page, "category", "tax-invoice").click()
    expect(part(page, "said")).to_contain_text("policy does not allow this")
    expect(part(page, "category").first).to_be_enabled()
    page.unroute("**/api/v1/tickets")
    part(page, "category", "tax-invoice").click()
    assert number(page).startswith("S")


def test_a_key_that_is_gone_at_a_press_shows_nothing_old(kiosk: Kiosk) -> None:
    page = kiosk()
    page.route("**/api/v1/tickets", lambda route: route.fulfill(status=401, json={"reason": "no-key", "message": ""}))
    part(page, "category", "tax-invoice").click()
    expect(page.locator("[data-trouble=revoked]")).to_be_visible()
    expect(part(page, "category")).to_have_count(0)


def test_a_number_can_be_taken_by_keys_alone_and_the_heading_is_read_first(kiosk: Kiosk) -> None:
    page = kiosk()
    page.keyboard.press("Tab")
    expect(part(page, "category", "company")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown(page, "services").locator("h1")).to_be_focused()
    expect(page.locator(".settling")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    number(page)
    expect(shown(page, "ticket").locator("h1")).to_be_focused()
    expect(part(page, "spoken")).to_contain_text(" ".join(number(page)))


def test_the_order_is_heading_notices_tiles_find_modes(kiosk: Kiosk) -> None:
    page = kiosk("K4", lang="en")
    order = page.evaluate("""() => [...document.querySelectorAll("h1, .banner, .tile, .find, .tool")]
      .map((e) => ["banner", "tile", "find", "tool"].find((name) => e.classList.contains(name)) ?? "h1")""")
    assert list(dict.fromkeys(order)) == ["h1", "banner", "tile", "find", "tool"]
    said = re.compile("Company Registration, Investment Approval, ")
    expect(part(page, "category", "company")).to_have_attribute("aria-label", said)
