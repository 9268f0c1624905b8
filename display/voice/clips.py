"""Sentences as WAV files: of the hall's clip pack when that is complete, else of the synthetic voice, kept on disk.

All of it is slow or reads files, so it is called off the loop; `Clips.sources` alone is read on it.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from display.voice import espeak, pack
from display.voice.sentences import pieces, spoken_languages
from display.voice.sound import written
from hall.plan import Plan
from hall.voice import Said, Tongue

log = structlog.get_logger("voice")

BYTES_KEPT = 64 * 1024 * 1024
"""Of clips on disk: the sentences of some hundred calls; the oldest go."""

MISSING_TOLD = 20
"""Missing files that are named; the others are counted."""

TRIED = "0"


@dataclass(frozen=True)
class Source:
    """Where a language's sentences come from: "clips", "espeak", or "none" (the pages fall back on a voice of their
    browser's). `missing`: what keeps the clip pack from being used; `problem`: why there is no synthetic voice."""

    kind: str
    missing: tuple[str, ...] = ()
    problem: str | None = None


class Clips:
    """The hall's voice. `folder` is where clips are kept, `beside` where a pack's folder is looked for."""

    def __init__(self, folder: Path, beside: Path, tongues: Mapping[str, Tongue], native: espeak.Native = espeak.PLAIN):
        self._folder, self._beside, self._tongues, self._native = folder, beside, tongues, native
        self._packs: dict[str, pack.Pack] = {}
        self.sources: dict[str, Source] = {}

    def look(self, plan: Plan) -> None:
        """See what there is for this plan, and say in the log what is not. At the start, and after a new plan."""
        packs = {language: self._pack(plan, language) for language in spoken_languages(plan)}
        self._packs = {language: each for language, each in packs.items() if each is not None and each.complete}
        self.sources = {language: self._source(plan, language, each) for language, each in packs.items()}
        for language, source in self.sources.items():
            missing, more = list(source.missing[:MISSING_TOLD]), len(source.missing[MISSING_TOLD:])
            log.info("voice", language=language, source=source.kind)
            if missing:
                log.error("clips-missing", language=language, missing=missing, more=more)
            if source.problem is not None:
                log.error("no-voice", language=language, problem=source.problem)

    def make(self, plan: Plan, language: str, said: Said) -> bytes:
        """The sentence as a WAV file. NoSpeech when nothing here can say it."""
        recorded = self._packs.get(language)
        sound = recorded.say(said.pieces) if recorded is not None else None
        return written(sound) if sound is not None else self._spoken(plan, self._tongues[language].espeak, said.given)

    def _pack(self, plan: Plan, language: str) -> pack.Pack | None:
        if not plan.voice.clips:
            return None
        folder = self._beside / plan.voice.clips / language
        return pack.load(folder, pieces(plan, self._tongues[language], language))

    def _source(self, plan: Plan, language: str, recorded: pack.Pack | None) -> Source:
        missing = recorded.missing if recorded is not None else ()
        if recorded is not None and recorded.complete:
            return Source("clips")
        try:
            espeak.speak(TRIED, self._tongues[language].espeak, plan.voice.speed, self._native)
        except espeak.NoSpeech as no:
            return Source("none", missing, str(no))
        return Source("espeak", missing)

    # --- kept on disk

    def _spoken(self, plan: Plan, voice: str, text: str) -> bytes:
        """What the synthetic voice says, from disk when it said it before."""
        speed = plan.voice.speed
        name = hashlib.sha256(f"{voice} {speed} {text}".encode()).hexdigest()
        path = self._folder / f"{name}.wav"
        try:
            data = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            data = written(espeak.speak(text, voice, speed, self._native))
            self._keep(path, data)
        return data

    def _keep(self, path: Path, data: bytes) -> None:
        """Whole or not at all. A disk that is full costs the next asker 15 ms, and nobody the sentence."""
        part = path.with_suffix(f".{threading.get_native_id()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
            self._forget(BYTES_KEPT)
        except OSError as error:
            log.warning("clip-not-kept", error=str(error))

    def _forget(self, most: int) -> None:
        """Those asked for least lately go until the rest takes no more than `most` bytes."""
        found = []
        for each in self._folder.iterdir():
            stat = each.stat()
            found.append((stat.st_mtime, stat.st_size, each))
        over = sum(size for _, size, _ in found) - most
        for _, size, each in sorted(found)[: len(found) if over > 0 else 0]:
            if over <= 0:
                break
            each.unlink(missing_ok=True)
            over -= size
