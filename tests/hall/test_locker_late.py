"""Whoever comes with a right code and finds no door that opens: what he is told and gets, and that it counts once."""

from __future__ import annotations

from hall import locker_codes, locker_doors, locker_pick_up, locker_tick, lockers
from hall.refused import Refused
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan


def told(hall: Cabinet, locator: str, tried: str = "right") -> Refused | None:
    """How a code is refused by the rule; None: it is a wrong one and counted."""
    try:
        hall.do(locker_pick_up.pick_up, bank=BANK, locator=locator, tried=tried, visit=hall.draw("v"))
    except Refused as no:
        return no
    return None


def test_whoever_comes_after_staff_took_it_out_is_told_where_it_is() -> None:
    hall = Cabinet(locker_plan(returns_to="B2"))
    result = hall.loaded()
    hall.later(72 * 60 + 1).do(locker_tick.tick)
    hall.later(24 * 60)
    hall.collected(result.id)
    no = told(hall, str(result.locator))
    assert no is not None and no.reason == "result-at-window" and no.words["window"] == "4"
    assert str(no.words["due"]) < str(no.words["day"])
    assert told(hall, str(result.locator), "guess") is None and kinds(hall)[-1] == "CodeRefused"


def test_without_a_window_of_its_own_it_is_only_said_that_staff_have_it() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.collected(result.id)
    no = told(hall, str(result.locator))
    assert no is not None and no.reason == "result-returned"


def test_a_code_that_staff_gave_up_opens_nothing_and_its_locator_is_nobody_elses() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.collected(result.id)
    seed = int(str(result.locator)) - locker_codes.LOCATOR_FIRST
    hall.do(lockers.load, bank=BANK, deposit="d", visit="v", reference="r", code=("right", "q"), seed=seed)
    assert hall.hall.cabinets.deposits["d"].locator != result.locator
    hall.later(61 * 24 * 60)
    hall.act("v")
    hall.shut(hall.visit("v").compartment)
    hall.do(lockers.confirm, visit="v", said="put-in")
    hall.later(2)
    hall.do(lockers.collect, bank=BANK, deposits=("d",), visits=("again",), batch="b2")
    hall.act("again")
    hall.shut(hall.visit("again").compartment)
    hall.do(lockers.confirm, visit="again", said="taken")
    assert list(hall.hall.cabinets.returned) == [str(seed + 1 + locker_codes.LOCATOR_FIRST)], "the first is forgotten"


def test_the_same_code_twice_is_one_visit_and_one_pulse() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(2)
    visit = hall.pick_up(str(result.locator))
    pulses = len(hall.steel.pulses)
    assert visit is not None
    words = {"bank": BANK, "locator": str(result.locator), "tried": "right", "visit": "second"}
    assert hall.do(locker_pick_up.pick_up, **words) == []
    assert "second" not in hall.hall.cabinets.visits and len(hall.steel.pulses) == pulses
    hall.later(1)
    hall.shut(result.compartment)
    assert hall.do(locker_pick_up.pick_up, **words) == [], "its owner is back, and is asked what was done"
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert told(hall, str(result.locator)) is None and kinds(hall)[-1] == "CodeRefused", "used once"


def test_who_comes_to_a_bank_that_is_stopped_is_promised_one_ticket_however_often_he_tries() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(2)
    hall.steel.dark = True
    for _ in range(3):
        hall.look()
    pulses = len(hall.steel.pulses)
    visits = [hall.pick_up(str(result.locator)) for _ in range(2)]
    assert [each.state for each in visits if each is not None] == ["failed", "failed"]
    assert {each.ticket for each in visits if each is not None} == set(hall.hall.cabinets.promises)
    assert len(hall.steel.pulses) == pulses and hall.hall.cabinets.deposits[result.id].state == "confirmed"
    assert hall.pick_up(str(result.locator), "guess") is None, "a guess is counted there as well"


def test_before_a_bank_that_is_stopped_no_code_is_looked_at_where_no_ticket_can_be_promised() -> None:
    hall = Cabinet(locker_plan(help_service=None))
    result = hall.loaded()
    hall.steel.dark = True
    for _ in range(3):
        hall.look()
    no = told(hall, str(result.locator), "guess")
    assert no is not None and no.reason == "bank-silent"


def test_doors_that_are_being_read_are_waited_for_and_promise_nothing() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.do(locker_doors.start, bank=BANK)
    no = told(hall, str(result.locator))
    assert no is not None and no.reason == "bank-unread"
