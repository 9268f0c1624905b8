"""The real slip printer: asks how it is, sends the whole job, and believes only the printer's own word that it is out.

A new wire for every job: a printer that was off for a moment never answers on the old one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from hall import plan
from hall.events import Problem
from printers.drawing import Drawing
from printers.escpos_bytes import CLEAR, encode, marker
from printers.printer import Built, Job, Outcome, PrinterUnsupported, within
from printers.status import Automatic, Completed, Paper, RealTime, Replies, Reply, halts, problems_of, problems_told
from wires.opening import opener_of
from wires.wire import Native, Opener, Wire, WireBroken

QUEUE_MAX = 30
"""Slips take a second or two; what waits longer than a minute is not printed any more."""
PRINT_WAITS_MAX = 5
"""A job may take this many times `reply_seconds` until the printer says it is out."""


class Thermal:
    """An ESC/POS printer behind a wire. `status` of the plan says how it can tell that a job is out."""

    def __init__(self, planned: plan.Printer, opener: Opener, drawing: Drawing, reply_seconds: float = 2.0) -> None:
        self._planned, self._open, self._drawing = planned, opener, drawing
        self._reply_seconds = reply_seconds

    def print(self, job: Job) -> Outcome:
        data = encode(job.lines, self._planned, self._drawing)
        try:
            wire = self._open()
        except WireBroken:
            return Outcome("failed", "offline")
        try:
            return self._print(_Talk(wire, self._reply_seconds), data, job.mark)
        finally:
            wire.close()

    def _print(self, talk: _Talk, data: bytes, mark: str) -> Outcome:
        try:
            stopping = self._stopping(talk)
        except WireBroken:
            return Outcome("failed", "offline")
        if stopping is not None:
            return Outcome("failed", stopping)
        try:
            talk.forget()
            talk.wire.send(data + marker(self._planned.status, mark))
            if self._planned.status == "none":
                return Outcome("sent")
            return self._come_out(talk, mark)
        except WireBroken:
            return Outcome("unknown", "offline")

    def _stopping(self, talk: _Talk) -> Problem | None:
        """What keeps it from printing just now. One that says nothing may print all the same: it gets its job."""
        if self._planned.status == "none":
            return None
        return next((problem for problem in talk.problems() if halts(problem) and problem != "silent"), None)

    def _come_out(self, talk: _Talk, mark: str) -> Outcome:
        """Wait for its word, asking between waits whether it has stopped; what it then holds it is to forget."""
        for _ in range(PRINT_WAITS_MAX):
            said = talk.wait(lambda reply: _is_done(reply, self._planned.status, mark) or _stopped(reply) is not None)
            if said is not None and _is_done(said, self._planned.status, mark):
                return Outcome("printed")
            stopped = _stopped(said) or _halting(talk.problems())
            if stopped is not None and stopped != "silent":
                talk.wire.send(CLEAR)
                return Outcome("unknown", stopped)
        return Outcome("unknown", "silent")

    def problems(self) -> tuple[Problem, ...]:
        try:
            wire = self._open()
        except WireBroken:
            return ("offline",)
        try:
            return () if self._planned.status == "none" else _Talk(wire, self._reply_seconds).problems()
        except WireBroken:
            return ("offline",)
        finally:
            wire.close()

    def close(self) -> None:
        """Nothing is kept open between jobs."""


class _Talk:
    """One conversation: a question, then its answer, before anything else is sent."""

    def __init__(self, wire: Wire, reply_seconds: float) -> None:
        self.wire = wire
        self._replies = Replies()
        self._came: list[Reply] = []
        self._seconds = reply_seconds
        self._silent = False

    def forget(self) -> None:
        """What came before cannot be the answer to what comes next."""
        self._came.clear()

    def problems(self) -> tuple[Problem, ...]:
        offline = self._ask(2)
        if offline is None:
            return ("silent",)
        printer, paper = self._ask(1), self._ask(4)
        error = self._ask(3) if offline & 0x40 else None
        return problems_of(printer, offline, error, paper)

    def _ask(self, question: int) -> int | None:
        """One `DLE EOT`. After one without an answer no other is asked: its late answer would be taken for theirs."""
        if self._silent:
            return None
        self._came = [reply for reply in self._came if not isinstance(reply, RealTime)]
        self.wire.send(bytes([0x10, 0x04, question]))
        answer = self.wait(lambda reply: isinstance(reply, RealTime))
        self._silent = answer is None
        return answer.bits if isinstance(answer, RealTime) else None

    def wait(self, wanted: Callable[[Reply], bool]) -> Reply | None:
        """The first wanted reply within the time, what came before included; None when none came. Others are kept."""
        until = time.monotonic() + self._seconds
        while True:
            for at, reply in enumerate(self._came):
                if wanted(reply):
                    return self._came.pop(at)
            left = until - time.monotonic()
            data = self.wire.receive(left) if left > 0 else b""
            if not data:
                return None
            self._came += self._replies.feed(data)


def _stopped(reply: Reply | None) -> Problem | None:
    """What a printer that speaks unasked says has stopped it."""
    return _halting(problems_told(reply.bits)) if isinstance(reply, Automatic) else None


def _halting(problems: tuple[Problem, ...]) -> Problem | None:
    return next((problem for problem in problems if halts(problem)), None)


def _is_done(reply: Reply, status: str, mark: str) -> bool:
    if status == "completion":
        return reply == Completed(mark)
    return isinstance(reply, Paper)


def build(planned: plan.Printer, native: Native, drawing: Drawing) -> Built:
    """Drives the printer that the plan names; PrinterUnsupported when this version cannot."""
    opener, planned = opener_for(planned, native), within(planned)
    seconds = planned.wire.reply_seconds if planned.wire else 2.0
    return Built(planned, Thermal(planned, opener, drawing, seconds), QUEUE_MAX)


def opener_for(planned: plan.Printer, native: Native) -> Opener:
    """What opens the printer's wire."""
    wire = planned.wire
    if planned.kind != "thermal" or wire is None:
        raise PrinterUnsupported(f"printer {planned.id}: a thermal printer needs a wire")
    if wire.kind == "file" and planned.status != "none":
        raise PrinterUnsupported(f'printer {planned.id}: a device file cannot answer: set status = "none"')
    return opener_of(wire, native)
