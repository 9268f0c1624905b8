"""A code held before a kiosk is what it is: our own by its signature, another's by its service, or nothing to us."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.callers import Caller
from hall.codes import link, read_token, ticket_id, token, token_in
from kiosk.codes import Foreign
from tests.api.web_cast import House, Keys
from tests.counts import count

KEY = b"k" * 32
NOT_OURS = {"what": "not-ours", "ticket": None, "service": None}


class Signed(Keys):
    """Knows tokens too, by their signature."""

    def by_key(self, key: str) -> Caller | None:
        ticket = read_token({1: KEY}, key)
        return super().by_key(key) if ticket is None else Caller(ticket, "visitor", ticket, "ticket")


class Known:
    """Another service; it remembers what it was asked."""

    def __init__(self, answer: Foreign | None) -> None:
        self.answer, self.asked = answer, list[str]()

    def ask(self, code: str, kiosk: str) -> Foreign | None:
        self.asked.append(code)
        return self.answer


def scan(house: House, text: str, answer: Foreign | None = None) -> tuple[dict[str, Any], list[str]]:
    known = Known(answer)
    house.app.extensions.update(callers=Signed(), foreign_codes=known)
    said = house.ask("kiosk@k1", "POST", "/kiosks/k1/codes", {"text": text})
    assert said.status_code == 200, said.text
    return said.get_json(), known.asked


@pytest.mark.parametrize("form", ["{0}", "HTTP://HALL.EXAMPLE:8080/T/{0}", "https://hall.example/city/T/{0}"])
def test_our_own_code_is_its_ticket(house: House, form: str) -> None:
    ticket = house.take()
    said, asked = scan(house, form.format(token(KEY, 1, ticket["id"])))
    assert (said["what"], said["ticket"]["number"], asked) == ("own-ticket", ticket["number"], [])


@pytest.mark.parametrize("change", ["A", "B"])
def test_a_code_made_up_in_our_form_is_not_ours_and_nobody_else_is_asked(house: House, change: str) -> None:
    good = token(KEY, 1, house.take()["id"])
    for text in (good[:-2] + change * 2, change * 29, token(b"x" * 32, 1, ticket_id(1_795_395_600_000, 1))):
        if text != good:
            assert scan(house, text, Foreign("check-in", service="medical")) == (NOT_OURS, [])


def test_a_code_that_another_service_knows_is_a_check_in_or_a_ticket(house: House) -> None:
    ticket = house.take()
    assert scan(house, "APPT-1", Foreign("check-in", service="medical")) == (
        {"what": "check-in", "ticket": None, "service": "medical"}, ["APPT-1"],
    )  # fmt: skip
    said, _ = scan(house, "APPT-2", Foreign("ticket", ticket=ticket["id"]))
    assert (said["what"], said["ticket"]["id"]) == ("ticket", ticket["id"])


@pytest.mark.parametrize("answer", [None, Foreign("check-in", service="no-such"), Foreign("ticket", ticket="none")])
def test_what_nobody_knows_is_not_ours(house: House, answer: Foreign | None) -> None:
    assert scan(house, "6901234567892", answer)[0] == NOT_OURS


@pytest.mark.parametrize("text", ["社保", "a\u202eb", "\x1b[2J", "é"])
def test_rubbish_is_not_ours_is_not_echoed_and_nobody_is_asked(house: House, text: str) -> None:
    assert scan(house, text, Foreign("check-in", service="medical")) == (NOT_OURS, [])


def test_only_the_kiosks_own_key_may_ask(house: House) -> None:
    for key, path, status in (
        ("kiosk@k1", "/kiosks/k2/codes", 403),
        ("clerk@B1", "/kiosks/k1/codes", 403),
        ("kiosk", "/kiosks/k9/codes", 404),
    ):
        assert house.ask(key, "POST", path, {"text": "A"}).status_code == status
    assert house.ask("kiosk@k1", "POST", "/kiosks/k1/codes", {"text": "x" * 257}).status_code == 422


def test_a_link_is_in_capitals_where_that_leads_to_the_same_place() -> None:
    assert link("http://hall.example:8080", "ABC") == "HTTP://HALL.EXAMPLE:8080/T/ABC"
    assert link("https://city.example/hall-a", "ABC") == "https://city.example/hall-a/T/ABC"


@settings(max_examples=count(200, 20_000), deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Z2-7]{29}", fullmatch=True))
def test_no_text_but_a_signed_one_is_read_as_ours(text: str) -> None:
    found = token_in(text)
    assert found is None or read_token({1: KEY}, found) is None


class Signing:
    """Writes a ticket's code, and draws it in one row."""

    def text(self, ticket: str) -> str:
        return token(KEY, 1, ticket)

    def rows(self, text: str) -> list[str]:
        return ["1" * len(text)]


def test_the_kiosk_that_issued_a_ticket_and_a_program_see_its_code(house: House) -> None:
    house.app.extensions["ticket_codes"] = Signing()
    path = f"/tickets/{(ticket := house.take()['id'])}/code"
    for key in ("kiosk@k1", "program"):
        assert house.ask(key, "GET", path).get_json() == {"text": token(KEY, 1, ticket), "rows": ["1" * 29]}
    for key in ("kiosk@k2", "clerk@B1", f"visitor@{ticket}"):
        assert house.ask(key, "GET", path).status_code == 403
    assert house.ask("kiosk@k1", "GET", "/tickets/0000000000ab/code").status_code == 404


def test_a_ticket_that_is_over_has_no_code(house: House) -> None:
    house.app.extensions["ticket_codes"] = Signing()
    ticket = house.take()["id"]
    house.ask("kiosk@k1", "POST", f"/tickets/{ticket}/cancel", {})
    assert house.ask("kiosk@k1", "GET", f"/tickets/{ticket}/code").status_code == 404
