"""Times that people wait, measured within the pages: a screen loaded anew, and all screens after the server was."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counts import count, proof
from tests.pages.conftest import Pages, entered
from tests.pages.line import Line
from tests.served import Served, Start

RELOAD_MILLIS = 2_000
AGAIN_MILLIS = 5_000
RELOADS = count(1, 10)
TAP_MILLIS = 500
TAPS = count(8, 100)
TRIES = 3
"""A machine that stands still for a moment is no slow page: of so many reloads one must keep the time."""

SCREENS = {"kiosk": "/kiosk/K2", "window": "/window/B7", "display": "/display/hall-b"}
ROLES = {"kiosk": "kiosk", "window": "clerk", "display": "display"}
WHEN_FIRST = """(() => {
  window.firstAt = {};
  const look = () => {
    for (const wanted of SELECTORS) if (!(wanted in window.firstAt) && document.querySelector(wanted)) {
      window.firstAt[wanted] = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()"""
WHEN_SAID = """(text) => {
  window.saidAt = null;
  const look = () => {
    if (window.saidAt === null && document.body.innerText.includes(text)) window.saidAt = Date.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""

TAP = """async () => {
  const begun = performance.now();
  document.querySelector("[data-test=service]").click();
  await new Promise((seen) => new MutationObserver((_, watching) => {
    if (!document.querySelector("[data-test=number]")) return;
    watching.disconnect();
    requestAnimationFrame(seen);
  }).observe(document.body, { childList: true, subtree: true }));
  return performance.now() - begun;
}"""

State = tuple[str, str, Callable[[Page], None]]


def touch(*names: str) -> Callable[[Page], None]:
    def touches(page: Page) -> None:
        for name in names:
            page.locator(name).first.click()

    return touches


COMPANY, SERVICE = "[data-test=category][data-id=company]", "[data-test=service]"
STATES: dict[str, State] = {
    "kiosk, services": ("kiosk", "main[data-page=services] .tile", touch(COMPANY)),
    "kiosk, search": ("kiosk", "main[data-page=search] .tile", touch("[data-test=find]")),
    "kiosk, ticket": ("kiosk", "main[data-page=ticket] [data-test=number]", touch(COMPANY, SERVICE)),
    "kiosk, priority": ("kiosk", "main[data-page=wishes] .tile", touch(COMPANY, SERVICE, "[data-test=priority]")),
    "window, a visitor called": ("window", "[data-test=number]", touch()),
    "wall, calls": ("display", '[data-test="card"] .number', touch()),
}


@pytest.fixture
def busy(hall: Served) -> Iterator[Served]:
    """Somebody is called at window B7."""
    hall.post("windows/B7/open", "clerk")
    ticket = hall.post("tickets", "program", {"service": "tax-return"}).body
    assert hall.post("windows/B7/call", "clerk", {"ticket": ticket["id"]}).status == 200
    yield hall
    hall.post("windows/B7/finish", "clerk")


@proof("reload in any state of kiosk, window and wall: same state within 2 s", RELOADS * len(STATES))
def test_a_reload_in_any_state_shows_the_same_within_two_seconds(
    page_at: Pages, busy: Served, record_property: Any
) -> None:
    slowest: dict[str, float] = {}
    for name, (kind, wanted, come) in STATES.items():
        page = page_at(kind, 1366, 768, at=SCREENS[kind])
        page.context.add_init_script(WHEN_FIRST.replace("SELECTORS", json.dumps([wanted])))
        come(page)
        expect(page.locator(wanted).first).to_be_visible()
        said = page.locator("main h1").first.inner_text() if kind == "kiosk" else ""
        for _ in range(RELOADS):
            slowest[name] = max(slowest.get(name, 0), reloaded(page, wanted))
            assert kind != "kiosk" or page.locator("main h1").first.inner_text() == said
        page.close()
    record_property("result", f"slowest {max(slowest.values()) / 1000:.2f} s ({max(slowest, key=slowest.__getitem__)})")
    assert {name: took for name, took in slowest.items() if took > RELOAD_MILLIS} == {}


def reloaded(page: Page, wanted: str) -> float:
    """Milliseconds from the start of a reload until the page shows what it showed, by its own clock."""
    took = []
    for _ in range(TRIES):
        page.reload(wait_until="commit")
        expect(page.locator(wanted).first).to_be_visible()
        took.append(float(page.evaluate("(wanted) => window.firstAt[wanted]", wanted)))
        if took[-1] <= RELOAD_MILLIS:
            break
    return min(took)


@proof("kiosk: tap to number drawn, p95 within 500 ms", TAPS)
def test_a_number_is_drawn_within_half_a_second_of_its_tap(page_at: Pages, record_property: Any) -> None:
    page, took = page_at("kiosk", 1080, 1920), list[float]()
    for _ in range(TAPS):
        page.locator(COMPANY).click()
        expect(page.locator(SERVICE).first).to_be_enabled()
        took.append(float(page.evaluate(TAP)))
        page.locator("[data-test=done]").click()
    p95 = sorted(took)[int(len(took) * 0.95) - 1]
    record_property("result", f"p95 {p95:.0f} ms")
    assert p95 <= TAP_MILLIS


@proof("server restarted under kiosk, window and wall: all right again within 5 s of its being ready", 1)
def test_all_three_screens_are_right_again_by_themselves_after_a_restart(
    browser: Browser, tmp_path: Path, record_property: Any
) -> None:
    first = Start(tmp_path).served()
    line, pages = Line(first.port), Pages(browser, first)
    try:
        first.post("windows/B7/open", "clerk")
        called(first)
        screens = {kind: opened(pages, line, kind, first.key(role)) for kind, role in ROLES.items()}
        line.cut()
        first.stop()
        second = Start(tmp_path).served()
        news = {"kiosk": waiting(second), **dict.fromkeys(("window", "display"), called(second))}
        for kind, page in screens.items():
            page.evaluate(WHEN_SAID, news[kind])
        ready = time.time() * 1000
        line.mend(second.port)
        took = {kind: said_at(page) - ready for kind, page in screens.items()}
        record_property("result", ", ".join(f"{kind} {millis / 1000:.2f} s" for kind, millis in took.items()))
        assert {kind: millis for kind, millis in took.items() if millis > AGAIN_MILLIS} == {}
        assert not pages.complaints
        second.stop()
    finally:
        pages.close()
        line.close()
        first.start.kill()


def opened(pages: Pages, line: Line, kind: str, key: str) -> Page:
    """A screen at the far end of the line, showing something."""
    page = pages(kind, 1366, 768, role="", at="/page/base.css")
    entered(page.context, key)
    page.goto(f"http://127.0.0.1:{line.port}{SCREENS[kind]}?lang=zh")
    expect(page.locator("main .tile, [data-test=number], [data-test=card]").first).to_be_visible()
    return page


def called(hall: Served) -> str:
    """The number of somebody new who is called at window B7."""
    ticket = hall.post("tickets", "program", {"service": "tax-return"}).body
    hall.post("windows/B7/finish", "clerk")
    assert hall.post("windows/B7/call", "clerk", {"ticket": ticket["id"]}).status == 200
    return str(ticket["number"])


def waiting(hall: Served) -> str:
    """What a kiosk says of a category where three have just come."""
    for _ in range(3):
        hall.post("tickets", "program", {"service": "id-card"})
    return "3 人等候"


def said_at(page: Page) -> float:
    page.wait_for_function("() => window.saidAt !== null", timeout=4 * AGAIN_MILLIS)
    return float(page.evaluate("window.saidAt"))
