"""An ask key makes a press count once: the same answer again, another body refused, a refusal decided anew."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from tests.served import Said, Served

TICKET = {"service": "land-planning"}


def take(served: Served, key: str, body: Mapping[str, object] | None = None, role: str = "program") -> Said:
    return served.post("tickets", role, TICKET if body is None else body, Idempotency_Key=key)


def test_the_same_key_and_body_give_the_first_answer_again(served: Served) -> None:
    first = take(served, "once-1")
    seq = served.seq()
    again = take(served, "once-1")
    assert (first.status, again.status) == (201, 201)
    assert first.raw == again.raw
    assert served.seq() == seq


def test_the_same_key_at_the_same_moment_is_one_ticket(served: Served) -> None:
    with ThreadPoolExecutor(8) as kiosks:
        answers = list(kiosks.map(lambda _: take(served, "once-2"), range(16)))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.raw for answer in answers}) == 1


def test_the_same_key_with_another_body_or_path_is_refused(served: Served) -> None:
    ticket = take(served, "once-3").body["id"]
    other = take(served, "once-3", TICKET | {"language": "en"})
    assert (other.status, other.reason, other.body["field"]) == (422, "key-reused", "Idempotency-Key")
    elsewhere = served.post(f"tickets/{ticket}/cancel", "clerk", Idempotency_Key="once-4")
    assert elsewhere.status == 200
    reused = served.post(f"tickets/{ticket}/reprint", "clerk", Idempotency_Key="once-4")
    assert (reused.status, reused.reason) == (422, "key-reused")


def test_a_key_belongs_to_its_asker(served: Served) -> None:
    by_program = take(served, "once-5")
    by_kiosk = take(served, "once-5", TICKET | {"kiosk": "K1"}, role="kiosk")
    assert by_program.status == by_kiosk.status == 201
    assert by_program.body["number"] != by_kiosk.body["number"]


def test_a_refusal_is_decided_anew(served: Served) -> None:
    refused = served.post("windows/A5/call-next", "clerk", Idempotency_Key="once-6")
    assert (refused.status, refused.reason) == (409, "window-closed")
    assert served.post("windows/A5/open", "clerk").status == 200
    anew = served.post("windows/A5/call-next", "clerk", Idempotency_Key="once-6")
    assert (anew.status, anew.body.get("reason")) != (409, "window-closed")
    served.post("windows/A5/finish", "clerk")
    assert served.post("windows/A5/close", "clerk").status == 200
