"""The voice over HTTP: asking to speak, and the sound of the record's own calls and of nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from display.voice import espeak
from display.voice.sound import read
from hall import speaking
from hall.plan import Display
from ledger.asks import Asker
from tests.api.web_cast import House, said
from tests.hall.cast import small_plan

DISPLAYS = (Display("hall-a", ("A",), (), "zone-a", voice="a"), Display("hall-b", ("B",), (), "zone-b", voice="b"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, small_plan(displays=DISPLAYS))
    made.open("A1", "B1", "B2", "B3")
    made.ledger.by(Asker("server")).record(speaking.name_speaker, voice="b", display="hall-b")
    yield made
    made.close()


def call(house: House, window: str = "B1", service: str = "medical") -> int:
    house.take(service)
    assert house.at(window, "call-next").status_code == 200
    return house.ledger.hall.calls_made


def begin(house: House, *calls: int, key: str = "display@hall-b", page: str = "p-1") -> object:
    body = {"page": page, "calls": list(calls)}
    return house.ask(key, "POST", "/displays/hall-b/speech", body).get_json()


def test_a_speaker_may_say_each_call_once(house: House) -> None:
    first, second = call(house), call(house, "B2", "social")
    assert begin(house, first, second) == {"calls": [first, second], "closing": False}
    assert begin(house, first, second) == {"calls": [], "closing": False}


def test_the_same_ask_again_gives_the_same_answer(house: House) -> None:
    number = call(house)
    body = {"page": "p", "calls": [number]}
    answers = [house.ask("display", "POST", "/displays/hall-b/speech", body, once="k") for _ in range(2)]
    assert [answer.get_json()["calls"] for answer in answers] == [[number], [number]]


def test_who_is_not_the_speaker_may_not(house: House) -> None:
    number = call(house)
    asked = {"page": "p", "calls": [number]}
    assert said(house.ask("display", "POST", "/displays/hall-a/speech", asked)) == (409, "not-speaker", None)
    assert said(house.ask("display@hall-a", "POST", "/displays/hall-b/speech", asked)) == (403, "not-allowed", None)
    begin(house, number)
    other = house.ask("display", "POST", "/displays/hall-b/speech", {"page": "other"})
    assert said(other) == (409, "not-speaker", None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "page"), ({"page": ""}, "page"), ({"page": "a b"}, "page"), ({"page": "p", "calls": [-1]}, "calls.0"),
        ({"page": "p", "calls": [1, 2, 3, 4]}, "calls"), ({"page": "p", "text": "hello"}, "text"),
    ],
)  # fmt: skip
def test_a_wrong_ask_is_refused(house: House, body: object, field: str) -> None:
    assert said(house.ask("display", "POST", "/displays/hall-b/speech", body)) == (422, "bad-field", field)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("zh/999", "unknown-call"), ("zh/1-999", "unknown-call"), ("zh/1-1-1-1", "unknown-clip"),
        ("zh/hello", "unknown-clip"), ("zh/１", "unknown-clip"), ("xx/1", "unknown-clip"), ("zh/-1", "unknown-clip"),
    ],
)  # fmt: skip
def test_no_text_of_an_asker_is_ever_spoken(house: House, path: str, reason: str) -> None:
    assert call(house) == 1
    assert said(house.ask("display", "GET", f"/displays/hall-b/clips/{path}")) == (404, reason, None)


def test_a_clip_is_for_displays_whose_board_the_call_concerns(house: House) -> None:
    number = call(house)
    assert said(house.ask("display", "GET", f"/displays/hall-a/clips/zh/{number}")) == (404, "unknown-call", None)
    assert said(house.ask("clerk", "GET", f"/displays/hall-b/clips/zh/{number}")) == (403, "not-allowed", None)


@pytest.mark.skipif(shutil.which(espeak.PROGRAM) is None, reason="NO VOICE: apt-get install espeak-ng")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_calls_groups_and_closing_come_as_sound(house: House, language: str) -> None:
    first, second = call(house), call(house, "B2", "social")
    seconds = []
    for what in (str(first), f"{first}-{second}", "closing"):
        answer = house.ask("display@hall-b", "GET", f"/displays/hall-b/clips/{language}/{what}")
        assert (answer.status_code, answer.content_type) == (200, "audio/wav")
        seconds.append(read(answer.data).seconds)
    assert seconds[1] > seconds[0] + 1 and all(1 < each < speaking.SILENT_SECONDS - 2 for each in seconds)


def test_without_any_voice_the_answer_says_so(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    number = call(house)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert said(house.ask("display", "GET", f"/displays/hall-b/clips/zh/{number}")) == (503, "no-voice", None)
