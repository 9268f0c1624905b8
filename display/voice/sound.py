"""Sound as bytes: WAV files of 16 bit and one channel, joined and freed of silence. Nothing else is needed."""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

QUIET = 400
"""Samples (of 32,768) below this are silence: a breath, the noise of a room."""

LOOK_MILLIS = 10
BEFORE_MILLIS, AFTER_MILLIS = 20, 60
"""Kept of the silence around a sentence, so that no consonant is cut."""

GAP_MILLIS = 40
"""Between two recorded pieces."""

RATES = (8_000, 48_000)


class NotSound(Exception):
    """The bytes are no WAV of 16 bit and one channel; the text says what they are."""


@dataclass(frozen=True)
class Sound:
    """Samples, `rate` a second."""

    rate: int
    samples: array[int]

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def read(data: bytes) -> Sound:
    """A WAV file. A writer to a pipe leaves its length open, so what counts is what is there."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            frames = file.readframes(len(data))
    except (wave.Error, EOFError) as wrong:
        raise NotSound(f"no WAV file ({wrong or 'too short'})") from None
    if (width, channels) != (2, 1) or not RATES[0] <= rate <= RATES[1]:
        raise NotSound(f"{width * 8} bit, {channels} channels, {rate} Hz instead of 16 bit, one channel, 8 to 48 kHz")
    samples = array("h", frames[: len(frames) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return Sound(rate, samples)


def written(sound: Sound) -> bytes:
    """As a WAV file."""
    samples = array("h", sound.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(samples.tobytes())
    return made.getvalue()


def trimmed(sound: Sound) -> Sound:
    """Without the silence before and after it. What is silent throughout comes out empty."""
    step = max(1, sound.rate * LOOK_MILLIS // 1000)
    starts = range(0, len(sound.samples), step)
    loud = [at for at in starts if _peak(sound.samples[at : at + step]) >= QUIET]
    if not loud:
        return Sound(sound.rate, array("h"))
    first = max(0, loud[0] - sound.rate * BEFORE_MILLIS // 1000)
    return Sound(sound.rate, sound.samples[first : loud[-1] + step + sound.rate * AFTER_MILLIS // 1000])


def _peak(samples: array[int]) -> int:
    return max(max(samples), -min(samples))


def joined(sounds: Sequence[Sound]) -> Sound:
    """One after the other with a short gap. They have one rate (ValueError)."""
    rate = sounds[0].rate
    if any(each.rate != rate for each in sounds):
        raise ValueError("sounds of different rates")
    gap = array("h", bytes(2 * (rate * GAP_MILLIS // 1000)))
    whole = array("h")
    for at, each in enumerate(sounds):
        whole += gap + each.samples if at else each.samples
    return Sound(rate, whole)
