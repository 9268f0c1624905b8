"""Cases over HTTP: from the outcome of a visit to the issue, with every hand that had them."""

from __future__ import annotations

from typing import Any

import pytest

from clerk.case_shapes import CaseHistory, CaseList, CaseShape, FinishedShape, SlipShape, ToldShape
from tests.api.web_cast import House, said

DAY = 24 * 3600


def finish(house: House, outcome: str = "accepted", **words: Any) -> dict[str, Any]:
    """What a visit at B1 ended in."""
    house.take()
    assert house.at("B1", "call-next").status_code == 200
    answer = house.at("B1", "finish", {"outcome": outcome, **words})
    assert answer.status_code == 200, answer.text
    FinishedShape.model_validate(answer.get_json())
    told: dict[str, Any] = answer.get_json()["outcome"]
    return told


def step(house: House, case: str, act: str, body: Any = None, key: str = "manager") -> dict[str, Any]:
    answer = house.ask(key, "POST", f"/cases/{case}/{act}", body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    CaseShape.model_validate(found)
    return found


def listed(house: House, query: str = "") -> list[str]:
    body = house.ask("manager", "GET", f"/cases{query}").get_json()
    CaseList.model_validate(body)
    return [case["id"] for case in body["cases"]]


def test_an_accepted_matter_is_a_case_and_the_visitor_is_told_its_number(house: House) -> None:
    told = finish(house)
    SlipShape.model_validate(told)
    assert (told["outcome"], told["case"], told["hand_over"]) == ("accepted", "2026-000001", "shown")
    assert told["promised"] and told["collect"] == "B1"
    view = house.ask("clerk@B1", "GET", "/windows/B1").get_json()
    assert ToldShape.model_validate(view["outcome"]).case == "2026-000001"
    assert house.ask("clerk@B1", "GET", f"/slips/{told['slip']}").get_json() == told
    assert said(house.ask("clerk@B1", "POST", f"/slips/{told['slip']}/reprint")) == (409, "no-printer", None)


def test_a_visit_that_is_done_tells_nothing_more(house: House) -> None:
    house.take()
    house.at("B1", "call-next")
    assert house.at("B1", "finish").get_json()["outcome"] is None
    assert house.ask("clerk@B1", "GET", "/windows/B1").get_json()["outcome"] is None


@pytest.mark.parametrize(("body", "no"), [
    ({"outcome": "accepted-incomplete"}, (409, "missing-needed", "missing")),
    ({"outcome": "accepted", "missing": ["card"]}, (409, "nothing-missing", "missing")),
    ({"outcome": "sold"}, (422, "bad-field", "outcome")),
    ({"outcome": "refused", "missing": ["x" * 81]}, (422, "bad-field", "missing.0")),
    ({"outcome": "refused", "missing": ["x"] * 21}, (422, "bad-field", "missing")),
    ({"outcome": "refused", "missing": ["a\u0007b"]}, (422, "bad-field", "missing.0")),
])  # fmt: skip
def test_an_outcome_that_does_not_fit_is_refused_with_its_field(
    house: House, body: dict[str, Any], no: tuple[int, str, str]
) -> None:
    house.take()
    house.at("B1", "call-next")
    assert said(house.at("B1", "finish", body)) == no
    assert house.ask("manager", "GET", "/cases").get_json()["total"] == 0


def test_a_case_goes_from_hand_to_hand_and_its_history_says_whose(house: House) -> None:
    case = str(finish(house, "accepted-incomplete", missing=["card"])["case"])
    step(house, case, "complete", key="clerk@B1")
    step(house, case, "pass", {"office": "permits", "note": "for-review", "from": "window/B1"}, "clerk@B1")
    step(house, case, "ready")
    step(house, case, "pass", {"window": "B3"})
    issued = step(house, case, "issue", key="clerk@B3")
    assert (issued["state"], issued["way"], issued["due"]) == ("issued", "window", None)
    history = house.ask("manager", "GET", f"/cases/{case}").get_json()
    CaseHistory.model_validate(history)
    assert [(one["step"], one["by"]) for one in history["steps"]] == [
        ("received", "key:clerk@B1"), ("completed", "key:clerk@B1"), ("passed", "key:clerk@B1"),
        ("ready", "key:manager"), ("passed", "key:manager"), ("issued", "key:clerk@B3"),
    ]  # fmt: skip
    assert history["steps"][2]["to_place"] == "office/permits" and history["steps"][2]["note"] == "for-review"
    assert said(house.ask("manager", "POST", f"/cases/{case}/ready")) == (409, "case-over", None)


def test_a_repeat_of_a_press_passes_the_case_once(house: House) -> None:
    case = finish(house)["case"]
    body = {"office": "permits"}
    first = house.ask("manager", "POST", f"/cases/{case}/pass", body, once="one")
    again = house.ask("manager", "POST", f"/cases/{case}/pass", body, once="one")
    assert first.data == again.data and first.status_code == again.status_code == 200
    assert len(house.ask("manager", "GET", f"/cases/{case}").get_json()["steps"]) == 2


@pytest.mark.parametrize(("path", "body", "no"), [
    ("none/pass", {"office": "permits"}, (404, "unknown-case", None)),
    ("2026-000001/pass", {"office": "moon"}, (422, "unknown-office", "office")),
    ("2026-000001/pass", {"window": "Z9"}, (422, "unknown-window", "window")),
    ("2026-000001/pass", {"note": "he is ill", "office": "permits"}, (422, "bad-field", "note")),
    ("2026-000001/pass", {}, (409, "nowhere-to", "window")),
    ("2026-000001/pass", {"office": "permits", "from": "window/B3"}, (409, "not-there", "from")),
    ("2026-000001/issue", {"window": "Z9"}, (422, "unknown-window", "window")),
    ("2026-000001/issue", {"tracking": "a b"}, (422, "bad-field", "tracking")),
    ("2026-000001/issue", {"window": "B1"}, (409, "not-ready", None)),
])  # fmt: skip
def test_a_step_that_cannot_be_is_refused(house: House, path: str, body: Any, no: tuple[int, str, str | None]) -> None:
    finish(house)
    assert said(house.ask("manager", "POST", f"/cases/{path}", body)) == no


def test_cases_are_of_clerks_and_managers_and_a_clerk_acts_on_his_windows_own(house: House) -> None:
    case = finish(house)["case"]
    for key in ("kiosk@k1", "display", "program"):
        assert said(house.ask(key, "GET", "/cases"))[0] == 403
        assert said(house.ask(key, "POST", f"/cases/{case}/ready"))[0] == 403
    assert said(house.ask("clerk@B3", "POST", f"/cases/{case}/ready")) == (409, "case-elsewhere", None)


def test_lists_go_by_state_by_number_and_a_page_at_a_time(house: House) -> None:
    first, second, third = (finish(house)["case"] for _ in range(3))
    step(house, second, "ready")
    step(house, third, "return", {"reason": "not for this hall"})
    assert listed(house) == [first, second, third]
    assert listed(house, "?state=open") == [first, second]
    assert listed(house, "?state=ready") == [second] and listed(house, "?state=returned") == [third]
    assert listed(house, "?q=2026-000002") == [second] and listed(house, "?q=2025") == []
    page = house.ask("manager", "GET", "/cases?limit=2&start=1").get_json()
    assert (page["total"], page["next"], len(page["cases"])) == (3, None, 2)
    assert house.ask("manager", "GET", "/cases?limit=2").get_json()["next"] == 2


@pytest.mark.parametrize("query", ["limit=0", "limit=9999", "start=-1", "state=lost", "overdue=yes", "q=%27", "x=1"])
def test_a_query_that_is_not_as_it_must_be_names_its_field(house: House, query: str) -> None:
    assert said(house.ask("manager", "GET", f"/cases?{query}")) == (422, "bad-field", query.split("=")[0])


def test_overdue_cases_are_listed_the_longest_first(house: House) -> None:
    first = finish(house)["case"]
    house.seconds += DAY
    second = finish(house, "accepted-incomplete", missing=["card"])["case"]
    assert listed(house, "?overdue=true") == []
    house.seconds += 60 * DAY
    house.take()
    assert listed(house, "?overdue=true") == [second, first]
    late = house.ask("manager", "GET", "/cases?overdue=true").get_json()["cases"]
    assert late[0]["days_late"] > late[1]["days_late"] > 0


def test_an_undone_finish_withdraws_its_case(house: House) -> None:
    case = finish(house)["case"]
    assert house.at("B1", "undo").status_code == 200
    found = house.ask("manager", "GET", f"/cases/{case}").get_json()
    assert (found["state"], found["steps"][-1]["note"]) == ("withdrawn", "undone")
