"""Staff beside a cabinet: results in, the morning's round, force-open by two, faults, stock-take; in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.counts import PROVING
from tests.pages.conftest import Pages
from tests.pages.locker.doors import SOON, at, bringing, compartment, hand, loaded, opened, stands, typed
from tests.pages.looks import clipped, violations
from tests.served import Served, until

DESK, PHONE = (1366, 768), (390, 844)
SLOW = SOON * 1000


def staff(page_at: Pages, size: tuple[int, int] = DESK, lang: str = "en", **query: str) -> Page:
    page = page_at("cabinet", size[0], size[1], lang, **query)
    expect(at(page, "cabinet")).to_have_attribute("data-link", "live", timeout=SLOW)
    return page


def door(page: Page, state: str) -> int:
    """Wait until a door under way is shown in this state; its compartment."""
    shown = page.locator(f"[data-test=door][data-state={state}]").first
    expect(shown).to_be_visible(timeout=SLOW)
    return int(shown.get_attribute("data-no") or 0)


def cell(page: Page, no: int) -> Page:
    at(page, "page-cells").click()
    page.locator(f"[data-test=cell][data-no='{no}']").click()
    expect(at(page, "sheet")).to_be_visible()
    return page


def is_now(hall: Served, no: int, state: str) -> bool:
    return until(lambda: bool(compartment(hall, no)["state"] == state), SOON)


def put_in(page: Page, hall: Served, reference: str) -> int:
    """A result goes in by the page; its compartment."""
    at(page, "page-load").click()
    at(page, "reference").fill(reference)
    at(page, "size").select_option("S")
    at(page, "load").click()
    no = door(page, "open")
    hand(hall, no, item=True, open=False)
    door(page, "closed")
    at(page, "put-in").click()
    expect(at(page, "door")).to_have_count(0)
    return no


def emptied(hall: Served, no: int) -> None:
    """Nothing of this test is left in a compartment."""
    hand(hall, no, item=False, open=False)
    assert until(lambda: compartment(hall, no)["door"] == "closed", SOON)
    if compartment(hall, no)["state"] != "free":
        assert hall.post(f"lockers/L1/compartments/{no}/stock-take", "clerk", {"holds": None}).status == 200


def test_a_result_that_staff_put_in_is_collected_by_its_visitor(page_at: Pages, hall: Served) -> None:
    page = staff(page_at)
    no = put_in(page, hall, "WS-2026-118")
    code = at(page, "code")
    expect(code).to_contain_text("WS-2026-118")
    digits = code.locator("[data-test=locator]").inner_text() + code.locator("[data-test=secret]").inner_text()
    at(page, "put-away").click()
    expect(at(page, "codes")).to_have_count(0)
    visitor = opened(page_at)
    at(visitor, "pick-up").click()
    typed(visitor, digits)
    at(visitor, "open").click()
    assert stands(visitor, "open") == no
    hand(hall, no, item=False, open=False)
    stands(visitor, "closed")
    at(visitor, "taken").click()
    stands(visitor, "done")
    at(page, "page-cells").click()
    expect(page.locator(f"[data-test=cell][data-no='{no}']")).to_have_attribute("data-state", "free", timeout=SLOW)


def test_several_results_go_in_one_door_after_the_other(page_at: Pages, hall: Served) -> None:
    page = staff(page_at, PHONE, "zh")
    at(page, "page-load").click()
    at(page, "more").click()
    for row, reference in enumerate(("PL-1", "PL-2")):
        at(page, "reference").nth(row).fill(reference)
        at(page, "size").nth(row).select_option("M")
    at(page, "load").click()
    expect(at(page, "code")).to_have_count(2)
    first = door(page, "open")
    expect(at(page, "waiting")).to_be_visible()
    hand(hall, first, item=True, open=False)
    door(page, "closed")
    at(page, "put-in").click()
    second = page.locator(f"[data-test=door][data-state=open]:not([data-no='{first}'])")
    expect(second).to_be_visible(timeout=SLOW)
    no = int(second.get_attribute("data-no") or 0)
    hand(hall, no, open=False)
    door(page, "closed")
    at(page, "nothing").click()
    expect(at(page, "door")).to_have_count(0)
    expect(at(page, "code")).to_have_count(1)
    expect(at(page, "code")).to_contain_text("PL-1")
    assert is_now(hall, no, "free") and is_now(hall, first, "occupied")
    emptied(hall, first)


def test_the_night_is_collected_in_the_morning_each_door_confirmed(page_at: Pages, hall: Served) -> None:
    visitor = opened(page_at)
    bringing(visitor)
    no = stands(visitor, "open")
    hand(hall, no, item=True, open=False)
    stands(visitor, "closed")
    at(visitor, "put-in").click()
    stands(visitor, "done")
    page = staff(page_at)
    at(page, "page-collect").click()
    expect(page.locator(f"[data-test=group-brought] [data-no='{no}']")).to_be_visible()
    page.locator("[data-test=group-brought] [data-test=all]").check()
    at(page, "collect").click()
    assert door(page, "open") == no
    hand(hall, no, item=False, open=False)
    door(page, "closed")
    at(page, "taken").click()
    expect(page.locator("[data-test=group-brought] [data-test=deposit]")).to_have_count(0)
    assert is_now(hall, no, "free")


def test_a_compartment_is_forced_open_by_two_and_by_no_wrong_password(page_at: Pages, hall: Served) -> None:
    page = cell(staff(page_at), 12)
    at(page, "force-reason").fill("a visitor lost a paper")
    at(page, "second").fill("chen")
    at(page, "second-password").fill("not the password")
    at(page, "force-open").click()
    expect(at(page, "sheet").locator("[data-test=trouble]")).to_contain_text("second person")
    expect(at(page, "second-password")).to_have_value("")
    assert compartment(hall, 12)["state"] == "free"
    at(page, "second-password").fill(hall.demo["people"]["chen"])
    at(page, "force-open").click()
    assert door(page, "open") == 12
    expect(at(page, "sheet")).to_have_count(0)
    hand(hall, 12, open=False)
    door(page, "closed")
    at(page, "nothing").click()
    expect(at(page, "door")).to_have_count(0)
    assert is_now(hall, 12, "free")


def test_a_stuck_door_is_told_and_a_compartment_is_broken_and_repaired(page_at: Pages, hall: Served) -> None:
    page = cell(staff(page_at), 11)
    at(page, "reason").fill("the hinge is bent")
    at(page, "fault").click()
    expect(at(page, "sheet")).to_have_attribute("data-state", "fault")
    at(page, "reason").fill("new hinge")
    at(page, "repaired").click()
    expect(at(page, "sheet")).to_have_attribute("data-state", "free")
    at(page, "reason").fill("keys are made")
    at(page, "out-of-use").click()
    expect(at(page, "sheet")).to_have_attribute("data-state", "out-of-use")
    at(page, "reason").fill("keys are here")
    at(page, "repaired").click()
    expect(at(page, "sheet")).to_have_attribute("data-state", "free")
    at(page, "shut").click()
    hand(hall, 11, jammed=True)
    hand(hall, 12, jammed=True)
    at(page, "page-load").click()
    at(page, "reference").fill("WS-STUCK")
    at(page, "size").select_option("L")
    at(page, "load").click()
    failed = at(page, "failed").first
    asked = page.locator("[data-test=door][data-state=asked]")
    expect(asked.or_(failed).first).to_be_visible(timeout=SLOW)
    while asked.count():  # once for each door that may still be given
        stuck = asked.get_attribute("data-no")
        at(page, "not-opened").click()
        expect(page.locator(f"[data-test=door][data-state=asked][data-no='{stuck}']")).to_have_count(0)
        expect(asked.or_(failed).first).to_be_visible(timeout=SLOW)
    expect(failed).to_be_visible(timeout=2 * SLOW)
    expect(at(page, "code")).to_have_count(0)
    no = int(failed.get_attribute("data-no") or 0)
    hand(hall, 11, jammed=False)
    hand(hall, 12, jammed=False)
    assert compartment(hall, no)["state"] == "fault"
    for each in (11, 12):
        if compartment(hall, each)["state"] == "fault":
            said = hall.post(f"lockers/L1/compartments/{each}/repaired", "clerk", {"reason": "oiled"})
            assert said.status == 200, said.body


def test_a_stock_take_finds_what_is_missing_and_says_so(page_at: Pages, hall: Served) -> None:
    gone, there = loaded(hall, "ST-GONE"), loaded(hall, "ST-THERE")
    page = staff(page_at)
    at(page, "page-stock").click()
    for result, answer, found in ((gone, "missing", "differs"), (there, "there", "agrees")):
        row = page.locator(f"[data-test=stock][data-no='{result['compartment']}']")
        expect(row).to_contain_text("ST-")
        row.locator(f"[data-test={answer}]").click()
        if answer == "missing":
            expect(row).to_have_attribute("data-found", "")
            row.locator("[data-test=really-missing]").click()
        expect(row).to_have_attribute("data-found", found)
    expect(at(page, "round")).to_have_attribute("data-done", "2")
    expect(at(page, "round")).to_have_attribute("data-differ", "1")
    left = [each["reference"] for each in hall.get("lockers/L1/deposits", "clerk").body["deposits"]]
    assert "ST-GONE" not in left and "ST-THERE" in left
    at(page, "page-collect").click()
    page.locator(f"[data-test=deposit][data-no='{there['compartment']}'] [data-test=new-code]").click()
    expect(at(page, "code")).to_contain_text("ST-THERE")
    assert at(page, "secret").inner_text() != there["secret"]
    emptied(hall, gone["compartment"])
    emptied(hall, there["compartment"])


def test_a_door_that_nobody_asked_for_stops_the_bank_until_staff_have_looked(page_at: Pages, hall: Served) -> None:
    page = staff(page_at)
    at(page, "page-load").click()
    at(page, "reference").fill("WS-9")
    at(page, "size").select_option("S")
    at(page, "load").click()
    no = door(page, "open")
    hand(hall, 9, open=True)
    expect(at(page, "frozen")).to_contain_text("9", timeout=SLOW)
    for each in (9, no):
        hand(hall, each, open=False)
    door(page, "closed")
    at(page, "nothing").click()
    expect(at(page, "door")).to_have_count(0)
    assert until(lambda: compartment(hall, 9)["door"] == "closed", SOON)
    cell(page, 9)
    expect(at(page, "doubt")).to_be_visible()
    at(page, "empty").click()
    expect(at(page, "sheet")).to_have_attribute("data-state", "free")
    at(page, "shut").click()
    at(page, "unfreeze-reason").fill("looked into 9")
    at(page, "unfreeze").click()
    expect(at(page, "frozen")).to_have_count(0)
    assert hall.get("lockers/L1", "clerk").body["ready"]


def test_staff_sign_in_beside_the_cabinet_and_never_on_its_own_screen(page_at: Pages, hall: Served) -> None:
    device = page_at("cabinet", *DESK, "en", role="locker")
    expect(at(device, "device")).to_be_visible()
    expect(at(device, "password")).to_have_count(0)
    page = page_at("cabinet", *PHONE, "en", role="")
    for person, shown in (("zhou", "refused"), ("chen", "cabinet")):
        at(page, "name").fill(person)
        at(page, "password").fill(hall.demo["people"][person])
        at(page, "enter").click()
        expect(at(page, shown)).not_to_be_empty()
    at(page, "sign-out").click()
    expect(at(page, "sign-in")).to_be_visible()
    expect(at(page, "cell")).to_have_count(0)


@pytest.mark.skipif(not PROVING, reason="in make prove: it waits ten real seconds for silence")
def test_a_page_without_the_hall_says_so_and_presses_nothing(page_at: Pages, hall: Served) -> None:
    page = staff(page_at)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(at(page, "silence")).to_be_visible(timeout=2 * SLOW)
    at(page, "page-load").click()
    expect(at(page, "load")).to_have_attribute("aria-disabled", "true")
    page.context.set_offline(False)
    expect(at(page, "cabinet")).to_have_attribute("data-link", "live", timeout=2 * SLOW)


Look = tuple[tuple[int, int], str, dict[str, str]]
LOOKS: list[Look] = [(PHONE, "zh", {"pseudo": "1"}), (DESK, "en", {"theme": "dark"})]
MORE: list[Look] = [
    (PHONE, "en", {"contrast": "1"}), (DESK, "zh", {}), (DESK, "zh", {"contrast": "1"}), (PHONE, "en", {"pseudo": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("size", "lang", "query"), LOOKS + MORE * PROVING)
def test_every_page_reads_in_every_look(
    page_at: Pages, hall: Served, size: tuple[int, int], lang: str, query: dict[str, str]
) -> None:
    result = loaded(hall, "ZX-2026-000123456789")
    page = staff(page_at, size, lang, **query)
    for name in ("load", "collect", "stock", "cells"):
        at(page, f"page-{name}").click()
        expect(at(page, f"{name}-page")).to_be_visible()
        assert violations(page) == []
        assert clipped(page) == []
    cell(page, result["compartment"])
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(at(page, "sheet")).to_have_count(0)
    emptied(hall, result["compartment"])
