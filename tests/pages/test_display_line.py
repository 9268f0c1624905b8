"""A wall whose line breaks or whose server starts anew: it says so, and then has every call, none twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counts import PROVING, proof
from tests.pages.boards import part
from tests.pages.conftest import Pages, entered
from tests.pages.line import Line
from tests.served import CONFIG, Served, Start

CUT_SECONDS = 30.0 if PROVING else 3.0
LIMIT_MILLIS = 10_000 if PROVING else 800
AGAIN_SECONDS = 5.0
SHOWN = '[data-test="card"] .number, [data-test="row"] .number'
CUT_FOR = "(millis) => performance.now() - window.cutAt > millis"
COUNT_LIGHTS = """() => {
  window.lights = [];
  new MutationObserver((all) => {
    for (const each of all) for (const node of each.addedNodes)
      if (node.matches?.(".call.lit")) window.lights.push(node.dataset.call);
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def line(hall: Served) -> Iterator[Line]:
    line = Line(hall.port)
    yield line
    line.close()


def wall(pages: Pages, line: Line, key: str) -> Page:
    """A wall at the far end of the line."""
    page = pages("display", 1920, 1080, role="", at="/page/base.css")
    entered(page.context, key)
    page.goto(f"http://127.0.0.1:{line.port}/display/hall-b?lang=zh&limit={LIMIT_MILLIS}")
    part(page, "wall").wait_for()
    return page


def calls(hall: Served, window: str, count: int) -> list[str]:
    return [call(hall, window) for _ in range(count)]


def call(hall: Served, window: str) -> str:
    ticket = hall.post("tickets", "program", {"service": "tax-return"}).body
    hall.post(f"windows/{window}/finish", "clerk")
    assert hall.post(f"windows/{window}/call", "clerk", {"ticket": ticket["id"]}).status == 200
    return str(ticket["number"])


def shown(page: Page) -> list[str]:
    return page.locator(SHOWN).all_inner_texts()


@proof("walls: network cut for so many seconds with ten calls meanwhile", int(CUT_SECONDS))
def test_a_cut_line_is_said_and_afterwards_all_calls_are_there_and_none_twice(
    hall: Served, line: Line, page_at: Pages
) -> None:
    hall.post("windows/B7/open", "clerk")
    page = wall(page_at, line, hall.key("display"))
    before = call(hall, "B7")
    expect(page.locator(SHOWN).first).to_have_text(before)
    page.evaluate(COUNT_LIGHTS)
    page.evaluate("window.cutAt = performance.now()")
    line.cut()
    meanwhile = calls(hall, "B7", 10)
    expect(part(page, "stale")).to_contain_text("数据截至", timeout=LIMIT_MILLIS + AGAIN_SECONDS * 1000)
    page.wait_for_function(CUT_FOR, arg=CUT_SECONDS * 1000, timeout=CUT_SECONDS * 2000)
    assert shown(page) == [before]
    line.mend()
    expect(part(page, "stale")).to_have_count(0, timeout=AGAIN_SECONDS * 1000)
    expect(page.locator(SHOWN)).to_have_count(11)
    assert sorted(shown(page)) == sorted([before, *meanwhile])
    lights = page.evaluate("window.lights")
    assert len(set(lights)) == len(lights)


def test_a_wall_cut_off_for_long_greys_its_calls_and_says_whom_to_listen_to(
    hall: Served, line: Line, page_at: Pages
) -> None:
    hall.post("windows/B7/open", "clerk")
    page = wall(page_at, line, hall.key("display"))
    page.goto(page.url.replace(f"limit={LIMIT_MILLIS}", "limit=300"))
    part(page, "wall").wait_for()
    line.cut()
    expect(part(page, "listen")).to_contain_text("请留意工作人员叫号")
    expect(part(page, "wall")).to_have_attribute("data-trust", "grey")
    line.mend()
    expect(part(page, "wall")).to_have_attribute("data-trust", "live")


def another_plan(folder: Path) -> Path:
    """The shipped hall, where the wall is dark now and window B7 has another label."""
    text = CONFIG.read_text("utf-8")
    for old, new in (('label = "12"', 'label = "十二乙"'), ('id = "hall-b"', 'id = "hall-b"\ntheme = "dark"')):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (folder / "config.toml").write_text(text, "utf-8")
    return folder / "config.toml"


@proof("walls: the server restarted under a wall, seconds until it is right again", int(AGAIN_SECONDS))
def test_a_wall_is_right_again_by_itself_after_a_restart_with_another_plan(browser: Browser, tmp_path: Path) -> None:
    first = Start(tmp_path).served()
    line, pages = Line(first.port), Pages(browser, first)
    try:
        first.post("windows/B7/open", "clerk")
        page = wall(pages, line, first.key("display"))
        before = call(first, "B7")
        expect(page.locator(SHOWN).first).to_have_text(before)
        line.cut()
        first.stop()
        second = Start(tmp_path, another_plan(tmp_path)).served()
        after = call(second, "B7")
        line.mend(second.port)
        expect(page.locator(SHOWN).first).to_have_text(after, timeout=AGAIN_SECONDS * 1000)
        assert (shown(page), pages.complaints) == ([after, before], [])
        expect(part(page, "card").first).to_contain_text("十二乙")
        expect(page.locator("html.dark")).to_have_count(1)
        second.stop()
    finally:
        pages.close()
        line.close()
        first.start.kill()
