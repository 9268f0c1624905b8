"""One COMMIT for all that waits: what fails alone fails alone, what fails together leaves nothing behind."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall import tickets
from hall.hall import Hall
from hall.refused import Refused
from ledger import ledger as module
from ledger.ledger import Answer, Asker, Kept, Ledger, NotKept
from ledger.verify import verify
from tests.counts import proof
from tests.ledger.cast import Faults, bad, make, started, tables, take, takes, together


def test_what_waits_together_is_committed_together(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    faults.said.clear()
    together(ledger, takes(ledger, 8))
    assert faults.said.count("COMMIT") == 2  # the one that held the writer up, and the eight
    ledger.close()


def test_each_record_of_a_batch_is_decided_on_what_the_earlier_ones_leave(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    kept = together(ledger, takes(ledger, 5))
    assert [each.events[-1].number for each in kept] == ["B001", "B002", "B003", "B004", "B005"]
    ledger.close()


def in_a_batch_with(ledger: Ledger, odd_one: Any) -> list[Any]:
    return together(ledger, [lambda: take(ledger, "t1"), odd_one, lambda: take(ledger, "t2")])


def test_a_rule_with_a_bug_is_its_callers_alone(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    outcomes = in_a_batch_with(ledger, lambda: ledger.by(Asker("anna")).record(bad))
    assert [type(each) for each in outcomes] == [Kept, ZeroDivisionError, Kept]
    ledger.close()
    assert verify(tmp_path).difference is None


def test_an_answer_with_a_bug_is_its_callers_alone(tmp_path: Path) -> None:
    ledger = started(tmp_path)

    def wrong(kept: Kept) -> Answer:
        raise KeyError("a bug")

    door = ledger.by(Asker("anna"), wrong)
    outcomes = in_a_batch_with(ledger, lambda: door.record(tickets.take, ticket="t9", service="social"))
    assert [type(each) for each in outcomes] == [Kept, KeyError, Kept]
    assert sorted(ledger.hall.tickets) == ["t1", "t2"]
    ledger.close()
    assert verify(tmp_path).difference is None


def test_a_number_given_twice_by_a_bug_is_stopped_by_the_table_alone(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    first = take(ledger, "t0").events[-1]

    def again(hall: Hall, now: int) -> list[Any]:
        return [type(first)(**{**first.__dict__, "ticket": "another"})]

    outcomes = in_a_batch_with(ledger, lambda: ledger.by(Asker("anna")).record(again))
    assert [type(each) for each in outcomes] == [Kept, sqlite3.IntegrityError, Kept]
    assert sorted(ledger.hall.tickets) == ["t0", "t1", "t2"]
    ledger.close()
    assert verify(tmp_path).difference is None


def test_a_refusal_waits_for_the_commit_like_any_answer(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)

    def no(hall: Hall, now: int) -> list[Any]:
        raise Refused("nobody-waiting")

    asks: list[Callable[[], Kept]] = [lambda: ledger.by(Asker("anna")).record(no), lambda: take(ledger, "t1")]
    assert [type(each) for each in together(ledger, asks, failing_next(faults, "before", 3))] == [NotKept, NotKept]
    assert [type(each) for each in together(ledger, asks)] == [Refused, Kept]
    ledger.close()


def statements_of_a_batch(folder: Path) -> int:
    faults = Faults()
    ledger = started(folder, open_db=faults.open_db)
    together(ledger, takes(ledger, 3))
    begun = max(at for at, sql in enumerate(faults.said) if sql == "BEGIN IMMEDIATE")
    count = next(at for at, sql in enumerate(faults.said[begun:], 1) if sql == "COMMIT")
    ledger.close()
    return count


@pytest.mark.timeout(600)
@proof("a commit that fails at each statement of a batch", times=2)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_batch_that_fails_at_any_point_is_not_kept_and_memory_is_what_the_disk_has(
    tmp_path: Path, moment: str, record_property: Any
) -> None:
    points = statements_of_a_batch(tmp_path / "count")
    faults = Faults()
    ledger = started(tmp_path / "hall", open_db=faults.open_db)
    for point in range(1, points + 1):
        before, asks = ledger.hall, takes(ledger, 3, name=f"t{point}-")
        outcomes = together(ledger, asks, failing_next(faults, moment, point))
        assert [type(each) for each in outcomes] == [NotKept] * 3, (moment, point)
        committed = moment == "after" and point == points  # it said no, and had done it
        assert len(ledger.hall.tickets) - len(before.tickets) == (3 if committed else 0), (moment, point)
        assert len(tables(ledger.path)["events"]) == ledger.hall.seq
        again = [ask() for ask in asks]
        assert [each.repeated for each in again] == [committed] * 3
    ledger.close()
    assert verify(tmp_path / "hall").difference is None
    record_property("result", f"{points} points, {moment} each: memory equals disk")


def failing_next(faults: Faults, moment: str, point: int) -> Callable[[], None]:
    """Arms the next batch: statement `point` of it fails, before or after SQLite has done it."""

    def arm() -> None:
        faults.next_begin = lambda conn: setattr(faults, moment, point)

    return arm


def test_a_disk_that_is_full_refuses_and_works_again_when_there_is_room(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    take(ledger, "before")
    faults.next_begin = lambda conn: conn.execute("PRAGMA max_page_count=1")  # SQLite makes it: what there is
    outcomes: list[Any] = []
    for n in range(400):
        try:
            outcomes.append(take(ledger, f"t{n:03d}", key=f"k{n}"))
        except NotKept as error:
            outcomes.append(error)
    kept = [each for each in outcomes if isinstance(each, Kept)]
    assert 0 < len(kept) < 400 and {each.reason for each in outcomes if isinstance(each, NotKept)} == {"disk"}
    assert len(ledger.hall.tickets) == len(kept) + 1 and len(tables(ledger.path)["events"]) == ledger.hall.seq
    faults.next_begin = lambda conn: conn.execute("PRAGMA max_page_count=1000000")
    assert [take(ledger, f"t{n:03d}", key=f"k{n}").repeated for n in range(400)].count(True) == len(kept)
    ledger.close()
    assert verify(tmp_path).difference is None


def test_while_the_disk_is_gone_everybody_is_told_and_when_it_is_back_all_goes_on(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    faults.broken = True
    for n in range(3):
        with pytest.raises(NotKept, match="disk"):
            take(ledger, f"t{n}", key=f"k{n}")
    assert ledger.hall.tickets.get("t0") is None
    faults.broken = False
    assert take(ledger, "t0", key="k0").repeated is False
    assert {trouble.what for trouble in ledger.troubles.take()} == {"commit-failed", "reopen-failed"}
    ledger.close()
    assert verify(tmp_path).difference is None


def test_a_full_inbox_says_busy(tmp_path: Path) -> None:
    ledger = make(tmp_path)
    ledger.start()

    class Endless:
        def qsize(self) -> int:
            return module.INBOX_MOST

    ledger._inbox = Endless()  # type: ignore[assignment]
    with pytest.raises(NotKept, match="busy"):
        take(ledger, "t1")
    ledger._inbox = ledger._writer._inbox
    ledger.close()


def test_after_closing_nothing_is_kept_and_what_was_queued_is(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    take(ledger, "t1")
    ledger.close()
    ledger.close()
    with pytest.raises(NotKept, match="closed"):
        take(ledger, "t2")
    assert sorted(os.listdir(tmp_path)) == ["ledger.db", "lock"]


def test_a_rule_that_gives_nothing_writes_nothing(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    before = tables(ledger.path)
    kept = ledger.by(Asker("clock")).record(lambda hall, now: [])
    assert kept.entries == () and tables(ledger.path) == before
    ledger.close()
