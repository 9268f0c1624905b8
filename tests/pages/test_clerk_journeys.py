"""One matter over several windows, by keyboard alone: four legs in order, legs in any order, a joint session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.pages.clerk_window import STRIP, Windows, take
from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import CONFIG, Served, Start

FIXED = ("company-change", "project-filing", "enterprise-agent", "tax-return")
WINDOW_OF = {
    "company-change": "A3", "project-filing": "A4", "enterprise-agent": "A5", "tax-return": "B7", "medical-claim": "B5",
}  # fmt: skip


def matter(name: str, *legs: str) -> str:
    head = f'\n[[services]]\nid = "{name}"\nname = {{ zh = "一件事", en = "One matter" }}\ncategory = "company"\n'
    return head + "".join(f"[[services.legs]]\n{leg}\n" for leg in legs)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall with three matters of several legs."""
    folder = tmp_path_factory.mktemp("journeys")
    more = (
        matter("in-order", *(f'service = "{leg}"' for leg in FIXED)),
        matter("any-order", 'service = "company-change"\nstep = 1', 'service = "tax-return"\nstep = 2',
               'service = "medical-claim"\nstep = 2', 'service = "enterprise-agent"\nstep = 3'),
        matter("together", 'service = "company-change"\ntogether = ["project-filing"]'),
    )  # fmt: skip
    (folder / "config.toml").write_text(CONFIG.read_text("utf-8") + "".join(more), "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


def test_four_legs_in_order_keep_one_number_and_each_window_sees_the_way(at: Windows, hall: Served) -> None:
    number = str(take(hall, "in-order")["number"])
    for place, service in enumerate(FIXED):
        at_window = at(WINDOW_OF[service]).opened()
        at_window.primary_does("call")
        at_window.press("n")
        at_window.shows(number)
        way = at_window.on("way").locator("li")
        expect(way).to_have_count(4)
        expect(at_window.on("way").locator("[aria-current] b")).to_have_text(str(place + 1))
        assert clipped(at_window.page) == [] and violations(at_window.page) == []
        at_window.press("n")
        at_window.is_in("serving")
        at_window.press("e")
        at_window.is_in("idle")
    assert hall.get(f"numbers/{number}", "clerk").body["state"] == "done"


def test_where_the_order_is_free_the_shorter_line_comes_first(at: Windows, hall: Served) -> None:
    for window in ("B5", "B7"):
        hall.post(f"windows/{window}/open", "clerk", {})
    for _ in range(4):
        take(hall, "tax-return")
    number = str(take(hall, "any-order")["number"])
    reception = at("A3").opened()
    reception.primary_does("call")
    reception.press("n")
    reception.shows(number)
    reception.press("s")
    reception.is_in("serving")
    reception.press("e")
    reception.is_in("idle")
    found = hall.get(f"numbers/{number}", "clerk").body
    assert [leg["service"] for leg in found["legs"]] == [
        "company-change", "medical-claim", "tax-return", "enterprise-agent",
    ]  # fmt: skip


def test_two_windows_meet_at_one_visitor_and_begin_when_both_are_there(at: Windows, hall: Served) -> None:
    number = str(take(hall, "together")["number"])
    host, guest = at("A3").opened(), at("A4", STRIP, "en").opened()
    host.primary_does("call")
    host.press("n")
    host.shows(number)
    expect(host.on("part")).to_have_attribute("data-came", "false")
    host.press("s")
    expect(host.on("said")).to_have_attribute("data-kind", "no")
    expect(guest.on("invitations")).to_contain_text(number)
    assert clipped(guest.page) == [] and violations(guest.page) == []
    guest.press("j")
    guest.primary_does("joined")
    expect(guest.on("joint")).to_contain_text("Please go to window 3")
    expect(host.on("part")).to_have_attribute("data-came", "true")
    assert clipped(host.page) == [] and violations(host.page) == []
    assert clipped(guest.page) == [] and violations(guest.page) == []
    host.press("s")
    host.is_in("serving")
    host.press("e")
    host.is_in("idle")
    guest.is_in("idle")
    assert hall.get(f"numbers/{number}", "clerk").body["state"] == "done"


def test_the_visitor_sees_the_way_at_the_kiosk_and_the_next_line_on_the_wall(
    page_at: Pages, at: Windows, hall: Served
) -> None:
    kiosk = page_at("kiosk", 1080, 1920, at="/kiosk/K1")
    kiosk.locator("[data-id=company]").click()
    kiosk.locator("[data-id=in-order]").click()
    number = kiosk.locator("[data-test=number]").inner_text()
    expect(kiosk.locator("[data-test=way] b")).to_have_count(4)
    expect(kiosk.locator("[data-test=slip][data-kind=printed]")).to_be_visible()
    assert clipped(kiosk) == [] and violations(kiosk) == []
    wall = page_at("display", 1920, 1080, at="/display/hall-a")
    reception = at("A3").opened()
    reception.primary_does("call")
    reception.press("n")
    reception.shows(number)
    reception.press("e")
    reception.is_in("idle")
    expect(wall.locator("[data-test=notice]")).to_contain_text(f"{number} 请到 投资审批区 等候下一步")
    assert clipped(wall) == []
    hall.post("windows/A4/open", "clerk", {})
    hall.post("windows/A4/call-next", "clerk", {})
    hall.post("windows/A4/no-show", "clerk", {})
