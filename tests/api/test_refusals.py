"""What the rules refuse, over HTTP: 409 with the word, in the one shape, and nothing written."""

from __future__ import annotations

from tests.served import Said, Served


def refused(answer: Said, reason: str) -> None:
    assert (answer.status, answer.reason) == (409, reason)
    assert answer.body["message"] and set(answer.body) <= {"reason", "message", "field"}


def test_a_closed_category_takes_no_ticket_until_it_is_opened(served: Served) -> None:
    closed = served.post("categories/tax/close", "manager", {"reason": "system down"})
    assert (closed.status, closed.body["state"], closed.body["reason"]) == (200, "closed", "system down")
    service = closed.body["services"][0]
    refused(served.post("tickets", "program", {"service": service}), "category-closed")
    opened = served.post("categories/tax/open", "manager")
    assert (opened.body["state"], opened.body["reason"]) == ("open", None)
    assert served.post("tickets", "program", {"service": service}).status == 201


def test_a_closed_window_calls_nobody(served: Served) -> None:
    refused(served.post("windows/B7/call-next", "clerk"), "window-closed")


def test_a_window_acts_on_its_own_visitor_only(served: Served) -> None:
    ticket = served.post("tickets", "program", {"service": "food-permit"}).body["id"]
    assert served.post("windows/A1/open", "clerk").status == 200
    assert served.post("windows/A2/open", "clerk").status == 200
    called = served.post("windows/A1/call", "clerk", {"ticket": ticket})
    assert called.status == 200, called.body
    refused(served.post("windows/A2/start", "clerk", {"ticket": ticket}), "not-current")
    refused(served.post("windows/A1/finish", "clerk", {"ticket": "358dokm3of30"}), "not-current")
    assert served.post("windows/A1/finish", "clerk", {"ticket": ticket}).body["ticket"]["state"] == "done"


def test_a_ticket_that_is_over_is_in_the_wrong_state_and_still_there_to_see(served: Served) -> None:
    ticket = served.post("tickets", "program", {"service": "signboard-permit"}).body
    cancelled = served.post(f"tickets/{ticket['id']}/cancel", "clerk")
    assert (cancelled.status, cancelled.body["state"]) == (200, "cancelled")
    refused(served.post(f"tickets/{ticket['id']}/cancel", "clerk"), "wrong-state")
    seen = served.get(f"tickets/{ticket['id']}", "clerk").body
    assert seen == cancelled.body
    assert list(seen) and set(seen) == set(ticket)
