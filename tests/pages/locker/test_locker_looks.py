"""How the cabinet's pictures look on screens of 10 to 21 inches: whole, readable, large enough to touch, nothing for
axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.counts import PROVING
from tests.pages.conftest import Pages
from tests.pages.locker.doors import HIGH, WIDE, at, bringing, hand, opened, stands, typed
from tests.pages.looks import below, clipped, targets, violations
from tests.served import Served

TOUCH_MM = 12.5
LOOKS = [
    (WIDE, "zh", {}),
    (HIGH, "en", {"pseudo": "1"}),
    (WIDE, "en", {"elder": "1"}),
    *([(WIDE, "zh", {"elder": "1"}), (HIGH, "zh", {"elder": "1"}), (HIGH, "zh", {"contrast": "1"})] if PROVING else []),
]


GAP_MM = 2.0
ROOM = """
() => {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  const foot = document.querySelector("nav.tools").getBoundingClientRect().top;
  const shown = [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility());
  const ends = shown.map((e) => e.getBoundingClientRect().bottom);
  return (foot - Math.max(...ends)) / mm;
}
"""


def held(page: Page, deep: bool) -> None:
    """What every picture is held to."""
    assert not clipped(page), page.locator("[data-test=page]").get_attribute("data-page")
    assert below(page) == 0
    assert page.evaluate(ROOM) >= GAP_MM, page.locator("[data-test=page]").inner_text()
    small = [each for each in targets(page) if min(each["width"], each["height"]) < TOUCH_MM]
    assert not small, small
    if deep:
        assert not violations(page)


@pytest.mark.parametrize(("size", "lang", "query"), LOOKS)
def test_every_picture_fits_its_screen(
    page_at: Pages, hall: Served, size: tuple[int, int], lang: str, query: dict[str, str]
) -> None:
    page = opened(page_at, size, lang, **query)
    deep = "pseudo" not in query
    held(page, deep)
    at(page, "pick-up").click()
    typed(page, "1000012345678")
    held(page, deep)
    at(page, "open").click()
    at(page, "said").wait_for()
    held(page, deep=False)
    at(page, "home").click()
    at(page, "drop-off").click()
    held(page, deep)
    at(page, "home").click()
    bringing(page)
    no = stands(page, "open")
    held(page, deep)
    hand(hall, no, open=False)
    stands(page, "closed")
    held(page, deep)
    at(page, "nothing").click()
    stands(page, "done")
    held(page, deep=False)
    at(page, "finish").click()
