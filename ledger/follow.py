"""News for those who follow the record: the writer drops it into a bounded deque and goes on; the loop drains it."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import Generic, TypeVar

N = TypeVar("N")


class Follower(Generic[N]):
    """One follower's news, in ledger order. One thread tells, another takes; neither ever waits for the other.

    When more than `most` lie there the deque is emptied and `missed` says so: whoever reads it sends the whole view. It
    stays true until a `take` after it was read, so an overflow between the two is not lost.
    """

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most = name, most
        self._news: deque[N] = deque()
        # Each of these is written by one thread only: overflows by the writer, the others by the reader.
        self._overflows = self._read = self._cleared = 0

    @property
    def missed(self) -> bool:
        self._read = self._overflows
        return self._overflows > self._cleared

    def take(self) -> list[N]:
        """All the news there is, oldest first."""
        self._cleared = self._read
        taken: list[N] = []
        with suppress(IndexError):  # an overflow emptied the deque under our hands, and `missed` says so
            for _ in range(len(self._news)):
                taken.append(self._news.popleft())
        return taken

    def tell(self, news: N) -> None:
        """From the writer's thread."""
        if len(self._news) >= self.most:
            self.overflow()
        self._news.append(news)

    def overflow(self) -> None:
        self._overflows += 1
        self._news.clear()
