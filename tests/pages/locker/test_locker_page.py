"""Bringing and collecting at the cabinet, in a real browser before a simulated cabinet with real bytes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.conftest import Pages
from tests.pages.kiosk.scanner import ENTER, SEND, keys
from tests.pages.locker.doors import (
    at,
    bringing,
    collecting,
    compartment,
    hand,
    loaded,
    opened,
    stands,
    typed,
)
from tests.served import Served, until


def test_papers_are_brought_in_three_touches_and_a_receipt_is_shown(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    bringing(page, "M")
    no = stands(page, "open")
    assert compartment(hall, no)["size"] == "M"
    hand(hall, no, item=True, open=False)
    assert stands(page, "closed") == no
    at(page, "put-in").click()
    stands(page, "done")
    receipt = at(page, "receipt").locator("b").inner_text()
    assert [each["receipt"] for each in hall.get("lockers/L1/deposits", "clerk").body["deposits"]] == [receipt]
    assert compartment(hall, no)["state"] == "occupied"
    at(page, "finish").click()
    expect(at(page, "pick-up")).to_be_visible()


def test_who_changes_his_mind_leaves_an_empty_free_compartment(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    bringing(page)
    no = stands(page, "open")
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")
    assert compartment(hall, no)["state"] == "free"


def test_a_result_is_collected_by_its_code_also_after_a_wrong_one_and_once_more(page_at: Pages, hall: Served) -> None:
    result = loaded(hall, "REF-1", "M")  # its lock has rested: it is opened three times in a minute here
    no = result["compartment"]
    page = opened(page_at)
    at(page, "pick-up").click()
    wrong = "".join(str(9 - int(digit)) for digit in result["secret"])
    typed(page, result["locator"] + wrong)
    expect(at(page, "secret")).to_have_text("••••••••")  # no digit of a code stays to be read
    at(page, "open").click()
    expect(at(page, "said")).to_contain_text("取件码不对")
    expect(at(page, "locator")).to_have_text(result["locator"])
    typed(page, result["secret"])
    at(page, "open").click()
    assert stands(page, "open") == no
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "reopen").click()
    assert stands(page, "open") == no
    hand(hall, no, item=False, open=False)
    stands(page, "closed")
    at(page, "taken").click()
    stands(page, "done")
    assert compartment(hall, no)["state"] == "free"


def test_a_qr_code_opens_from_the_first_picture_and_is_kept_nowhere(page_at: Pages, hall: Served) -> None:
    result = loaded(hall, "REF-2")
    page = opened(page_at, lang="en")
    page.evaluate(SEND, [*keys(result["qr"]), ENTER])
    assert stands(page, "open") == result["compartment"]
    kept = page.evaluate("() => document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage })")
    assert result["qr"][-32:].lower() not in kept.lower()
    hand(hall, result["compartment"], item=False, open=False)
    stands(page, "closed")
    at(page, "taken").click()
    stands(page, "done")


def test_a_page_that_is_loaded_anew_comes_back_to_its_open_door(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    bringing(page)
    no = stands(page, "open")
    page.reload()
    assert stands(page, "open") == no
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")


def test_a_door_that_sticks_tells_that_the_papers_are_safe(page_at: Pages, hall: Served) -> None:
    result = loaded(hall, "REF-3")
    no = result["compartment"]
    hand(hall, no, jammed=True)
    page = opened(page_at)
    collecting(page, result)
    expect(at(page, "words")).to_contain_text("正在再试")
    assert stands(page, "asked") == no
    at(page, "not-opened").click()
    assert stands(page, "failed") == no
    expect(at(page, "words")).to_contain_text("很安全")
    assert compartment(hall, no)["state"] == "fault"
    assert until(
        lambda: any(
            each["id"] == f"L1.{no}.compartment-fault" for each in hall.get("alarms", "manager").body["alarms"]
        ),
        5,
    )
    hand(hall, no, jammed=False)


def test_who_brings_something_gets_another_door_when_one_sticks(page_at: Pages, hall: Served) -> None:
    free = [each["no"] for each in hall.get("lockers/L1", "locker").body["compartments"]
            if each["size"] == "L" and each["state"] == "free"]  # fmt: skip
    assert len(free) == 2
    for no in free:
        hand(hall, no, jammed=True)
    page = opened(page_at)
    bringing(page, "L")
    first = stands(page, "opening")
    hand(hall, next(no for no in free if no != first), jammed=False)
    assert stands(page, "asked") == first
    at(page, "not-opened").click()
    other = stands(page, "open")
    expect(at(page, "moved")).to_contain_text(f"给您换到 {other} 号柜")
    assert {first, other} == set(free)
    hand(hall, other, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")
    hand(hall, first, jammed=False)
