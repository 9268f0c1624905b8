"""The simulated cabinet on its page: hands at its doors, and a look that holds in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.counts import PROVING
from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import Served

WIDE, PHONE = (1366, 900), (390, 844)


def at(page: Page, name: str) -> Any:
    return page.locator(f'[data-test="{name}"]')


def door(hall: Served, no: int) -> dict[str, Any]:
    cabinet = next(each for each in hall.get("/demo/lockers").body["cabinets"] if each["id"] == "L1")
    return next(each for each in cabinet["compartments"] if each["no"] == no)


def test_a_door_is_pulled_open_filled_jammed_and_pushed_shut_by_hand(page_at: Pages, hall: Served) -> None:
    page = page_at("devices", *WIDE)
    at(page, "door-L1-7").click()
    expect(at(page, "door-L1-7")).to_have_attribute("aria-pressed", "true")
    at(page, "L1-7-open").click()
    expect(at(page, "door-L1-7")).to_have_attribute("data-open", "true")
    at(page, "L1-7-item").click()
    expect(at(page, "door-L1-7")).to_have_attribute("data-item", "true")
    at(page, "L1-7-jammed").click()
    at(page, "L1-7-sensor").select_option("closed")
    at(page, "L1-7-open").click()
    expect(at(page, "door-L1-7")).to_have_attribute("data-open", "false")
    expect(at(page, "L1-7-sensor")).to_have_value("closed")
    stands = door(hall, 7)
    assert {key: stands[key] for key in ("open", "item", "jammed", "sensor")} == {
        "open": False, "item": True, "jammed": True, "sensor": "closed",
    }  # fmt: skip
    at(page, "L1-power_off").click()
    expect(at(page, "L1-power_off")).to_be_checked()


def test_what_nobody_can_do_at_a_door_is_refused(hall: Served) -> None:
    address = "/demo/lockers/L1"
    assert hall.post(f"{address}/doors/1", body={"open": "yes"}).status == 422
    assert hall.post(f"{address}/doors/1", body={"pulses": 9}).status == 422
    assert hall.post(f"{address}/doors/99", body={"open": True}).status == 404
    assert hall.post("/demo/lockers/L9", body={"mute": True}).status == 404
    assert hall.post(address, body={"mute": True}, Origin="http://elsewhere.example").status == 403
    assert not door(hall, 1)["open"] and not door(hall, 1)["pulses"]


@pytest.mark.parametrize(("size", "lang"), [(WIDE, "zh"), (PHONE, "en"), *([(WIDE, "en")] if PROVING else [])])
def test_the_cabinet_is_seen_whole_and_read_aloud(page_at: Pages, size: tuple[int, int], lang: str) -> None:
    page = page_at("devices", *size, lang)
    expect(at(page, "door-L1-12")).to_be_visible()
    assert [each.inner_text().split()[0] for each in page.locator(".column").first.locator("b").all()] == list("654321")
    assert not clipped(page) and not violations(page)
    page = page_at("devices", *size, lang, pseudo="1")
    expect(at(page, "door-L1-12")).to_be_visible()
    assert not clipped(page)
