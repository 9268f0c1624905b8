"""A real server for the tests: started as its keeper starts it, on a free port, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.counts import PROVING
from tests.served import CONFIG, Served, Start

STORIES = {"pages", "stories"}
"""Folders of tests with a real browser and real waits, which a busy build machine can make late."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story gets a second chance in `make test` and is named; `make prove` gives none."""
    for item in items:
        where = set(item.path.relative_to(Path(__file__).parent).parts)
        if not PROVING and where & STORIES:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall in its demo, one for all tests that only ask it something."""
    server = Start(tmp_path_factory.mktemp("hall")).served()
    yield server
    server.stop()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """This test's own copy of the shipped config."""
    return Path(shutil.copy(CONFIG, tmp_path / "config.toml"))


@pytest.fixture
def start(tmp_path: Path, config: Path) -> Iterator[Callable[..., Start]]:
    """Starts servers in this test's own folder, from its own config; whatever still runs is stopped afterwards."""
    started: list[Start] = []

    def begin(*options: str) -> Start:
        started.append(Start(tmp_path / "data", config, options))
        return started[-1]

    yield begin
    for each in started:
        each.kill()
