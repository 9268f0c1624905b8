"""A window's page as its tests drive it: what is pressed and seen there, and the same window by API."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import Pages
from tests.served import Served

FULL, STRIP = (1366, 768), (360, 768)


class Window:
    """A window's page, and the same window by API."""

    def __init__(self, hall: Served, page: Page, window: str) -> None:
        self.hall, self.page, self.window = hall, page, window

    def on(self, test: str) -> Locator:
        return self.page.locator(f"[data-test={test}]")

    @property
    def primary(self) -> Locator:
        return self.on("primary")

    def press(self, key: str) -> None:
        """A key of the console, once the act before it is answered and its dialog is gone: until then none counts."""
        expect(self.on("console")).to_have_attribute("data-asking", "")
        expect(self.page.locator("dialog")).to_have_count(0)
        self.page.keyboard.press(key)

    def primary_does(self, what: str) -> None:
        expect(self.primary).to_have_attribute("data-does", what)

    def is_in(self, state: str) -> None:
        expect(self.on("console")).to_have_attribute("data-state", state)
        expect(self.on("help")).to_be_visible()

    def shows(self, number: str) -> None:
        expect(self.on("number")).to_have_text(number)

    def act(self, name: str, body: Any = None) -> Any:
        """The same window, by somebody else: another browser, a program."""
        answer = self.hall.post(f"windows/{self.window}/{name}", "clerk", body or {})
        assert answer.status == 200, answer.body
        return answer.body

    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self.hall.get(f"windows/{self.window}", "clerk").body
        return found

    def opened(self) -> Window:
        if self.view()["state"] == "closed":
            self.act("open")
        self.is_in("idle")
        return self


class Windows:
    """`at("B4")`: that window's page, entered with a device's key unless told otherwise."""

    def __init__(self, pages: Pages, hall: Served) -> None:
        self._pages, self._hall = pages, hall

    def __call__(self, window: str, size: tuple[int, int] = FULL, lang: str = "zh", **more: Any) -> Window:
        return Window(self._hall, self._pages("window", *size, lang, at=f"/window/{window}", **more), window)


def take(hall: Served, service: str, **more: Any) -> dict[str, Any]:
    answer = hall.post("tickets", "program", {"service": service, **more})
    assert answer.status == 201, answer.body
    ticket: dict[str, Any] = answer.body
    return ticket


def sign_in(at_window: Window, name: str) -> None:
    at_window.on("name").fill(name)
    at_window.on("password").fill(at_window.hall.demo["people"][name])
    at_window.on("enter").click()
