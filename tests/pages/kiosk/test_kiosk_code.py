"""The code on the ticket screen: it is the slip's own, a reader that knows nothing of us reads it off the glass, and
what stands beside it is true."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hall.codes import token_in
from tests.pages.kiosk.touches import Kiosk, kind, part, take
from tests.served import Served

try:
    from pyzbar import pyzbar
except ImportError:  # the system's library is not here: `make test` names what to install
    pyzbar = None

needs_zbar = pytest.mark.skipif(pyzbar is None, reason="no reader of codes here: install libzbar0")
LEAST_MM = 24
LINK = "HTTP://HALL.EXAMPLE/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ234"
WIDTH = """() => document.querySelector("[data-test=qr] .dark").getBoundingClientRect().width
  / parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"))"""


def read(picture: bytes) -> list[str]:
    """Every code in a picture."""
    return [found.data.decode() for found in pyzbar.decode(Image.open(io.BytesIO(picture)).convert("L"))]


def on_glass(page: Page) -> list[str]:
    """Every code that a phone held before the screen would find."""
    expect(part(page, "qr")).to_be_visible()
    return read(page.screenshot())


def on_paper(hall: Served, printer: str) -> list[str]:
    """What the newest slip of a simulated printer carries."""
    said = next(each for each in hall.get("/demo/devices").body["printers"] if each["id"] == printer)
    return read(hall.get(f"/demo/printers/{printer}/{said['slips'][0]['no']}.png").raw)


@needs_zbar
def test_the_screen_shows_the_code_of_its_slip_and_says_where_it_is_of_use(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk("K2", lang="en")
    take(page)
    expect(kind(page, "printed")).to_be_visible()
    shown = on_glass(page)
    assert len(shown) == 1 and token_in(shown[0]) == shown[0]
    assert shown == on_paper(hall, "P2")
    expect(part(page, "code")).to_have_text("Show this code at the desk or a kiosk")
    assert page.evaluate(WIDTH) >= LEAST_MM
    assert hall.post("kiosks/K2/codes", "kiosk", {"text": shown[0]}).body["what"] == "own-ticket"


@needs_zbar
@pytest.mark.parametrize("look", [{"contrast": "1", "inches": "15"}, {"elder": "1", "inches": "10.1"}])
def test_it_is_read_in_every_look_where_the_screen_is_the_slip(kiosk: Kiosk, look: dict[str, str]) -> None:
    page = kiosk("K4", 1280, 800, "zh", **look)
    take(page)
    expect(kind(page, "note")).to_be_visible()
    assert len(on_glass(page)) == 1
    assert page.evaluate(WIDTH) >= LEAST_MM


def test_only_a_link_is_to_be_followed(kiosk: Kiosk) -> None:
    page = kiosk("K2", lang="en")
    page.route("**/tickets/*/code", lambda route: route.fulfill(json={"text": LINK, "rows": ["101", "010", "111"]}))
    take(page)
    expect(part(page, "code")).to_have_text("Scan with your phone to follow")
