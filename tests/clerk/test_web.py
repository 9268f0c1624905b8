"""The window over HTTP: its acts, whose they are, and what each is answered."""

from __future__ import annotations

from api.shapes import TicketShape
from clerk.shapes import CalledShape, WindowShape
from tests.api.web_cast import House, said

ACTS = (
    "open", "close", "pause", "resume", "call-next", "call", "recall", "start", "finish", "no-show", "hold", "transfer",
    "undo",
)  # fmt: skip


def test_the_next_visitor_is_called_and_the_answer_says_why(house: House) -> None:
    first = house.take()
    house.seconds += 60
    house.take()
    answer = house.at("B1", "call-next").get_json()
    CalledShape.model_validate(answer)
    assert answer.keys() == {"ticket", "why"}
    ticket = answer["ticket"]
    assert (ticket["id"], ticket["state"], ticket["window"]) == (first["id"], "called", "B1")
    assert "09:20" in answer["why"]
    assert "B002" in answer["why"] and "09:21" in answer["why"]


def test_the_why_is_said_in_the_askers_language(house: House) -> None:
    house.take()
    answer = house.ask("clerk@B1", "POST", "/windows/B1/call-next?lang=en")
    assert answer.get_json()["why"].startswith("due 09:20")


def test_nobody_waiting_and_a_busy_window_are_refused(house: House) -> None:
    assert said(house.at("B1", "call-next")) == (409, "nobody-waiting", None)
    house.take()
    house.at("B1", "call-next")
    assert said(house.at("B1", "call-next")) == (409, "window-busy", None)


def test_finish_and_call_next_are_one_record(house: House) -> None:
    first, second = house.take(), house.take()
    house.at("B1", "call-next")
    answer = house.at("B1", "call-next", {"finish": True, "ticket": first["id"]}).get_json()
    assert (answer["finished"], answer["ticket"]["id"]) == (first["id"], second["id"])
    last = house.at("B1", "call-next", {"finish": True}).get_json()
    assert last == {"ticket": None, "why": None, "finished": second["id"]}


def test_a_given_number_may_be_called_out_of_turn(house: House) -> None:
    house.take()
    second = house.take()
    answer = house.ask("clerk@B1", "POST", "/windows/B1/call?lang=en", {"ticket": second["id"]}).get_json()
    assert answer["ticket"]["number"] == "B002"
    assert "B001" in answer["why"]
    assert said(house.at("B2", "call", {"ticket": "nothere"})) == (422, "unknown-ticket", "ticket")
    assert said(house.at("B3", "call", {"ticket": second["id"]})) == (409, "wrong-state", "ticket")
    assert said(house.at("B2", "call", {"ticket": house.take()["id"]})) == (409, "does-not-serve", "ticket")


def test_a_number_is_found_while_it_waits_and_when_it_is_over(house: House) -> None:
    ticket = house.take()
    assert house.ask("clerk@B1", "GET", f"/numbers/{ticket['number']}").get_json()["id"] == ticket["id"]
    house.at("B1", "call-next")
    house.at("B1", "finish")
    over = house.ask("clerk@B1", "GET", f"/numbers/{ticket['number']}").get_json()
    TicketShape.model_validate(over)
    assert (over["id"], over["state"]) == (ticket["id"], "done")
    assert said(house.ask("clerk@B1", "GET", "/numbers/B999")) == (404, "unknown-number", None)
    assert said(house.ask("kiosk@k1", "GET", f"/numbers/{ticket['number']}"))[0] == 403


def test_a_visitor_is_served_from_call_to_finish(house: House) -> None:
    ticket = house.take()
    house.at("B1", "call-next")
    house.seconds += 15
    assert house.at("B1", "recall").get_json()["ticket"]["recalls"] == 1
    assert house.at("B1", "start", {"ticket": ticket["id"]}).get_json()["ticket"]["state"] == "serving"
    done = house.at("B1", "finish", {"outcome": "accepted", "note": "all there"}).get_json()["ticket"]
    TicketShape.model_validate(done)
    assert (done["id"], done["state"], done["legs"][0]["state"]) == (ticket["id"], "done", "done")


def test_no_show_hold_and_transfer_answer_with_the_ticket_as_they_leave_it(house: House) -> None:
    house.take()
    house.at("B1", "call-next")
    assert house.at("B1", "no-show").get_json()["ticket"]["state"] == "missed"
    house.take()
    house.at("B1", "call-next")
    assert house.at("B1", "hold", {"minutes": 5, "reason": "a copy"}).get_json()["ticket"]["state"] == "held"
    house.take()
    house.at("B1", "call-next")
    moved = house.at("B1", "transfer", {"service": "social", "window": "B2"}).get_json()["ticket"]
    assert (moved["state"], moved["service"], moved["windows"], len(moved["legs"])) == ("waiting", "social", ["B2"], 2)


def test_an_undo_answers_with_the_ticket_it_gave_back(house: House) -> None:
    first, second = house.take(), house.take()
    house.at("B1", "call-next")
    undone = house.at("B1", "undo").get_json()["ticket"]
    assert (undone["id"], undone["state"]) == (first["id"], "waiting")
    house.at("B1", "call-next")
    house.at("B1", "call-next", {"finish": True})
    back = house.at("B1", "undo").get_json()["ticket"]
    assert (back["id"], back["state"]) == (first["id"], "called")
    assert house.ledger.hall.tickets[second["id"]].state == "waiting"


def test_a_page_that_is_behind_is_told_so(house: House) -> None:
    house.take()
    house.at("B1", "call-next")
    for act in ("recall", "start", "finish", "no-show", "hold", "transfer", "call-next"):
        body = {"ticket": "another"} | ({"service": "social"} if act == "transfer" else {})
        assert said(house.at("B1", act, body)) == (409, "not-current", "ticket"), act


def test_a_clerk_acts_at_no_window_but_his_own(house: House) -> None:
    for act in ACTS:
        assert said(house.ask("clerk@B2", "POST", f"/windows/B1/{act}", {})) == (403, "not-allowed", None), act
        assert said(house.person("clerk:li", "POST", f"/windows/B1/{act}", {})) == (403, "not-allowed", None), act
        assert said(house.person("clerk:li@B2", "POST", f"/windows/B1/{act}", {})) == (403, "not-allowed", None), act


def test_an_unknown_window_is_404_and_a_wrong_body_422(house: House) -> None:
    for act in ACTS:
        assert said(house.ask("clerk", "POST", f"/windows/Z9/{act}", {})) == (404, "unknown-window", None), act
        assert said(house.ask("clerk", "POST", f"/windows/B1/{act}", {"nonsense": 1}))[:2] == (422, "bad-field"), act


def test_a_key_without_a_place_serves_every_window_and_a_person_the_one_he_sits_at(house: House) -> None:
    house.take()
    assert house.ask("clerk", "POST", "/windows/B1/call-next").status_code == 200
    house.take("social")
    assert house.person("clerk:li@B2", "POST", "/windows/B2/call-next").status_code == 200


def test_a_manager_opens_and_closes_but_calls_nobody(house: House) -> None:
    for act, state in (("pause", "paused"), ("resume", "idle"), ("close", "closed"), ("open", "idle")):
        answer = house.ask("manager", "POST", f"/windows/B1/{act}", {"reason": "lunch"})
        WindowShape.model_validate(answer.get_json())
        assert (answer.status_code, answer.get_json()["state"]) == (200, state)
    assert said(house.ask("manager", "POST", "/windows/B1/call-next")) == (403, "not-allowed", None)


def test_a_person_who_opens_a_window_sits_there(house: House) -> None:
    house.at("B1", "close")
    assert house.person("clerk:li@B1", "POST", "/windows/B1/open").get_json()["person"] == "li"


def test_a_break_may_say_until_when(house: House) -> None:
    answer = house.at("B1", "pause", {"reason": "lunch", "back_at": "2026-11-23T09:30:00+08:00"}).get_json()
    assert answer["back_at"] == "2026-11-23T09:30:00.000+08:00"
    assert said(house.at("B1", "pause", {"back_at": "half past nine"})) == (422, "bad-field", "back_at")


def test_a_transfer_to_what_is_not_there_names_the_field(house: House) -> None:
    house.take()
    house.at("B1", "call-next")
    assert said(house.at("B1", "transfer", {"service": "x"})) == (422, "unknown-service", "service")
    assert said(house.at("B1", "transfer", {"window": "x"})) == (422, "unknown-window", "window")
    assert said(house.at("B1", "transfer", {"window": "A1"})) == (409, "does-not-serve", "window")


def test_a_repeated_call_next_is_one_call(house: House) -> None:
    house.take()
    house.take()
    first = house.ask("clerk@B1", "POST", "/windows/B1/call-next", {}, once="n-1")
    again = house.ask("clerk@B1", "POST", "/windows/B1/call-next", {}, once="n-1")
    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert house.ledger.hall.calls_made == 1


def test_the_view_over_http_is_the_sockets_own(house: House) -> None:
    house.take()
    shown = house.ask("manager", "GET", "/windows/B1").get_json()
    WindowShape.model_validate(shown)
    assert [each["number"] for each in shown["waiting"]] == ["B001"]
    assert said(house.ask("display", "GET", "/windows/B1")) == (403, "not-allowed", None)


def test_a_manager_says_what_a_window_serves_today(house: House) -> None:
    answer = house.ask("manager", "POST", "/windows/B1/services", {"services": ["social", "medical"]})
    WindowShape.model_validate(answer.get_json())
    ticket = house.take("social")
    assert ticket["windows"] == ["B1", "B2", "B3", "B4"]
    assert house.at("B1", "call-next").get_json()["ticket"]["id"] == ticket["id"]
    assert said(house.at("B1", "services", {"services": None})) == (403, "not-allowed", None)
    assert said(house.ask("manager", "POST", "/windows/B1/services", {"services": ["x"]})) == (
        422, "unknown-service", "services",
    )  # fmt: skip
    assert said(house.ask("manager", "POST", "/windows/B1/services", {}))[:2] == (422, "bad-field")
    house.ask("manager", "POST", "/windows/B1/services", {"services": None})
    assert house.take("social")["windows"] == ["B2", "B3", "B4"]
