"""Claim: a clerk presses a key and sees what it did, with two hundred waiting, in a real browser on the real hall."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from bench import hall_plan, servers
from bench.result import Row, Scale, percentile
from bench.tap import ARGUMENTS, BROWSERS

SCREEN: ViewportSize = {"width": 1366, "height": 768}
LIMIT_MILLIS = 150.0
WAITING = 200
WINDOW, SERVICE = "B4", "social-record"
WATCH = """() => {
    addEventListener("keydown", () => { window.pressed = performance.now(); window.seen = null; }, true);
    const number = () => document.querySelector("[data-test=number]")?.textContent;
    let shown = number();
    new MutationObserver(() => {
        if (number() === shown) return;
        shown = number();
        requestAnimationFrame(() => { window.seen ??= performance.now(); });
    }).observe(document, { childList: true, subtree: true, characterData: true });
}"""


def run(scale: Scale) -> list[Row]:
    """From the key that finishes one visitor and calls the next to the first frame with the next one's number."""
    if (path := next(filter(None, map(shutil.which, BROWSERS)), None)) is None:
        return [Row("key to the next number at a window, p95: no browser here", float("nan"), "ms")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        keys = {role: servers.add_key(data, role) for role in ("clerk", "program")}
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            with servers.hall(hall_plan.written(Path(folder)), data) as process:
                page = _seated(browser.new_page(viewport=SCREEN), process.port, keys)
                taken = sorted(_next(page, process.port, keys) for _ in range(scale.of(60, 12)))
        finally:
            browser.close()
    note = f"p50 {percentile(taken, 0.5):.0f} ms, {len(taken)} presses, {WAITING} waiting"
    return [Row("key to the next number at a window, p95", percentile(taken, 0.95), "ms", LIMIT_MILLIS, note=note)]


def _seated(page: Page, port: int, keys: dict[str, str]) -> Page:
    base = f"http://127.0.0.1:{port}"
    page.context.request.post(f"{base}/enter", data={"key": keys["clerk"]})
    for _ in range(WAITING):
        _take(page, port, keys)
    page.goto(f"{base}/window/{WINDOW}")
    page.locator("[data-test=console]").wait_for()
    for does in ("open", "call", "start"):
        page.locator(f"[data-test=primary][data-does={does}]").wait_for()
        page.keyboard.press("n")
    page.locator("[data-test=console][data-state=serving]").wait_for()
    page.evaluate(WATCH)
    return page


def _take(page: Page, port: int, keys: dict[str, str]) -> None:
    """One more visitor, so that as many wait for each press."""
    headers = {"Authorization": f"Bearer {keys['program']}"}
    page.context.request.post(f"http://127.0.0.1:{port}/api/v1/tickets", headers=headers, data={"service": SERVICE})


def _next(page: Page, port: int, keys: dict[str, str]) -> float:
    """Milliseconds of one press; then the visitor's service begins, for the next one."""
    page.locator("[data-test=console][data-state=serving][data-asking='']").wait_for()
    page.keyboard.press("n")
    page.wait_for_function("() => window.seen !== null")
    millis = page.evaluate("() => window.seen - window.pressed")
    page.locator("[data-test=console][data-state=calling][data-asking='']").wait_for()
    page.keyboard.press("s")
    _take(page, port, keys)
    return float(millis)
