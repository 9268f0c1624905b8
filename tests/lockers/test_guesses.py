"""Guessing: every try is accepted or turned away exactly as the words of the policy say, however long it goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from hall import days, locker_codes, locker_pick_up, lockers
from hall.events import CodeAccepted, CodeRefused
from hall.refused import Refused
from tests.counts import count, proof
from tests.lockers.cabinet import BANK, Cabinet, locker_plan

GUESSES = count(20_000, 1_000_000)
DAY = 24 * 3_600_000
PAUSES = (1, 5, 100, 3_000, 20_000, 700_000, 901_000)


@dataclass
class Slowed:
    """The policy, written again from its words: from 5 errors 15 s, doubling, at most 15 minutes; a day forgets."""

    errors: int = 0
    last: int = 0
    until: int = 0

    def wrong(self, now: int) -> None:
        self.errors = 1 if self.errors and now - self.last > DAY else self.errors + 1
        self.last = now
        if self.errors >= 5:
            self.until = now + min(15_000 * 2 ** (self.errors - 5), 900_000)


@dataclass
class Policy:
    panel: Slowed = field(default_factory=Slowed)
    locators: dict[str, Slowed] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)

    def slow(self, locator: str, now: int) -> bool:
        return max(self.panel.until, self.locators.setdefault(locator, Slowed()).until) > now

    def wrong(self, locator: str, now: int) -> None:
        self.panel.wrong(now)
        self.locators.setdefault(locator, Slowed()).wrong(now)
        self.errors[locator] = self.errors.get(locator, 0) + 1

    def locked(self, locator: str) -> bool:
        return self.errors.get(locator, 0) >= 10


def tried(story: Cabinet, locator: str, secret: str) -> str:
    try:
        events = locker_pick_up.pick_up(story.hall, story.now, bank=BANK, locator=locator, tried=secret, visit="v")
    except Refused as no:
        return no.reason
    if isinstance(events[0], CodeAccepted):
        return "accepted"
    assert isinstance(events[0], CodeRefused)
    story.do(locker_pick_up.pick_up, bank=BANK, locator=locator, tried=secret, visit="v")
    return "wrong"


def renewed(hall: Cabinet, policy: Policy, own: list[str], n: int) -> None:
    """Staff give out a new code: another locator, at which nobody was wrong yet."""
    was = hall.hall.cabinets.deposits[hall.hall.cabinets.locators[own[n]]]
    hall.do(locker_codes.new_code, deposit=was.id, issue=was.issue + 1, code=(f"code{n}", "q"), seed=was.issue * 7919)
    own[n] = str(hall.hall.cabinets.deposits[was.id].locator)
    policy.errors.pop(own[n], None)
    policy.locators.pop(own[n], None)


@proof("guesses at a panel, in virtual time: accepted exactly as policy says", GUESSES)
@pytest.mark.timeout(600)
def test_guesses_are_accepted_exactly_as_the_policy_says() -> None:
    dice, hall, policy = Random(7), Cabinet(), Policy()
    own = [str(hall.loaded(f"code{n}").locator) for n in range(4)]
    hall.later(2)
    others = [str(n) for n in range(20_000, 20_003)]
    told: dict[str, int] = {}
    for _ in range(GUESSES):
        hall.now += dice.choice(PAUSES) if dice.random() > 0.003 else 20 * 3_600_000
        if dice.random() < 0.01:
            renewed(hall, policy, own, dice.randrange(len(own)))
        locator = dice.choice(own + others)
        right = locator in own and dice.random() < 0.1
        said = tried(hall, locator, f"code{own.index(locator)}" if right else f"guess{dice.random()}")
        if policy.slow(locator, hall.now):
            wanted = "slow-down"
        elif right and not policy.locked(locator):
            wanted = "accepted"
        else:
            wanted = "wrong"
            policy.wrong(locator, hall.now)
        assert said == wanted
        told[said] = told.get(said, 0) + 1
    assert told["slow-down"] > told["wrong"] > 50 and told["accepted"] > 50


def test_a_restart_forgets_no_wrong_code() -> None:
    hall = Cabinet()
    locator = str(hall.loaded().locator)
    for _ in range(5):
        assert tried(hall, locator, "wrong") == "wrong"
    hall.begin()
    assert tried(hall, locator, "right") == "slow-down"


def test_setting_the_clock_shortens_no_wait() -> None:
    hall = Cabinet()
    locator = str(hall.loaded().locator)
    for _ in range(5):
        tried(hall, locator, "wrong")
    hall.do(days.step_clock, by=3_600_000)
    hall.now += 3_600_000
    assert tried(hall, locator, "right") == "slow-down"


def test_one_locked_deposit_locks_no_other() -> None:
    hall = Cabinet()
    mine, other = (str(hall.loaded(name).locator) for name in ("mine", "other"))
    for _ in range(10):
        hall.later(20)
        assert tried(hall, mine, "wrong") == "wrong"
    hall.later(20)
    assert tried(hall, mine, "mine") == "wrong"
    hall.later(20)
    assert tried(hall, other, "other") == "accepted"


@pytest.mark.parametrize(
    "weak", ["11111111", "12345678", "87654321", "12121212", "12341234", "12344321", "19840704", "00000001", "123123"]
)
def test_codes_that_people_try_first_are_not_given(weak: str) -> None:
    assert locker_codes.is_weak(weak)


def test_codes_are_strong_differ_and_come_again_for_the_same_issue() -> None:
    made = [locker_codes.code(b"k", f"d{n}", 1, 8) for n in range(500)]
    assert len(set(made)) == 500 and not any(map(locker_codes.is_weak, made))
    assert made == [locker_codes.code(b"k", f"d{n}", 1, 8) for n in range(500)]
    assert locker_codes.code(b"k", "d1", 2, 8) != made[1] and len(locker_codes.code(b"k", "d1", 1, 6)) == 6
    assert len(locker_codes.qr_secret(b"k", "d1", 1)) == 32


def test_a_locator_in_force_is_given_to_nobody_else() -> None:
    hall = Cabinet(locker_plan(20))
    seeds = [hall.do(lockers.load, bank=BANK, deposit=f"d{n}", visit=f"v{n}", reference="r", code=("a", "b"), seed=5)
             for n in range(8)]  # fmt: skip
    assert len({deposit.locator for deposit in hall.hall.cabinets.deposits.values()}) == len(seeds)
