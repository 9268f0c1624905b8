"""The line to one or several bars: kept open between frames, opened anew after it broke."""

from __future__ import annotations

from hall.events import BarProblem
from wires.wire import Opener, Wire, WireBroken

STALE_READS_MAX = 16


class Line:
    """Opened at the first frame, since a board may start again whenever its line is opened."""

    def __init__(self, opener: Opener, reply_seconds: float = 2.0) -> None:
        self._open, self._reply_seconds = opener, reply_seconds
        self._wire: Wire | None = None

    def put(self, frame: bytes, *, answers: bool = False) -> BarProblem | None:
        """Send a frame; `answers`: the bar is to say something to it. A line that broke since the last frame is opened
        anew and the frame sent again."""
        for kept in (self._wire is not None, False):
            try:
                return self._put(frame, answers)
            except WireBroken:
                self.close()
                if not kept:
                    break
        return "bar-offline"

    def _put(self, frame: bytes, answers: bool) -> BarProblem | None:
        if self._wire is None:
            self._wire = self._open()
        for _ in range(STALE_READS_MAX):  # a late answer to another frame; or it shows that nobody is there any more
            if not self._wire.receive(0):
                break
        self._wire.send(frame)
        return None if not answers or self._wire.receive(self._reply_seconds) else "bar-silent"

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
