"""Ears before the cabinet: what its page said, when, and whether that stood on its screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.pages.conftest import Pages
from tests.pages.locker.doors import SOON, at
from tests.served import Served, Start, until
from tests.source import ROOT
from tests.words import WORDS

HEARD = "import('/page/voice-player.js').then((player) => player.log)"
LATER = "(millis) => { const real = performance.now.bind(performance); performance.now = () => real() + millis; }"
FETCHED = "performance.getEntriesByType('resource').filter((each) => each.name.includes('/speech/')).length"
GONE = "(millis) => { const real = Date.now; Date.now = () => real() + millis; }"
LISTENING = """
  window.unwritten = [];
  addEventListener("load", () => import("/page/voice-player.js").then(({ Player }) => {
    const play = Player.prototype.play;
    Player.prototype.play = function (buffer, volume, note) {
      setTimeout(() => {
        const written = [...document.querySelectorAll("h1, h2, p")].map((each) => each.innerText.trim());
        if (!written.some((each) => each.includes(note.text))) window.unwritten.push(note.text);
      }, 100); // the page has drawn by then
      return play.call(this, buffer, volume, note);
    };
  }));
"""
"""Holds each sentence, when it begins, against what stands on the screen."""

LOCAL_VOICE = """
  const voice = { localService: true, lang: "zh-CN", name: "local" };
  speechSynthesis.getVoices = () => [voice];
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  window.spoken = [];
  speechSynthesis.speak = (said) => {
    spoken.push(said.text);
    setTimeout(() => said.dispatchEvent(new Event("end")), 20);
  };
"""


def served(folder: Path, more: str = "") -> Iterator[Served]:
    text = (ROOT / "config.toml").read_text("utf-8")
    text = text.replace("\n[lockers]\n", f"\n[voice]\nspeed = 300\n\n[lockers]\n{more}\n")
    (folder / "config.toml").write_text(text, "utf-8")
    server = Start(folder / "data", folder / "config.toml").served()
    yield server
    server.stop()


def listened(page_at: Pages, lang: str = "zh") -> Page:
    page = page_at("locker", 800, 600, at="/page/base.css")
    page.add_init_script(LISTENING)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/locker/L1?lang={lang}&inches=10.1")
    expect(at(page, "drop-off")).to_be_enabled(timeout=SOON * 1000)
    return page


def log(page: Page) -> list[dict[str, Any]]:
    """By when each began: the page notes a sound when it has ended, and one that was cut may be noted late."""
    found: list[dict[str, Any]] = page.evaluate(HEARD)
    return sorted(found, key=lambda each: each["from"]) if all("from" in each for each in found) else found


def said(page: Page) -> list[str]:
    """The keys of what was said, less what all have in common, and the chimes."""
    return [each.get("key", "chime").removeprefix("page.locker.") for each in log(page)]


def whole(page: Page) -> list[str]:
    return [each["key"].removeprefix("page.locker.") for each in log(page) if each["what"] == "say" and not each["cut"]]


def hears(page: Page, *keys: str) -> None:
    """All of these are said to their end, in this order, with nothing between that was not cut."""

    def ended() -> bool:
        found = whole(page)
        return any(found[start : start + len(keys)] == list(keys) for start in range(len(found)))

    assert until(ended, SOON), (keys, log(page))


def one_at_a_time(page: Page) -> None:
    """No sound began while another went on, and each sentence stood on the screen when it began."""
    spans = sorted((each["from"], each["to"]) for each in log(page) if "from" in each)
    assert all(after >= before - 0.005 for (_, before), (after, _) in zip(spans, spans[1:], strict=False)), spans
    unwritten = page.evaluate("window.unwritten")
    assert unwritten == [], unwritten


@contextmanager
def coming(hall: Served) -> Iterator[None]:
    """Somebody of the floor staff takes the call of this cabinet, and has helped afterwards."""
    call = next(each["id"] for each in hall.get("help-calls", "helper").body["calls"] if each["kind"] == "locker")
    assert hall.post("duty", "helper", {"on": True}).status == 200
    assert hall.post(f"help-calls/{call}/take", "helper", {}).status == 200
    yield
    assert hall.post(f"help-calls/{call}/close", "helper", {}).status == 204


def where(page: Page) -> str:
    text = page.locator(".lead").inner_text()
    return next(key.removeprefix("page.locker.") for key in WORDS.keys("zh")
                if key.startswith("page.locker.where.") and WORDS.say("zh", key) == text)  # fmt: skip
