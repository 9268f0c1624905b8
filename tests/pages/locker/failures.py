"""What goes wrong at a cabinet, brought about by hand before its page: for its stories and its pictures."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.locker.doors import SOON, at, bringing, brought, collecting, compartment, fault, hand, loaded, stands
from tests.served import Served, until

SLOW = 2 * SOON * 1000


def in_trouble(page: Page, what: str) -> None:
    expect(page.locator(f"[data-test=trouble][data-trouble={what}]")).to_be_visible(timeout=SLOW)


def silent(page: Page, hall: Served) -> None:
    fault(hall, power_off=True)
    in_trouble(page, "silent")


def frozen(page: Page, hall: Served) -> None:
    """Another door opens just after a pulse; the visitor shuts his own and goes."""
    bringing(page)
    no = stands(page, "open")
    hand(hall, other_than(hall, no), open=True)
    assert until(lambda: bool(hall.get("lockers/L1", "locker").body["frozen"]), SOON)
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, "nothing").click()
    stands(page, "done")
    at(page, "finish").click()
    in_trouble(page, "frozen")


def other_than(hall: Served, no: int) -> int:
    """A door that nobody here had opened a moment ago: its own pulse, seen late, would explain it."""
    found = hall.get("lockers/L1", "locker").body["compartments"]
    free = [each for each in found if each["no"] != no and each["state"] == "free"]
    return int(min(free, key=lambda each: (each["size"] != "M", each["no"]))["no"])


def asked(page: Page, hall: Served) -> None:
    """A drop-off of a size of which both doors stick, the second not any more once the first is given up."""
    for no in large(hall):
        hand(hall, no, jammed=True)
    bringing(page, "L")
    stands(page, "asked")


def moved(page: Page, hall: Served) -> None:
    asked(page, hall)
    no = stands(page, "asked")
    for other in large(hall):
        hand(hall, other, jammed=other == no)
    at(page, "not-opened").click()
    stands(page, "open")
    expect(at(page, "moved")).to_be_visible()


def large(hall: Served) -> list[int]:
    return [each["no"] for each in hall.get("lockers/L1", "locker").body["compartments"] if each["size"] == "L"]


def let_down(page: Page, hall: Served) -> None:
    """Who came for something stands before a door that sticks."""
    result = loaded(hall, "ZX-2026-0118")
    hand(hall, result["compartment"], jammed=True)
    collecting(page, result)
    stands(page, "asked")
    at(page, "not-opened").click()
    stands(page, "failed")


def power_cut(page: Page, hall: Served) -> int:
    """The power goes while a door is open; its compartment."""
    bringing(page)
    no = stands(page, "open")
    fault(hall, power_off=True)
    stands(page, "uncertain")
    return no


def without_receipt(page: Page, hall: Served) -> None:
    """Papers are put in, and the printer has no paper."""
    assert hall.post("/demo/printers/P4", body={"paper": "out"}).status == 200
    brought(page, hall)
    expect(at(page, "receipt")).to_have_attribute("data-paper", "failed", timeout=SLOW)


def mended(hall: Served) -> None:
    """Staff looked everywhere: everything has power, is shut, empty, and in use again."""
    fault(hall, power_off=False)
    hall.post("/demo/printers/P4", body={"paper": "enough"})
    every = [each["no"] for each in hall.get("lockers/L1", "locker").body["compartments"]]
    for no in every:
        hand(hall, no, open=False, item=False, jammed=False, sensor="good")
    assert until(lambda: all(compartment(hall, no)["door"] == "closed" for no in every), 2 * SOON)
    for visit in hall.get("lockers/L1", "locker").body["visits"]:
        if visit["state"] == "closed":
            assert hall.post(f"lockers/L1/visits/{visit['id']}/confirm", "clerk", {"is": "nothing"}).status == 200
    for no in every:
        if compartment(hall, no)["state"] in ("uncertain", "occupied"):
            assert hall.post(f"lockers/L1/compartments/{no}/stock-take", "clerk", {"holds": None}).status == 200
        if compartment(hall, no)["state"] == "fault":
            assert hall.post(f"lockers/L1/compartments/{no}/repaired", "clerk", {"reason": "mended"}).status == 200
    if hall.get("lockers/L1", "locker").body["frozen"]:
        assert hall.post("lockers/L1/unfreeze", "clerk", {"reason": "looked"}).status == 200
