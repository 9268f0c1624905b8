"""Codes held before a kiosk: a reader that types is told from a person, what it read is shown, and never the code."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.counts import count, proof
from tests.pages.conftest import Pages
from tests.pages.kiosk.scanner import ENTER, SEND, key, keys, scan
from tests.pages.kiosk.touches import Kiosk, kind, number, part, shown, take
from tests.served import Served

FUZZED = count(25, 1_000)
MADE_UP = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234"
NASTY = (
    "javascript:alert(1)", "<script>alert(1)</script>", "https://elsewhere.example/?q=1", "data:text/html,<b>x</b>",
    "' OR 1=1 --", "../../etc/passwd", "${7*7}{{7*7}}", f"HTTP://HALL/T/{MADE_UP}", "%00%0a%0d", "//other.example/x",
)  # fmt: skip
SEEN = """() => [document.documentElement.outerHTML, document.body.innerText, document.title, location.href,
  ...[...document.querySelectorAll("input")].map((each) => each.value),
  JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie].join("\\n")"""


def answer(page: Page, name: str) -> Locator:
    return page.locator(f"main[data-page=code][data-code='{name}']")


def code_of(hall: Served, ticket: dict[str, Any]) -> str:
    return str(hall.get(f"tickets/{ticket['id']}/code", "program").body["text"])


def taken(hall: Served, service: str = "social-pension") -> dict[str, Any]:
    body: dict[str, Any] = hall.post("tickets", "program", {"service": service}).body
    return body


# --- what comes back


def test_the_code_of_a_slip_shows_its_number_and_who_is_ahead(kiosk: Kiosk, hall: Served) -> None:
    ticket = taken(hall)
    page = kiosk("K2", lang="en")
    scan(page, code_of(hall, ticket))
    expect(kind(page, "kept")).to_be_visible()
    assert number(page) == ticket["number"]
    expect(part(page, "ahead")).to_be_visible()
    expect(part(page, "priority")).to_have_count(0)
    page.reload()
    assert number(page) == ticket["number"]


def test_a_missed_visitor_joins_the_queue_again_by_his_code(kiosk: Kiosk, hall: Served) -> None:
    hall.post("windows/B1/open", "clerk")
    ticket = taken(hall)
    assert hall.post("windows/B1/call", "clerk", {"ticket": ticket["id"]}).status == 200
    hall.post("windows/B1/no-show", "clerk")
    page = kiosk("K2")
    scan(page, code_of(hall, ticket))
    expect(kind(page, "missed")).to_be_visible()
    part(page, "return").click()
    expect(kind(page, "kept")).to_be_visible()
    assert hall.get(f"tickets/{ticket['id']}", "kiosk").body["state"] == "waiting"


def test_a_number_that_nobody_confirmed_is_confirmed_by_its_code(kiosk: Kiosk, hall: Served) -> None:
    ticket = hall.post("tickets", "kiosk", {"service": "social-pension", "kiosk": "K4"}).body
    assert hall.post(f"tickets/{ticket['id']}/hand-over", "kiosk", {"by": "nothing"}).body["hand_over"] == "failed"
    page = kiosk("K2")
    with page.expect_response("**/hand-over"):
        scan(page, code_of(hall, ticket))
    expect(kind(page, "kept")).to_be_visible()
    assert hall.get(f"tickets/{ticket['id']}", "kiosk").body["hand_over"] == "shown"


def test_a_number_that_is_over_is_told_so(kiosk: Kiosk, hall: Served) -> None:
    ticket = taken(hall)
    code = code_of(hall, ticket)
    hall.post(f"tickets/{ticket['id']}/cancel", "kiosk")
    page = kiosk("K2", lang="en")
    scan(page, code)
    expect(answer(page, "over.cancelled").locator("h1")).to_have_text(f"{ticket['number']} was cancelled")


def test_what_another_service_knows_is_offered_and_one_touch_gives_the_number(kiosk: Kiosk) -> None:
    page = kiosk("K2", lang="en")
    scan(page, "CHECK-IN:tax-invoice")
    expect(answer(page, "check-in")).to_contain_text("You have come for")
    part(page, "take").click()
    assert number(page).startswith("S")


def test_a_code_of_a_promised_ticket_is_told_when_it_will_be_a_number(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk("K2")
    told = {"what": "promised", "ticket": None, "service": None}
    page.evaluate("async (told) => { (await import('/page/kiosk/hall.js')).scanned.value = told; }", told)
    expect(answer(page, "promised")).to_contain_text("大厅开门后发号")


def test_a_code_read_by_a_scanner_of_the_server_is_shown_alike(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk("K2")
    ticket = taken(hall)
    told = {"what": "own-ticket", "ticket": ticket, "service": None}
    page.evaluate("async (told) => { (await import('/page/kiosk/hall.js')).scanned.value = told; }", told)
    assert number(page) == ticket["number"]
    page.evaluate("""async () => {
      (await import('/page/kiosk/hall.js')).scanned.value = { what: "not-ours", ticket: null, service: null }; }""")
    expect(answer(page, "not-ours")).to_be_visible()


# --- what is no code of ours


def test_rubbish_gets_the_right_picture_and_after_three_the_staff(kiosk: Kiosk) -> None:
    page = kiosk("K2", lang="en")
    for text in ("6901234567892", "<b>rubbish</b>"):
        scan(page, text)
        expect(answer(page, "not-ours").locator("h1")).to_have_text("This code was not recognised")
        part(page, "again").click()
        expect(shown(page, "home")).to_be_visible()
    scan(page, MADE_UP)
    expect(answer(page, "staff")).to_contain_text("Please ask our staff")


@pytest.mark.parametrize("way", ["plain", "method", "number"])
@pytest.mark.parametrize("enter", [True, False])
def test_a_reader_is_understood_however_it_types(kiosk: Kiosk, hall: Served, way: str, enter: bool) -> None:
    ticket = taken(hall)
    page = kiosk("K2")
    scan(page, code_of(hall, ticket), way, enter=enter)
    assert number(page) == ticket["number"]


def test_the_same_code_held_still_is_one_showing(kiosk: Kiosk) -> None:
    page = kiosk("K2")
    for _ in range(5):
        scan(page, MADE_UP)
    expect(answer(page, "not-ours")).to_be_visible()
    assert kept(page)["misread"] == 1


def test_a_number_is_not_taken_away_before_it_was_noted(kiosk: Kiosk, hall: Served) -> None:
    page = kiosk("K4")
    mine = take(page)
    expect(kind(page, "note")).to_be_visible()
    scan(page, code_of(hall, taken(hall)))
    expect(part(page, "said")).to_contain_text("请先点下面的按钮")
    assert number(page) == mine


def test_a_hall_that_cannot_be_reached_is_said_and_a_reload_asks_for_the_code_again(kiosk: Kiosk) -> None:
    page = kiosk("K2")
    page.route("**/codes", lambda route: route.abort("connectionrefused"))
    scan(page, MADE_UP)
    expect(answer(page, "asking")).to_be_visible()
    expect(answer(page, "away")).to_be_visible()
    scan(page, MADE_UP[::-1])
    expect(answer(page, "asking")).to_be_visible()
    page.reload()
    expect(shown(page, "home")).to_be_visible()


# --- a reader and a person


PACE = """async ([presses, marks]) => {
  const { Run, within } = await import("/page/wedge.js");
  const run = new Run();
  const said = presses.map(([code, at]) => run.press({ code, shift: false, caps: true, alt: false, held: false }, at));
  return [said.at(-1), run.text, within(run.text, marks)];
}"""
NO_MARKS = {"prefix": "", "suffix": ""}


def pressed(page: Page, letters: str, gap: int, marks: dict[str, str] = NO_MARKS) -> Any:
    """What a run makes of these letters, so many milliseconds apart: its last word, its text, the reading."""
    return page.evaluate(PACE, [[[key(each)["code"], at * gap] for at, each in enumerate(letters)], marks])


def test_keys_under_fifty_milliseconds_apart_are_a_reader_and_slower_ones_a_person(page_at: Pages) -> None:
    page = page_at("unknown", 800, 600)
    assert pressed(page, "ABCDEF", 49) == ["sure", "ABCDEF", "ABCDEF"]
    assert pressed(page, "ABCDE", 1) == ["run", "ABCDE", "ABCDE"]
    assert pressed(page, "ABCDEF", 50) == ["run", "F", "F"]
    assert pressed(page, "A" * 300, 1)[2] is None


def test_what_the_reader_puts_around_a_code_is_taken_off_and_must_be_there(page_at: Pages) -> None:
    page = page_at("unknown", 800, 600)
    marks = {"prefix": "QX", "suffix": "Z"}
    assert pressed(page, "QXABCDEFZ", 5, marks)[2] == "ABCDEF"
    assert pressed(page, "ABCDEFGZ", 5, marks)[2] is None


def test_typing_a_name_is_no_scan_and_a_scan_leaves_the_name_as_it_was(kiosk: Kiosk, hall: Served) -> None:
    ticket = taken(hall)
    page = kiosk("K2")
    part(page, "find").click()
    part(page, "query").focus()
    page.clock.install()
    for letter in "medical":
        page.keyboard.press(letter)
        page.clock.fast_forward(60)
    expect(part(page, "query")).to_have_value("medical")
    expect(shown(page, "search")).to_be_visible()
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    page.keyboard.type(MADE_UP)
    assert page.evaluate("document.querySelector('[data-test=query]').value") == "medical"
    page.clock.resume()
    expect(answer(page, "not-ours")).to_be_visible()
    scan(page, code_of(hall, ticket))
    assert number(page) == ticket["number"]


def test_the_enter_of_a_reader_presses_no_button(kiosk: Kiosk) -> None:
    page = kiosk("K2")
    part(page, "category", "tax-invoice").focus()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    page.keyboard.type("A B CDEFG")
    page.keyboard.press("Enter")
    page.clock.resume()
    expect(answer(page, "not-ours")).to_be_visible()
    assert kept(page)["ticket"] is None and kept(page)["press"] is None


# --- whatever is held before it


def kept(page: Page) -> dict[str, Any]:
    """The session that the page keeps for a reload."""
    found = page.evaluate("() => Object.entries(sessionStorage).find(([name]) => name.startsWith('kiosk'))[1]")
    session: dict[str, Any] = json.loads(found)["session"]
    return session


def rubbish(random: Random) -> str:
    if random.random() < 0.3:
        return random.choice(NASTY) + str(random.randrange(10_000))
    return "x" + "".join(chr(random.randrange(33, 127)) for _ in range(random.randrange(6, 120)))


@proof("kiosk: random codes, addresses and scripts read, none echoed", FUZZED)
def test_no_code_breaks_the_page_or_is_ever_echoed(kiosk: Kiosk, record_property: Any) -> None:
    page, random = kiosk("K2"), Random(20261121)
    part(page, "find").click()
    for round_ in range(FUZZED):
        text = rubbish(random)
        if round_ % 5 == 0:
            page.evaluate("async () => (await import('/page/kiosk/session.js')).go('search')")
            part(page, "query").focus()
        way = random.choice(("plain", "plain", "method", "number"))
        page.evaluate(SEND, [*keys(text, way), ENTER])
        page.wait_for_function(
            "(n) => JSON.parse(Object.entries(sessionStorage).find(([name]) => name.startsWith('kiosk'))[1])"
            ".session.misread === n", arg=round_ + 1,
        )  # fmt: skip
        assert text not in page.evaluate(SEEN)
        assert page.locator("main[data-page=code]").count() == 1
    record_property("result", "0 crashes, 0 echoes")
