"""The rules of lockers where something goes wrong, and what staff do about it."""

from __future__ import annotations

from hall import events as e
from hall import locker_codes, locker_doors, locker_staff, locker_tick, lockers
from hall.alarms import alarms
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan, refused, what

# --- what nobody asked for


def test_an_opening_nobody_asked_for_is_an_alarm_and_uncertain() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(1)
    hall.steel.open.add(result.compartment)
    hall.look()
    assert what(hall) == {"door-unasked"}
    hall.shut(result.compartment)
    assert hall.door(result.compartment).state == "uncertain"
    assert refused(hall, lockers.collect, bank=BANK, deposits=("x",), visits=("v",), batch="b") == "unknown-deposit"


def test_another_door_than_the_one_asked_for_freezes_the_bank() -> None:
    hall = Cabinet()
    hall.steel.opens_instead = {1: 5}
    visit = hall.drop_off()
    assert hall.hall.cabinets.banks[BANK].frozen == (5,)
    assert {"bank-frozen", "door-unasked"} <= what(hall)
    assert hall.steel.pulses == [1] and visit.state == "failed"
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "bank-frozen"
    hall.do(locker_staff.unfreeze, bank=BANK, reason="looked")
    assert "bank-frozen" not in what(hall)


def test_a_silent_bank_makes_what_was_under_way_uncertain_and_opens_nothing() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.do(locker_doors.lost, bank=BANK, problem="silent")
    assert hall.door(1).state == "uncertain" and hall.visit(visit.id).state == "uncertain"
    assert all(door.reading == "unknown" for door in hall.hall.cabinets.doors.values())
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "bank-silent"
    hall.later(1)
    hall.look()
    assert "bank-silent" not in what(hall)


def test_a_start_says_what_is_uncertain_before_any_door_may_open() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.do(locker_doors.start, bank=BANK)
    assert hall.visit(visit.id).state == "uncertain"
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "bank-unread"
    hall.later(1)
    hall.look()
    assert hall.drop_off().state == "open"


def test_a_door_left_open_is_an_alarm_after_two_minutes_and_its_compartment_is_given_to_nobody() -> None:
    hall = Cabinet(locker_plan(2))
    hall.drop_off()
    hall.later(2)
    assert what(hall) == {"door-open"}
    assert hall.drop_off().compartment == 2
    hall.shut(1)
    assert "door-open" not in {each.what for each in alarms(hall.hall, hall.now) if each.where == "L1/1"}


# --- staff


def test_a_morning_collection_opens_one_door_at_a_time() -> None:
    hall, found = Cabinet(), []
    for _ in range(3):
        visit = hall.drop_off()
        hall.shut(visit.compartment)
        hall.do(lockers.confirm, visit=visit.id, said="put-in")
        found.append(str(visit.deposit))
    hall.later(2)
    hall.do(lockers.collect, bank=BANK, deposits=tuple(found), visits=("a", "b", "c"), batch="x")
    hall.steel.jammed = {2}
    for name in ("a", "c"):
        hall.act(name)
        assert hall.steel.open == {hall.visit(name).compartment}
        hall.shut(hall.visit(name).compartment)
        hall.do(lockers.confirm, visit=name, said="taken")
        hall.act("b")
    assert [hall.visit(name).state for name in "abc"] == ["done", "failed", "done"]
    assert list(hall.hall.cabinets.deposits) == [found[1]]


def test_a_batch_of_results_finds_room_for_all_or_begins_none() -> None:
    hall = Cabinet(locker_plan(2))
    three = tuple(lockers.Result(f"d{n}", f"v{n}", "case", ("c", "q"), n) for n in range(3))
    assert refused(hall, lockers.load_batch, bank=BANK, results=three, batch="x") == "no-compartment"
    assert not hall.hall.cabinets.deposits
    hall.do(lockers.load_batch, bank=BANK, results=three[:2], batch="x")
    assert [hall.visit(f"v{n}").openings for n in range(2)] == [1, 0]


def test_force_open_leaves_the_compartment_as_staff_say() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(2)
    hall.do(lockers.force_open, bank=BANK, compartment=result.compartment, visit="f", reason="lost code", second="bo")
    assert "OpeningForced" in kinds(hall)
    hall.act("f")
    hall.shut(result.compartment)
    hall.do(lockers.confirm, visit="f", said="taken")
    assert hall.door(result.compartment).state == "free"
    assert isinstance(hall.events[-2], e.DepositReturned)


def test_marks_do_not_hide_what_is_uncertain() -> None:
    hall = Cabinet()
    hall.drop_off()
    hall.do(locker_doors.start, bank=BANK)
    reason = refused(hall, locker_staff.mark_fault, bank=BANK, compartment=1, reason="hinge")
    assert reason == "compartment-uncertain"


def test_a_repaired_compartment_is_used_again() -> None:
    hall = Cabinet(locker_plan(2))
    hall.do(locker_staff.mark_fault, bank=BANK, compartment=1, reason="hinge")
    assert hall.drop_off().compartment == 2
    hall.do(locker_staff.mark_repaired, bank=BANK, compartment=1, reason="new hinge")
    assert hall.drop_off().compartment == 1


def test_a_result_is_overdue_and_its_code_still_opens_until_staff_take_it() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(72 * 60 + 1).do(locker_tick.tick)
    assert hall.hall.cabinets.deposits[result.id].state == "overdue"
    assert hall.pick_up(str(result.locator)) is not None


def test_by_policy_an_overdue_code_is_over() -> None:
    hall = Cabinet(locker_plan(code_after_due=False))
    result = hall.loaded()
    hall.later(72 * 60 + 1).do(locker_tick.tick)
    words = {"bank": BANK, "locator": str(result.locator), "tried": "right", "visit": "v"}
    assert refused(hall, lockers.pick_up, **words) == "code-expired"


def test_a_new_code_kills_the_old() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.do(locker_codes.new_code, deposit=result.id, issue=2, code=("new", "q"), seed=77)
    fresh = hall.hall.cabinets.deposits[result.id]
    assert hall.pick_up(str(result.locator)) is None
    assert hall.pick_up(str(fresh.locator)) is None
    assert hall.pick_up(str(fresh.locator), "new") is not None
