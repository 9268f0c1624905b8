"""The screen at a window: its number as large as fits while it can vouch for it, and why there is none."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.boards import BEFORE, Board, part
from tests.pages.conftest import Pages
from tests.pages.looks import below, cap_mm, clipped, violations
from tests.served import Served, until

AT = "/display/at-b1"
NAMES = {
    "social": {"zh": "社会保险", "en": "Social Insurance"},
    "medical": {"zh": "医疗保障", "en": "Medical Insurance"},
}
ZONE = {"zh": "投资审批区", "en": "Investment Approval"}
ELSEWHERE = {"window": "A1", "label": "1", "zone": "A", "zone_name": ZONE}
INCHES = """(inches) => document.documentElement.style.setProperty(
  "--mm", `${Math.hypot(innerWidth, innerHeight) / (inches * 25.4)}px`)"""
LEAST = {7: (40, 8), 10.1: (60, 11), 21.5: (60, 40), 32: (60, 40)}
"""Inches: the least height in mm of a capital of the number, and of the window's label."""


def here(state: str, **more: Any) -> list[dict[str, Any]]:
    """A view's windows: this one, in a state."""
    window = {
        "window": "B1", "label": "6", "zone": "B", "kind": "specialised", "categories": ["social", "medical"],
        "state": state, "number": None, "call": None, "reason": None, "back_at": None, "instead": None,
    }  # fmt: skip
    return [{**window, **more}]


STATES = {
    "idle": here("idle"),
    "calling": here("calling", number="AB008", call=1),
    "serving": here("serving", number="AB008", call=1),
    "paused": here("paused", reason="meeting", back_at="2026-11-23T10:15:00+08:00", instead=ELSEWHERE),
    "closed": here("closed", instead=ELSEWHERE),
}


def screen(page_at: Pages, width: int, height: int, lang: str = "zh", **query: str) -> Board:
    page = page_at("display", width, height, lang, at=BEFORE, **query)
    return Board(page, at=AT, category_names=NAMES, windows=STATES["idle"])


def show(board: Board, state: str) -> None:
    board.view["windows"] = STATES[state]
    board.hear(1)
    expect(part(board.page, "window")).to_have_attribute("data-state", state)


def number(page: Page) -> Any:
    return part(page, "number")


def test_a_window_screen_goes_with_its_window_and_says_what_it_has_shown(hall: Served, page_at: Pages) -> None:
    page = page_at("display", 1280, 800, at=AT)
    state = part(page, "window")
    hall.post("windows/B1/open", "clerk")
    expect(state).to_have_attribute("data-state", "idle")
    ticket = hall.post("tickets", "program", {"service": "id-card"}).body
    hall.post("windows/B1/call", "clerk", {"ticket": ticket["id"]})
    expect(number(page)).to_have_text(ticket["number"])
    assert until(lambda: bool(hall.get("windows/B1", "clerk").body["delivery"]["shown"] == 1))
    hall.post("windows/B1/start", "clerk")
    expect(state).to_have_attribute("data-state", "serving")
    hall.post("windows/B1/finish", "clerk")
    expect(state).not_to_contain_text(ticket["number"])
    hall.post("windows/B1/pause", "clerk", {"reason": "开会", "back_at": "2030-01-01T10:15:00+08:00"})
    expect(part(page, "reason")).to_contain_text("开会")
    expect(part(page, "back")).to_contain_text("10:15 恢复")
    hall.post("windows/B1/resume", "clerk")
    hall.post("windows/B1/close", "clerk")
    expect(state).to_have_attribute("data-state", "closed")


def test_a_number_it_cannot_vouch_for_gives_way_to_words_after_five_seconds(page_at: Pages) -> None:
    board = screen(page_at, 1280, 800)
    page = board.page
    page.clock.install()
    show(board, "calling")
    board.silent = True
    page.clock.run_for(4_500)
    expect(number(page)).to_have_text("AB008")
    page.clock.run_for(1_000)
    expect(part(page, "window")).to_have_attribute("data-state", "unsure")
    expect(part(page, "what")).to_contain_text("请听工作人员呼叫")
    assert "AB008" not in page.inner_text("body")


def test_a_call_pulses_three_times_a_recall_again_and_a_page_loaded_again_not_at_all(page_at: Pages) -> None:
    board = screen(page_at, 1280, 800)
    first = board.call("AB008", "6")
    show(board, "calling")
    panel = board.page.locator(".panel")
    expect(panel).to_have_css("animation-duration", "1s")
    expect(panel).to_have_css("animation-iteration-count", "3")
    again = board.call("AB008", "6", recall=1)
    board.view["windows"] = here("calling", number="AB008", call=again)
    board.hear(1)
    expect(part(board.page, "what")).to_contain_text("再次呼叫")
    assert again == first + 1
    board.hear(60)
    board.page.reload()
    expect(number(board.page)).to_have_text("AB008")
    expect(board.page.locator(".panel.lit")).to_have_count(0)


def test_a_windows_number_is_sixty_millimetres_high_where_the_panel_holds_that(page_at: Pages) -> None:
    board = screen(page_at, 1920, 1080)
    board.view["windows"] = here("calling", number="A008", call=1)
    board.hear(1)
    expect(number(board.page)).to_be_visible()
    for inches, (least, label_least) in LEAST.items():
        board.page.evaluate(INCHES, inches)
        high, label = cap_mm(board.page, '[data-test="number"]'), cap_mm(board.page, '[data-test="label"]')
        assert high >= least and label >= label_least, (inches, high, label)
        assert below(board.page) == 0 and clipped(board.page) == []


@pytest.mark.parametrize(
    ("width", "height", "lang", "query"), [(1024, 600, "zh", {"theme": "dark"}), (800, 1280, "en", {"pseudo": "1"})]
)
def test_nothing_is_cut_or_wrong_in_any_state(
    page_at: Pages, width: int, height: int, lang: str, query: dict[str, str]
) -> None:
    board = screen(page_at, width, height, lang, **query)
    board.call("AB008", "6")
    for state in STATES:
        show(board, state)
        until(lambda: clipped(board.page) == [])
        assert (state, clipped(board.page), below(board.page), violations(board.page)) == (state, [], 0, [])
