"""A real browser on a real hall: pages opened as their devices open them, in the size of their screens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.served import Served, Start

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HELD_BACK = """
  let touched = false;
  addEventListener("pointerdown", () => (touched = true), true);
  window.AudioContext = class extends AudioContext {
    constructor() { super(); super.suspend(); }
    resume() { return touched ? super.resume() : new Promise(() => {}); }
  };
"""
"""What a browser on a desk does until somebody touches the page; a headless one cannot be told to."""

AUTOPLAY = "--autoplay-policy=no-user-gesture-required"

WAIT_MILLIS = 10_000
"""How long a page may take to show what a test waits for."""

SHOWN_AT = {"kiosk": "/kiosk/K2", "window": "/window/B1", "display": "/display/hall-b", "front": "/",
            "helper": "/helper", "cabinet": "/cabinet/L1",
            "devices": "/devices", "locker": "/locker/L1", "unknown": "/kiosk/none"}  # fmt: skip
ROLES = {"kiosk": "kiosk", "window": "clerk", "display": "display", "helper": "helper", "locker": "locker",
         "cabinet": "clerk"}  # fmt: skip
LOUD = ("words:", "Content Security Policy", "Refused to")
"""What a page says on its console that no page may say: a missing text, something the policy had to stop."""


def chromium() -> str | None:
    """The path of the machine's own browser."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of pages."""
    if (path := chromium()) is None:
        pytest.skip("NO BROWSER: the tests of the pages need chromium (apt-get install chromium)")
    expect.set_options(timeout=WAIT_MILLIS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def loud(browser: Browser) -> Iterator[Browser]:
    """A Chromium that may make sounds by itself, as docs/voice.md says a wall's and a cabinet's are started."""
    made = browser.browser_type.launch(executable_path=chromium(), args=[*ARGUMENTS, AUTOPLAY])
    yield made
    made.close()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall in its demo, one for each file of tests: nobody waits there but whom these tests sent."""
    server = Start(tmp_path_factory.mktemp("pages")).served()
    yield server
    server.stop()


class Pages:
    """Opens screens: `page_at("kiosk", 1080, 1920, "zh")`. `complaints` is what they said that no page may say."""

    def __init__(self, browser: Browser, hall: Served) -> None:
        self._browser, self._hall = browser, hall
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, kind: str, width: int, height: int, lang: str = "zh", *, at: str | None = None,
                 role: str | None = None, key: str | None = None, **query: str) -> Page:  # fmt: skip
        """A page with cookies of its own. `at`: another address than the kind's usual one; `role`: the demo key to
        enter with ("" enters with none), or `key`; `query`: more of the address, as in `elder="1"`."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, screen={"width": width, "height": height},
            locale="zh-CN" if lang == "zh" else "en", base_url=f"http://127.0.0.1:{self._hall.port}",
        )  # fmt: skip
        self._contexts.append(context)
        context.on("page", self._watch)
        page = context.new_page()
        role = ROLES.get(kind, "") if role is None else role
        if key is not None or role:
            entered(context, key or self._hall.key(role))
        page.goto(f"{at or SHOWN_AT[kind]}?{urlencode({'lang': lang, **query})}")
        return page

    def close(self) -> None:
        for context in self._contexts:
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")  # what is on its way belongs to no test any more
            context.close()

    def _watch(self, page: Page) -> None:
        page.set_default_timeout(WAIT_MILLIS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and any(word in message.text for word in LOUD):
            self.complaints.append(message.text)


@pytest.fixture
def page_at(browser: Browser, hall: Served) -> Iterator[Pages]:
    """Opens pages for a test. A word that a page lacks, a script that breaks and what the content policy had to stop
    fail the test."""
    pages = Pages(browser, hall)
    yield pages
    pages.close()
    assert not pages.complaints


def entered(context: BrowserContext, key: str) -> None:
    """Swap a key for this context's cookie, as /enter does."""
    answer = context.request.post("/enter", data={"key": key})
    assert answer.status == 200, answer.text()
