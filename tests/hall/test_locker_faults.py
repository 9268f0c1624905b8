"""The rules of lockers where something goes wrong, and what staff do about it."""

from __future__ import annotations

from hall import events as e
from hall import locker_codes, locker_doors, locker_pick_up, locker_staff, locker_tick, lockers
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
    assert refused(hall, locker_pick_up.pick_up, **words) == "code-expired"


def test_a_lock_that_was_just_pulsed_rests_where_another_may_be_given() -> None:
    hall = Cabinet()
    first = hall.loaded("a")
    for _ in range(2):
        visit = hall.drop_off(size="S")
        hall.shut(visit.compartment)
        hall.do(lockers.confirm, visit=visit.id, said="nothing")
    others = {event.compartment for event in hall.events if isinstance(event, e.OpeningIntended)} - {first.compartment}
    assert len(others) == 2, "not the same one twice within a minute"


def test_a_compartment_is_kept_for_who_may_open_it_again_and_for_nobody_else() -> None:
    hall = Cabinet(locker_plan(2))
    changed_mind = hall.drop_off(size="S")
    hall.shut(changed_mind.compartment)
    hall.do(lockers.confirm, visit=changed_mind.id, said="nothing")
    result = hall.loaded()
    assert result.compartment == changed_mind.compartment, "free at once"
    hall.later(2)
    visit = hall.pick_up(str(result.locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.drop_off(size="S").compartment != visit.compartment, "not all out? open it again"


def test_what_a_visitor_brought_is_an_alarm_when_it_was_to_be_out_by_now() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    assert "drop-off-waits" not in what(hall)
    hall.now = hall.deposit(visit).due_at
    hall.do(locker_tick.tick)
    assert "drop-off-waits" in what(hall) and hall.deposit(visit).overdue
    hall.do(locker_tick.tick)
    assert kinds(hall).count("DepositOverdue") == 1
    hall.collected(str(visit.deposit))
    assert "drop-off-waits" not in what(hall)


def test_a_new_code_kills_the_old() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.do(locker_codes.new_code, deposit=result.id, issue=2, code=("new", "q"), seed=77)
    fresh = hall.hall.cabinets.deposits[result.id]
    assert hall.pick_up(str(result.locator)) is None
    assert hall.pick_up(str(fresh.locator)) is None
    assert hall.pick_up(str(fresh.locator), "new") is not None


def test_a_door_seen_open_late_after_its_own_pulse_is_uncertain_and_freezes_nothing() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.do(locker_doors.start, bank=BANK)
    assert hall.door(visit.compartment).doubt == "restart"
    hall.do(locker_doors.seen, bank=BANK, doors=((visit.compartment, "closed", None),))
    hall.do(locker_doors.seen, bank=BANK, doors=((visit.compartment, "open", None),))
    door = hall.door(visit.compartment)
    assert (door.state, door.doubt, hall.hall.cabinets.banks[BANK].frozen) == ("uncertain", "restart", ())
    other = visit.compartment + 1
    hall.do(locker_doors.seen, bank=BANK, doors=((other, "open", None),))
    assert hall.hall.cabinets.banks[BANK].frozen == (other,) and hall.door(other).doubt == "unasked"
