"""A wire over a serial line: RS-232, or a device that calls itself a serial port over USB.

pyserial sets the line up. Reading and writing are done here, on the line's own number: pyserial waits with whatever
`select` it imported, which under gevent is a patched one, and a worker's native thread has no loop for it.
"""

from __future__ import annotations

import os
import time
from typing import Literal

import serial

from wires.wire import Native, Opener, WireBroken

READ_BYTES_MAX = 4096
Flow = Literal["none", "rts-cts", "xon-xoff"]


class SerialWire:
    """Opened already; see `serial_opener`."""

    def __init__(self, port: serial.Serial, native: Native, write_seconds: float) -> None:
        self._port, self._native, self._write_seconds = port, native, write_seconds
        self._open, self._whole = True, True

    def send(self, data: bytes) -> None:
        until = time.monotonic() + self._write_seconds
        left = memoryview(data)
        while left:
            self._whole = False
            left = left[self._write(left, until) :]
        self._whole = True

    def _write(self, data: memoryview, until: float) -> int:
        """Write some of it. A printer that holds the line (RTS or XOFF) takes nothing: then this waits."""
        line = self._line()
        try:
            _, ready, _ = self._native.select([], [line], [], max(until - time.monotonic(), 0))
            if not ready:
                raise WireBroken("slow", "the line takes nothing")
            return os.write(line, data)
        except BlockingIOError:
            return 0
        except OSError as lost:
            raise WireBroken("lost", str(lost)) from lost

    def receive(self, seconds: float) -> bytes:
        line = self._line()
        try:
            ready, _, _ = self._native.select([line], [], [], max(seconds, 0))
            came = os.read(line, READ_BYTES_MAX) if ready else b""
        except BlockingIOError:
            return b""
        except OSError as lost:
            raise WireBroken("lost", str(lost)) from lost
        if ready and not came:
            raise WireBroken("lost", "the device is unplugged")
        return came

    def _line(self) -> int:
        if not self._open:
            raise WireBroken("lost", "closed")
        return int(self._port.fileno())

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        try:
            if not self._whole:  # or the close itself would wait for a line that takes nothing
                self._port.reset_output_buffer()
            self._port.close()
        except (OSError, serial.SerialException):
            return


def serial_opener(path: str, baud: int, *, native: Native, write_seconds: float, flow: Flow = "none") -> Opener:
    """Opens the line for itself alone, 8 bits, no parity, 1 stop bit. A device that was unplugged in between is a new
    one by the same name, so each job opens it anew."""

    def open_line() -> SerialWire:
        try:
            port = serial.Serial(
                path, baud, timeout=0, write_timeout=0, exclusive=True, rtscts=flow == "rts-cts",
                xonxoff=flow == "xon-xoff",
            )  # fmt: skip
        except (OSError, ValueError, serial.SerialException) as refused:
            raise WireBroken("refused", str(refused)) from refused
        return SerialWire(port, native, write_seconds)

    return open_line
