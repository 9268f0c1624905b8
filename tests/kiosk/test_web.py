"""Tickets over HTTP: who may ask what, and what each is answered."""

from __future__ import annotations

from typing import Any

from api.shapes import TicketShape
from tests.api.web_cast import House, said


def test_a_ticket_is_issued_where_the_key_stands(house: House) -> None:
    ticket = house.take("medical", needs=["wheelchair", "wheelchair"], priority_class="elderly", language="en")
    TicketShape.model_validate(ticket)
    assert (ticket["number"], ticket["state"], ticket["hand_over"]) == ("B001", "waiting", "pending")
    assert (ticket["needs"], ticket["priority_class"]) == (["wheelchair"], "elderly")
    assert house.ledger.hall.tickets[ticket["id"]].kiosk == "k1"


def test_a_program_may_leave_the_kiosk_out_and_then_nothing_is_printed(house: House) -> None:
    answer = house.ask("program", "POST", "/tickets", {"service": "medical"})
    assert (answer.status_code, answer.get_json()["hand_over"]) == (201, "shown")
    at_kiosk = house.ask("program", "POST", "/tickets", {"service": "medical", "kiosk": "k1"})
    assert at_kiosk.get_json()["hand_over"] == "pending"


WRONG: list[tuple[str, Any, tuple[int, str, str | None]]] = [
    ("kiosk@k1", {"service": "medical", "kiosk": "k2"}, (403, "not-allowed", None)),
    ("clerk@B1", {"service": "medical"}, (403, "not-allowed", None)),
    ("nobody", {"service": "medical"}, (401, "no-key", None)),
    ("kiosk", {"service": "medical"}, (422, "bad-field", "kiosk")),
    ("kiosk", {"service": "medical", "kiosk": "k9"}, (422, "unknown-kiosk", "kiosk")),
    ("kiosk@k1", {}, (422, "bad-field", "service")),
    ("kiosk@k1", {"service": "nothing"}, (422, "unknown-service", "service")),
    ("kiosk@k1", {"service": 7}, (422, "bad-field", "service")),
    ("kiosk@k1", {"service": "medical", "priority_class": "vip"}, (422, "unknown-priority-class", "priority_class")),
    ("kiosk@k1", {"service": "medical", "needs": ["tea"]}, (422, "bad-field", "needs.0")),
    ("kiosk@k1", {"service": "medical", "language": "fr"}, (422, "bad-field", "language")),
    ("kiosk@k1", {"service": "medical", "name": "Li"}, (422, "bad-field", "name")),
]


def test_a_wrong_request_is_answered_in_one_shape_and_writes_nothing(house: House) -> None:
    before = house.ledger.hall.seq
    for key, body, no in WRONG:
        assert said(house.ask(key, "POST", "/tickets", body)) == no, body
    assert house.ledger.hall.seq == before


def test_the_same_ask_key_is_one_ticket_and_one_answer(house: House) -> None:
    first = house.ask("kiosk@k1", "POST", "/tickets", {"service": "medical"}, once="press-1")
    again = house.ask("kiosk@k1", "POST", "/tickets", {"service": "medical"}, once="press-1")
    other = house.ask("kiosk@k1", "POST", "/tickets", {"service": "social"}, once="press-1")
    assert (first.status_code, again.status_code, first.data) == (201, 201, again.data)
    assert said(other) == (422, "key-reused", "Idempotency-Key")
    assert len(house.ledger.hall.tickets) == 1


def test_a_repeated_cancel_gives_its_first_answer_though_the_ticket_is_over(house: House) -> None:
    path = f"/tickets/{house.take()['id']}/cancel"
    first = house.ask("kiosk@k1", "POST", path, {}, once="c-1")
    again = house.ask("kiosk@k1", "POST", path, {}, once="c-1")
    assert (first.status_code, again.status_code, first.data) == (200, 200, again.data)
    assert first.get_json()["state"] == "cancelled"
    assert said(house.ask("kiosk@k1", "POST", path, {}, once="c-2")) == (409, "wrong-state", None)


def test_a_ticket_can_be_seen_alive_and_when_it_is_over(house: House) -> None:
    ticket = house.take()
    for key in ("kiosk@k2", "clerk@B1", "manager", "program", f"visitor@{ticket['id']}"):
        assert house.ask(key, "GET", f"/tickets/{ticket['id']}").get_json()["number"] == "B001"
    house.ask("kiosk@k1", "POST", f"/tickets/{ticket['id']}/cancel")
    over = house.ask("manager", "GET", f"/tickets/{ticket['id']}")
    TicketShape.model_validate(over.get_json())
    assert over.get_json()["state"] == "cancelled"


def test_a_visitor_sees_and_cancels_his_own_ticket_only(house: House) -> None:
    mine, other = house.take(), house.take()
    key = f"visitor@{mine['id']}"
    assert said(house.ask(key, "GET", f"/tickets/{other['id']}")) == (403, "not-allowed", None)
    assert said(house.ask(key, "POST", f"/tickets/{mine['id']}/return")) == (403, "not-allowed", None)
    assert house.ask(key, "POST", f"/tickets/{mine['id']}/cancel").status_code == 200


def test_an_unknown_ticket_is_404_before_its_body_is_read(house: House) -> None:
    for act in ("hand-over", "reprint", "cancel", "reclass", "return"):
        path = f"/tickets/nothere/{act}"
        assert said(house.ask("kiosk@k1", "POST", path, {"x": 1})) == (404, "unknown-ticket", None), act


def test_the_visitor_says_how_the_number_reached_him(house: House) -> None:
    for by in ("shown", "phone", "paper"):
        answer = house.ask("kiosk@k1", "POST", f"/tickets/{house.take()['id']}/hand-over", {"by": by})
        assert (answer.status_code, answer.get_json()["hand_over"]) == (200, by)


def test_nothing_came_out_marks_the_hand_over_as_failed(house: House) -> None:
    answer = house.ask("kiosk@k1", "POST", f"/tickets/{house.take()['id']}/hand-over", {"by": "nothing"})
    assert (answer.status_code, answer.get_json()["hand_over"]) == (200, "failed")


def test_a_reprint_is_asked_of_the_kiosks_own_printer(house: House) -> None:
    ticket = house.take()
    house.ask("kiosk@k1", "POST", f"/tickets/{ticket['id']}/hand-over", {"by": "paper"})
    assert house.ask("clerk@B1", "POST", f"/tickets/{ticket['id']}/reprint").get_json()["hand_over"] == "pending"
    bare = house.ask("program", "POST", "/tickets", {"service": "medical"}).get_json()
    assert said(house.ask("kiosk@k1", "POST", f"/tickets/{bare['id']}/reprint")) == (409, "no-printer", None)


def test_a_kiosk_corrects_its_own_fresh_ticket_but_not_its_service(house: House) -> None:
    path = f"/tickets/{house.take()['id']}/reclass"
    answer = house.ask("kiosk@k1", "POST", path, {"priority_class": "elderly", "needs": ["hearing"]})
    assert (answer.get_json()["priority_class"], answer.get_json()["needs"]) == ("elderly", ["hearing"])
    kept = house.ask("kiosk@k1", "POST", path, {"language": "en"}).get_json()
    assert (kept["priority_class"], kept["needs"]) == ("elderly", ["hearing"])
    assert house.ask("kiosk@k1", "POST", path, {"priority_class": None}).get_json()["priority_class"] is None
    assert said(house.ask("kiosk@k1", "POST", path, {"service": "social"})) == (409, "not-allowed", "service")
    assert said(house.ask("kiosk@k2", "POST", path, {"language": "zh"})) == (403, "not-allowed", None)
    house.seconds += 6 * 60
    assert said(house.ask("kiosk@k1", "POST", path, {"language": "zh"})) == (409, "too-late", None)
    assert house.ask("clerk@B1", "POST", path, {"service": "social"}).get_json()["service"] == "social"


def test_a_missed_visitor_comes_back_at_the_kiosk(house: House) -> None:
    ticket = house.take()
    house.at("B1", "call-next")
    house.at("B1", "no-show")
    back = house.ask("kiosk@k1", "POST", f"/tickets/{ticket['id']}/return").get_json()
    assert (back["state"], back["number"]) == ("waiting", ticket["number"])
