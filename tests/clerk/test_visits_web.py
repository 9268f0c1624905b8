"""What a window does beside calling, over HTTP."""

from __future__ import annotations

from api.shapes import TicketShape
from tests.api.web_cast import House, said


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
