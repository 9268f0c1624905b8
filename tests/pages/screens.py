"""Writes docs/screens/: every screen of a busy hall, in both languages, as small pictures. `make screens`."""

from __future__ import annotations

import io
import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.pages.conftest import ARGUMENTS, Pages, chromium
from tests.pages.locker import failures
from tests.pages.locker.doors import opened
from tests.pages.locker.equipped import equipped
from tests.pages.locker.test_locker_looks import held
from tests.served import Served, Start
from tests.source import ROOT

FOLDER = ROOT / "docs" / "screens"
TOTAL_MAX = 2_400_000
"""Bytes of all pictures together: they are cloned with the source."""
LONG_SIDE = 1100
FAILURE_SIDE = 800
"""What goes wrong at a cabinet is many pictures of few words."""
COLOURS = 96
LANGUAGES = ("zh", "en")

WAITING = {"company-opening": 3, "project-filing": 2, "food-permit": 2, "enterprise-agent": 1, "social-pension": 5,
           "medical-claim": 4, "property-transfer": 6, "tax-invoice": 2, "id-card": 3}  # fmt: skip
STAFFED = ("A1", "A3", "B1", "B2", "B4", "B5", "B6", "B7")

NOTICE = {"zh": "大厅今日办公至17:00。", "en": "The hall is open until 17:00 today."}


def at_home(page: Page) -> None:
    expect(page.locator("[data-id]").first).to_be_visible()


def with_a_ticket(page: Page) -> None:
    page.locator("[data-id=social]").click()
    page.locator("[data-id=social-pension]").click()
    expect(page.locator("[data-test=slip][data-kind=printed]")).to_be_visible()


def at_work(page: Page) -> None:
    expect(page.locator("[data-test=number]")).to_be_visible()


def with_an_outcome(page: Page) -> None:
    at_work(page)
    page.keyboard.press("o")
    page.locator("[data-test=outcome-accepted-incomplete]").check(force=True)
    page.locator("[data-test=paper]").first.check()


def with_a_case(page: Page) -> None:
    at_work(page)
    page.keyboard.press("c")
    page.locator("[data-test=case]").first.click()
    expect(page.locator("[data-test=case-sheet]")).to_be_visible()


def on_the_floor(page: Page) -> None:
    duty = page.locator("[data-test=duty]")
    expect(duty).to_be_visible()
    if duty.get_attribute("data-on") == "false":
        page.locator("[data-test=zone][data-zone=B]").click()
    expect(page.locator("[data-test=alarm]").first).to_be_visible()
    expect(page.locator("[data-test=take]").first).to_have_attribute("aria-disabled", "false")


def with_calls(page: Page) -> None:
    expect(page.get_by_text("B001").first).to_be_visible()


def with_a_number(page: Page) -> None:
    expect(page.locator("[data-test=number]")).to_be_visible()


def with_slips(page: Page) -> None:
    expect(page.locator(".slips img").first).to_be_visible()


def with_a_heading(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def at_the_cabinet(page: Page) -> None:
    expect(page.locator("[data-test=drop-off]")).to_be_enabled()


def before_a_door(page: Page) -> None:
    """Brings something; the door that opened is left to the next picture's hands."""
    at_the_cabinet(page)
    for name in ("drop-off", "without", "size-S", "open"):
        page.locator(f"[data-test={name}]").click()
    expect(page.locator("[data-state=open]")).to_be_visible()


def beside_the_cabinet(page: Page) -> None:
    expect(page.locator("[data-test=cabinet][data-link=live]")).to_be_visible()


@dataclass(frozen=True)
class Shot:
    """One picture: what it is called, which page in which size, and what must show before it is taken."""

    name: str
    kind: str
    size: tuple[int, int]
    ready: Callable[[Page], None]
    query: tuple[tuple[str, str], ...] = ()
    at: str | None = None


SHOTS = (
    Shot("front-door", "front", (1366, 900), with_a_heading),
    Shot("devices", "devices", (1366, 900), with_slips),
    Shot("enter", "front", (1366, 768), with_a_heading, at="/enter"),
    Shot("kiosk-home", "kiosk", (1080, 1920), at_home),
    Shot("kiosk-home-wide", "kiosk", (1920, 1080), at_home),
    Shot("kiosk-home-large-type", "kiosk", (1080, 1920), at_home, (("elder", "1"),)),
    Shot("kiosk-home-high-contrast", "kiosk", (1080, 1920), at_home, (("contrast", "1"),)),
    Shot("kiosk-ticket", "kiosk", (1080, 1920), with_a_ticket),
    Shot("window", "window", (1366, 768), at_work),
    Shot("window-strip", "window", (360, 768), at_work),
    Shot("window-outcome", "window", (1366, 768), with_an_outcome, at="/window/A3"),
    Shot("window-case", "window", (1366, 768), with_a_case, at="/window/A3"),
    Shot("locker-home", "locker", (1280, 800), at_the_cabinet, (("inches", "10.1"),)),
    Shot("locker-door", "locker", (1280, 800), before_a_door, (("inches", "10.1"),)),
    Shot("cabinet", "cabinet", (390, 640), beside_the_cabinet),
    Shot("helper", "helper", (390, 844), on_the_floor),
    Shot("wall", "display", (1920, 1080), with_calls),
    Shot("wall-portrait", "display", (1080, 1920), with_calls),
    Shot("wall-main", "display", (1920, 1080), with_calls, at="/display/entrance"),
    Shot("window-screen", "display", (1280, 800), with_a_number, at="/display/at-b1"),
    Shot("window-screen-dark", "display", (1920, 1080), with_a_number, at="/display/at-b4"),
)

FAILURES: dict[str, Callable[[Page, Served], Any]] = {
    "locker-frozen": failures.frozen,
    "locker-moved": failures.moved,
    "locker-no-door": failures.let_down,
    "locker-no-receipt": failures.without_receipt,
    "locker-uncertain": failures.power_cut,
    "locker-silent": failures.silent,
}
"""What is mended after each; a compartment just used is given to nobody for two minutes, hence the order and sizes."""


def people(hall: Served) -> None:
    """A quarter of an hour's life: visitors wait, some are called, one did not come, a notice hangs out."""
    taken = [service for service, count in WAITING.items() for _ in range(count)]
    for service, kiosk in zip(taken, itertools.cycle(("K1", "K2", "K3")), strict=False):
        hall.post("tickets", "kiosk", {"service": service, "kiosk": kiosk})
    for window in STAFFED:
        hall.post(f"windows/{window}/open", "clerk")
        hall.post(f"windows/{window}/call-next", "clerk")
    hall.post("windows/B4/start", "clerk")
    hall.post("windows/B4/call-next", "clerk", {"finish": True})
    hall.post("windows/B2/no-show", "clerk")
    hall.post("windows/B2/call-next", "clerk")
    hall.post("windows/B1/start", "clerk")
    hall.post("windows/A3/finish", "clerk", {"outcome": "accepted"})
    hall.post("windows/A3/call-next", "clerk")
    hall.post("help-calls", "kiosk", {"kiosk": "K3"})
    hall.post("/demo/printers/P3", body={"paper": "low"})
    hall.post("notices", "manager", {"text": NOTICE})


def take(pages: Pages, shot: Shot, language: str) -> bytes:
    """One picture, small: scaled down, few colours."""
    width, height = shot.size
    page = pages(shot.kind, width, height, language, at=shot.at, **dict(shot.query))
    shot.ready(page)
    return pictured(page, LONG_SIDE)


def pictured(page: Page, side: int) -> bytes:
    page.evaluate("document.fonts.ready")
    page.wait_for_function("() => [...document.images].every((image) => image.complete)")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.close()
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def keep(name: str, language: str, picture: bytes) -> None:
    file = FOLDER / f"{name}-{language}.png"
    file.write_bytes(picture)
    print(f"{file.relative_to(ROOT)}  {len(picture):,} bytes", flush=True)


def busy(browser: Browser, folder: Path, wanted: list[str]) -> list[str]:
    """Every screen of a busy hall; what the pages complained of."""
    shots = [shot for shot in SHOTS if not wanted or shot.name in wanted]
    if not shots:
        return []
    hall = Start(folder).served()
    try:
        people(hall)
        pages = Pages(browser, hall)
        for shot in shots:
            for language in LANGUAGES:
                keep(shot.name, language, take(pages, shot, language))
        return pages.complaints
    finally:
        hall.stop()


def failing(browser: Browser, folder: Path, language: str, wanted: list[str]) -> list[str]:
    """A cabinet at which everything goes wrong, one thing after the other; what its page complained of."""
    todo = {name: act for name, act in FAILURES.items() if not wanted or name in wanted}
    if not todo:
        return []
    folder.mkdir()
    (folder / "config.toml").write_text(equipped(), "utf-8")
    hall = Start(folder / "data", folder / "config.toml").served()
    try:
        pages = Pages(browser, hall)
        for name, act in todo.items():
            page = opened(pages, lang=language)
            act(page, hall)
            held(page, deep=False)
            keep(name, language, pictured(page, FAILURE_SIDE))
            failures.mended(hall)
        return pages.complaints
    finally:
        hall.stop()


def main(wanted: list[str]) -> int:
    """All pictures, or those named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser, folder = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS)), Path(name)
        try:
            complaints = busy(browser, folder / "busy", wanted)
            for language in LANGUAGES:
                complaints += failing(browser, folder / language, language, wanted)
        finally:
            browser.close()
    total = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{total:,} bytes in all, of {TOTAL_MAX:,}; complaints of pages: {complaints or 'none'}")
    return 0 if total <= TOTAL_MAX and not complaints else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
