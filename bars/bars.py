"""The bars at work: each shows what its window does, and whether it can be reached is recorded.

Three places, none of which waits for another: the loop looks at the hall's news and says what is wanted (`drain`), a
native thread per line shows it, and a greenlet of its own records what went wrong and what is well again (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from bars.bar import Shown
from bars.building import Built
from bars.view import Speaker, shown
from hall import devices
from hall.events import BarProblem
from hall.hall import Hall, plan_of
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from wires.worker import Inbox, Report, Worker

QUEUE_MAX = 50
"""Acts a line may have waiting. Each shows what is wanted when its turn comes: one without a place costs nothing."""
AGAIN_SECONDS = 10.0
"""Every bar is told its picture again this often: one that was unplugged or without power is right again by then."""
NEWS_MAX = 100
CLOSE_SECONDS = 5.0


class Bars:
    """Owns one worker for each line. `spawn` starts a native thread and `inbox` makes an unpatched queue, as for the
    ledger; `wake` is called from those threads when there is something to `settle`; `report` logs, also from them."""

    def __init__(
        self, ledger: Ledger, built: Iterable[Built], *, words: Speaker, spawn: Callable[[Callable[[], None]], Any],
        inbox: Callable[[], Inbox], wake: Callable[[], object], report: Report, again_seconds: float = AGAIN_SECONDS,
    ) -> None:  # fmt: skip
        self._ledger, self._follower = ledger, ledger.follow("bars", NEWS_MAX)
        self._words, self._wake, self._report = words, wake, report
        self._built = {each.planned.id: each for each in built}
        self._wanted: dict[str, Shown | None] = dict.fromkeys(self._built)
        self._problems: dict[str, BarProblem | None] = {}
        self._workers = dict(self._of_lines(spawn, inbox, again_seconds))

    def _of_lines(
        self, spawn: Callable[[Callable[[], None]], Any], inbox: Callable[[], Inbox], again_seconds: float
    ) -> Iterable[tuple[str, Worker]]:
        """The worker of each bar: those of one line share one."""
        lines: dict[int, list[str]] = {}
        for bar, each in self._built.items():
            lines.setdefault(id(each.line), []).append(bar)
        for bars in lines.values():
            worker = Worker(
                f"bars:{','.join(bars)}", spawn, inbox, QUEUE_MAX, report=self._report,
                idle=partial(self._show_all, bars), idle_seconds=again_seconds,
            )  # fmt: skip
            yield from ((bar, worker) for bar in bars)

    def start(self) -> None:
        """Each worker begins by showing what stands."""
        self._look(self._ledger.hall)
        for worker in set(self._workers.values()):
            worker.start()

    def close(self) -> None:
        """Leave the bars as they are and let go of their lines."""
        for worker in set(self._workers.values()):
            worker.close(CLOSE_SECONDS)
        for each in self._built.values():
            each.line.close()

    # --- on the loop

    def drain(self) -> None:
        """Whenever the ledger wakes it. Only the latest picture counts: what was between nobody would have seen."""
        missed = self._follower.missed
        if self._follower.take() or missed:
            self._look(self._ledger.hall)

    def _look(self, hall: Hall) -> None:
        for bar, each in self._built.items():
            wanted = shown(hall, self._words, each.planned.window)
            if wanted != self._wanted[bar]:
                self._wanted[bar] = wanted
                self._workers[bar].give(partial(self._show, bar))

    # --- in a line's thread

    def _show_all(self, bars: list[str]) -> None:
        for bar in bars:
            self._show(bar)

    def _show(self, bar: str) -> None:
        wanted, driver = self._wanted[bar], self._built[bar].driver
        problem = driver.show(wanted) if wanted is not None else driver.clear()
        if bar not in self._problems or self._problems[bar] != problem:
            self._problems[bar] = problem
            self._wake()

    # --- in the greenlet that settles

    def settle(self) -> None:
        """Record which bars cannot be reached, and which can again. While the ledger keeps nothing, the same news waits
        for the next time."""
        try:
            for bar, problem in list(self._problems.items()):
                self._record(bar, () if problem is None else (problem,))
        except NotKept as failure:
            self._report("bars", failure)

    def _record(self, bar: str, problems: tuple[BarProblem, ...]) -> None:
        hall = self._ledger.hall
        known = hall.devices[bar].problems if bar in hall.devices else ()
        if problems != known and any(each.id == bar for each in plan_of(hall).bars):
            self._ledger.by(Asker(f"bar:{bar}")).record(devices.bar_changed, bar=bar, problems=problems)
