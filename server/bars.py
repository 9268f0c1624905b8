"""The bars of the running hall: their lines built from the plan, their threads started, their news recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import gevent

from bars.bars import Bars
from bars.building import Built, built
from hall.hall import plan_of
from hall.words import Words
from ledger.ledger import Ledger
from server import logs, seam
from wires.wire import Native

SETTLE_SECONDS = 1.0
"""When news could not be kept (a full disk), how long until it is tried again."""


@dataclass(frozen=True)
class Board:
    """What stands on a simulated bar."""

    bar: str
    window: str
    text: str


class RunningBars:
    def __init__(self, bars: Bars, lines: Sequence[Built], bell: seam.Bell) -> None:
        self._bars, self._lines = bars, lines
        bars.start()
        self._greenlets = [gevent.spawn(bell.answer, bars.settle), gevent.spawn(self._again)]

    def drain(self) -> None:
        """There is news: say what each bar is to show."""
        self._bars.drain()

    def _again(self) -> None:
        while True:
            gevent.sleep(SETTLE_SECONDS)
            self._bars.settle()

    def stop(self) -> None:
        gevent.killall(self._greenlets)
        self._bars.close()

    def boards(self) -> list[Board]:
        """For a demo: the simulated ones."""
        return [
            Board(each.planned.id, each.planned.window, each.board.text)
            for each in self._lines
            if each.board is not None
        ]


def start(ledger: Ledger, words: Words, native: Native) -> RunningBars:
    """Every bar of the plan."""
    bell = seam.Bell()
    lines = built(plan_of(ledger.hall).bars, native)
    bars = Bars(
        ledger, lines, words=words, spawn=seam.spawn, inbox=seam.inbox, wake=bell.ring, report=logs.from_thread
    )
    return RunningBars(bars, lines, bell)
