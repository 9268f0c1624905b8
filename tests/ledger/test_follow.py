"""Followers hear what was kept, in order, after the commit; one that is slow is told so and holds nobody up."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from ledger.follow import Follower
from ledger.ledger import Asker, NotKept
from tests.ledger.cast import Faults, bad, started, take, takes, together


def test_followers_hear_every_record_in_ledger_order(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    first, second = ledger.follow("walls"), ledger.follow("paper")
    together(ledger, takes(ledger, 6))
    heard = first.take()
    numbers = [entry.seq for entry in chain(*(kept.entries for kept in heard))]
    assert numbers == list(range(numbers[0], ledger.hall.seq + 1)) and len(heard) == 6
    assert second.take() == heard and first.take() == [] and not first.missed
    ledger.close()


def test_followers_hear_nothing_of_what_was_not_kept(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    follower = ledger.follow("walls")
    faults.before = 4
    with pytest.raises(NotKept):
        take(ledger, "t1", key="press")
    with pytest.raises(ZeroDivisionError):
        ledger.by(Asker("anna")).record(bad)
    assert follower.take() == []
    take(ledger, "t1", key="press")
    take(ledger, "t1", key="press")
    assert len(follower.take()) == 1
    ledger.close()


def test_a_commit_that_said_no_and_had_happened_is_told_once(tmp_path: Path) -> None:
    faults = Faults()
    ledger = started(tmp_path, open_db=faults.open_db)
    follower = ledger.follow("walls")
    faults.said.clear()
    take(ledger, "t0", key="press-0")
    faults.after = len(faults.said) - faults.said.index("BEGIN IMMEDIATE")
    with pytest.raises(NotKept):
        take(ledger, "t1", key="press-1")
    assert take(ledger, "t1", key="press-1").repeated
    assert [kept.entries[-1].event.ticket for kept in follower.take()] == ["t0", "t1"]  # type: ignore[union-attr]
    ledger.close()


def test_a_follower_that_does_not_take_is_told_to_send_the_whole_view(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    slow, quick = ledger.follow("slow", most=3), ledger.follow("quick")
    for n in range(8):
        take(ledger, f"t{n}")
    assert slow.missed and len(slow.take()) <= 3 and not slow.missed
    assert not quick.missed and len(quick.take()) == 8
    ledger.close()


def test_an_overflow_between_looking_and_taking_is_not_lost() -> None:
    follower: Follower[int] = Follower("walls", 2)
    follower.tell(1)
    assert not follower.missed
    for news in (2, 3, 4):
        follower.tell(news)
    follower.take()
    assert follower.missed
    follower.take()
    assert not follower.missed


def test_the_loop_is_woken_after_followers_have_their_news(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    follower, woken = ledger.follow("walls"), []
    ledger._writer._wake = lambda: woken.append(len(follower.take()))
    take(ledger, "t1")
    ledger.close()
    assert woken[0] == 1


def test_a_loop_that_cannot_be_woken_costs_nobody_his_ticket(tmp_path: Path) -> None:
    ledger = started(tmp_path)

    def gone() -> None:
        raise RuntimeError("the loop is closed")

    ledger._writer._wake = gone
    assert take(ledger, "t1").entries and take(ledger, "t2").entries
    ledger.close()
    assert "afterwards" in {trouble.what for trouble in ledger.troubles.take()}
