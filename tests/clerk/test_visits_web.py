"""What a window does beside calling, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.shapes import TicketShape
from clerk.shapes import WindowShape
from hall import serving
from hall.plan import Display
from ledger.asks import Asker
from tests.api.web_cast import House, said
from tests.hall.cast import journey_plan


def test_somebody_without_a_ticket_is_served_at_once(house: House) -> None:
    ticket = house.at("B1", "serve", {"service": "medical", "language": "en"}).get_json()["ticket"]
    TicketShape.model_validate(ticket)
    assert (ticket["number"], ticket["state"], ticket["window"]) == ("B001", "serving", "B1")
    assert said(house.at("B1", "serve", {"service": "medical"})) == (409, "window-busy", None)
    undone = house.at("B1", "undo").get_json()["ticket"]
    assert (undone["id"], undone["state"]) == (ticket["id"], "cancelled")
    assert said(house.at("B1", "serve", {"service": "social"})) == (409, "does-not-serve", "service")
    assert said(house.at("B1", "serve", {"service": "x"})) == (422, "unknown-service", "service")
    assert house.take()["number"] == "B002"


def test_only_signed_in_staff_read_a_note_and_no_view_or_ticket_holds_it(house: House) -> None:
    ticket = house.take()["id"]
    path = f"/tickets/{ticket}/note"
    assert said(house.ask("clerk", "POST", path, {"note": "secret"})) == (403, "not-allowed", None)
    written = house.person("clerk:li@B1", "POST", path, {"note": "asks for Ms Wang"})
    assert written.get_json() == {"ticket": ticket, "note": "asks for Ms Wang", "by": "li"}
    house.at("B1", "call-next")
    assert house.person("manager:lin", "GET", path).get_json()["note"] == "asks for Ms Wang"
    assert said(house.ask("clerk@B1", "GET", path)) == (403, "not-allowed", None)
    view = house.ask("clerk@B1", "GET", "/windows/B1")
    assert view.get_json()["visit"]["noted"] is True
    board = house.ask("display", "GET", "/displays/hall-b")
    for public in (view, board, house.ask("kiosk", "GET", f"/tickets/{ticket}")):
        assert "Wang" not in public.text
    assert said(house.person("clerk:li", "GET", "/tickets/nothere/note")) == (404, "unknown-ticket", None)
    house.at("B1", "finish")
    assert house.person("clerk:li", "GET", path).get_json()["note"] is None
    assert said(house.person("clerk:li", "POST", path, {"note": "late"})) == (409, "unknown-ticket", None)


@pytest.fixture
def hall_of_matters(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, journey_plan(displays=(Display("hall-b", ("B",), (), "zone-b"),)))
    made.open("A1", "B1", "B2", "B3")
    yield made
    made.close()


def test_a_matter_of_four_legs_keeps_its_number_from_the_kiosk_to_the_last_window(hall_of_matters: House) -> None:
    house = hall_of_matters
    ticket = house.take("fixed")
    TicketShape.model_validate(ticket)
    way = ["medical", "social", "permit", "start-up"]
    assert (ticket["number"], ticket["journey"], [leg["service"] for leg in ticket["legs"]]) == ("X001", "fixed", way)
    for no, window in enumerate(("B1", "B2", "A1", "A1")):
        called = house.at(window, "call-next").get_json()["ticket"]
        assert (called["number"], called["service"]) == ("X001", way[no])
        view = house.ask("clerk", "GET", f"/windows/{window}").get_json()
        WindowShape.model_validate(view)
        assert [leg["state"] for leg in view["ticket"]["legs"]] == ["done"] * no + ["called"] + ["ahead"] * (3 - no)
        finished = house.at(window, "finish").get_json()["ticket"]
    assert finished["state"] == "done"
    over = house.ask("kiosk", "GET", f"/tickets/{ticket['id']}").get_json()
    TicketShape.model_validate(over)
    assert (over["journey"], [leg["state"] for leg in over["legs"]]) == ("fixed", ["done"] * 4)


def test_a_free_middle_goes_where_the_line_is_shorter(hall_of_matters: House) -> None:
    house = hall_of_matters
    for _ in range(3):
        house.take("medical")
    ticket = house.take("free")
    house.at("A1", "call-next")
    finished = house.at("A1", "finish").get_json()["ticket"]
    assert finished["id"] == ticket["id"]
    assert [leg["service"] for leg in finished["legs"]] == ["permit", "social", "medical", "start-up"]


def test_three_windows_meet_at_one_visitor(hall_of_matters: House) -> None:
    house = hall_of_matters
    ticket = house.take("joint")["id"]
    house.at("B1", "call-next")
    assert said(house.at("B1", "start")) == (409, "not-all-here", None)
    invited = house.ask("clerk@B2", "GET", "/windows/B2").get_json()["invitations"]
    assert invited == [{"id": ticket, "number": "X001", "window": "B1", "window_label": "3", "service": "social"}]
    joined = house.at("B2", "join", {"ticket": ticket}).get_json()
    WindowShape.model_validate(joined)
    assert joined["joint"]["window_label"] == "3"
    assert joined["joint"]["parts"][0] == {"service": "social", "window": "B2", "window_label": "4"}
    assert said(house.at("B2", "finish")) == (409, "joined-elsewhere", None)
    house.at("B1", "release", {"service": "permit"})
    started = house.at("B1", "start").get_json()["ticket"]
    assert (started["state"], started["windows"]) == ("serving", ["B1", "B3", "B4"])
    board = house.ask("display", "GET", "/displays/hall-b").get_json()["view"]
    assert board["serving"] == [{"number": "X001", "window": "B1"}] and len(board["calls"]) == 1
    house.at("B1", "finish")
    assert house.ask("clerk@B2", "GET", "/windows/B2").get_json()["state"] == "idle"
    assert said(house.at("B2", "join", {"ticket": "nothere"})) == (422, "unknown-ticket", "ticket")
    assert said(house.at("B2", "release", {"service": "x"})) == (422, "unknown-service", "service")


def test_a_call_whose_clerk_has_gone_is_taken_off_the_wall(house: House) -> None:
    ticket = house.take()["id"]
    house.at("B1", "call-next")
    house.seconds += 600
    house.ledger.by(Asker("clock")).record(serving.give_back, window="B1", ticket=ticket)
    board = house.ask("display", "GET", "/displays/hall-b").get_json()["view"]
    assert board["calls"][0]["withdrawn"] and [each["window"] for each in board["paused"]] == ["B1"]
    assert house.at("B2", "call-next").status_code == 409
    assert house.at("B3", "call-next").get_json()["ticket"]["id"] == ticket
