"""The wall: every call stands there for its time, none twice, and it says so when it cannot know."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.counts import count, proof
from tests.pages.boards import BEFORE, Board, part
from tests.pages.conftest import Pages
from tests.pages.looks import below, cap_mm, clipped, violations
from tests.served import Served, until

HISTORIES = Path(__file__).with_name("stack_histories.js")
DAYS = count(40, 3000)
STEPS = 60
CALLS = count(600, 10_000)
HEAP_GROWTH_BYTES = 5 * 1024 * 1024
BUDGET_BYTES = 150 * 1024
SIZES = ((1920, 1080), (1080, 1920))
SEEN_FROM = ((55, 8, 98, 38), (55, 10, 122, 38), (43, 8, 98, 38), (43, 10, 98, 38), (65, 10, 122, 38),
             (32, 5, 72, 21), (21.5, 3, 48, 14), (10.1, 1.5, 20, 6), (7, 1, 14, 4))  # fmt: skip
"""Inches, metres, and the least height in mm of a capital of the newest call and of a row. Walls of 43 inches and more:
98 mm (0.7 degrees at eight metres) and 38 mm; small ones: far more than the 1 mm for 0.4 m that is read with ease.
"""
CARD, ROW = '[data-test="card"]', '[data-test="row"]'
SEEN_AT = """([inches, distance]) => {
  const { style } = document.documentElement;
  style.setProperty("--mm", `${Math.hypot(innerWidth, innerHeight) / (inches * 25.4)}px`);
  style.setProperty("--distance", distance);
}"""
SETTLED = """() => new Promise((done) => {
  let frames = 20;
  const next = () => (--frames ? requestAnimationFrame(next) : done());
  next();
})"""
LONG = "国家级示范区政务服务中心暨公共资源交易与便民服务一体化综合大厅"
LONG_EN = "National Demonstration District Integrated Government Service, Trading and Community Centre"
MARKUP = "<img src=x onerror=alert(1)><b>综合</b>"


def numbers(page: Page, kind: str) -> list[str]:
    return [each.inner_text() for each in page.locator(f"{kind} .number").all()]


def unopened(page_at: Pages, width: int, height: int, lang: str = "zh", **query: str) -> Page:
    """A page that has entered but shows no wall yet: a board takes its socket's place first."""
    return page_at("display", width, height, lang, at=BEFORE, **query)


def open_window(hall: Served, window: str) -> None:
    hall.post(f"windows/{window}/open", "clerk")


def call(hall: Served, window: str, service: str = "social-record") -> str:
    """Finish who was there and call somebody who has just come; his number."""
    ticket = hall.post("tickets", "program", {"service": service}).body
    hall.post(f"windows/{window}/finish", "clerk")
    assert hall.post(f"windows/{window}/call", "clerk", {"ticket": ticket["id"]}).status == 200
    return str(ticket["number"])


def tells_shown(answer: Response) -> bool:
    """Is it the answer to an acknowledgement of what was shown?"""
    return answer.url.endswith("/acks") and "shown" in (answer.request.post_data_json or {})


# --- on a real hall


def test_a_call_stands_on_the_wall_and_the_wall_says_so(hall: Served, page_at: Pages) -> None:
    open_window(hall, "B4")
    page = page_at("display", 1920, 1080)
    expect(part(page, "quiet")).to_be_visible()
    with page.expect_response(tells_shown) as told:
        number = call(hall, "B4")
    expect(page.locator(CARD).first).to_contain_text(number)
    expect(page.locator(CARD).first).to_contain_text("9号窗口")
    assert told.value.status == 204
    assert hall.get("windows/B4", "clerk").body["delivery"]["shown"] == 1


def test_a_call_taken_back_goes_from_the_wall(hall: Served, page_at: Pages) -> None:
    open_window(hall, "B5")
    page = page_at("display", 1080, 1920, "en")
    number = call(hall, "B5", "medical-claim")
    expect(page.locator(CARD).first).to_contain_text(number)
    hall.post("windows/B5/undo", "clerk")
    expect(part(page, "wall")).not_to_contain_text(number)


def test_a_page_loaded_again_shows_the_same_and_does_not_light_what_is_old(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080))
    for at in range(5):
        board.call(f"B{at:03}", ago=30 - at)
    board.hear()
    expect(board.page.locator(CARD)).to_have_count(3)
    assert numbers(board.page, CARD) + numbers(board.page, ROW) == ["B004", "B003", "B002", "B001", "B000"]
    expect(board.page.locator(".lit")).to_have_count(0)


def test_a_withdrawn_key_is_said_and_nothing_old_stays(hall: Served, page_at: Pages) -> None:
    key = hall.command("key", "add", "--role", "display", "--name", "wall-x").stdout.strip()
    hall.in_force(key)
    open_window(hall, "B6")
    number = call(hall, "B6", "housing-fund")
    page = page_at("display", 1920, 1080, role="")
    assert page.context.request.post("/enter", data={"key": key}).status == 200
    page.reload()
    expect(part(page, "wall")).to_contain_text(number)
    hall.command("key", "revoke", "wall-x")
    expect(part(page, "revoked")).to_be_visible()
    assert number not in page.inner_text("body")


def test_a_screen_without_a_key_says_that_it_is_not_entered(page_at: Pages) -> None:
    expect(part(page_at("display", 1920, 1080, role=""), "refused")).to_be_visible()


# --- the stack


def test_calls_together_each_have_their_time_as_a_card(page_at: Pages) -> None:
    page = page_at("display", 1920, 1080)
    page.clock.install()
    board = Board(page)
    for at in range(5):
        board.call(f"B00{at}")
    board.hear()
    expect(page.locator(".lit")).to_have_count(3)
    assert (numbers(page, CARD), numbers(page, ROW)) == (["B002", "B001", "B000"], ["B004", "B003"])
    page.clock.run_for(7_000)
    assert numbers(page, CARD) == ["B002", "B001", "B000"]
    page.clock.run_for(1_100)
    assert (numbers(page, CARD), numbers(page, ROW)) == (["B004", "B003", "B002"], ["B001", "B000"])
    expect(page.locator(".lit")).to_have_count(2)


def test_a_visitor_called_again_rises_to_the_top_and_stands_once(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080))
    for at in range(6):
        board.call(f"B00{at}", ago=20)
    board.call("B001", recall=1)
    board.hear()
    expect(board.page.locator(CARD).first).to_contain_text("再次呼叫")
    assert numbers(board.page, CARD)[0] == "B001"
    assert sorted(numbers(board.page, CARD) + numbers(board.page, ROW)) == [f"B00{at}" for at in range(6)]


def test_a_new_call_pulses_once_a_second_three_times_and_not_at_all_with_reduced_motion(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080))
    board.call("B001")
    board.hear()
    card = board.page.locator(CARD)
    expect(card).to_have_css("animation-duration", "1s")
    expect(card).to_have_css("animation-iteration-count", "3")
    board.page.emulate_media(reduced_motion="reduce")
    expect(card).to_have_css("animation-name", "none")


@proof("walls: random days of calls, recalls, withdrawals, cuts and other records against the stack", DAYS)
def test_in_random_days_every_call_has_its_time_and_the_log_has_each_once(page_at: Pages) -> None:
    page = page_at("display", 1920, 1080)
    found = page.evaluate(HISTORIES.read_text("utf-8"), {"seeds": DAYS, "from": 0, "steps": STEPS})
    assert found["wrong"] == []
    assert found["calls"] > DAYS * STEPS / 2 and found["lit"] and found["quiet"]
    assert found["cuts"] > DAYS / 2 and found["dropped"] > DAYS / 4 and found["records"] >= DAYS * 3 // 2


@proof("walls: heap, nodes and listeners over so many calls", CALLS)
def test_a_wall_does_not_grow_with_the_calls_it_has_shown(
    page_at: Pages, record_property: Callable[[str, object], None]
) -> None:
    board = Board(unopened(page_at, 1920, 1080))
    cdp = board.page.context.new_cdp_session(board.page)
    cdp.send("Performance.enable")

    def measured(calls: int) -> dict[str, float]:
        for at in range(calls):
            board.call(f"B{at % 997:03}", str(at % 12 + 1))
            if at % 10 == 9:
                board.hear(1)
        board.hear(1)
        last = board.calls[-1]["number"]
        expect(part(board.page, "wall")).to_contain_text(last)
        cdp.send("HeapProfiler.collectGarbage")
        return {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}

    before = measured(max(CALLS // 3, 220))
    after = measured(CALLS)
    record_property("result", f"heap {(after['JSHeapUsedSize'] - before['JSHeapUsedSize']) / 1e6:+.1f} MB")
    assert after["JSHeapUsedSize"] - before["JSHeapUsedSize"] < HEAP_GROWTH_BYTES
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["Nodes"] <= before["Nodes"] * 1.2


# --- how it looks


def test_letters_are_as_large_as_their_distance_wants(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080))
    for at in range(6):
        board.call(f"B01{at}", "12")
    board.hear()
    expect(board.page.locator(ROW)).to_have_count(3)
    for inches, distance, newest_least, row_least in SEEN_FROM:
        board.page.evaluate(SEEN_AT, [inches, distance])
        newest, row = (cap_mm(board.page, f"{kind} .number") for kind in (CARD, ROW))
        assert newest >= newest_least and row >= row_least, (inches, distance, newest, row)




def full(board: Board) -> None:
    """As much as a board ever shows."""
    for at in range(22):
        number, label = f"AB{at + 990}" if at % 5 == 0 else f"B{at:03}", ["3", "12", "综合受理一"][at % 3]
        board.call(number, label, recall=at % 4 // 3)
    name = {"zh": "不动产登记与住房公积金", "en": "Property Registration and Housing Fund"}
    categories = [f"c{at}" for at in range(9)]
    board.view |= {
        "category_names": dict.fromkeys(categories, name),
        "waiting": [{"category": each, "count": 128} for each in categories],
        "missed": [f"B{at:03}" for at in range(20)],
        "notices": [{"id": "n", "until": None, "text": {"zh": LONG * 4, "en": f"{LONG_EN}. " * 4}}],
    }  # fmt: skip
    board.hear()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_or_wrong_however_much_there_is(page_at: Pages, width: int, height: int, lang: str) -> None:
    long = {"zh": LONG, "en": LONG_EN}
    board = Board(unopened(page_at, width, height, lang, pseudo="1"), hall=long, zone_names=[long, long])
    full(board)
    expect(board.page.locator(CARD)).to_have_count(3)
    board.page.evaluate(SETTLED)  # what is drawn is measured, then drawn to fit
    until(lambda: clipped(board.page) == [])
    assert (clipped(board.page), below(board.page), violations(board.page)) == ([], 0, [])


def test_a_dark_wall_is_as_legible(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080, theme="dark"))
    full(board)
    expect(board.page.locator(CARD)).to_have_count(3)
    assert violations(board.page) == []


def test_names_are_text_and_never_run(page_at: Pages) -> None:
    board = Board(unopened(page_at, 1920, 1080), hall={"zh": MARKUP, "en": "مركز الخدمات"})
    board.call("B001", "<i>3</i>")
    board.hear()
    expect(part(board.page, "hall")).to_contain_text(MARKUP)
    expect(board.page.locator(CARD)).to_contain_text("<i>3</i>")
    assert board.page.locator("main img, main i").count() == 0


def test_notices_turn_over_below_the_calls_in_both_languages(page_at: Pages) -> None:
    text = {"zh": "下午三点系统升级。", "en": "Updates at three."}
    page = page_at("display", 1920, 1080, turn="300")
    board = Board(page, notices=[{"id": "n", "until": None, "text": text}])
    board.call("B001")
    board.hear()
    for said in text.values():
        expect(part(page, "notice")).to_have_text(said)
    strip, card = (box(page, each) for each in ("notices", "card"))
    assert strip["y"] >= card["y"] + card["height"]


def box(page: Page, name: str) -> Any:
    return part(page, name).first.bounding_box()


def test_the_clock_is_the_servers_in_the_halls_own_zone(page_at: Pages) -> None:
    expect(part(Board(unopened(page_at, 1920, 1080)).page, "clock")).to_have_text("09:41")


def test_scripts_and_styles_stay_within_their_budget(page_at: Pages) -> None:
    page = page_at("display", 1920, 1080)
    part(page, "wall").wait_for()
    names = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    wanted = [each for each in names if each.endswith((".js", ".css"))]
    assert len(wanted) > 10
    assert sum(len(gzip.compress(page.request.get(each).body())) for each in wanted) <= BUDGET_BYTES
