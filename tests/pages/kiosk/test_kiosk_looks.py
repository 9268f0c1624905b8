"""How the kiosk's page looks on every screen, in millimetres; what axe finds; and how heavy its scripts are."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.counts import PROVING
from tests.pages.kiosk.touches import Kiosk, kind, part
from tests.pages.looks import below, clipped, targets, violations
from tests.pages.overlaps import overlaps
from tests.served import Served

MILLIMETRES = 0.2
"""How far a measure may be off: pixels are whole."""

BUDGET_BYTES = 150 * 1024
LOOKS = {
    "21.5 inch, portrait, zh": (1080, 1920, "zh", {"inches": "21.5"}),
    "32 inch, portrait, en, large": (1080, 1920, "en", {"inches": "32", "elder": "1"}),
    "27 inch, landscape, zh, contrast": (1920, 1080, "zh", {"inches": "27", "contrast": "1"}),
    "21.5 inch, landscape, en, longer": (1920, 1080, "en", {"inches": "21.5", "pseudo": "1"}),
    "15 inch, en": (1024, 768, "en", {"inches": "15"}),
    "10.1 inch, zh, large": (1280, 800, "zh", {"inches": "10.1", "elder": "1"}),
}


@pytest.mark.parametrize("look", LOOKS if PROVING else list(LOOKS)[1::2])
def test_nothing_is_clipped_covered_or_too_small(kiosk: Kiosk, look: str) -> None:
    width, height, lang, query = LOOKS[look]
    page = kiosk("K2", width, height, lang, **query)
    looks_well(page, tiles=20)
    part(page, "category").first.click()
    looks_well(page, tiles=15)
    part(page, "service").first.click()
    expect(kind(page, "printed")).to_be_visible()
    looks_well(page)
    part(page, "priority").click()
    looks_well(page, tiles=15)
    part(page, "to-ticket").click()
    part(page, "done").click()
    part(page, "find").click()
    looks_well(page, tiles=15)


def looks_well(page: Page, tiles: int = 0) -> None:
    expect(page.locator(".settling")).to_have_count(0)
    assert (clipped(page), overlaps(page), below(page)) == ([], [], 0)
    small = [each for each in targets(page) if min(each["width"], each["height"]) < 15 - MILLIMETRES]
    assert small == []
    mm = float(page.evaluate("() => parseFloat(document.documentElement.style.getPropertyValue('--mm'))"))
    heights = [box["height"] / mm for each in page.locator(".tile").all() if (box := each.bounding_box())]
    assert min(heights, default=99) >= tiles - MILLIMETRES
    assert violations(page) == []


def test_scripts_and_styles_keep_to_their_budget(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    names: list[str] = page.evaluate("() => performance.getEntriesByType('resource').map((each) => each.name)")
    files = {urlsplit(name).path for name in names if name.endswith((".js", ".css"))}
    assert len(files) > 20
    assert sum(len(gzip.compress(hall.get(name).raw)) for name in files) <= BUDGET_BYTES
