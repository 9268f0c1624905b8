"""Slowing wrong passwords, with the time handed in."""

from __future__ import annotations

from api.pace import Pace
from server.throttle import FORGET_SECONDS, LONGEST_SECONDS, NAMES_MAX, Throttle


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_fifth_error_costs_15_seconds_and_each_further_one_doubles_them() -> None:
    time = Time()
    throttle = Throttle(5, time)
    waits = []
    for _ in range(8):
        throttle.wrong("ann")
        waits.append(throttle.wait_seconds("ann"))
        time.now += waits[-1]
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120]
    assert throttle.wait_seconds("bob") == 0


def test_no_wait_is_longer_than_a_quarter_of_an_hour() -> None:
    time = Time()
    throttle = Throttle(5, time)
    for _ in range(40):
        throttle.wrong("ann")
    assert throttle.wait_seconds("ann") == LONGEST_SECONDS


def test_the_right_password_and_an_hour_forgive() -> None:
    time = Time()
    throttle = Throttle(5, time)
    for _ in range(5):
        throttle.wrong("ann")
    throttle.right("ann")
    assert throttle.wait_seconds("ann") == 0
    for _ in range(4):
        throttle.wrong("bob")
    time.now += FORGET_SECONDS + 1
    throttle.wrong("bob")
    assert throttle.wait_seconds("bob") == 0


def test_names_are_forgotten_before_memory_runs_out() -> None:
    throttle = Throttle(1, Time())
    for n in range(NAMES_MAX + 1):
        throttle.wrong(str(n))
    assert throttle.wait_seconds("0") == 0 and throttle.wait_seconds("1") > 0


def test_a_pace_lets_as_many_through_as_it_says_and_then_says_how_long() -> None:
    pace = Pace()
    assert [pace.wait_seconds("k1", 3) for _ in range(3)] == [0, 0, 0]
    assert 1 <= pace.wait_seconds("k1", 3) <= 20
    assert pace.wait_seconds("k2", 3) == 0
    assert not any(pace.wait_seconds("k1", 0) for _ in range(100))
