"""The cast of the stories: the shipped hall as a server of its own, its screens, and people who press things."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.served import Served, Start
from tests.stories.screens import Page


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall of the stories' own: who waits here came in a story."""
    server = Start(tmp_path_factory.mktemp("stories")).served()
    yield server
    server.stop()


@pytest.fixture
def page(served: Served) -> Iterator[Callable[..., Page]]:
    """Opens a screen: `page("/display", "hall-b")`. All are closed afterwards."""
    opened: list[Page] = []

    def open_page(namespace: str, at: str, key: str | None = None) -> Page:
        opened.append(Page(served, namespace, at, key or served.key(namespace[1:])))
        return opened[-1].connect()

    yield open_page
    for each in opened:
        each.leave()
