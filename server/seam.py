"""The thread seam under gevent: native threads, unpatched queues, waitables a native thread may set, and a way to wake
the loop. Under gevent a patched Thread is a greenlet, and a commit there would stall every screen.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import gevent
from gevent import monkey
from gevent.event import AsyncResult, Event

from display.voice.espeak import Native


def spawn(run: Callable[[], None]) -> None:
    """Start a native thread, whatever gevent has patched."""
    start: Callable[..., Any] = monkey.get_original("_thread", "start_new_thread")
    start(run, ())


def inbox() -> queue.SimpleQueue[Any]:
    """A queue that native threads may wait on and greenlets may put into (never take from)."""
    made: queue.SimpleQueue[Any] = monkey.get_original("queue", "SimpleQueue")()
    return made


def native() -> Native:
    """How native threads start a process and wait for it, whatever gevent has patched."""
    return Native(monkey.get_original("os", "posix_spawn"), monkey.get_original("os", "waitpid"))


def native_id() -> int:
    """The operating system's number of the thread this runs in: greenlets of the loop share one."""
    return threading.get_native_id()


class Promise:
    """A Future for one greenlet, set from a native thread."""

    __slots__ = ("_result",)

    def __init__(self) -> None:
        self._result = AsyncResult()

    def set_result(self, value: Any) -> None:
        self._result.set(value)

    def set_exception(self, error: BaseException) -> None:
        self._result.set_exception(error)

    def result(self, timeout: float | None = None) -> Any:
        """The value or the error; TimeoutError when it takes longer than `timeout` seconds."""
        try:
            return self._result.get(timeout=timeout)
        except gevent.Timeout as late:
            raise TimeoutError from late


class Bell:
    """Rung from any thread, heard on the loop: many rings before it is heard are one."""

    def __init__(self) -> None:
        self._rung = Event()
        self._watch = gevent.get_hub().loop.async_()
        self._watch.start(self._rung.set)

    def ring(self) -> None:
        self._watch.send()

    def answer(self, act: Callable[[], None]) -> None:
        """For ever: wait for a ring, act. Runs in a greenlet of its own."""
        while True:
            self._rung.wait()
            self._rung.clear()
            act()
