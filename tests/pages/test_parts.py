"""The shared parts of every page, each in a real browser: asking, hearing, words, millimetres."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute

from tests.pages.conftest import Pages
from tests.served import Served, until

TABLES = Path(__file__).parents[2] / "words"
ASK = "const { ask, entry, press } = await import('/page/ask.js');"
TRY = "async (asked) => asked.then((v) => v, (no) => ({ no: no.reason, status: no.status, message: no.message }))"


@pytest.fixture
def blank(page_at: Pages) -> Callable[..., Page]:
    """A page of ours that shows nothing yet, with its words loaded."""

    def open_blank(role: str = "program", **more: Any) -> Page:
        page = page_at("unknown", 800, 600, role=role, **more)
        run(page, "await (await import('/page/words.js')).loadWords();")
        return page

    return open_blank


def run(page: Page, script: str, argument: Any = None) -> Any:
    """Run statements in the page, which may import our modules and `return`."""
    return page.evaluate(f"async (given) => {{ {script} }}", argument)


def take(page: Page) -> Any:
    """Press for a ticket once: its answer, or the no."""
    return run(page, f"{ASK} return await ({TRY})(ask('POST', '/tickets', {{ service: 'tax-invoice' }}));")


def word(language: str, key: str) -> str:
    found = json.loads((TABLES / f"{language}.json").read_text("utf-8"))
    for part in key.split("."):
        found = found[part]
    return str(found)


# --- asking


class Line:
    """The line to the server: the first answers are lost in the ways named, then it works. It keeps the ask keys."""

    def __init__(self, page: Page, *ways: str) -> None:
        self.ways, self.keys = list(ways), list[str]()
        page.route("**/api/v1/tickets", self._carry)

    def _carry(self, route: Route) -> None:
        self.keys.append(route.request.headers["idempotency-key"])
        way = self.ways.pop(0) if self.ways else ""
        if way == "cut":
            route.abort("connectionfailed")
        elif way == "answer-lost":
            route.fetch()
            route.abort("connectionreset")
        elif way == "not-kept":
            route.fulfill(status=503, json={"reason": "not-kept", "message": ""})
        else:
            route.continue_()


def test_a_press_keeps_its_ask_key_until_it_is_answered_and_counts_once(blank: Callable[..., Page]) -> None:
    page = blank()
    first = take(page)["number"]
    line = Line(page, "answer-lost", "not-kept")
    second, third = take(page)["number"], take(page)["number"]
    assert [int(number[1:]) - int(first[1:]) for number in (second, third)] == [1, 2]
    assert len(line.keys) == 4
    assert line.keys[0] == line.keys[1] == line.keys[2] != line.keys[3]


def test_a_server_that_stays_away_is_told_after_a_bounded_number_of_tries(blank: Callable[..., Page]) -> None:
    page = blank()
    line = Line(page, "cut", "cut")
    said = run(page, f"""{ASK}
        const tries = [];
        const no = await ({TRY})(ask("POST", "/tickets", {{}}, {{ tries: 2, retrying: (n) => tries.push(n) }}));
        return {{ ...no, tries }};""")
    assert said == {"no": "unreachable", "status": 0, "message": word("zh", "page.unreachable"), "tries": [1]}
    assert len(line.keys) == 2


def test_a_no_of_the_hall_is_said_in_the_language_chosen_also_when_it_changes(blank: Callable[..., Page]) -> None:
    page = blank("clerk")
    said = run(page, f"""{ASK}
        const {{ language }} = await import("/page/words.js");
        const no = await ask("POST", "/windows/B1/call-next", {{}}).catch((no) => no);
        const zh = no.message;
        language.value = "en";
        return [no.status, no.reason, zh, no.message, entry.value];""")
    assert said[:2] == [409, "window-closed"]
    assert said[2:] == [*(word(language, "refused.window-closed") for language in ("zh", "en")), "in"]


def test_a_page_without_a_key_learns_it_from_its_first_question(blank: Callable[..., Page]) -> None:
    said = run(blank(""), f"{ASK} return [(await ({TRY})(ask('GET', '/hall'))).no, entry.value];")
    assert said == ["no-key", "revoked"]


def test_one_act_that_is_forbidden_is_refused_in_words_and_the_key_stays_good(blank: Callable[..., Page]) -> None:
    said = run(blank("kiosk"), f"""{ASK}
        const no = await ({TRY})(ask("POST", "/categories/tax/close", {{}}));
        return [no.no, no.status, no.message, entry.value];""")
    assert said == ["not-allowed", 403, word("zh", "refused.not-allowed"), "in"]


def test_presses_have_keys_of_their_own_also_where_the_browser_makes_none(blank: Callable[..., Page]) -> None:
    script = f"{ASK} delete Crypto.prototype.randomUUID; return Array.from({{ length: 50 }}, press);"
    keys = run(blank(), script)
    assert len(set(keys)) == 50
    assert all(len(key) == 32 for key in keys)


# --- hearing


def listen(page: Page, **options: int) -> None:
    page.evaluate(
        """async (options) => { const { hear } = await import("/page/hear.js");
           window.heard = hear("/display", "hall-b", options); }""", options,
    )  # fmt: skip


def heard(page: Page, state: str) -> None:
    page.wait_for_function("(state) => window.heard.state.value === state", arg=state)


def seq(page: Page) -> int:
    return int(page.evaluate("window.heard.view.value.seq"))


class Cable:
    """A socket's line that can be pulled without either end being told."""

    plugged = True

    def __call__(self, page_side: WebSocketRoute) -> None:
        if not self.plugged:
            page_side.close()
            return
        server_side = page_side.connect_to_server()
        page_side.on_message(lambda message: server_side.send(message) if self.plugged else None)
        server_side.on_message(lambda message: page_side.send(message) if self.plugged else None)


def test_silence_is_told_after_its_limit_and_the_next_view_makes_up_for_all_of_it(
    blank: Callable[..., Page], hall: Served
) -> None:
    page, cable = blank("display"), Cable()
    page.route_web_socket("**/socket.io/**", cable)
    listen(page, limit=4000)
    heard(page, "live")
    before = seq(page)
    cable.plugged = False
    for _ in range(3):
        hall.post("tickets", "program", {"service": "id-card"})
    heard(page, "stale")
    assert page.evaluate("window.heard.age.value") >= 4
    assert seq(page) == before
    cable.plugged = True
    heard(page, "live")
    assert seq(page) >= before + 3


def test_only_a_newer_view_replaces_the_one_that_stands(blank: Callable[..., Page]) -> None:
    rows = [
        ([1, 5, "09:00"], [1, 6, "09:00"], True), ([1, 5, "09:00"], [1, 4, "09:01"], False),
        ([1, 5, "09:00"], [1, 5, "09:01"], True), ([1, 5, "09:00"], [1, 5, "09:00"], False),
        ([1, 5, "09:00"], [2, 1, "08:00"], True), ([2, 1, "09:00"], [1, 9, "09:01"], False),
    ]  # fmt: skip
    script = """const { newer } = await import("/page/hear.js");
        const view = ([epoch, seq, at]) => ({ epoch, seq, at: `2026-11-21T${at}:00.000+08:00` });
        return given.map(([had, said]) => newer(view(said), view(had)));"""
    assert run(blank(), script, [[had, said] for had, said, _ in rows]) == [takes for _, _, takes in rows]


def test_a_revoked_key_takes_the_picture_from_the_screen(page_at: Pages, hall: Served) -> None:
    key = hall.command("key", "add", "--role", "display", "--name", "parts-wall").stdout.strip()
    hall.in_force(key)
    page = page_at("unknown", 800, 600, key=key)
    listen(page)
    heard(page, "live")
    hall.command("key", "revoke", "parts-wall")
    heard(page, "revoked")
    assert page.evaluate("window.heard.view.value") is None
    assert run(page, f"{ASK} return entry.value;") == "revoked"


def test_a_place_that_this_key_is_not_for_is_refused_in_a_word(blank: Callable[..., Page]) -> None:
    page = blank("kiosk")
    listen(page)
    heard(page, "refused:not-allowed")


# --- words


def test_a_text_that_is_missing_shows_its_key_and_complains(blank: Callable[..., Page], page_at: Pages) -> None:
    page = blank()
    script = 'return (await import("/page/words.js")).say("page.no.such");'
    assert run(page, script) == "page.no.such"
    assert until(lambda: page.evaluate("true") and bool(page_at.complaints))
    assert page_at.complaints == ['words: no "page.no.such" in zh']
    page_at.complaints.clear()


def test_a_text_redraws_in_the_other_language_as_text_and_never_as_markup(blank: Callable[..., Page]) -> None:
    script = """
        const { html, render } = await import("/page/preact.js");
        const { language, names, say } = await import("/page/words.js");
        const name = { zh: "<img src=x>办事", en: "<script>alert(1)</script>" };
        const root = document.body.appendChild(document.createElement("div"));
        render(html`<${() => html`<p>${say("page.unknown.title")} ${names(name)}</p>`} />`, root);
        const zh = root.textContent;
        language.value = "en";
        await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);
        return [zh, root.textContent, root.querySelectorAll("img, script").length];"""
    zh, en, elements = run(blank(), script)
    assert zh == f"{word('zh', 'page.unknown.title')} <img src=x>办事"
    assert en == f"{word('en', 'page.unknown.title')} <script>alert(1)</script>"
    assert elements == 0


def test_pseudo_texts_are_two_fifths_longer(blank: Callable[..., Page]) -> None:
    script = 'return (await import("/page/words.js")).say("page.unknown.title");'
    text = word("zh", "page.unknown.title")
    assert len(run(blank(pseudo="1"), script)) >= 1.4 * len(text)


# --- the screen


@pytest.mark.parametrize(
    ("width", "height", "inches", "pixels"),
    [(1080, 1920, 21.5, 81), (1080, 1920, 32, 54), (1280, 800, 10.1, 118), (1024, 768, 15, 67)],
)
def test_twenty_millimetres_are_the_pixels_of_that_device(
    page_at: Pages, width: int, height: int, inches: float, pixels: int
) -> None:
    page = page_at("unknown", width, height, role="", inches=str(inches))
    script = """(await import("/page/screen.js")).fitScreen();
        const bar = document.body.appendChild(document.createElement("div")); bar.className = "button";
        return 20 * parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));"""
    assert round(run(page, script)) == pixels


def test_modes_are_marks_on_the_page(blank: Callable[..., Page]) -> None:
    script = """const { fitScreen, modes } = await import("/page/screen.js"); fitScreen(21.5);
        modes.value = { theme: "dark", elder: true, contrast: false };
        return [document.documentElement.className.split(" ").sort().join(" "), document.documentElement.lang];"""
    assert run(blank(), script) == ["dark elder", "zh-CN"]
