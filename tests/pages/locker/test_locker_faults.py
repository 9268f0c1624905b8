"""What the cabinet's page says when doors, boards, people and lines do not do their part."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.counts import PROVING
from tests.pages.conftest import Pages
from tests.pages.locker.doors import SOON, at, bringing, collecting, fault, hand, loaded, opened, stands, typed
from tests.served import Served


def test_a_bank_that_does_not_answer_offers_nothing_and_comes_back_by_itself(page_at: Pages, hall: Served) -> None:
    result = loaded(hall, "REF-DARK")
    page = opened(page_at)
    fault(hall, power_off=True)
    expect(page.locator("[data-trouble=silent]")).to_be_visible(timeout=2 * SOON * 1000)
    expect(at(page, "drop-off")).to_be_disabled()
    expect(at(page, "pick-up")).to_contain_text("给您留优先号")
    collecting(page, result)
    assert stands(page, "failed") == result["compartment"]
    expect(at(page, "ticket")).to_be_visible()
    at(page, "finish").click()
    fault(hall, power_off=False)
    expect(at(page, "drop-off")).to_be_enabled(timeout=2 * SOON * 1000)
    collecting(page, result)
    no = stands(page, "open")
    hand(hall, no, item=False, open=False)
    stands(page, "closed")
    at(page, "taken").click()
    stands(page, "done")


@pytest.mark.skipif(not PROVING, reason="in make prove: it waits ten real seconds for silence")
def test_a_line_that_breaks_says_that_no_door_opens(page_at: Pages, hall: Served) -> None:
    page = opened(page_at, limit="1000")
    page.context.set_offline(True)
    page.evaluate("() => dispatchEvent(new Event('offline'))")
    expect(page.locator("[data-trouble=away]")).to_be_visible(timeout=2 * SOON * 1000)
    page.context.set_offline(False)
    expect(at(page, "drop-off")).to_be_enabled(timeout=2 * SOON * 1000)


def test_a_press_that_is_refused_says_why_and_counts_once(page_at: Pages, hall: Served) -> None:
    page = opened(page_at, lang="en")
    at(page, "pick-up").click()
    typed(page, "10000" + "00000000")
    at(page, "open").click()
    expect(at(page, "said")).to_contain_text("Tries left: 4")
    assert page.locator("[data-page=code]").is_visible()


def test_who_has_gone_is_asked_and_nothing_typed_stays(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    at(page, "pick-up").click()
    typed(page, "12345678")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 61_000; }")
    expect(at(page, "idle")).to_be_visible()
    at(page, "still-here").click()
    expect(at(page, "idle")).to_have_count(0)
    expect(at(page, "locator")).to_have_text("12345")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 81_000; }")
    expect(at(page, "pick-up")).to_be_visible()
    at(page, "pick-up").click()
    expect(at(page, "locator")).to_have_text("")


def test_an_open_door_is_never_left_for_the_next_person(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    bringing(page)
    no = stands(page, "open")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 300_000; }")
    assert stands(page, "open") == no
    expect(at(page, "idle")).to_have_count(0)
    page.evaluate("() => { const real = performance.now.bind(performance); performance.now = () => real() + 61_000; }")
    expect(at(page, "words")).to_contain_text("请马上关好柜门")
    page.evaluate("() => { const real = performance.now.bind(performance); performance.now = () => real() + 61_000; }")
    expect(at(page, "words")).to_contain_text("已通知工作人员")
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")


def test_two_quick_touches_open_one_door(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    at(page, "drop-off").click()
    at(page, "without").click()
    at(page, "size-S").click()
    at(page, "open").dblclick()
    no = stands(page, "open")
    doors = [each for each in hall.get("/demo/lockers").body["cabinets"][0]["compartments"] if each["open"]]
    assert [each["no"] for each in doors] == [no]
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")


def test_help_is_called_once_and_told_when_somebody_comes(page_at: Pages, hall: Served) -> None:
    page = opened(page_at)
    at(page, "help").click()
    expect(at(page, "said")).to_contain_text("已发出求助")
    expect(at(page, "help")).to_have_attribute("data-state", "called")
    at(page, "help").click()
    calls = [each for each in hall.get("help-calls", "helper").body["calls"] if each["kind"] == "locker"]
    assert [each["place"] for each in calls] == ["L1"]
    assert hall.post("duty", "helper", {"on": True}).status == 200
    assert hall.post(f"help-calls/{calls[0]['id']}/take", "helper", {}).status == 200
    expect(at(page, "said")).to_contain_text("正在过来")
    assert hall.post(f"help-calls/{calls[0]['id']}/close", "helper", {}).status == 204
    expect(at(page, "help")).to_have_attribute("data-state", "ask")
