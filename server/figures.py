"""The figures of /metrics: counted from the record's own news and read from the hall when asked. None names anybody."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate

from prometheus_client.core import (
    CollectorRegistry,
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from hall import calling
from hall.hall import plan_of
from ledger.asks import Kept
from ledger.ledger import Ledger

BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0)


class Figures(Collector):
    """`hear` follows the news, `collect` is read at each scrape."""

    def __init__(self, ledger: Ledger, sockets: Callable[[], int]) -> None:
        self._ledger, self._sockets = ledger, sockets
        self._events: Counter[str] = Counter()
        self.registry = CollectorRegistry(auto_describe=False)
        self.registry.register(self)
        self._took, self._seconds = [0] * (len(BUCKETS) + 1), 0.0

    def commit(self, seconds: float) -> None:
        """One record took this long, for whoever asked. On the loop alone: no lock (a library's costs 30 us)."""
        self._took[bisect_left(BUCKETS, seconds)] += 1
        self._seconds += seconds

    def hear(self, news: list[Kept], _missed: bool) -> None:
        self._events.update(type(entry.event).__name__ for kept in news for entry in kept.entries)

    def collect(self) -> Iterator[Metric]:
        events = CounterMetricFamily("hall_events", "Events since this server started.", labels=["event"])
        for name, count in sorted(self._events.items()):
            events.add_metric([name], count)
        yield events
        taken = self._events["TicketTaken"] + self._events["TicketServed"]
        yield CounterMetricFamily("hall_tickets", "Tickets taken since this server started.", taken)
        yield CounterMetricFamily("hall_calls", "Calls since this server started.", self._events["TicketCalled"])
        yield GaugeMetricFamily("hall_sockets", "Sockets open.", self._sockets())
        yield GaugeMetricFamily("hall_seq", "Number of the last event.", self._ledger.hall.seq)
        buckets = zip((*map(str, BUCKETS), "+Inf"), accumulate(self._took), strict=True)
        yield HistogramMetricFamily(
            "hall_commit_seconds", "From asking the record to its commit.",
            buckets=list(buckets), sum_value=self._seconds,
        )
        yield from self._standing()

    def _standing(self) -> Iterator[Metric]:
        hall = self._ledger.hall
        waiting = GaugeMetricFamily("hall_waiting", "Tickets that wait.", labels=["category"])
        windows = GaugeMetricFamily("hall_windows", "Windows by state.", labels=["state"])
        if hall.plan is None:
            return
        for category in plan_of(hall).category:
            waiting.add_metric([category], calling.waiting_in(hall, category))
        states = Counter(window.state for window in hall.windows.values())
        for state in ("closed", "idle", "calling", "serving", "paused"):
            windows.add_metric([state], states[state])
        yield waiting
        yield windows
