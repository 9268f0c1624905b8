"""Sentences as sound: recordings when all of them are there, else the synthetic voice, kept on disk within a bound."""

from __future__ import annotations

import math
import shutil
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.voice import espeak, pack
from display.voice.clips import Clips
from display.voice.sentences import pieces
from display.voice.sound import NotSound, Sound, joined, read, trimmed, written
from hall.plan import Display, Loudspeaker, Plan, Voice
from hall.voice import Heard, Said, call
from tests.hall.cast import small_plan
from tests.words import WORDS

RATE = 22_050
ZH, EN = WORDS.tongues["zh"], WORDS.tongues["en"]


def tone(millis: int, before: int = 0, after: int = 0, rate: int = RATE) -> Sound:
    """A tone with so many milliseconds of silence around it."""
    first, last = ([0] * (rate * each // 1000) for each in (before, after))
    loud = [round(8000 * math.sin(at / 8)) for at in range(rate * millis // 1000)]
    return Sound(rate, array("h", [*first, *loud, *last]))


@pytest.fixture
def speech() -> None:
    if shutil.which(espeak.PROGRAM) is None:
        pytest.skip("NO VOICE: the tests of the synthetic voice need espeak-ng (apt-get install espeak-ng)")


def plan(**changes: object) -> Plan:
    displays = (Display("hall-b", ("B",), (), "zone-b", voice="b"),)
    return small_plan(displays=displays, **changes)


# --- sound


@given(st.lists(st.integers(-32768, 32767), max_size=300), st.sampled_from((8000, 16_000, RATE, 48_000)))
def test_what_is_written_is_read_again(samples: list[int], rate: int) -> None:
    sound = Sound(rate, array("h", samples))
    assert read(written(sound)) == sound


def test_silence_goes_and_the_tone_stays_whole() -> None:
    found = trimmed(tone(500, before=700, after=900))
    assert 0.5 <= found.seconds <= 0.6
    assert max(found.samples) == max(tone(500).samples)
    assert trimmed(tone(0, before=500)).samples == array("h")


def test_pieces_are_joined_in_order_with_a_gap() -> None:
    whole = joined([tone(100), tone(200)])
    assert whole.seconds == pytest.approx(0.34, abs=0.001)
    with pytest.raises(ValueError, match="rates"):
        joined([tone(10), tone(10, rate=8000)])


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no sound at all, but long enough to be one" * 3])
def test_what_is_no_sound_is_named_and_not_played(data: bytes) -> None:
    with pytest.raises(NotSound):
        read(data)


# --- the synthetic voice


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize("language", sorted(WORDS.tongues))
def test_a_call_is_spoken_in_a_few_seconds_without_silence_around_it(language: str) -> None:
    said = call(WORDS.tongues[language], Heard("A008", "12"))
    sound = espeak.speak(said.given, WORDS.tongues[language].espeak, 170)
    assert 2 < sound.seconds < 5
    assert trimmed(sound).seconds > sound.seconds - 0.1


@pytest.mark.usefixtures("speech")
def test_a_voice_that_is_not_there_is_no_speech() -> None:
    with pytest.raises(espeak.NoSpeech, match="nowhere"):
        espeak.speak("1", "nowhere", 170)


def test_without_the_program_there_is_no_speech(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(espeak.NoSpeech, match="espeak-ng is not installed"):
        espeak.speak("1", "en", 170)
    clips = Clips(tmp_path / "kept", tmp_path, WORDS.tongues)
    clips.look(plan())
    assert [(source.kind, source.problem) for source in clips.sources.values()] == [
        ("none", "espeak-ng is not installed")
    ] * 2


def fake_espeak(folder: Path, script: str) -> str:
    """A PATH on which espeak-ng is this script."""
    (folder / "espeak-ng").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "espeak-ng").chmod(0o755)
    limiter = shutil.which("timeout")
    assert limiter is not None
    (folder / "timeout").symlink_to(limiter)
    return str(folder)


@pytest.mark.parametrize(
    ("script", "problem"),
    [("exit 3", "ended with 3"), ("echo noise", "gave no WAV"), ("exec /bin/sleep 60", "ended with")],
)
def test_a_program_that_fails_or_hangs_is_no_speech(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, problem: str
) -> None:
    monkeypatch.setenv("PATH", fake_espeak(tmp_path, script))
    monkeypatch.setattr(espeak, "SECONDS", "0.3")
    with pytest.raises(espeak.NoSpeech, match=problem):
        espeak.speak("1", "en", 170)


def test_a_sentence_is_made_once_and_then_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tone.wav").write_bytes(written(tone(300, before=200)))
    made = tmp_path / "made"
    monkeypatch.setenv("PATH", fake_espeak(tmp_path, f"echo x >>{made}\nexec /bin/cat {tmp_path}/tone.wav"))
    clips = Clips(tmp_path / "kept", tmp_path, WORDS.tongues)
    said = call(EN, Heard("A008", "12"))
    first = clips.make(plan(), "en", said)
    assert read(first).seconds == pytest.approx(0.32, abs=0.01)
    assert clips.make(plan(), "en", said) == first
    assert made.read_text() == "x\n"
    assert clips.make(plan(voice=Voice(speed=120)), "en", said) == first
    assert made.read_text() == "x\nx\n"


def test_clips_on_disk_keep_within_their_bound_and_the_oldest_go(tmp_path: Path) -> None:
    clips = Clips(tmp_path / "kept", tmp_path, WORDS.tongues)
    names = [f"{at:02}.wav" for at in range(10)]
    for name in names:
        clips._keep(tmp_path / "kept" / name, b"x" * 1000)
    clips._forget(4500)
    assert len(list((tmp_path / "kept").iterdir())) == 4


# --- clip packs


def record(folder: Path, words: list[str], rate: int = RATE) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in words:
        (folder / pack.file_name(each)).write_bytes(written(tone(80, before=20, rate=rate)))


def held(laid: Plan, language: str) -> list[str]:
    return list(pieces(laid, WORDS.tongues[language], language))


def test_a_whole_pack_speaks_and_an_incomplete_one_is_named_and_not_used(tmp_path: Path) -> None:
    laid = plan(voice=Voice(clips="rec"), loudspeakers=(Loudspeaker("b", languages=("zh", "en")),))
    record(tmp_path / "rec" / "zh", held(laid, "zh"))
    record(tmp_path / "rec" / "en", [each for each in held(laid, "en") if each not in ("three", "please go to")])
    clips = Clips(tmp_path / "kept", tmp_path, WORDS.tongues)
    clips.look(laid)
    assert (clips.sources["zh"].kind, clips.sources["zh"].missing) == ("clips", ())
    assert clips.sources["en"].kind in ("espeak", "none")
    assert clips.sources["en"].missing == ("three.wav", "please go to.wav")
    said = call(ZH, Heard("B008", "3"))
    sound = read(clips.make(laid, "zh", said))
    assert sound.seconds == pytest.approx(len(said.pieces) * 0.1 + (len(said.pieces) - 1) * 0.04, abs=0.01)


@pytest.mark.parametrize("bad", [b"", b"RIFF", written(tone(0, before=100)), b"x" * (pack.BYTES_MOST + 1)])
def test_a_recording_that_cannot_be_used_is_missing(tmp_path: Path, bad: bytes) -> None:
    record(tmp_path, ["请", "到"])
    (tmp_path / "到.wav").write_bytes(bad)
    loaded = pack.load(tmp_path, ["请", "到"])
    assert not loaded.complete and loaded.missing[0].startswith("到.wav: ")


def test_recordings_of_different_rates_are_no_pack(tmp_path: Path) -> None:
    record(tmp_path, ["请"])
    record(tmp_path, ["到"], rate=16_000)
    assert pack.load(tmp_path, ["请", "到"]).missing == ("all files at one rate: there are 16000 Hz, 22050 Hz",)


def test_a_pack_that_is_not_there_lacks_everything(tmp_path: Path) -> None:
    assert pack.load(tmp_path / "none", ["请"]).missing == ("请.wav",)
    assert not pack.load(tmp_path / "none", []).complete


def test_a_sentence_with_a_word_that_no_pack_has_is_not_half_said(tmp_path: Path) -> None:
    record(tmp_path, ["请"])
    loaded = pack.load(tmp_path, ["请"])
    assert loaded.say(("请", "请")) is not None
    assert loaded.say(("请", "某")) is None
    assert loaded.say(()) is None
    assert Said("", "").pieces == ()
