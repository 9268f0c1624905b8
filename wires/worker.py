"""One worker with one bounded queue for one device: what blocks on the device blocks here and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty
from typing import Any, Protocol

Act = Callable[[], None]
Report = Callable[[str, BaseException], None]


class Inbox(Protocol):
    """The few things asked of a `queue.SimpleQueue`. Under gevent: the unpatched one."""

    def put(self, item: Any) -> None: ...
    def get(self, block: bool = True, timeout: float | None = None) -> Any: ...
    def qsize(self) -> int: ...


class Worker:
    """Does the acts it is given, in order, in a thread that `spawn` starts; `idle` at the start and then every
    `idle_seconds`. An act that raises is reported (from that thread) and the worker lives on.

    `gap_seconds` is the least time from the end of an act to the next: it keeps a device without a pace of its own
    from taking the processor. `give` is for one thread; others may only find the queue a little over its limit.
    """

    def __init__(
        self,
        name: str,
        spawn: Callable[[Callable[[], None]], Any],
        inbox: Callable[[], Inbox],
        limit: int,
        *,
        report: Report,
        idle: Act | None = None,
        idle_seconds: float = 10.0,
        gap_seconds: float = 0.0,
    ) -> None:
        self.name, self.limit = name, limit
        self._spawn, self._report = spawn, report
        self._idle, self._idle_seconds, self._gap_seconds = idle, idle_seconds, gap_seconds
        self._acts, self._ends, self._gone = inbox(), inbox(), inbox()
        self._closing = False

    def start(self) -> None:
        self._spawn(self._run)

    def give(self, act: Act) -> bool:
        """Queue an act. False: the queue is full or the worker is closing, and the act will not be done."""
        if self._closing or self._acts.qsize() >= self.limit:
            return False
        self._acts.put(act)
        return True

    def close(self, seconds: float) -> bool:
        """Finish the act under way and drop the rest. True when the worker went within the time."""
        self._closing = True
        self._acts.put(None)
        self._ends.put(None)
        try:
            self._gone.get(timeout=seconds)
        except Empty:
            return False
        return True

    def _run(self) -> None:
        next_idle = time.monotonic()
        while not self._closing:
            act = self._next(next_idle)
            if act is None and self._idle is not None and not self._closing:
                self._do(self._idle)
            elif act is not None:
                self._do(act)
            if time.monotonic() >= next_idle:
                next_idle = time.monotonic() + self._idle_seconds
            if act is not None:
                self._breathe()
        self._gone.put(None)

    def _next(self, next_idle: float) -> Act | None:
        """The next act, or None when it is time for the idle one."""
        left = next_idle - time.monotonic()
        if left <= 0:
            return None
        try:
            act: Act | None = self._acts.get(timeout=left)
        except Empty:
            return None
        return act

    def _breathe(self) -> None:
        if self._gap_seconds <= 0:
            return
        try:
            self._ends.get(timeout=self._gap_seconds)
        except Empty:
            return

    def _do(self, act: Act) -> None:
        try:
            act()
        except Exception as failure:  # the worker must live on: its device has no other
            self._report(self.name, failure)
