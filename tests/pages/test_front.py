"""The front door as people use it: one tap to every screen of a demo, a device's entry, and the simulated devices."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counts import PROVING
from tests.pages.conftest import WAIT_MILLIS, Pages
from tests.pages.looks import clipped, doubts
from tests.served import Served, Start, until

WIDE, PHONE = (1366, 768), (390, 844)
LOOKS = [(WIDE, "zh"), (PHONE, "en"), *([(WIDE, "en"), (PHONE, "zh")] if PROVING else [])]
SCREENS = {"kiosk-K1": "/kiosk/K1", "window-A1": "/window/A1", "display-hall-a": "/display/hall-a"}


def at(page: Page, name: str) -> Any:
    return page.locator(f'[data-test="{name}"]')


def arrived(page: Page, path: str) -> None:
    page.wait_for_url(lambda url: urlsplit(url).path == path, wait_until="commit")


def opened(page: Page, name: str) -> Page:
    """Touch a button of the front door: the tab that it opens, once it stands at its own address."""
    with page.context.expect_page() as coming:
        at(page, name).first.click()
    tab = coming.value
    arrived(tab, SCREENS[name])
    return tab


def test_one_browser_is_kiosk_window_and_wall_at_once_each_by_one_tap(page_at: Pages, hall: Served) -> None:
    front = page_at("front", *WIDE)
    tabs = [opened(front, name) for name in SCREENS]
    kinds = (("kiosks", "K1"), ("windows", "A1"), ("displays", "hall-a"))

    def all_here() -> bool:
        front.evaluate("true")  # lets the browser's own news through
        said = hall.get("/demo/devices").body
        return all(each["here"] for kind, place in kinds for each in said[kind] if each["id"] == place)

    assert until(all_here, WAIT_MILLIS / 1000)
    assert len({tab.evaluate("sessionStorage.getItem('hall-key')") for tab in tabs}) == 3
    assert not [cookie for cookie in front.context.cookies() if "hall-session" in cookie.get("name", "")]


def test_the_keys_of_a_demo_stay_out_of_addresses(page_at: Pages, hall: Served) -> None:
    front = page_at("front", *WIDE)
    asked: list[str] = []
    front.context.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    tab = opened(front, "kiosk-K1")
    assert hall.key("kiosk") not in tab.url
    assert not [address for address in asked if hall.key("kiosk") in address]


def test_a_device_is_entered_by_its_link_and_goes_on_to_its_page(page_at: Pages, hall: Served) -> None:
    page = page_at("front", *WIDE)
    page.goto(f"/enter?to=/kiosk/K2#{hall.key('kiosk')}")
    arrived(page, "/kiosk/K2")
    cookie = next(cookie for cookie in page.context.cookies() if "hall-session" in cookie.get("name", ""))
    assert cookie.get("httpOnly") and cookie.get("sameSite") == "Strict"


def test_a_key_typed_by_hand_opens_the_pages_it_is_for(page_at: Pages, hall: Served) -> None:
    page = page_at("front", *PHONE, at="/enter")
    page.get_by_label("设备密钥").fill("no-such-key")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("密钥无效")
    page.get_by_label("设备密钥").fill(hall.key("display"))
    page.keyboard.press("Enter")
    displays = ["hall-a", "seats-a", "hall-b", "seats-b", "entrance", "at-b1", "at-b4"]
    expect(page.locator("#places a")).to_have_text(displays)
    assert not clipped(page)


def test_an_entry_goes_nowhere_but_to_our_own_pages(page_at: Pages, hall: Served) -> None:
    page = page_at("front", *WIDE)
    page.goto(f"/enter?to=//elsewhere.example/#{hall.key('kiosk')}")
    expect(page.locator("#places a").first).to_be_visible()
    assert page.url.startswith(f"http://127.0.0.1:{hall.port}/enter")


def test_a_screen_of_no_such_place_says_so_and_leads_back(page_at: Pages, hall: Served) -> None:
    page = page_at("unknown", *WIDE, "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    page.get_by_role("link", name="To the front page").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Demonstration District")
    assert hall.get("/window/%3Cscript%3E").status == 404
    assert b"<script>" not in hall.get("/window/%3Cscript%3E").raw


# --- the simulated devices


def test_a_slip_shows_as_a_picture_as_soon_as_it_is_printed(page_at: Pages, hall: Served) -> None:
    page = page_at("devices", *WIDE)
    number = hall.post("tickets", "kiosk", {"service": "company-opening", "kiosk": "K1"}).body["number"]
    picture = at(page, "printer-P1").locator(".slips img").first
    expect(picture).to_have_attribute("alt", re.compile(number))
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 576", arg=picture.element_handle())


@pytest.mark.parametrize(
    ("switch", "back", "problem"),
    [("P2-paper-out", "P2-paper-enough", "缺纸"), ("P2-paper-low", "P2-paper-enough", "纸快用完"),
     ("P2-cover_open", "P2-cover_open", "机盖未合上"), ("P2-offline", "P2-offline", "连接不上")],
)  # fmt: skip
def test_a_switch_makes_the_printer_fail_and_the_hall_knows_at_once(
    page_at: Pages, switch: str, back: str, problem: str
) -> None:
    page = page_at("devices", *WIDE)
    stands = at(page, "stands-P2")
    expect(stands).to_contain_text("正常")
    at(page, switch).click()
    expect(stands).to_contain_text(problem)
    at(page, back).click()
    expect(stands).to_contain_text("正常")


def test_a_call_stands_on_the_bar_above_its_window_until_the_visitor_is_done(page_at: Pages, hall: Served) -> None:
    page = page_at("devices", *WIDE)
    bar = at(page, "bar-bar-1")
    hall.post("windows/A1/open", "clerk", {})
    hall.post("tickets", "kiosk", {"service": "company-opening", "kiosk": "K1"})
    called = hall.post("windows/A1/call-next", "clerk", {"finish": True})
    assert called.status == 200
    expect(bar).to_have_text(re.compile(r"^[A-Z]+\d+→1号$"))
    hall.post("windows/A1/finish", "clerk", {})
    expect(bar).to_be_empty()


def test_another_site_cannot_turn_a_switch(hall: Served) -> None:
    said = hall.post("/demo/printers/P1", body={"paper": "out"}, Sec_Fetch_Site="cross-site", Origin="http://elsewhere.example")
    assert (said.status, said.reason) == (403, "cross-site")
    assert hall.post("/demo/printers/P9", body={"paper": "out"}).status == 404
    assert hall.post("/demo/printers/P1", body={"paper": "some"}).status == 422


# --- how they look


@pytest.mark.parametrize(("size", "lang"), LOOKS)
def test_nothing_is_clipped_and_axe_finds_nothing(page_at: Pages, size: tuple[int, int], lang: str) -> None:
    page = page_at("front", *size, lang)
    for address in ("/", "/enter", "/kiosk/none", "/devices"):
        page.goto(f"{address}?lang={lang}&pseudo")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for summary in page.locator("summary").all():
            summary.click()
        assert (address, clipped(page)) == (address, [])
        assert (address, doubts(page)) == (address, [])


def test_what_a_real_hall_shows_to_strangers_is_clear_to_everybody(
    browser: Browser, start: Callable[..., Start]
) -> None:
    pages = Pages(browser, start().served())
    try:
        page = pages("front", *WIDE)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.get_by_role("table").count() == 0
        assert (clipped(page), doubts(page)) == ([], [])
        page.goto("/window/A1?lang=en")
        expect(page.get_by_role("textbox").first).to_be_visible()
        assert (clipped(page), doubts(page)) == ([], [])
        assert not pages.complaints
    finally:
        pages.close()
