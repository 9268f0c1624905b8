"""The cabinet's screen when the hall goes: it finds the cabinet's own computer by itself, and the hall again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counts import PROVING
from tests.pages.conftest import entered
from tests.pages.locker.doors import at, collecting, stands
from tests.served import until
from tests.station.apart import LONG, SECONDS, Apart
from tests.station.test_apart import deposits, loaded

pytestmark = pytest.mark.skipif(not PROVING, reason="in make prove: it waits for silences of ten real seconds")


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Apart]:
    made = Apart(tmp_path)
    yield made
    made.end()


def comes_to(page: Page, port: int) -> None:
    """The screen has come to whoever listens there, and offers something."""
    expect(page).to_have_url(re.compile(f":{port}/locker/L1"), timeout=LONG * 1000)
    expect(at(page, "pick-up")).to_be_enabled(timeout=LONG * 1000)


@pytest.mark.timeout(240)
def test_the_screen_goes_to_whoever_serves_the_cabinet_and_back(browser: Browser, apart: Apart) -> None:
    hall = apart.hall()
    apart.key()
    apart.station()
    assert until(lambda: bool(hall.get("lockers/L1", "locker").body["ready"]), SECONDS)
    result = loaded(apart, hall, "ref-screen")
    listed = apart.folder / "cabinet" / "list.json"
    assert until(lambda: listed.exists() and result["deposit"] in listed.read_text("utf-8"), SECONDS)
    home = f"http://localhost:{apart.port}"  # the hall's, under another name than the cabinet's: cookies know no ports
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=home)
    entered(context, hall.key("locker"))
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{apart.front}/")
    comes_to(page, apart.port)
    hall.start.kill()

    comes_to(page, apart.own)
    expect(at(page, "drop-off")).to_be_disabled()
    expect(at(page, "drop-off")).to_contain_text("现在不能存件")
    collecting(page, result)
    assert stands(page, "open") == result["compartment"]
    again = apart.hall()
    assert until(lambda: again.get("/healthz").status == 200, SECONDS)
    apart.door(result["compartment"]).open = False
    stands(page, "closed")
    at(page, "taken").click()
    stands(page, "done")

    comes_to(page, apart.port)
    assert until(lambda: deposits(again) == set(), SECONDS)
    context.close()
