"""The window's page when something is not as usual: another browser, a revoked key, a cut line, arrivals, alarms."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, WebSocketRoute, expect

from tests.pages.clerk_window import STRIP, Windows, sign_in, take
from tests.pages.conftest import Pages, entered
from tests.served import Served, until

STALE_MILLIS = 11_000


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


# --- who sits here


def test_a_window_is_taken_over_and_the_older_browser_says_so(at: Windows) -> None:
    older = at("B6", role="")
    sign_in(older, "chen")
    expect(older.on("console")).to_be_visible()
    newer = at("B6", STRIP, role="")
    newer.on("name").fill("wang")
    newer.on("password").fill("not the password")
    newer.on("enter").click()
    expect(newer.on("trouble")).to_contain_text("密码不对")
    sign_in(newer, "wang")
    expect(newer.on("trouble")).to_contain_text("已有人登录")
    newer.on("takeover").click()
    expect(newer.page.locator(".who")).to_have_text("wang")
    expect(older.on("lost")).to_contain_text("已在别处打开")
    expect(older.on("console")).to_have_count(0)
    newer.on("sign-out").click()
    expect(newer.on("sign-in")).to_be_visible()


def test_a_revoked_key_takes_everything_off_the_screen(at: Windows, hall: Served) -> None:
    key = hall.command("key", "add", "--role", "clerk", "--name", "short", "--at", "B6").stdout.strip()
    hall.in_force(key)
    at_window = at("B6", role="")
    entered(at_window.page.context, key)
    at_window.page.reload()
    expect(at_window.on("console")).to_be_visible()
    assert hall.command("key", "revoke", "short").returncode == 0
    expect(at_window.on("lost")).to_be_visible()
    expect(at_window.on("console")).to_have_count(0)


# --- when the line is cut, and after a reload


def test_an_unheard_server_is_told_with_seconds_and_nothing_can_be_pressed(at: Windows, hall: Served) -> None:
    at_window = at("B4").opened()
    cut = {"now": False}

    def carry(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        line.on_message(lambda said: None if cut["now"] else server.send(said))
        server.on_message(lambda said: None if cut["now"] else line.send(said))

    page = at_window.page
    page.route_web_socket(re.compile("socket.io"), carry)
    page.clock.install()
    page.reload()
    at_window.is_in("idle")
    cut["now"] = True
    page.clock.fast_forward(STALE_MILLIS)
    expect(at_window.on("offline")).to_contain_text(re.compile(r"00:1\d"))
    expect(at_window.primary).to_have_attribute("aria-disabled", "true")
    expect(at_window.on("said")).to_have_attribute("data-kind", "off")
    number = take(hall, "social-pension")["number"]
    at_window.act("call-next")
    cut["now"] = False
    at_window.shows(number)
    expect(at_window.on("offline")).to_have_count(0)
    at_window.primary_does("start")
    page.reload()
    at_window.shows(number)
    at_window.is_in("calling")
    at_window.act("finish")


def test_a_press_whose_answer_is_lost_is_one_act(at: Windows, hall: Served) -> None:
    at_window = at("B7").opened()
    number = take(hall, "id-card")["number"]
    take(hall, "id-card")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    at_window.page.route("**/call-next", lose, times=1)
    at_window.primary_does("call")
    at_window.press("n")
    at_window.shows(number)
    expect(at_window.on("said")).to_contain_text(f"已叫 {number}")
    assert [each["number"] for each in at_window.view()["waiting"]] != []
    at_window.act("finish")


# --- arrivals, alarms


def test_an_arrival_is_told_quietly_and_counts_in_the_tabs_title(at: Windows, hall: Served) -> None:
    at_window = at("A5", lang="en").opened()
    expect(at_window.page).to_have_title(re.compile("^Window 5 · Demonstration"))
    number = take(hall, "food-permit")["number"]
    expect(at_window.page).to_have_title(re.compile(r"^● \(1\) Window 5"))
    expect(at_window.on("arrivals")).to_have_text("1 new, 1 waiting")
    expect(at_window.on("nobody")).to_contain_text(number)
    take(hall, "food-permit")
    expect(at_window.page).to_have_title(re.compile(r"\(2\)"))
    expect(at_window.on("arrivals")).to_have_text("1 new, 1 waiting")


def test_an_alarm_says_the_next_step_and_grows_quiet_when_seen(at: Windows, hall: Served) -> None:
    ticket = take(hall, "housing-fund", kiosk="K2")
    assert until(lambda: hall.get(f"tickets/{ticket['id']}", "program").body["hand_over"] != "pending")
    hall.post(f"tickets/{ticket['id']}/hand-over", "kiosk", {"by": "nothing"})
    at_window = at("A4", lang="en")
    alarm = at_window.on("alarm").filter(has_text=ticket["number"])
    expect(alarm).to_contain_text("Find the visitor")
    alarm.get_by_role("button", name="Seen").click()
    expect(alarm).to_have_class("seen")
    assert hall.get("alarms", "clerk").body["alarms"][0]["seen"]
