"""The synthetic voice: espeak-ng, a system package, run as a process of its own.

Called in a native thread, where gevent's ways to start a process and to wait for it do not work: so the plain calls of
the operating system are handed in, and the time limit is kept by `timeout` of the coreutils.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from display.voice.sound import NotSound, Sound, read, trimmed

PROGRAM, LIMITER = "espeak-ng", "timeout"
SECONDS = "5"
"""For one sentence; it takes 15 ms."""

BYTES_MOST = 4 * 1024 * 1024
CHUNK = 65_536


class NoSpeech(Exception):
    """espeak-ng is not there, or did not do it; the text says which."""


@dataclass(frozen=True)
class Native:
    """How a process is started (posix_spawn) and waited for (waitpid) in a native thread."""

    spawn: Callable[..., int] = os.posix_spawn
    wait: Callable[[int, int], tuple[int, int]] = os.waitpid


PLAIN = Native()


def speak(text: str, voice: str, speed: int, native: Native = PLAIN) -> Sound:
    """The sentence, spoken and freed of silence. NoSpeech when it cannot be had."""
    program, limiter = shutil.which(PROGRAM), shutil.which(LIMITER)
    if program is None or limiter is None:
        raise NoSpeech(f"{PROGRAM if program is None else LIMITER} is not installed")
    data, status = _run([limiter, SECONDS, program, "--stdout", "-v", voice, "-s", str(speed), "--", text], native)
    if status != 0:
        raise NoSpeech(f"{PROGRAM} ended with {status} for voice {voice}")
    try:
        sound = trimmed(read(data))
    except NotSound as wrong:
        raise NoSpeech(f"{PROGRAM} gave {wrong}") from None
    if not sound.samples:
        raise NoSpeech(f"{PROGRAM} was silent for voice {voice}")
    return sound


def _run(command: list[str], native: Native) -> tuple[bytes, int]:
    """What a program writes, and its exit code."""
    reading, writing = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]  # fmt: skip
    try:
        process = native.spawn(command[0], command, os.environ, file_actions=actions)
    finally:
        os.close(writing)
    try:
        data = _read(reading)
    finally:
        os.close(reading)
        status = _ended(process, native)
    return data, status


def _ended(process: int, native: Native) -> int:
    """Its exit code; 0 where the loop was quicker to wait for every child there is: then what it wrote must do."""
    try:
        return os.waitstatus_to_exitcode(native.wait(process, 0)[1])
    except ChildProcessError:
        return 0


def _read(reading: int) -> bytes:
    data = bytearray()
    while len(data) < BYTES_MOST and (chunk := os.read(reading, CHUNK)):
        data += chunk
    return bytes(data)
