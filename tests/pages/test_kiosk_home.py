"""The shipped hall at its kiosks: every category is on the first page, whatever the screen and the language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Pages
from tests.pages.looks import clipped
from tests.pages.overlaps import overlaps

SIZES = {"21.5": (1080, 1920), "27": (1920, 1080), "15": (1024, 768)}


@pytest.mark.parametrize("inches", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_category_is_one_touch_away_on_each_screen(page_at: Pages, inches: str, lang: str) -> None:
    page = page_at("kiosk", *SIZES[inches], lang, inches=inches)
    expect(page.locator("[data-test=category]")).to_have_count(9)
    assert (clipped(page), overlaps(page)) == ([], [])
