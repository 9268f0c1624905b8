"""The cabinet speaks: what its screen shows at a door or a failure is said, in its language, and nobody is talked at
who is not there. What sounded is read off the page's own log."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from display.voice import espeak
from tests.counts import PROVING
from tests.pages.conftest import HELD_BACK, Pages
from tests.pages.locker.doors import SOON, at, bringing, collecting, fault, hand, loaded, opened, stands, typed
from tests.pages.locker.ears import (
    FETCHED,
    GONE,
    LATER,
    LOCAL_VOICE,
    coming,
    hears,
    listened,
    log,
    one_at_a_time,
    said,
    served,
    where,
    whole,
)  # fmt: skip
from tests.served import Served, until

pytestmark = pytest.mark.skipif(
    shutil.which(espeak.PROGRAM) is None, reason="NO VOICE: the tests of a cabinet that speaks need espeak-ng"
)

slow = pytest.mark.skipif(not PROVING, reason="in make prove: it listens to many whole sentences")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall, speaking as quickly as it can."""
    yield from served(tmp_path_factory.mktemp("cabinet"))


@pytest.fixture
def page_at(loud: Browser, hall: Served) -> Iterator[Pages]:
    pages = Pages(loud, hall)
    yield pages
    pages.close()
    assert not pages.complaints


@pytest.fixture(scope="module")
def by_night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall where it is always night."""
    yield from served(tmp_path_factory.mktemp("night"), 'night = "00:00-24:00"')


def finished(page: Page, hall: Served, no: int, press: str = "nothing") -> None:
    hand(hall, no, open=False)
    stands(page, "closed")
    at(page, press).click()
    stands(page, "done")
    at(page, "finish").click()


def test_a_drop_off_is_said_from_the_opening_to_its_end(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    assert said(page) == []
    bringing(page)
    no = stands(page, "open")
    hears(page, "open.title", where(page), "open.bring")
    hand(hall, no, item=True, open=False)
    hears(page, "closed.put-in.say", "closed.put-in.title")
    at(page, "put-in").click()
    hears(page, "done.put-in.title", "receipt.none", "done.put-in.say")
    texts = {each["key"]: each["text"] for each in log(page) if each["what"] == "say"}
    assert texts["page.locker.open.title"] == f"{no} 号柜门已打开"
    assert {each["language"] for each in log(page) if each["what"] == "say"} == {"zh"}
    heard = said(page)
    assert "opening.title" in heard and heard[heard.index("open.title") - 1] == "chime"
    assert heard[heard.index("closed.put-in.say") - 1] == "chime"
    one_at_a_time(page)
    at(page, "finish").click()
    expect(at(page, "drop-off")).to_be_visible()


def test_a_wrong_code_is_said_in_the_language_now_chosen_and_a_touch_silences_it(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    at(page, "language").click()
    at(page, "pick-up").click()
    typed(page, "10000" + "00000000")
    at(page, "open").click()
    hears(page, "error.wrong-code")
    assert log(page)[-1]["language"] == "en"
    assert "is not right. Tries left: " in log(page)[-1]["text"]
    typed(page, "00000001")
    at(page, "open").click()
    expect(at(page, "said")).to_be_visible()
    at(page, "key-clear").click()
    assert until(lambda: log(page)[-1]["cut"], SOON) and log(page)[-1]["key"] == "error.wrong-code"
    one_at_a_time(page)
    at(page, "home").click()


@slow
def test_a_stuck_door_is_asked_about_and_the_refuge_is_said(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    result = loaded(hall, "voice-1")
    hand(hall, result["compartment"], jammed=True)
    collecting(page, result)
    hears(page, "opening.title")
    hears(page, "opening.again")
    assert said(page)[:2] == ["opening.title", where(page)]
    stands(page, "asked")
    hears(page, "asked.title", "asked.say")
    at(page, "not-opened").click()
    stands(page, "failed")
    hears(page, "failed.title", "failed.collect-kept", "kept.number")
    one_at_a_time(page)
    hand(hall, result["compartment"], jammed=False)


@slow
def test_a_door_left_open_is_asked_for_louder_and_again(page_at: Pages, hall: Served) -> None:
    page = listened(page_at, "en")
    bringing(page)
    no = stands(page, "open")
    for millis, key in ((21_000, "open.prompt"), (40_000, "open.warn"), (60_000, "open.alarm"), (31_000, "open.alarm")):
        before = whole(page).count(key)
        page.evaluate(LATER, millis)
        assert until(lambda key=key, before=before: whole(page).count(key) == before + 1, SOON), (key, log(page))  # type: ignore[misc]
    volumes = {each["key"]: each["volume"] for each in log(page) if each["what"] == "say"}
    base = volumes["page.locker.open.prompt"]
    assert volumes["page.locker.open.warn"] == volumes["page.locker.open.alarm"] == pytest.approx(min(1, base * 1.5))
    one_at_a_time(page)
    finished(page, hall, no)


@slow
def test_that_somebody_comes_is_said_and_what_the_door_does_after_it(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    bringing(page)
    no = stands(page, "open")
    at(page, "help").click()
    hears(page, "help.called-say")
    with coming(hall):
        hears(page, "help.coming-say")
    hand(hall, no, open=False)
    hears(page, "closed.put-in.say", "closed.put-in.title")
    at(page, "nothing").click()
    hears(page, "done.nothing.title", "done.nothing.say")
    one_at_a_time(page)


@slow
def test_who_may_have_gone_is_asked_aloud_and_nobody_is_talked_at_afterwards(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    at(page, "pick-up").click()
    page.evaluate(GONE, 61_000)
    hears(page, "idle.title", "idle.say")
    page.evaluate(GONE, 81_000)
    expect(at(page, "pick-up")).to_be_visible()
    before = len(log(page))
    page.evaluate(GONE, 300_000)
    expect(page.locator(".locker")).to_be_visible()
    assert len(log(page)) == before


@slow
@pytest.mark.usefixtures("repaired")
def test_trouble_is_said_to_who_touches_the_screen_and_to_who_is_there_when_it_begins(
    page_at: Pages, hall: Served
) -> None:
    page, other = listened(page_at), listened(page_at)
    at(other, "pick-up").click()
    fault(hall, power_off=True)
    expect(page.locator("[data-trouble=silent]")).to_be_visible(timeout=2 * SOON * 1000)
    expect(other.locator("[data-trouble=silent]")).to_be_visible()
    hears(other, "trouble.silent")
    assert said(page) == []
    for _ in range(2):
        box = at(page, "drop-off").bounding_box()  # which cannot be pressed now
        assert box is not None
        page.mouse.click(box["x"] + 20, box["y"] + 20)
        hears(page, "trouble.silent")
    assert said(page).count("trouble.silent") == 1
    one_at_a_time(page)


@pytest.fixture
def repaired(hall: Served) -> Iterator[None]:
    yield
    fault(hall, power_off=False)


def test_a_line_that_is_away_is_said_without_the_server(page_at: Pages, hall: Served) -> None:
    page = listened(page_at)
    at(page, "pick-up").click()
    assert until(lambda: page.evaluate(FETCHED) >= 4, SOON)
    page.context.set_offline(True)
    page.evaluate(LATER, 11_000)
    expect(page.locator("[data-trouble=away]")).to_be_visible(timeout=SOON * 1000)
    hears(page, "away.title", "away.say")
    one_at_a_time(page)
    page.context.set_offline(False)



def test_by_night_it_is_quieter_and_an_untouched_screen_is_dim(loud: Browser, by_night: Served) -> None:
    pages = Pages(loud, by_night)
    page = listened(pages)
    at(page, "pick-up").click()
    typed(page, "10000" + "00000000")
    at(page, "open").click()
    hears(page, "error.wrong-code")
    assert log(page)[-1]["volume"] == pytest.approx(0.3)
    at(page, "home").click()
    expect(page.locator(".locker.resting")).to_have_count(0)
    page.evaluate(GONE, 61_000)
    expect(page.locator(".locker.resting")).to_have_count(1)
    page.mouse.click(5, 5)
    expect(page.locator(".locker.resting")).to_have_count(0)
    pages.close()
    assert not pages.complaints


def test_a_hall_that_wants_no_voice_has_the_chimes_alone(loud: Browser, tmp_path: Path) -> None:
    for quiet in served(tmp_path, "voice = false"):
        pages = Pages(loud, quiet)
        page = listened(pages)
        bringing(page)
        no = stands(page, "open")
        hand(quiet, no, open=False)
        stands(page, "closed")
        assert until(lambda page=page: said(page) == ["chime", "chime"], SOON)  # type: ignore[misc]
        at(page, "nothing").click()
        stands(page, "done")
        assert set(said(page)) == {"chime"} and page.evaluate(FETCHED) == 0
        pages.close()


@slow
def test_a_sound_that_the_browser_held_back_is_made_after_the_first_touch(page_at: Pages, hall: Served) -> None:
    page = page_at("locker", 1280, 800, at="/page/base.css")
    page.add_init_script(HELD_BACK)
    page.goto("/locker/L1?lang=zh&inches=10.1")
    expect(at(page, "drop-off")).to_be_enabled(timeout=SOON * 1000)
    page.evaluate("() => document.querySelector('[data-test=language]').click()")
    page.evaluate("() => document.querySelector('[data-test=help]').click()")
    expect(at(page, "said")).to_be_visible()
    assert said(page) == []
    at(page, "elder").click()
    hears(page, "help.called-say")
    with coming(hall):
        hears(page, "help.coming-say")


def test_without_a_voice_in_the_hall_the_browsers_own_speaks(page_at: Pages, hall: Served) -> None:
    page = page_at("locker", 1280, 800, at="/page/base.css")
    page.add_init_script(LOCAL_VOICE)
    page.context.route("**/speech/**", no_voice)
    page.goto("/locker/L1?lang=zh&inches=10.1")
    expect(at(page, "drop-off")).to_be_enabled(timeout=SOON * 1000)
    at(page, "pick-up").click()
    typed(page, "10000" + "00000000")
    at(page, "open").click()
    hears(page, "error.wrong-code")
    (text,) = page.evaluate("window.spoken")
    assert text.startswith("取件编号或取件码不对")


def no_voice(route: Route) -> None:
    route.fulfill(status=503, body="{}")


NIGHTS = """async () => {
  const { within } = await import("/page/locker/bank.js");
  const night = [22 * 60, 7 * 60];
  const times = [[21, 59], [22, 0], [0, 0], [6, 59], [7, 0], [12, 0]];
  return times.map(([hour, minute]) => within(night, hour * 60 + minute));
}"""


def test_a_night_goes_over_midnight(page_at: Pages, hall: Served) -> None:
    assert opened(page_at).evaluate(NIGHTS) == [False, True, True, True, False, False]
