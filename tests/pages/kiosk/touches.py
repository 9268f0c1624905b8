"""What a visitor touches and sees at a kiosk, by name."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.served import Served

Kiosk = Callable[..., Page]
"""Opens a kiosk as a visitor finds it: `kiosk("K1")`."""

MARKUP = "<img src=x onerror=alert(1)> & <b>税</b>"
LONG = "建设工程竣工验收消防备案和人防工程质量监督及城建档案移交的联合办理事项"
ARABIC = "تسجيل الشركات"


def shown(page: Page, name: str) -> Locator:
    return page.locator(f"main[data-page={name}]")


def part(page: Page, name: str, given: str | None = None) -> Locator:
    return page.locator(f'[data-test="{name}"]' + (f'[data-id="{given}"]' if given else ""))


def number(page: Page) -> str:
    expect(part(page, "number")).to_be_visible()
    return part(page, "number").inner_text()


def take(page: Page, service: str = "company-opening", category: str = "company") -> str:
    part(page, "category", category).click()
    part(page, "service", service).click()
    return number(page)


def kind(page: Page, name: str) -> Locator:
    return page.locator(f"main[data-page=ticket][data-kind={name}]")


def waiting(hall: Served, category: str) -> int:
    categories = hall.get("hall", "program").body["categories"]
    return next(int(each["waiting"]) for each in categories if each["id"] == category)
