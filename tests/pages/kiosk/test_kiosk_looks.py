"""How the kiosk's page looks in every state, in millimetres; what axe finds; and how heavy its scripts are."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.counts import PROVING, proof
from tests.pages.kiosk.states import STATES
from tests.pages.kiosk.touches import Kiosk
from tests.pages.looks import below, clipped, doubts
from tests.pages.measures import measured
from tests.pages.overlaps import overlaps
from tests.served import Served

LETTER_MM, LARGE_MM = 4.8, 7.3
BUDGET_BYTES = 150 * 1024
LOOKS = {
    "21.5 inch, portrait, zh": (1080, 1920, "zh", {"inches": "21.5"}),
    "32 inch, portrait, en, large": (1080, 1920, "en", {"inches": "32", "elder": "1"}),
    "27 inch, landscape, zh, contrast": (1920, 1080, "zh", {"inches": "27", "contrast": "1"}),
    "21.5 inch, landscape, en, longer": (1920, 1080, "en", {"inches": "21.5", "pseudo": "1"}),
    "15 inch, en": (1024, 768, "en", {"inches": "15"}),
    "10.1 inch, zh, large": (1280, 800, "zh", {"inches": "10.1", "elder": "1"}),
    "15 inch, zh, longer, dark": (1024, 768, "zh", {"inches": "15", "pseudo": "1", "theme": "dark"}),
}


def states(look: int) -> list[str]:
    """Those seen in a look: all of them in `make prove`, else every second, each in one look alone."""
    names = list(STATES)
    return names if PROVING else names[2 * look :: 2 * len(LOOKS)]


SEEN = [pytest.param(look, states(at), marks=proof(f"kiosk, every state: {look}", len(states(at))))
        for at, look in enumerate(LOOKS)]  # fmt: skip


@pytest.mark.parametrize(("look", "names"), SEEN)
def test_nothing_is_clipped_covered_or_too_small(kiosk: Kiosk, hall: Served, look: str, names: list[str]) -> None:
    width, height, lang, query = LOOKS[look]
    letter = LARGE_MM if "elder" in query else LETTER_MM
    wrong = dict[str, list[str]]()
    for name in names:
        page = kiosk(STATES[name].at, width, height, lang, **query)
        STATES[name].come(page, hall)
        expect(page.locator(".settling")).to_have_count(0)
        wrong[name] = faults(page, letter)
        page.close()
    assert {name: found for name, found in wrong.items() if found} == {}


def faults(page: Page, letter: float) -> list[str]:
    """All that is wrong with the page as it stands, one line each."""
    tile = 20 if page.locator(".tile.category").count() else 15
    small = measured(page).short_of(letter, 15, 3, tile)
    scrolls = [f"{low} pixels below the screen" for low in [below(page)] if low]
    return [*clipped(page), *overlaps(page), *scrolls, *small, *doubts(page)]


def test_scripts_and_styles_keep_to_their_budget(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk()
    names: list[str] = page.evaluate("() => performance.getEntriesByType('resource').map((each) => each.name)")
    files = {urlsplit(name).path for name in names if name.endswith((".js", ".css"))}
    assert len(files) > 20
    assert sum(len(gzip.compress(hall.get(name).raw)) for name in files) <= BUDGET_BYTES
