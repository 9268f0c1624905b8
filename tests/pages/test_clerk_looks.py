"""How the window's page looks: full and as a strip, in each theme and language, crowded, with odd names."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.pages.clerk_window import FULL, STRIP, Window, Windows, take
from tests.pages.conftest import Pages
from tests.pages.looks import clipped, violations
from tests.served import CONFIG, Served, Start
from tests.source import ROOT

GZIPPED_MOST = 150_000
MARKUP = "<img src=x onerror=alert(1)><b>登记</b>"
RIGHT_TO_LEFT = "תעודת זהות"
LONG = "跨区域跨部门联合办理事项" * 6
NAMES = {
    "tax-return": ("纳税申报", MARKUP),
    "tax-invoice": ("发票领用", LONG),
    "residence-permit": ("居住证办理", RIGHT_TO_LEFT),
}
LOOKS = [
    (FULL, "zh", {}), (FULL, "en", {"theme": "dark"}), (STRIP, "zh", {"theme": "dark"}), (STRIP, "en", {}),
    (FULL, "zh", {"contrast": True}), (STRIP, "en", {"contrast": True}), (FULL, "en", {"elder": True}),
]  # fmt: skip
SIZES = [FULL, STRIP, (683, 384), (320, 500)]
"""The last two: the full page zoomed to twice its size, and the narrowest page anybody must be able to use."""

LOOK = """
async ([lang, modes]) => {
  const screen = await import("/page/screen.js");
  screen.modes.value = { theme: "light", elder: false, contrast: false, ...modes };
  (await import("/page/words.js")).language.value = lang;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall where service begins a second after the call, with names that must stay text."""
    folder = tmp_path_factory.mktemp("rough")
    text = CONFIG.read_text("utf-8").replace("[policy]", "[policy]\nauto_start_seconds = 1")
    for was, becomes in NAMES.values():
        text = text.replace(f'zh = "{was}"', f'zh = "{becomes}"')
    (folder / "config.toml").write_text(text, "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


@pytest.fixture
def at(page_at: Pages, hall: Served) -> Windows:
    return Windows(page_at, hall)


def test_with_auto_start_a_usual_visitor_is_one_press_and_names_stay_text(at: Windows, hall: Served) -> None:
    at_window = at("B7").opened()
    numbers = [take(hall, service)["number"] for service in NAMES]
    expect(at_window.on("waits")).to_have_count(3)
    assert clipped(at_window.page) == []
    for number, (_, matter) in zip(numbers, NAMES.values(), strict=True):
        at_window.press("n")
        at_window.shows(number)
        expect(at_window.on("matter")).to_have_text(matter)
        at_window.is_in("serving")
    assert clipped(at_window.page) == []
    assert at_window.page.locator("img").count() == 0
    at_window.press("n")
    at_window.primary_does("wait")


# --- a crowd


@pytest.fixture
def crowded(at: Windows, hall: Served) -> Window:
    """More than 25 wait for window B1; one is there, one held, one missed."""
    at_window = at("B1")
    if at_window.view()["state"] == "closed":
        at_window.act("open")
        services = [each["id"] for each in hall.get("hall", "clerk").body["services"] if each["zone"] == "B"]
        for service in itertools.islice(itertools.cycle(services), 30):
            take(hall, service, needs=["wheelchair"], priority_class="elderly")
        for last, body in (("no-show", {}), ("hold", {"reason": "补材料：户口簿"}), ("recall", None)):
            at_window.act("call-next")
            if body is not None:
                at_window.act(last, body)
    expect(at_window.on("waits")).to_have_count(25)
    return at_window


def test_a_crowded_window_fits_in_every_look_and_axe_finds_nothing(crowded: Window) -> None:
    page = crowded.page
    for (width, height), lang, modes in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(LOOK, [lang, modes])
        assert (modes, lang, clipped(page), violations(page)) == (modes, lang, [], [])


@pytest.mark.parametrize("key", ["?", "t", "h"])
def test_a_dialog_is_clean_in_light_and_dark(crowded: Window, key: str) -> None:
    expect(crowded.page.locator("[data-test=number].number")).to_be_visible()
    crowded.press(key)
    expect(crowded.page.locator("dialog")).to_be_visible()
    for theme in ("light", "dark"):
        crowded.page.evaluate(LOOK, ["zh", {"theme": theme}])
        assert violations(crowded.page) == []


def test_longer_words_and_twice_the_size_lose_nothing(at: Windows, crowded: Window) -> None:
    at_window = at("B1", FULL, "en", pseudo="1")
    expect(at_window.on("waits")).to_have_count(25)
    for width, height in SIZES:
        at_window.page.set_viewport_size({"width": width, "height": height})
        assert clipped(at_window.page) == []
        for act in ("start", "finish", "recall", "no-show", "hold", "transfer", "pause", "close"):
            at_window.on(f"act-{act}").scroll_into_view_if_needed()
            expect(at_window.on(f"act-{act}")).to_be_in_viewport(ratio=1)
        at_window.press("t")
        expect(at_window.on("dialog-transfer")).to_be_visible()
        assert clipped(at_window.page) == []
        at_window.page.keyboard.press("Escape")
        expect(at_window.on("dialog-transfer")).to_have_count(0)


def test_the_page_to_sign_in_is_clean(at: Windows) -> None:
    at_window = at("B2", STRIP, "en", role="")
    expect(at_window.on("sign-in")).to_be_visible()
    assert clipped(at_window.page) == []
    assert violations(at_window.page) == []


def test_scripts_and_styles_of_the_page_are_small() -> None:
    shared = [each for each in (ROOT / "server/page").rglob("*") if each.suffix in (".js", ".css", ".svg")]
    own = [each for each in (ROOT / "clerk/page").iterdir() if each.suffix in (".js", ".css")]
    assert sum(len(gzip.compress(each.read_bytes())) for each in (*shared, *own)) < GZIPPED_MOST
