"""A window that shows no sign of its clerk: the visitor it called waits again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.presence import Presence
from tests.api.web_cast import House
from tests.hall.cast import small_plan


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, small_plan())
    made.open("B1")
    yield made
    made.close()


def test_a_called_visitor_is_given_back_when_no_page_is_open_and_nothing_is_done(house: House) -> None:
    here: set[str] = set()
    presence = Presence(house.ledger, lambda: frozenset(here), lambda: house.seconds)
    ticket = house.take()["id"]
    here.add("B1")
    house.at("B1", "call-next")
    presence.look()
    house.seconds += 9_000
    presence.look()  # the page is open: the clerk may be serving without a press
    here.clear()
    for seconds, state in ((1, "called"), (598, "called"), (1, "waiting")):
        house.seconds += seconds
        presence.look()
        assert house.ledger.hall.tickets[ticket].state == state
    assert house.ledger.hall.windows["B1"].reason == "absent"


def test_an_act_of_the_staff_is_a_sign_and_one_of_the_clock_is_not(house: House) -> None:
    presence = Presence(house.ledger, frozenset, lambda: house.seconds)
    ticket = house.take()["id"]
    news = house.ledger.follow("presence")
    house.at("B1", "call-next")
    presence.look()
    house.seconds += 599
    house.at("B1", "recall")
    presence.hear(news.take(), missed=False)
    house.seconds += 599
    presence.look()
    assert house.ledger.hall.tickets[ticket].state == "called"
    house.seconds += 1
    presence.look()
    assert house.ledger.hall.tickets[ticket].state == "waiting"
