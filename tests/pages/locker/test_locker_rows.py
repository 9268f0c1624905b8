"""The failure rows at a cabinet: what its page says when a switch lies, a code is wrong or over, a bank stops."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.counts import PROVING
from tests.pages.conftest import Pages
from tests.pages.locker import failures
from tests.pages.locker.doors import SOON, at, bringing, collecting, compartment, hand, loaded, opened, stands
from tests.pages.locker.equipped import BANK
from tests.served import CONFIG, Served, Start, until


def alarmed(hall: Served, name: str) -> bool:
    return until(lambda: any(each["id"] == name for each in hall.get("alarms", "manager").body["alarms"]), SOON)


def repaired(hall: Served, no: int, holds: str | None = None) -> None:
    """Staff looked inside, mended the switch and said so."""
    hand(hall, no, sensor="good", open=False, item=False, jammed=False)
    assert until(lambda: compartment(hall, no)["door"] == "closed", SOON)
    address = f"lockers/L1/compartments/{no}"
    if compartment(hall, no)["state"] in ("uncertain", "occupied"):
        assert hall.post(f"{address}/stock-take", "clerk", {"holds": holds}).status == 200
    if compartment(hall, no)["state"] == "fault":
        assert hall.post(f"{address}/repaired", "clerk", {"reason": "mended"}).status == 200
    assert compartment(hall, no)["state"] == "free"


def test_a_door_that_opens_unseen_is_asked_about_and_what_was_brought_is_to_be_checked(
    page_at: Pages, hall: Served
) -> None:
    page = opened(page_at)
    for each in (11, 12):
        hand(hall, each, sensor="closed")
    bringing(page, "L")
    no = stands(page, "asked")
    expect(page.locator("h1")).to_contain_text("门开了吗")
    at(page, "opened").click()
    assert stands(page, "vouched") == no
    expect(at(page, "words")).to_contain_text("关好柜门")
    assert alarmed(hall, f"L1.{no}.door-sensor")
    at(page, "put-in").click()
    assert stands(page, "uncertain") == no
    expect(at(page, "words")).to_contain_text("已记下：您放入了材料")
    receipt = at(page, "receipt").locator("b").inner_text()
    there = hall.get("lockers/L1/deposits", "clerk").body["deposits"]
    (deposit,) = [each for each in there if each["receipt"] == receipt]
    assert deposit["to_check"] and deposit["compartment_state"] == "uncertain"
    for each in (11, 12):
        repaired(hall, each)


def test_a_result_behind_a_switch_that_lies_is_taken_and_staff_must_look(page_at: Pages, hall: Served) -> None:
    result = loaded(hall, "REF-LIES")
    no = result["compartment"]
    hand(hall, no, sensor="closed")
    page = opened(page_at, lang="en")
    collecting(page, result)
    assert stands(page, "asked") == no
    at(page, "opened").click()
    stands(page, "vouched")
    at(page, "taken").click()
    stands(page, "uncertain")
    expect(at(page, "words")).to_contain_text("you took your documents")
    assert compartment(hall, no)["switch_fault"]
    repaired(hall, no)


def test_a_cabinet_that_another_door_has_stopped_sends_people_to_a_window(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    failures.frozen(page, hall)
    expect(at(page, "trouble")).to_contain_text("请到窗口办理")
    expect(at(page, "drop-off")).to_be_disabled()
    expect(at(page, "pick-up")).to_contain_text("优先号")
    failures.mended(hall)
    expect(at(page, "drop-off")).to_be_enabled(timeout=SOON * 1000)


@pytest.mark.skipif(not PROVING, reason="in make prove: a bank counts as silent after some seconds, and so twice")
def test_who_stands_before_an_open_door_when_the_power_goes_is_told_that_staff_must_look(
    page_at: Pages, hall: Served
) -> None:
    page = opened(page_at, lang="en")
    no = failures.power_cut(page, hall)
    expect(at(page, "words")).to_contain_text("not certain")
    page.reload()
    assert stands(page, "uncertain") == no
    at(page, "home").click()
    failures.in_trouble(page, "silent")
    failures.mended(hall)
    expect(page.locator("[data-test=trouble]")).to_have_count(0, timeout=SOON * 1000)


@pytest.mark.skipif(not PROVING, reason="in make prove: a server starts with boards that take their time")
def test_a_server_that_has_not_read_its_doors_yet_says_so_and_offers_nothing(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as boards:  # whoever connects is heard, and not answered
        host, port = boards.getsockname()
        wire = f'wire = {{ kind = "network", host = "{host}", port = {port}, reply_seconds = 20 }}'
        text = CONFIG.read_text("utf-8").replace(f'{BANK}kind = "simulated"', f'{BANK}kind = "kerong-cu16"\n{wire}')
        (tmp_path / "config.toml").write_text(text, "utf-8")
        start = Start(tmp_path / "data", tmp_path / "config.toml")
        try:
            pages = Pages(browser, start.served())
            page = pages("locker", 1280, 800, "en", inches="10.1")
            failures.in_trouble(page, "unread")
            expect(at(page, "trouble")).to_contain_text("being checked")
            for name in ("pick-up", "drop-off"):
                expect(at(page, name)).to_be_disabled()
            pages.close()
        finally:
            start.kill()
