"""How a hall makes its walls its own: logo, colour, pictures, layout, hours; and a plan that changes under a wall."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.pages.boards import BEFORE, Board, part
from tests.pages.conftest import Pages
from tests.pages.looks import below, clipped, violations
from tests.served import until

WEEK = [[["09:00", "12:00"], ["13:30", "17:00"]]] * 5 + [[], []]
ZONES: dict[str, Any] = {
    "zones": ["A", "B"],
    "zone_names": [
        {"zh": "投资审批区", "en": "Investment Approval"},
        {"zh": "综合服务区", "en": "Certificates and General Services"},
    ],
}
PICTURES_MOST = 0.3


def board(page_at: Pages, width: int, height: int, is_now: dict[str, Any], lang: str = "zh", **view: Any) -> Board:
    """A wall that is otherwise than the server says; its own files are there."""
    page = page_at("display", width, height, lang, at=BEFORE)
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "#2a9d8f").save(out, "PNG")
    files = re.compile(r"/page/hall/(logo|picture-\d)")
    page.route(files, lambda route: route.fulfill(body=out.getvalue(), content_type="image/png"))
    return Board(page, is_now=is_now, **view)


def share(page: Page) -> float:
    box: Any = part(page, "pictures").bounding_box()
    size: Any = page.viewport_size
    return float(box["width"] * box["height"] / (size["width"] * size["height"]))


def test_pictures_take_a_part_of_the_wall_and_give_way_to_calls(page_at: Pages) -> None:
    for width, height in ((1920, 1080), (1080, 1920)):
        wall = board(page_at, width, height, {"pictures": ["/page/hall/picture-1?x", "/page/hall/picture-2?x"]})
        wall.call("B001")
        wall.hear()
        expect(part(wall.page, "pictures").locator("img")).to_be_visible()
        assert 0.05 < share(wall.page) <= PICTURES_MOST
        assert below(wall.page) == 0 and clipped(wall.page) == []
        for at in range(30):
            wall.call(f"B1{at:02}")
        wall.hear(1)
        expect(part(wall.page, "pictures")).to_have_count(0)


def test_a_picture_that_is_not_there_leaves_no_hole(page_at: Pages) -> None:
    wall = board(page_at, 1920, 1080, {"pictures": ["/page/hall/picture-none"]})
    wall.call("B001")
    wall.hear()
    expect(part(wall.page, "card").first).to_be_visible()
    expect(part(wall.page, "pictures")).to_have_count(0)


def test_a_hall_has_its_logo_and_its_colour_and_stays_legible(page_at: Pages) -> None:
    wall = board(page_at, 1920, 1080, {"logo": "/page/hall/logo?x", "accent": "#7a1f3d"})
    wall.call("B001", ago=30)
    wall.hear()
    expect(part(wall.page, "logo")).to_be_visible()
    expect(wall.page.locator(".head")).to_have_css("background-color", "rgb(122, 31, 61)")
    expect(part(wall.page, "card").first).to_have_css("color", "rgb(122, 31, 61)")
    assert violations(wall.page) == []


def test_the_main_board_names_the_zone_of_each_call_and_a_zones_board_does_not(page_at: Pages) -> None:
    wall = board(page_at, 1920, 1080, {"template": "main"}, **ZONES)
    for at in range(6):
        wall.call(f"B00{at}", "12")
    wall.hear()
    expect(part(wall.page, "card").first).to_contain_text("综合服务区")
    expect(part(wall.page, "row").first).to_contain_text("综合服务区")
    assert below(wall.page) == 0 and clipped(wall.page) == []
    wall.is_now["languages"], wall.view["look"] = ["en"], "english"
    wall.hear(1)
    expect(part(wall.page, "row").first).to_contain_text("Certificates and General Services")
    until(lambda: clipped(wall.page) == [])
    assert below(wall.page) == 0 and clipped(wall.page) == []
    wall.is_now["template"], wall.view["look"] = "zone", "another"
    wall.hear(1)
    expect(part(wall.page, "card").first).not_to_contain_text("General Services")


def test_a_plan_that_changes_under_a_live_wall_changes_its_look_and_a_view_alone_does_not_ask(page_at: Pages) -> None:
    wall = board(page_at, 1920, 1080, {})
    wall.page.wait_for_load_state("networkidle")
    asked = wall.asked
    for at in range(5):
        wall.call(f"B00{at}", ago=1000)
        wall.hear(1)
    expect(part(wall.page, "wall")).to_contain_text("B004")
    assert wall.asked == asked
    wall.is_now |= {"theme": "dark", "inches": 43.0, "languages": ["en"]}
    wall.view["look"] = "another"
    wall.hear(1)
    expect(wall.page.locator("html.dark")).to_have_count(1)
    expect(part(wall.page, "clock")).to_be_visible()
    expect(part(wall.page, "zone")).to_have_text("General Services")
    assert wall.asked > asked


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920)])
def test_a_closed_hall_says_when_it_opens_and_its_hours_in_both_languages(
    page_at: Pages, width: int, height: int
) -> None:
    closed = {"opens_at": None, "next": "2026-11-26T09:00:00+08:00"}
    wall = board(page_at, width, height, {"hours": WEEK}, closed=closed)
    expect(part(wall.page, "quiet")).to_contain_text("今日取号已结束")
    expect(part(wall.page, "next")).to_contain_text("11月26日周四 09:00")
    expect(part(wall.page, "next")).to_contain_text("Thu, November 26, 09:00")
    office = r"周一 – 周五.*Mon – Fri.*09:00–12:00.*13:30–17:00"
    expect(part(wall.page, "hours").locator("tr")).to_have_text(
        [re.compile(office, re.DOTALL), re.compile(r"周六 – 周日.*休息", re.DOTALL)]
    )
    until(lambda: clipped(wall.page) == [])
    assert (clipped(wall.page), below(wall.page), violations(wall.page)) == ([], 0, [])
    wall.view["closed"] = {"opens_at": "13:30", "next": "2026-11-23T13:30:00+08:00"}
    wall.hear(1)
    expect(part(wall.page, "quiet")).to_contain_text("13:30")
