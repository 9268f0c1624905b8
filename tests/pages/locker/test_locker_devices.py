"""A cabinet with a scanner on a line of its own, a printer, and a hall that opens another day: in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.counts import PROVING
from tests.emulated import Emulated
from tests.pages.conftest import Pages
from tests.pages.kiosk.test_kiosk_code import needs_zbar, read
from tests.pages.locker import failures
from tests.pages.locker.doors import at, brought, collecting, compartment, hand, loaded, opened, stands
from tests.pages.locker.equipped import equipped, opens_on
from tests.pages.locker.test_locker_looks import held
from tests.served import Served, Start, until


@pytest.fixture(scope="module")
def scanner() -> Iterator[Emulated]:
    far = Emulated("scanner", "--pty")
    yield far
    far.end()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, scanner: Emulated) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("equipped")
    (folder / "config.toml").write_text(equipped(scanner.word_after("on"), more=14), "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


# --- the scanner


def test_a_code_before_the_cabinets_own_scanner_opens_its_door(
    page_at: Pages, hall: Served, scanner: Emulated
) -> None:
    result = loaded(hall, "REF-SCANNED")
    page = opened(page_at)
    scanner.told(result["qr"])
    assert stands(page, "open") == result["compartment"]
    hand(hall, result["compartment"], item=False, open=False)
    stands(page, "closed")
    at(page, "taken").click()
    stands(page, "done")


def test_what_is_no_code_of_ours_is_told_so_and_a_case_is_taken_where_one_is_asked_for(
    page_at: Pages, hall: Served, scanner: Emulated
) -> None:
    page = opened(page_at, lang="en")
    for rubbish in ("6901234567892", "证件"):
        scanner.told(rubbish)
        expect(at(page, "said")).to_contain_text("not a pick-up code")
        at(page, "drop-off").click()
        at(page, "home").click()
    at(page, "drop-off").click()
    scanner.told("CASE-2026-77")
    expect(at(page, "size-S")).to_be_visible()


# --- the receipt on paper


@pytest.mark.parametrize(
    ("paper", "lang", "becomes", "words"),
    [("out", "zh", "failed", "请把回执号拍下来"), *[("enough", "en", "printed", "Please take it")] * PROVING],
)
def test_the_screen_says_what_became_of_the_receipt(
    page_at: Pages, hall: Served, paper: str, lang: str, becomes: str, words: str
) -> None:
    assert hall.post("/demo/printers/P4", body={"paper": paper}).status == 200
    page = opened(page_at, lang=lang)
    no = brought(page, hall)
    receipt = at(page, "receipt")
    expect(receipt).to_have_attribute("data-paper", becomes)
    expect(receipt).to_contain_text(words)
    held(page, deep=True)
    assert receipt.locator("b").inner_text().startswith("R")
    assert hall.post("/demo/printers/P4", body={"paper": "enough"}).status == 200
    hand(hall, no, item=False)
    assert hall.post(f"lockers/L1/compartments/{no}/stock-take", "clerk", {"holds": None}).status == 200


# --- the promised ticket


@needs_zbar
@pytest.mark.parametrize("lang", ["zh", *["en"] * PROVING])
def test_who_a_door_lets_down_photographs_a_code_that_the_kiosk_knows_before_the_hall_opens(
    page_at: Pages, hall: Served, lang: str
) -> None:
    result = loaded(hall, f"REF-PROMISED-{lang}")
    no = result["compartment"]
    hand(hall, no, jammed=True)
    page = opened(page_at, lang=lang)
    collecting(page, result)
    stands(page, "asked")
    at(page, "not-opened").click()
    stands(page, "failed")
    kept = at(page, "ticket")
    expect(at(page, "qr")).to_be_visible()
    day = opens_on()
    expect(kept).to_contain_text(f"{day.month}月{day.day}日" if lang == "zh" else f"{day:%b} {day.day}")
    expect(kept).to_contain_text("00:00")
    held(page, deep=True)
    (code,) = read(page.screenshot())
    told = hall.post("kiosks/K2/codes", "kiosk", {"text": code})
    assert told.body == {"what": "promised", "ticket": None, "service": None}
    hand(hall, no, jammed=False, item=False)
    assert until(lambda: bool(compartment(hall, no)["state"] == "fault"), 5)


# --- every failure, in every look


FAILS: dict[str, Callable[[Page, Served], Any]] = {
    "uncertain": failures.power_cut, "no door": failures.let_down, "moved": failures.moved, "frozen": failures.frozen,
    "no receipt": failures.without_receipt, "silent": failures.silent,
}  # fmt: skip
"""Each is brought about once, and seen in every look: a lock has three pulses a minute."""


@pytest.mark.parametrize("fails", FAILS if PROVING else ["uncertain"])
def test_every_failure_fits_its_screen(page_at: Pages, hall: Served, fails: str) -> None:
    failures.mended(hall)
    page = opened(page_at, lang="en")
    FAILS[fails](page, hall)
    if fails in ("uncertain", "no door"):
        expect(at(page, "qr")).to_be_visible()
    for press in (None, "elder", "language", "contrast"):
        if press is not None:
            at(page, press).click()
        held(page, deep=True)
    failures.mended(hall)
