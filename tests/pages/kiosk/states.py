"""Every picture that a kiosk can show, and how a visitor, a printer or a line comes to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.pages.kiosk.scanner import scan
from tests.pages.kiosk.touches import kind, part, shown, take
from tests.served import Served

Act = Callable[[Page, Served], None]
NO_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23"
ONE_TICKET = re.compile(r"/api/v1/tickets/\w{12}$")
CALLED = {"state": "called", "window": "A1", "people_ahead": 0}


@dataclass(frozen=True)
class State:
    """`at`: the kiosk; `come(page, hall)` leads from its home to the picture."""

    at: str
    come: Act


def told(**more: Any) -> Act:
    """A number, and then the hall says `more` of it."""

    def come(page: Page, hall: Served) -> None:
        def say(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, json=answer.json() | (more if answer.ok else {}))

        page.route("**/api/v1/tickets", say)
        page.route(ONE_TICKET, say)
        take(page)

    return come


def then(come: Act, name: str, wanted: str) -> Act:
    """... and a touch, and another picture of the number."""

    def on(page: Page, hall: Served) -> None:
        come(page, hall)
        part(page, name).click()
        expect(kind(page, wanted)).to_be_visible()

    return on


def shows(come: Act, wanted: str) -> Act:
    def on(page: Page, hall: Served) -> None:
        come(page, hall)
        expect(kind(page, wanted)).to_be_visible()

    return on


def number(page: Page, hall: Served) -> None:
    take(page)


def home(page: Page, hall: Served) -> None:
    expect(shown(page, "home")).to_be_visible()


def closed(page: Page, hall: Served) -> None:
    hall.post("categories/housing/close", "manager", {"reason": "x"})
    tile = part(page, "category", "housing")
    while part(page, "next").is_visible() and not tile.is_visible():
        part(page, "next").click()
    expect(tile).to_have_attribute("aria-disabled", "true")
    tile.click(force=True)
    expect(part(page, "said")).to_be_visible()
    hall.post("categories/housing/open", "manager", {})


def services(page: Page, hall: Served) -> None:
    part(page, "category", "company").click()
    expect(shown(page, "services")).to_be_visible()


def search(page: Page, hall: Served) -> None:
    part(page, "find").click()
    expect(shown(page, "search")).to_be_visible()


def nothing_found(page: Page, hall: Served) -> None:
    search(page, hall)
    part(page, "query").fill("zzz")
    expect(part(page, "nothing-found")).to_be_visible()


def priority(page: Page, hall: Served) -> None:
    take(page)
    part(page, "priority").click()
    expect(page.locator("main[data-step=priority]")).to_be_visible()


def needs(page: Page, hall: Served) -> None:
    priority(page, hall)
    part(page, "choice").first.click()
    expect(page.locator("main[data-step=needs]")).to_be_visible()
    part(page, "choice").first.click()


def cancelled(page: Page, hall: Served) -> None:
    take(page)
    part(page, "cancel").click()
    expect(part(page, "said")).to_be_visible()


def idle(page: Page, hall: Served) -> None:
    services(page, hall)
    page.evaluate("""async () => {
      const real = Date.now;
      Date.now = () => real() + 105_000 - (document.documentElement.classList.contains("elder") ? 0 : 51_000); }""")
    expect(part(page, "countdown")).to_be_visible()


def low(page: Page, hall: Served) -> None:
    take(page)
    if part(page, "low").is_visible():
        part(page, "low").click()


def lost(page: Page, hall: Served) -> None:
    page.route("**/api/v1/tickets", lambda route: route.abort("connectionrefused"))
    part(page, "category", "tax-invoice").click()


def slow(page: Page, hall: Served) -> None:
    first_tax(page)
    lost(page, hall)
    expect(page.locator("[data-trouble=slow]")).to_be_visible()


def unsent(page: Page, hall: Served) -> None:
    first_tax(page)
    no = {"reason": "fault", "message": ""}
    page.route("**/api/v1/tickets", lambda route: route.fulfill(status=500, json=no))
    part(page, "category", "tax-invoice").click()
    expect(page.locator("[data-trouble=unsent]")).to_be_visible()


def first_tax(page: Page) -> None:
    """The page of tiles that the category with one service is on."""
    while part(page, "next").is_visible() and not part(page, "category", "tax-invoice").is_visible():
        part(page, "next").click()


def away(page: Page, hall: Served) -> None:
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    expect(page.locator("[data-trouble=away]")).to_be_visible()


def revoked(page: Page, hall: Served) -> None:
    page.evaluate("""async () => {
      const { entry } = await import("/page/ask.js");
      const { effect } = await import("/page/preact.js");
      effect(() => { if (entry.value !== "revoked") entry.value = "revoked"; });
    }""")
    expect(page.locator("[data-trouble=revoked]")).to_be_visible()


def code(*texts: str, said: str) -> Act:
    def come(page: Page, hall: Served) -> None:
        for text in texts:
            scan(page, text)
            expect(page.locator("main[data-page=code]:not([data-code=asking])")).to_be_visible()
        expect(page.locator(f"main[data-code='{said}']")).to_be_visible()

    return come


def a_code_of(**state: Any) -> Act:
    """The code of a number of which the hall says `state`."""

    def come(page: Page, hall: Served) -> None:
        ticket = hall.post("tickets", "program", {"service": "company-opening"}).body | state
        page.route(ONE_TICKET, lambda route: route.fulfill(json=ticket))
        page.evaluate("async (told) => { (await import('/page/kiosk/hall.js')).scanned.value = told; }",
                      {"what": "own-ticket", "ticket": ticket, "service": None})  # fmt: skip

    return come


def reading(page: Page, hall: Served) -> None:
    page.evaluate("""async () => {
      (await import("/page/kiosk/session.js")).go("code", { code: { what: "asking" } }); }""")
    expect(page.locator("main[data-code=asking]")).to_be_visible()


UNKNOWN = {"hand_over": "unknown"}
VOID = {"state": "void", "hand_over": "void", "people_ahead": 0}
STATES = {
    "home": State("K2", home),
    "home, printer not ready": State("K4", home),
    "a category closed": State("K2", closed),
    "services": State("K2", services),
    "search": State("K2", search),
    "search, nothing found": State("K2", nothing_found),
    "printing": State("K2", shows(told(hand_over="pending"), "printing")),
    "printed": State("K2", shows(number, "printed")),
    "sent": State("K1", shows(number, "ask")),
    "unknown": State("K2", shows(told(**UNKNOWN), "ask")),
    "failed": State("K1", then(shows(number, "ask"), "nothing", "note")),
    "the screen is the slip": State("K4", shows(number, "note")),
    "noted": State("K5", then(shows(number, "note"), "shown", "kept")),
    "called": State("K2", shows(told(**CALLED), "called")),
    "void": State("K2", shows(told(**VOID), "void")),
    "missed": State("K2", shows(a_code_of(state="missed", people_ahead=0), "missed")),
    "held": State("K2", shows(a_code_of(state="held", people_ahead=0), "held")),
    "priority": State("K2", priority),
    "needs": State("K2", needs),
    "cancelled": State("K2", cancelled),
    "low": State("K4", low),
    "nobody there": State("K2", idle),
    "slow": State("K2", slow),
    "unsent": State("K2", unsent),
    "server away": State("K2", away),
    "revoked": State("K2", revoked),
    "code not ours": State("K2", code(NO_CODE, said="not-ours")),
    "code, staff": State("K2", code(NO_CODE, f"{NO_CODE}A", f"{NO_CODE}B", said="staff")),
    "code, check-in": State("K2", code("CHECK-IN:company-opening", said="check-in")),
    "code being read": State("K2", reading),
    "code of a number that is over": State("K2", a_code_of(state="expired")),
}
