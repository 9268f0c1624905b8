"""A screen that stops hearing the hall becomes an alarm of the running server, and comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.devices import AWAY_SECONDS
from tests.served import Served, Start, until
from tests.stories.screens import Page

LATE_SECONDS = AWAY_SECONDS + 5


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Served]:
    served = Start(tmp_path).served()
    yield served
    served.stop()


def away(hall: Served) -> list[str]:
    return [each["where"] for each in hall.get("alarms", "manager").body["alarms"] if "screen-away" in each["id"]]


def test_a_screen_without_a_socket_is_an_alarm_until_it_comes_back(hall: Served) -> None:
    hall.post("windows/B1/open", "clerk")
    screen = Page(hall, "/display", "at-b1", hall.key("display")).connect()
    screen.hears(lambda view: view["board"] == "window-b1")
    assert until(lambda: bool(hall.get("/readyz").body["devices"]["devices"]))
    screen.leave()
    assert until(lambda: away(hall) == ["at-b1"], LATE_SECONDS)
    alarm = next(each for each in hall.get("windows/B1", "clerk").body["alarms"] if each["where"] == "at-b1")
    assert "at-b1" in alarm["what"] and alarm["next_step"]
    again = Page(hall, "/display", "at-b1", hall.key("display")).connect()
    assert until(lambda: away(hall) == [])
    again.leave()
