"""A wire that only writes, into a device file such as /dev/usb/lp0. Nothing ever comes back on it."""

from __future__ import annotations

import os
import time

from wires.wire import Native, Opener, WireBroken


class FileWire:
    """Opened already, for writing and without blocking; see `file_opener`."""

    def __init__(self, opened: int, native: Native, write_seconds: float) -> None:
        self._file: int | None = opened
        self._native = native
        self._write_seconds = write_seconds

    def send(self, data: bytes) -> None:
        if self._file is None:
            raise WireBroken("lost", "closed")
        until = time.monotonic() + self._write_seconds
        left = memoryview(data)
        while left:
            left = left[self._write(self._file, left, until) :]

    def _write(self, file: int, data: memoryview, until: float) -> int:
        """Write some of it. A device out of paper takes nothing: then this waits, to its limit."""
        try:
            _, ready, _ = self._native.select([], [file], [], max(until - time.monotonic(), 0))
            if not ready:
                raise WireBroken("slow", "the device takes nothing")
            return os.write(file, data)
        except BlockingIOError:
            return 0
        except OSError as lost:
            raise WireBroken("lost", str(lost)) from lost

    def receive(self, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def file_opener(path: str, *, native: Native, write_seconds: float) -> Opener:
    def open_file() -> FileWire:
        try:
            opened = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as refused:
            raise WireBroken("refused", str(refused)) from refused
        return FileWire(opened, native, write_seconds)

    return open_file
