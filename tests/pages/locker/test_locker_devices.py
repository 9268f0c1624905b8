"""A cabinet with a scanner on a line of its own, a printer, and a hall that opens another day: in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.emulated import Emulated
from tests.pages.conftest import Pages
from tests.pages.locker.doors import at, hand, loaded, opened, stands
from tests.served import CONFIG, Served, Start

BANK = '[[locker_banks]]\nid = "L1"\n'
DEVICES = """printer = "P4"
scanner = {{ wire = {{ kind = "serial", path = "{scanner}" }} }}
"""
PRINTER = '[[printers]]\nid = "P4"\nkind = "simulated"\n\n'
HELP = 'help_service = "id-card"\nhelp_priority_class = "elderly"\n'


def opens_on() -> datetime:
    """The first day that the hall of these tests is not closed: today, tomorrow and the day after are."""
    return datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)


def equipped(scanner: str) -> str:
    """The shipped hall with these devices at its cabinet, closed for some days."""
    closed = [f"{opens_on() - timedelta(days=back):%Y-%m-%d}" for back in (1, 2, 3)]
    text = CONFIG.read_text("utf-8").replace("closed_days = []", f"closed_days = {closed}")
    text = text.replace(BANK, PRINTER + BANK + DEVICES.format(scanner=scanner))
    return text.replace("[lockers]\n", "[lockers]\n" + HELP)


@pytest.fixture(scope="module")
def scanner() -> Iterator[Emulated]:
    far = Emulated("scanner", "--pty")
    yield far
    far.end()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, scanner: Emulated) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("equipped")
    (folder / "config.toml").write_text(equipped(scanner.word_after("on")), "utf-8")
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
