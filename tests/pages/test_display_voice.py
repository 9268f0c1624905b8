"""The voice of a wall in a real browser: every call said, none cut, none twice, by one speaker; and what is done when
the browser, the clips or the line fail. What sounded is read off the audio graph's own log."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from display.voice import espeak
from tests.counts import count, proof
from tests.pages.boards import part
from tests.pages.conftest import HELD_BACK, Pages, entered
from tests.pages.line import Line
from tests.served import Served, Start, until
from tests.source import ROOT

HISTORIES = (Path(__file__).parent / "voice_histories.js").read_text("utf-8")
DAYS = count(40, 1000)
CALLS = count(2, 10)
TAKEOVERS = count(1, 4)
PLACES = (
    ("A1", "company-opening"), ("A2", "food-permit"), ("B1", "tax-return"), ("B2", "id-card"),
    ("B4", "social-enrolment"), ("B5", "medical-enrolment"), ("B6", "property-transfer"), ("B7", "tax-return"),
    ("A3", "company-opening"), ("A4", "project-filing"), ("A5", "food-permit"), ("B3", "social-enrolment"),
)  # fmt: skip
"""Windows, and a service of each."""

UNREACHABLE = 9
"""A port at which nothing listens."""

SPOKEN_SECONDS = 45.0
HEARD = "import('/page/voice-player.js').then((player) => player.log)"
SOUND = "import('/page/display/voice.js').then((voice) => voice.sound.value)"


pytestmark = pytest.mark.skipif(
    shutil.which(espeak.PROGRAM) is None, reason="NO VOICE: the tests of walls that speak need espeak-ng"
)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall with two speakers in zone B, and one that speaks for the whole hall."""
    folder = tmp_path_factory.mktemp("voice")
    text = (ROOT / "config.toml").read_text("utf-8")
    for display, voice in (("seats-b", "b"), ("entrance", "hall")):
        assert f'id = "{display}"' in text
        text = text.replace(f'id = "{display}"', f'id = "{display}"\nvoice = "{voice}"')
    (folder / "config.toml").write_text(text, "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


@pytest.fixture
def walls(loud: Browser, hall: Served) -> Iterator[Pages]:
    pages = Pages(loud, hall)
    yield pages
    pages.close()
    assert not pages.complaints


def log(page: Page, what: str = "say") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(HEARD)
    return [each for each in found if each["what"] == what]


def said(page: Page, what: str = "say") -> list[int]:
    """The calls whose first sentence (or chime) was heard, in order."""
    return list(dict.fromkeys(call for each in log(page, what) for call in each["calls"]))


def until_said(page: Page, calls: list[int], seconds: float, what: str = "say") -> None:
    assert until(lambda: set(calls) <= set(said(page, what)), seconds), (calls, said(page, what))


def sound_of(hall: Served, display: str) -> str | None:
    devices = hall.get("/readyz").body["devices"]["devices"]
    return next((str(each["sound"]) for each in devices if each["id"] == display), None)


def speaks(hall: Served, display: str, voice: str = "b") -> bool:
    return sound_of(hall, display) == "ready" and hall.get("/readyz").body["voice"]["speakers"].get(voice) == display


def calls_at_once(hall: Served, display: str, most: int, zone: str = "") -> list[int]:
    """So many calls at as many windows (of a zone), as quickly as they can be made; their numbers, in order."""
    places = [place for place in PLACES if place[0].startswith(zone)][:most]
    tickets = [hall.post("tickets", "program", {"service": service}).body["id"] for _, service in places]
    for window, _ in places:
        hall.post(f"windows/{window}/open", "clerk")
        hall.post(f"windows/{window}/finish", "clerk")
    for (window, _), ticket in zip(places, tickets, strict=True):
        assert hall.post(f"windows/{window}/call", "clerk", {"ticket": ticket}).status == 200
    found = hall.get(f"displays/{display}", "display").body["view"]["calls"][:most]
    return [int(each["call"]) for each in reversed(found)]


def none_cut_and_one_at_a_time(pages: list[Page]) -> None:
    """No sentence was cut, and no two overlapped, by the log of every page (put on one clock by when they ended)."""
    spans = []
    for page in pages:
        for each in log(page) + log(page, "chime"):
            assert not each["cut"], each
            assert each["to"] - each["from"] == pytest.approx(each["seconds"], abs=0.01)
        spans += [(each["ended_at"] - each["seconds"] * 1000, each["ended_at"]) for each in log(page)]
    spans.sort()
    for (_, before), (after, _) in zip(spans, spans[1:], strict=False):
        assert after >= before - 150


@proof("voice: random hours of two speakers, cuts, restarts and epochs against the queue", DAYS)
def test_whatever_breaks_nothing_is_said_twice_late_or_by_two_at_once(
    page_at: Pages, record_property: Callable[[str, object], None]
) -> None:
    page = page_at("display", 800, 600, at="/page/base.css", role="")
    page.set_default_timeout(240_000)
    found = page.evaluate(HISTORIES, {"seeds": DAYS, "from": 0, "minutes": 10})
    assert found.pop("wrong") == []
    assert found["said"] > DAYS * 40 and found["taken"] > DAYS and min(found.values()) > 0
    record_property("result", f"{found['calls']} calls, {found['cuts']} cuts: held")


@proof("voice: calls within two seconds, all said within 45 s and none cut", CALLS)
def test_calls_that_come_together_are_all_said_in_time_and_none_is_cut(
    hall: Served, walls: Pages, record_property: Callable[[str, object], None]
) -> None:
    page = walls("display", 1920, 1080, at="/display/entrance")
    assert until(lambda: speaks(hall, "entrance", "hall"), 20)
    before = page.evaluate("Date.now()")
    calls = calls_at_once(hall, "entrance", CALLS)
    assert page.evaluate("Date.now()") - before < 2000
    until_said(page, calls, SPOKEN_SECONDS + 15)
    assert sorted(said(page)) == calls
    ended = {call: each["ended_at"] for each in reversed(log(page)) for call in each["calls"]}
    taken = (max(ended.values()) - before) / 1000
    assert taken <= SPOKEN_SECONDS
    none_cut_and_one_at_a_time([page])
    assert until(lambda: all(each["spoken_at"] for each in deliveries(hall)), 10)
    record_property("result", f"{CALLS} said in {taken:.1f} s")


def deliveries(hall: Served) -> list[dict[str, Any]]:
    """How each window's call went out, as its clerk sees it."""
    return [hall.get(f"windows/{window}", "clerk").body["delivery"] for window, _ in PLACES[:CALLS]]


@proof("voice: a speaker's line is cut and another follows, takeovers", TAKEOVERS)
def test_a_successor_says_what_comes_next_and_the_one_before_says_nothing_with_it(
    hall: Served, walls: Pages, loud: Browser, record_property: Callable[[str, object], None]
) -> None:
    lines = {name: Line(hall.port) for name in ("hall-b", "seats-b")}
    pages = {name: at_the_end_of(walls, line, hall, name) for name, line in lines.items()}
    try:
        assert until(lambda: speaker(hall) in pages and sound_of(hall, "seats-b") == "ready", 30)
        for _ in range(TAKEOVERS):
            speaking = speaker(hall)
            follows = next(name for name in pages if name != speaking)
            until_said(pages[speaking], calls_at_once(hall, "hall-b", 1, "B"), 20)
            lines[speaking].cut()
            lines[speaking].mend(UNREACHABLE)
            (call,) = calls_at_once(hall, "hall-b", 1, "B")
            until_said(pages[follows], [call], 40)
            assert call not in said(pages[speaking])
            lines[speaking].mend(hall.port)
        none_cut_and_one_at_a_time(list(pages.values()))
        heard = [call for page in pages.values() for call in said(page)]
        assert len(heard) == len(set(heard)) == 2 * TAKEOVERS
        record_property("result", f"{len(heard)} calls, each by one")
    finally:
        for line in lines.values():
            line.close()


def at_the_end_of(walls: Pages, line: Line, hall: Served, display: str) -> Page:
    page = walls("display", 1280, 720, at="/page/base.css", role="")
    entered(page.context, hall.key("display"))
    page.goto(f"http://127.0.0.1:{line.port}/display/{display}?lang=zh")
    part(page, "wall").wait_for()
    return page


def speaker(hall: Served, voice: str = "b") -> str:
    return str(hall.get("/readyz").body["voice"]["speakers"].get(voice))


def test_sound_that_the_browser_holds_back_is_shown_small_reported_and_mends_with_a_touch(
    hall: Served, walls: Pages
) -> None:
    page = walls("display", 1920, 1080, "en", at="/page/base.css")
    page.add_init_script(HELD_BACK)
    page.goto("/display/hall-a?lang=en")
    expect(part(page, "mute")).to_be_visible()
    assert until(lambda: sound_of(hall, "hall-a") == "blocked")
    assert [each["where"] for each in hall.get("alarms", "manager").body["alarms"] if each["id"] == "hall-a.no-sound"]
    page.mouse.click(400, 400)
    expect(part(page, "mute")).to_have_count(0)
    assert until(lambda: speaks(hall, "hall-a", "a"), 20)


def test_without_clips_a_wall_still_chimes_says_so_and_speaks_when_they_are_back(hall: Served, walls: Pages) -> None:
    page = walls("display", 1920, 1080, at="/page/base.css")
    page.context.route("**/clips/**", lambda route: route.fulfill(status=503, body="{}"))
    page.goto("/display/hall-a?lang=zh")
    expect(part(page, "mute")).to_be_visible()
    assert until(lambda: sound_of(hall, "hall-a") == "voiceless" and speaker(hall, "a") == "hall-a", 30)
    calls = calls_at_once(hall, "hall-a", 1)
    until_said(page, calls, 20, "chime")
    assert log(page) == []
    page.context.unroute("**/clips/**")
    later = calls_at_once(hall, "hall-a", 1)
    until_said(page, later, 20)
    expect(part(page, "mute")).to_have_count(0)
    assert until(lambda: sound_of(hall, "hall-a") == "ready")


QUEUED = """async (many) => {
  const { Queue } = await import("/page/display/voice-queue.js");
  const at = Date.now();
  const calls = Array.from({ length: many }, (_, each) => ({
    call: each + 1, number: `A${each}`, recall: each === 4 ? 1 : 0, withdrawn: false,
    language: each === 1 ? "en" : "zh", called_at: new Date(at).toISOString(),
  }));
  const queue = new Queue("me");
  queue.voice = "b";
  queue.hear({
    epoch: 1, at: new Date(at).toISOString(), calls, serving: [], speakers: { b: "me" },
    loudspeakers: { b: { languages: ["zh", "en"], volume: 100, silent: false, closing: null } },
  }, 1000);
  const told = [];
  for (let item = queue.next(1000); item !== null; item = queue.next(1000)) {
    const begun = queue.begun(item, calls.map((each) => each.call));
    for (let one = queue.language(begun); one !== null; one = queue.language(begun)) begun.said.push(one);
    told.push([begun.calls.map((each) => each.call).join("+"), begun.said.join(" ")].join(": "));
  }
  return told;
}"""


@pytest.mark.parametrize(
    ("many", "told"),
    [
        (0, []),
        (1, ["1: zh zh en"]),
        (2, ["1: zh en", "2: zh zh en"]),
        (4, ["1: zh", "2: zh en", "3: zh en", "4: zh zh en"]),
        (5, ["5: zh", "1: zh", "2: zh en", "3: zh en", "4: zh zh en"]),
        (9, ["5: zh", "1+2+3: zh", "4: zh", "6: zh", "7: zh en", "8: zh en", "9: zh zh en"]),
    ],
)
def test_the_more_wait_the_less_is_said_of_each_and_a_recall_goes_first(
    page_at: Pages, many: int, told: list[str]
) -> None:
    page = page_at("display", 800, 600, at="/page/base.css", role="")
    assert page.evaluate(QUEUED, many) == told
