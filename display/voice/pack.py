"""A clip pack: a folder of recordings, one folder a language, each file named by the words it says (`zh/到.wav`).

A pack that lacks a single word of what the hall may have to say is not used: half a sentence sends people astray.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from display.voice.sound import NotSound, Sound, joined, read, trimmed

ENDING = ".wav"
BYTES_MOST = 2 * 1024 * 1024
"""Of one recording; a word takes under 200 kB."""


@dataclass(frozen=True)
class Pack:
    """One language's recordings by their words, read and trimmed; or what keeps the pack from being used."""

    clips: dict[str, Sound]
    missing: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return bool(self.clips) and not self.missing

    def say(self, pieces: Iterable[str]) -> Sound | None:
        """The sentence of these words; None when one of them is not there."""
        sounds = [self.clips.get(each) for each in pieces]
        found = [each for each in sounds if each is not None]
        return joined(found) if found and len(found) == len(sounds) else None


def file_name(piece: str) -> str:
    """How a piece's recording is called: its words; what no file name may hold is an underscore."""
    plain = unicodedata.normalize("NFC", piece)
    return "".join("_" if each in '/\\:*?"<>|' else each for each in plain) + ENDING


def load(folder: Path, wanted: Iterable[str]) -> Pack:
    """One language's recordings. `missing` names each wanted file that is not there, or cannot be used and why."""
    there = {unicodedata.normalize("NFC", each.name): each for each in folder.iterdir()} if folder.is_dir() else {}
    clips: dict[str, Sound] = {}
    missing: list[str] = []
    for piece in wanted:
        name = file_name(piece)
        try:
            clips[piece] = _read(there[name])
        except KeyError:
            missing.append(name)
        except (NotSound, OSError) as wrong:
            missing.append(f"{name}: {wrong}")
    rates = {each.rate for each in clips.values()}
    if len(rates) > 1:
        missing.append(f"all files at one rate: there are {', '.join(f'{rate} Hz' for rate in sorted(rates))}")
    return Pack(clips, tuple(missing))


def _read(path: Path) -> Sound:
    if path.stat().st_size > BYTES_MOST:
        raise NotSound(f"more than {BYTES_MOST} bytes")
    sound = trimmed(read(path.read_bytes()))
    if not sound.samples:
        raise NotSound("silence")
    return sound
