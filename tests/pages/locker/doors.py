"""Hands before the cabinet: what a person does at a door and on the screen, and what staff put in for somebody."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import Pages
from tests.served import Served, until

WIDE, HIGH = (1280, 800), (1080, 1920)
SOON = 15.0


def at(page: Page, name: str) -> Locator:
    return page.locator(f'[data-test="{name}"]')


def opened(page_at: Pages, size: tuple[int, int] = WIDE, lang: str = "zh", **query: str) -> Page:
    """The cabinet's page, once its doors have been read."""
    page = page_at("locker", size[0], size[1], lang, inches="10.1" if size == WIDE else "21.5", **query)
    expect(at(page, "drop-off")).to_be_enabled(timeout=SOON * 1000)
    return page


def stands(page: Page, state: str) -> int:
    """Wait until the visit is shown in this state; its compartment."""
    shown = page.locator(f"[data-page=visit][data-state={state}]")
    expect(shown).to_be_visible(timeout=SOON * 1000)
    return int(shown.get_attribute("data-compartment") or 0)


def hand(hall: Served, no: int, **moves: Any) -> None:
    """What somebody does at a door of the simulated cabinet."""
    assert hall.post(f"/demo/lockers/L1/doors/{no}", body=moves).status == 200


def fault(hall: Served, **faults: bool) -> None:
    assert hall.post("/demo/lockers/L1", body=faults).status == 200


def compartment(hall: Served, no: int) -> dict[str, Any]:
    found = hall.get("lockers/L1", "locker").body["compartments"]
    return next(each for each in found if each["no"] == no)


def loaded(hall: Served, reference: str, size: str = "S") -> dict[str, Any]:
    """A result that staff put in: the visit with locator, secret and the text of its QR picture."""
    result: dict[str, Any] = hall.post("lockers/L1/loads", "clerk", {"reference": reference, "size": size}).body
    visit = f"lockers/L1/visits/{result['id']}"

    def is_now(state: str) -> bool:
        return bool(hall.get(visit, "clerk").body["state"] == state)

    assert until(lambda: is_now("open"), SOON), result
    hand(hall, result["compartment"], item=True, open=False)
    assert until(lambda: is_now("closed"), SOON)
    assert hall.post(f"{visit}/confirm", "clerk", {"is": "put-in"}).status == 200
    return result


def typed(page: Page, digits: str) -> None:
    for digit in digits:
        at(page, f"key-{digit}").click()


def collecting(page: Page, result: dict[str, Any]) -> None:
    """From the first picture to the code of a result, sent."""
    at(page, "pick-up").click()
    typed(page, result["locator"] + result["secret"])
    at(page, "open").click()


def bringing(page: Page, size: str = "S") -> None:
    at(page, "drop-off").click()
    at(page, "without").click()
    at(page, f"size-{size}").click()
    at(page, "open").click()


def brought(page: Page, hall: Served) -> int:
    """Papers lie in a compartment, and their visitor said so; the compartment."""
    bringing(page)
    no = stands(page, "open")
    hand(hall, no, item=True, open=False)
    stands(page, "closed")
    at(page, "put-in").click()
    stands(page, "done")
    return no
