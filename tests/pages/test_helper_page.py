"""The floor staff's phone in a real browser: a call for help comes, is taken and closed; alarms; a line that is cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import CONFIG, Served, Start

PHONE = (390, 844)
LEAST = 44
"""Pixels of the smallest thing a thumb must hit; 60 with large type."""
TARGETS = """() => [...document.querySelectorAll("button, input, a[href]")].filter((e) => e.checkVisibility())
  .map((e) => [e.textContent.trim().slice(0, 30), Math.round(e.getBoundingClientRect().height)])"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall, where a call that nobody takes is everybody's after five seconds."""
    folder = tmp_path_factory.mktemp("floor")
    text = CONFIG.read_text("utf-8").replace("[policy]", "[policy]\nwiden_seconds = 5")
    (folder / "config.toml").write_text(text, "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


def phone(page_at: Pages, lang: str = "zh", **query: str) -> Page:
    width, height = PHONE
    page = page_at("helper", width, height, lang, at="/helper", role="helper", **query)
    expect(page.locator("[data-test=floor]")).to_be_visible()
    return page


def on_duty(page: Page, zone: str = "B") -> None:
    card = page.locator("[data-test=duty]")
    if card.get_attribute("data-on") == "false":
        page.locator(f"[data-test=zone][data-zone={zone}]").click()
    expect(card).to_have_attribute("data-on", "true")


def call(hall: Served, kiosk: str) -> str:
    answer = hall.post("help-calls", "kiosk", {"kiosk": kiosk})
    assert answer.status == 201, answer.body
    return str(answer.body["id"])


def test_help_is_called_at_a_kiosk_taken_on_the_phone_and_closed(page_at: Pages, hall: Served) -> None:
    page = phone(page_at)
    on_duty(page)
    one = call(hall, "K2")
    card = page.locator(f"[data-test=call][data-id='{one}']")
    expect(card).to_contain_text("K2")
    expect(page.locator("[data-test=rings]")).to_have_attribute("data-count", "1")
    assert page.title().startswith("(1)")
    card.locator("[data-test=take]").click()
    expect(card.locator("[data-test=whose]")).to_contain_text("您正在前往")
    assert hall.get("help-calls", "helper").body["calls"][0]["taken_by"] == "demo-helper"
    expect(page.locator("[data-test=rings]")).to_have_attribute("data-count", "0")
    card.locator("[data-test=close]").click()
    expect(card).to_have_count(0)
    assert hall.get("help-calls", "helper").body["calls"] == []


def test_a_call_that_nobody_takes_becomes_everybodys(page_at: Pages, hall: Served) -> None:
    page = phone(page_at)
    on_duty(page)
    one = call(hall, "K2")
    whose = page.locator(f"[data-test=call][data-id='{one}'] [data-test=whose]")
    expect(whose).to_have_text("请您前往")
    expect(whose).to_have_text("大家都可接手", timeout=20_000)
    assert hall.post(f"help-calls/{one}/close", "kiosk", {}).status == 204
    expect(whose).to_have_count(0)


def test_a_call_that_a_colleague_took_says_who_goes(page_at: Pages, hall: Served) -> None:
    page = phone(page_at, "en")
    on_duty(page)
    one = call(hall, "K1")
    cookie = hall.known_person("zhou", hall.demo["people"]["zhou"])
    ours = {"Cookie": cookie, "Sec_Fetch_Site": "same-origin"}
    assert hall.post("duty", body={"on": True}, **ours).status == 200
    assert hall.post(f"help-calls/{one}/take", body={}, **ours).status == 200
    card = page.locator(f"[data-test=call][data-id='{one}']")
    expect(card.locator("[data-test=whose]")).to_have_text("zhou is on the way")
    expect(card.locator("[data-test=take]")).to_have_count(0)
    expect(page.locator(".others")).to_contain_text("with a visitor")
    assert hall.post(f"help-calls/{one}/close", body={}, **ours).status == 204
    assert hall.post("duty", body={"on": False}, **ours).status == 200
    expect(card).to_have_count(0)


def test_an_alarm_is_taken_and_done_and_goes_with_its_cause(page_at: Pages, hall: Served) -> None:
    page = phone(page_at, "en")
    hall.post("/demo/printers/P3", body={"paper": "out"})
    card = page.locator("[data-test=alarm][data-id='P3.paper-out']")
    card.locator("[data-test=take-alarm]").click()
    expect(card.locator("[data-test=whose]")).to_have_text("You look after it")
    card.locator("[data-test=done]").click()
    expect(card.locator("[data-test=whose]")).to_contain_text("it still stands")
    hall.post("/demo/printers/P3", body={"paper": "enough"})
    expect(card).to_have_count(0)


def test_a_helper_moves_and_goes_off_duty(page_at: Pages, hall: Served) -> None:
    page = phone(page_at)
    on_duty(page)
    page.locator("[data-test=move]").click()
    page.locator("[data-test=zone][data-zone=A]").click()
    expect(page.locator("#duty")).to_contain_text("投资审批区")
    page.locator("[data-test=move]").click()
    page.locator("[data-test=off]").click()
    expect(page.locator("[data-test=duty]")).to_have_attribute("data-on", "false")
    assert "demo-helper" not in [one["name"] for one in hall.get("help-calls", "helper").body["helpers"]]


def test_a_phone_without_the_hall_says_so_and_presses_nothing(page_at: Pages, hall: Served) -> None:
    page = page_at("helper", *PHONE, "zh", at="/helper", role="helper")
    on_duty(page)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.locator("[data-test=silence]")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-test=floor]")).to_have_attribute("data-link", "stale")
    page.locator("[data-test=move]").click()
    expect(page.locator("[data-test=off]")).to_have_attribute("aria-disabled", "true")
    page.context.set_offline(False)
    expect(page.locator("[data-test=floor]")).to_have_attribute("data-link", "live", timeout=20_000)


def test_a_helper_signs_in_with_a_name_and_a_clerk_is_told_it_is_not_his_page(page_at: Pages, hall: Served) -> None:
    page = page_at("helper", *PHONE, "en", at="/helper", role="")
    for person, shown in (("chen", "[data-test=trouble]"), ("zhou", "[data-test=floor]")):
        page.locator("[data-test=name]").fill(person)
        page.locator("[data-test=password]").fill(hall.demo["people"][person])
        page.locator("[data-test=enter]").click()
        expect(page.locator(shown)).not_to_be_empty()
    page.locator("[data-test=sign-out]").click()
    expect(page.locator("[data-test=sign-in]")).to_be_visible()


LOOKS: list[tuple[str, dict[str, str], int]] = [
    ("zh", {}, LEAST), ("en", {"theme": "dark"}, LEAST), ("zh", {"elder": "1"}, 60), ("en", {"contrast": "1"}, LEAST),
    ("en", {"pseudo": "1", "elder": "1"}, 60),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "query", "least"), LOOKS)
def test_it_reads_in_every_look_and_every_thumb_hits(
    page_at: Pages, hall: Served, lang: str, query: dict[str, str], least: int
) -> None:
    one = call(hall, "K3")
    page = phone(page_at, lang, **query)
    on_duty(page)
    page.locator("[data-test=move]").click()
    expect(page.locator(f"[data-test=call][data-id='{one}']")).to_be_visible()
    assert violations(page) == []
    assert clipped(page) == []
    found: list[tuple[str, Any]] = page.evaluate(TARGETS)
    assert [(text, height) for text, height in found if height < least] == []
