"""Time goes on evenly; when somebody moves the wall clock, the record says so and everything live moves with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall import days
from hall.events import ClockStepped
from hall.hall import MINUTE
from ledger.ledger import Asker, NotKept
from ledger.verify import verify
from tests.hall.cast import MONDAY_9
from tests.ledger.cast import Faults, Time, started, take, together


def test_now_goes_on_evenly_while_the_wall_clock_jumps() -> None:
    time = Time()
    clock = time.clock()
    time.pass_by(1_500)
    assert clock.now() == MONDAY_9 + 1_500
    time.wall -= 3_600_000
    assert clock.now() == MONDAY_9 + 1_500


STEPS = [(2_000, 0), (-2_000, 0), (2_001, 2_001), (-2_001, -2_001), (86_400_000, 86_400_000)]


@pytest.mark.parametrize(("moved", "by"), STEPS)
def test_a_step_is_what_exceeds_two_seconds(moved: int, by: int) -> None:
    time = Time()
    clock = time.clock()
    time.pass_by(60_000)
    time.wall += moved
    assert clock.step() == by


@pytest.mark.parametrize("moved", [-30 * MINUTE, 30 * MINUTE])
def test_a_step_is_recorded_once_and_nobody_waits_longer_for_it(tmp_path: Path, moved: int) -> None:
    time = Time()
    clock = time.clock()
    ledger = started(tmp_path, clock)
    take(ledger, "t1")
    time.pass_by(10 * MINUTE)
    time.wall += moved
    before = ledger.hall.tickets["t1"]
    kept = ledger.by(Asker("clock")).record(days.step_clock, by=clock.step())
    assert [type(event) for event in kept.events] == [ClockStepped] and clock.step() == 0
    after = ledger.hall.tickets["t1"]
    assert clock.now() == time.wall == kept.entries[0].at == ledger.hall.at
    assert clock.now() - after.issued_at == 10 * MINUTE
    assert after.due_at - after.issued_at == before.due_at - before.issued_at
    ledger.close()
    assert verify(tmp_path).difference is None


def test_what_follows_a_step_in_its_batch_lives_in_the_new_time(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    time.wall += 30 * MINUTE
    step = ledger.clock.step()
    asks = [lambda: ledger.by(Asker("clock")).record(days.step_clock, by=step), lambda: take(ledger, "t1")]
    assert {kept.entries[-1].at for kept in together(ledger, asks)} == {time.wall}
    ledger.close()


def test_a_step_that_is_not_kept_moves_no_clock(tmp_path: Path) -> None:
    time, faults = Time(), Faults()
    ledger = started(tmp_path, time.clock(), faults.open_db)
    time.wall += 30 * MINUTE
    faults.before = 3
    with pytest.raises(NotKept):
        ledger.by(Asker("clock")).record(days.step_clock, by=ledger.clock.step())
    assert ledger.clock.step() == 30 * MINUTE
    ledger.close()


def test_a_clock_set_back_while_the_hall_was_off_makes_no_event_before_the_last(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    last = take(ledger, "t1").entries[-1].at
    ledger.close()
    later = Time(wall=last - 3 * 60 * MINUTE)
    ledger = started(tmp_path, later.clock())
    assert take(ledger, "t2").entries[-1].at >= last
    assert ledger.clock.step() <= -3 * 60 * MINUTE
    ledger.by(Asker("clock")).record(days.step_clock, by=ledger.clock.step())
    assert ledger.clock.now() == later.wall and ledger.clock.step() == 0
    ledger.close()
    ledger = started(tmp_path, later.clock())
    assert ledger.clock.step() == 0
    ledger.close()
    assert verify(tmp_path).difference is None


def test_the_first_act_after_midnight_opens_the_day(tmp_path: Path) -> None:
    time = Time()
    ledger = started(tmp_path, time.clock())
    time.pass_by(24 * 60 * MINUTE)
    kept = take(ledger, "t1", service="social")
    assert [type(event).__name__ for event in kept.events[-2:]] == ["DayOpened", "TicketTaken"]
    assert ledger.hall.tickets["t1"].day == "2026-11-24" and ledger.hall.tickets["t1"].number == "S001"
    ledger.close()
