"""Every row of the error shape: bad input is a 4xx with a reason and its field, and writes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.served import Said, Served

SERVICE, KIOSK = "company-opening", "K1"


def refused(answer: Said, status: int, reason: str, field: str | None = None) -> None:
    assert (answer.status, answer.body["reason"], answer.body.get("field")) == (status, reason, field)
    assert answer.body["message"]
    assert set(answer.body) <= {"reason", "message", "field"}
    assert answer.headers["content-type"] == "application/json"


def take(served: Served, **body: Any) -> Said:
    return served.post("tickets", "program", {"service": SERVICE} | body)


@pytest.fixture(autouse=True)
def nothing_written(served: Served) -> Any:
    """A no leaves the record as it was."""
    before = served.seq()
    yield
    assert served.seq() == before


BAD_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"service": "no-such"}, "unknown-service", "service"),
    ({"service": 5}, "bad-field", "service"),
    ({"service": ["company-opening"]}, "bad-field", "service"),
    ({"service": ""}, "bad-field", "service"),
    ({"service": "x" * 65}, "bad-field", "service"),
    ({"service": "company\u0000opening"}, "bad-field", "service"),
    ({"service": "company\u202eopening"}, "bad-field", "service"),
    ({"service": "company\nopening"}, "bad-field", "service"),
    ({"service": "\u0661\U0001f600\u0301"}, "unknown-service", "service"),
    ({"service": True}, "bad-field", "service"),
    ({"service": None}, "bad-field", "service"),
    ({"needs": "wheelchair"}, "bad-field", "needs"),
    ({"needs": ["wings"]}, "bad-field", "needs.0"),
    ({"needs": ["wheelchair"] * 99}, "bad-field", "needs"),
    ({"language": "fr"}, "bad-field", "language"),
    ({"priority_class": "kings"}, "unknown-priority-class", "priority_class"),
    ({"kiosk": "no-such"}, "unknown-kiosk", "kiosk"),
    ({"colour": "red"}, "bad-field", "colour"),
    ({"co\u0007lour": "red"}, "bad-field", "co?lour"),
]


@pytest.mark.parametrize(("body", "reason", "field"), BAD_FIELDS)
def test_a_field_that_is_not_as_it_must_be_is_named(
    served: Served, body: dict[str, Any], reason: str, field: str
) -> None:
    refused(take(served, **body), 422, reason, field)


@pytest.mark.parametrize("raw", [
    b"{", b"nonsense", b"[" * 50_000, b"[" * 50_000 + b"]" * 50_000, b'{"service": "\xff"}', b"\x00", b"NaN",
    b'{"service": "\\ud800"}', b'{"service": "company-opening",}',
])  # fmt: skip
def test_what_is_not_json_is_unreadable(served: Served, raw: bytes) -> None:
    refused(served.post("tickets", "program", raw=raw), 400, "unreadable")


@pytest.mark.parametrize("raw", [b"[]", b"5", b'"text"', b"null"])
def test_a_body_that_is_no_object_is_a_bad_field(served: Served, raw: bytes) -> None:
    refused(served.post("tickets", "program", raw=raw), 422, "bad-field", "body")


def test_an_absent_body_is_an_empty_one(served: Served) -> None:
    refused(served.post("tickets", "program"), 422, "bad-field", "service")
    refused(served.post("tickets", "program", raw=b"", Content_Type="text/plain"), 422, "bad-field", "service")


def test_another_media_type_is_not_read(served: Served) -> None:
    raw = b'{"service": "company-opening"}'
    refused(served.post("tickets", "program", raw=raw, Content_Type="text/plain"), 415, "not-json")


def test_a_megabyte_is_too_large_whatever_it_holds(served: Served) -> None:
    refused(served.post("tickets", "program", raw=b" " * 1_000_000), 413, "too-large")
    refused(served.post("tickets", "program", raw=b"x" * 1_000_000, Content_Type="text/plain"), 413, "too-large")


def test_the_role_is_looked_at_before_the_body(served: Served) -> None:
    refused(served.post("tickets", raw=b"{"), 401, "no-key")
    refused(served.post("tickets", "display", raw=b"{"), 403, "not-allowed")


def test_an_unknown_id_in_the_path_is_404_before_the_body(served: Served) -> None:
    refused(served.get("tickets/358dokm3of30", "clerk"), 404, "unknown-ticket")
    refused(served.post("tickets/nonsense/cancel", "clerk", raw=b"{"), 404, "unknown-ticket")
    refused(served.post("windows/Z9/open", "clerk"), 404, "unknown-window")
    refused(served.post("categories/nonsense/close", "manager"), 404, "unknown-category")
    refused(served.post("alarms/nonsense/seen", "manager"), 404, "unknown-alarm")
    refused(served.delete("notices/nonsense", "manager"), 404, "unknown-notice")
    refused(served.get("displays/nonsense", "display"), 404, "unknown-display")


def test_an_unknown_path_or_method_has_the_same_shape(served: Served) -> None:
    refused(served.get("nonsense", "program"), 404, "not-found")
    refused(served.get("/nonsense"), 404, "not-found")
    answer = served.ask("PUT", "tickets", "program", {})
    refused(answer, 405, "no-such-method")
    assert "POST" in answer.headers["allow"]
    refused(served.ask("OPTIONS", "tickets", "program"), 405, "no-such-method")


@pytest.mark.parametrize("key", ["", "x" * 129, "tab\there", "caf\u00e9" * 40])
def test_an_ask_key_is_1_to_128_printable_characters(served: Served, key: str) -> None:
    answer = served.post("tickets", "program", {"service": SERVICE}, Idempotency_Key=key)
    refused(answer, 422, "bad-field", "Idempotency-Key")


def test_the_message_is_in_the_askers_language(served: Served) -> None:
    english = served.get("hall", Accept_Language="en-GB,en;q=0.9").body["message"]
    chinese = served.get("hall", Accept_Language="zh-CN").body["message"]
    assert english.isascii() and not chinese.isascii()
    assert served.get("hall").body["message"] == chinese


@pytest.mark.parametrize(
    "until", ["tomorrow", "2026-11-21T09:41:07", "1999-01-01T00:00:00Z", "2026-13-01T00:00:00Z", 5]
)
def test_a_time_has_its_offset_and_lies_in_this_century(served: Served, until: Any) -> None:
    body = {"text": {"zh": "停电", "en": "No power"}, "until": until}
    refused(served.post("notices", "manager", body), 422, "bad-field", "until")
