"""Claim: a visitor touches a service at a kiosk and sees the number soon, in a real browser on the real hall."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from bench import hall_plan, servers
from bench.result import Row, Scale, percentile

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SCREEN: ViewportSize = {"width": 1080, "height": 1920}
LIMIT_MILLIS = 500.0
WATCH = """() => {
    addEventListener("click", () => { window.touched = performance.now(); window.seen = null; }, true);
    new MutationObserver(() => {
        if (window.seen === null && document.querySelector("[data-test=number]")) {
            requestAnimationFrame(() => { window.seen ??= performance.now(); });
        }
    }).observe(document, { childList: true, subtree: true });
}"""


def run(scale: Scale) -> list[Row]:
    """From the touch to the first frame with the number on it."""
    if (path := next(filter(None, map(shutil.which, BROWSERS)), None)) is None:
        return [Row("tap to number on the screen, p95: no browser here", float("nan"), "ms")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        key = servers.add_key(data, "kiosk")
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            with servers.hall(hall_plan.written(Path(folder)), data) as process:
                page = _entered(browser.new_page(viewport=SCREEN), process.port, key)
                taken = sorted(_tap(page) for _ in range(scale.of(60, 12)))
        finally:
            browser.close()
    note = f"p50 {percentile(taken, 0.5):.0f} ms, {len(taken)} taps"
    return [Row("tap to number on the screen, p95", percentile(taken, 0.95), "ms", LIMIT_MILLIS, note=note)]


def _entered(page: Page, port: int, key: str) -> Page:
    base = f"http://127.0.0.1:{port}"
    page.context.request.post(f"{base}/enter", data={"key": key})
    page.goto(f"{base}/kiosk/k1")
    page.locator("[data-test=category]").first.wait_for()
    page.evaluate(WATCH)
    return page


def _tap(page: Page) -> float:
    """Milliseconds of one visit's touch on a service."""
    page.locator("[data-test=category]").first.click()
    page.locator("[data-test=service]").first.click()
    page.locator("[data-test=number]").wait_for()
    page.wait_for_function("() => window.seen !== null")
    millis = page.evaluate("() => window.seen - window.touched")
    page.locator("[data-test=done]").click()
    page.locator("main[data-page=home]").wait_for()
    return float(millis)
