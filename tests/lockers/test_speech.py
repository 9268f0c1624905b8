"""The cabinet's voice: which sentences it has, with which numbers, and how they are spoken."""

from __future__ import annotations

import io
import shutil
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from display.voice import espeak
from hall.plan import Plan
from hall.words import LANGUAGES
from lockers import speech_web
from server.voice import Voice
from tests.api.web_cast import said
from tests.lockers.cabinet import BANK, locker_plan
from tests.lockers.running import Lobby
from tests.words import WORDS

FILLED = {"no": "7", "other": "12", "seconds": "20", "left": "3", "day": "2026-11-20", "due": "2026-11-18",
          "window": "1"}  # fmt: skip
NAMES = {language: {key: WORDS.names(language, key) for key in WORDS.keys(language)} for language in LANGUAGES}
SENTENCES = sorted(
    key for key, names in NAMES["zh"].items() if key.startswith(speech_web.SPOKEN) and names <= speech_web.NAMES
)
HOSTILE = st.one_of(st.text(max_size=40), st.sampled_from(sorted(NAMES["zh"].keys() - set(SENTENCES))))


class Told:
    """A voice that writes down what it is given."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.mute = False

    def speak(self, plan: Plan, language: str, text: str) -> bytes | None:
        self.texts.append((language, text))
        return None if self.mute else b"RIFF"


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def lobby(tmp_path_factory: pytest.TempPathFactory, told: Told) -> Iterator[Lobby]:
    made = Lobby(tmp_path_factory.mktemp("speech"), locker_plan())
    made.app.register_blueprint(speech_web.routes)
    made.app.extensions["speak"] = told.speak
    yield made
    made.close()


def hear(lobby: Lobby, key: str, query: str = "", language: str = "zh") -> TestResponse:
    return lobby.locker("GET", f"/speech/{language}/{key}{query}")


def of(*names: str) -> str:
    return "?" + "&".join(f"{name}={FILLED[name]}" for name in sorted(names))


def test_every_sentence_is_said_in_both_languages_with_just_the_numbers_it_fills_in(lobby: Lobby, told: Told) -> None:
    assert len(SENTENCES) > 100 and {"page.locker.open.warn", "error.wrong-code"} <= set(SENTENCES)
    for language in LANGUAGES:
        for key in SENTENCES:
            names = NAMES[language][key]
            answer = hear(lobby, key, of(*names), language)
            assert (answer.status_code, answer.content_type, answer.data) == (200, "audio/wav", b"RIFF"), answer.text
            for more in FILLED.keys() - names:
                assert said(hear(lobby, key, of(*names, more), language)) == (422, "bad-field", more)
            for missing in names:
                assert said(hear(lobby, key, of(*names - {missing}), language)) == (422, "bad-field", missing)


def test_no_sentence_that_holds_a_name_a_case_or_a_code_can_be_had(lobby: Lobby) -> None:
    for key in ("page.locker.size.for", "page.locker.bank", "error.bad-field", "page.locker.code.typed", "slip.code"):
        assert said(hear(lobby, key)) == (404, "unknown-clip", None)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("zh", "no=7&other=12", "七 号柜打不开，给您换到 十二 号柜。"),
        ("zh", "no=105&other=2", "一零五 号柜打不开，给您换到 二 号柜。"),
        ("en", "no=7&other=12", "Compartment seven does not open. You get compartment twelve instead."),
        ("en", "no=105&other=2", "Compartment one zero five does not open. You get compartment two instead."),
    ],
)
def test_compartments_are_said_in_words(lobby: Lobby, told: Told, language: str, query: str, text: str) -> None:
    assert hear(lobby, "page.locker.opening.moved", f"?{query}", language).status_code == 200
    assert told.texts[-1] == (language, text)


@pytest.mark.parametrize(("language", "text"), [("zh", "十一月二十日"), ("en", "November twenty")])
def test_days_are_said_without_signs(lobby: Lobby, told: Told, language: str, text: str) -> None:
    assert hear(lobby, "refused.result-at-window", of("day", "due", "window"), language).status_code == 200
    assert text in told.texts[-1][1] and "2026" not in told.texts[-1][1]


@pytest.mark.parametrize("query", ["?day=2026-13-01", "?day=today", "?day=2026-11-20x"])
def test_a_day_that_is_none_is_refused(lobby: Lobby, query: str) -> None:
    assert said(hear(lobby, "refused.code-expired", query)) == (422, "bad-field", "day")


def test_only_a_window_of_the_hall_is_named(lobby: Lobby) -> None:
    query = of("day", "due") + "&window=Anna"
    assert said(hear(lobby, "refused.result-at-window", query)) == (422, "bad-field", "window")


def test_long_waits_are_a_count_and_not_single_digits(lobby: Lobby, told: Told) -> None:
    for seconds, spoken in (("15", "fifteen seconds"), ("900", "900 seconds")):
        assert hear(lobby, "page.locker.slow-down", f"?seconds={seconds}", "en").status_code == 200
        assert spoken in told.texts[-1][1]


@given(key=HOSTILE)
def test_an_unknown_key_says_nothing(lobby: Lobby, told: Told, key: str) -> None:
    before = len(told.texts)
    path = f"/api/v1/lockers/{BANK}/speech/zh/"
    answer = lobby.app.test_client().get(path + key.replace("%", "%25").replace("?", "%3f").replace("#", "%23"),
                                         headers={"Authorization": f"Bearer locker@{BANK}"})  # fmt: skip
    assert answer.status_code in (404, 308) and len(told.texts) == before


@given(name=st.sampled_from(sorted(FILLED)), value=st.text(max_size=12).filter(lambda each: not each.isalnum()))
def test_a_number_that_is_none_is_refused(lobby: Lobby, told: Told, name: str, value: str) -> None:
    before = len(told.texts)
    path = f"/api/v1/lockers/{BANK}/speech/zh/page.locker.open.title"
    answer = lobby.app.test_client().get(
        path, query_string={"no": "1", name: value}, headers={"Authorization": f"Bearer locker@{BANK}"}
    )
    assert answer.status_code == 422 and len(told.texts) == before


@pytest.mark.parametrize("query", ["?no=0", "?no=-1", "?no=99999", "?no=1.5", "?no=07", "?no=٣", "?no=1%0A", "?nr=1"])
def test_a_number_out_of_bounds_is_refused(lobby: Lobby, query: str) -> None:
    assert said(hear(lobby, "page.locker.open.title", query))[:2] == (422, "bad-field")


def test_only_the_cabinet_itself_may_ask(lobby: Lobby) -> None:
    path = f"/lockers/{BANK}/speech/zh/page.locker.open.warn"
    for who, status in (("locker@L9", 403), ("clerk@B1", 403), ("display@d", 403), ("visitor@t", 403), ("", 401)):
        assert lobby.ask(who, "GET", path).status_code == status
    assert said(lobby.ask("locker", "GET", path.replace(BANK, "L9"))) == (404, "unknown-bank", None)
    assert said(lobby.locker("GET", "/speech/xx/page.locker.open.warn")) == (404, "unknown-clip", None)


def test_without_a_voice_the_answer_is_no_voice(lobby: Lobby, told: Told) -> None:
    told.mute = True
    assert said(hear(lobby, "page.locker.open.warn")) == (503, "no-voice", None)
    told.mute = False


@pytest.mark.skipif(shutil.which(espeak.PROGRAM) is None, reason="NO VOICE: a spoken sentence needs espeak-ng")
def test_a_sentence_comes_out_as_sound_in_both_languages(lobby: Lobby) -> None:
    voice = Voice(lobby.ledger, lobby.app.extensions["clips"], lambda act: act())
    for language, least in (("zh", 1.5), ("en", 1.5)):
        data = voice.speak(locker_plan(), language, WORDS.say(language, "page.locker.open.prompt"))
        with wave.open(io.BytesIO(data or b"")) as file:
            assert least < file.getnframes() / file.getframerate() < 6


def test_without_espeak_there_is_no_sentence(lobby: Lobby, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    voice = Voice(lobby.ledger, lobby.app.extensions["clips"], lambda act: act())
    assert voice.speak(locker_plan(), "en", "Now.") is None
