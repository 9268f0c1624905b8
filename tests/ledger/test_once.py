"""An ask key gives the first answer again, whatever happens between; refusals are decided anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall import tickets, windows
from hall.refused import Refused
from ledger.answers import KEPT_MILLIS, PURGE_MOST
from ledger.ledger import Asker, Kept, KeyReused
from tests.ledger.cast import Time, started, tables, take, takes, together


def test_the_same_key_and_body_give_the_first_answer_again(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    first = take(ledger, "t1", key="press-1")
    take(ledger, "t2", key="press-2")
    again = take(ledger, "another id drawn at the edge", key="press-1")
    assert again.answer == first.answer and again.repeated and again.entries == ()
    assert sorted(ledger.hall.tickets) == ["t1", "t2"]
    ledger.close()


def test_the_same_key_at_the_same_moment_makes_one_ticket(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    kept = together(ledger, takes(ledger, 5, key="press"))
    assert len({each.answer for each in kept}) == 1 and [each.repeated for each in kept] == [False, *[True] * 4]
    assert list(ledger.hall.tickets) == ["t0"]
    ledger.close()


def test_a_key_with_another_body_or_path_is_no_repeat(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1", key="press", body=b"{}")
    with pytest.raises(KeyReused):
        take(ledger, "t2", key="press", body=b'{"service": "social"}')
    with pytest.raises(KeyReused):
        ledger.by(Asker("kiosk-1", "k2", "press", "POST /elsewhere", b"{}")).record(tickets.cancel, ticket="t1")
    assert list(ledger.hall.tickets) == ["t1"]
    ledger.close()


def test_a_key_belongs_to_its_asker(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1", key="press")
    other = ledger.by(Asker("kiosk-2", "k2", "press", "POST /api/v1/tickets", b"{}"))
    assert other.record(tickets.take, ticket="t2", service="social").repeated is False
    ledger.close()


def test_a_refusal_is_not_kept_and_the_key_is_decided_anew(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    asker = Asker("anna", "B1", "press", "POST /api/v1/windows/B1/resume")
    with pytest.raises(Refused):
        ledger.by(asker).record(windows.resume, window="B1")
    ledger.by(Asker("anna", "B1")).record(windows.pause, window="B1")
    assert ledger.by(asker).record(windows.resume, window="B1").entries
    ledger.close()


def test_answers_outlive_a_restart_for_48_hours(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    first = take(ledger, "t1", key="press")
    ledger.close()
    time.pass_by(KEPT_MILLIS - 60_000)
    ledger = started(tmp_path, time.clock())
    assert take(ledger, "t2", key="press").answer == first.answer
    time.pass_by(120_000)
    assert take(ledger, "t3", key="press").repeated is False
    ledger.close()


def test_old_answers_go_in_small_steps(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    for n in range(PURGE_MOST + 40):
        take(ledger, f"t{n:04d}", key=f"press-{n}")
    time.pass_by(KEPT_MILLIS + 1)
    left = []
    for n in range(3):
        time.pass_by(2_000)
        take(ledger, f"later-{n}")
        left.append(len(tables(ledger.path)["answers"]))
    assert left == [40, 0, 0]
    ledger.close()


def test_no_body_stands_in_the_file(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1", key="press", body=b'{"reference": "a secret word"}')
    ledger.close()
    assert b"a secret word" not in ledger.path.read_bytes()


def test_an_accepted_ask_without_events_is_kept_too(tmp_path: Path) -> None:
    ledger = started(tmp_path)

    def nothing(hall: object, now: int) -> list[object]:
        return []

    asker, before = Asker("anna", "B1", "press", "POST /x"), ledger.hall.seq
    kept = [ledger.by(asker).record(nothing) for _ in range(2)]  # type: ignore[arg-type]
    assert [each.repeated for each in kept] == [False, True] and ledger.hall.seq == before
    ledger.close()


def test_what_a_caller_hears_is_on_disk(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    kept: Kept = take(ledger, "t1", key="press")
    assert max(row[0] for row in tables(ledger.path)["events"]) == kept.seq
    assert [row[5] for row in tables(ledger.path)["answers"]] == [kept.answer and kept.answer.body]
    ledger.close()
