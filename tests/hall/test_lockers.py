"""The rules of lockers: an intention first, one deposit a compartment, and what is not known is uncertain."""

from __future__ import annotations

import pytest

from hall import events as e
from hall import locker_codes, locker_doors, locker_staff, locker_tick, lockers
from hall.alarms import alarms
from hall.records import changed
from hall.refused import Refused
from tests.hall.cast import Story
from tests.lockers.cabinet import BANK, Cabinet, locker_plan


def kinds(story: Story) -> list[str]:
    return [type(event).__name__ for event in story.events]


def refused(story: Story, rule: object, **words: object) -> str:
    with pytest.raises(Refused) as no:
        story.do(rule, **words)  # type: ignore[arg-type]
    return no.value.reason


def what(story: Story) -> set[str]:
    return {each.what for each in alarms(story.hall, story.now)}


# --- bringing something


def test_a_drop_off_sets_aside_a_compartment_and_intends_before_the_door_opens() -> None:
    hall = Cabinet()
    visit = hall.draw("v")
    hall.do(lockers.drop_off, bank=BANK, deposit="d1", visit=visit, receipt="R7")
    assert kinds(hall)[-3:] == ["DepositOffered", "VisitBegun", "OpeningIntended"]
    assert hall.steel.pulses == [] and hall.door(1).state == "opening"
    hall.act(visit)
    assert hall.visit(visit).state == "open" and hall.door(1).state == "open"
    hall.shut(1)
    assert hall.deposit(hall.visit(visit)).state == "put-in"
    hall.do(lockers.confirm, visit=visit, said="put-in")
    assert hall.deposit(hall.visit(visit)).state == "confirmed"
    assert hall.door(1).state == "occupied" and hall.visit(visit).state == "done"


def test_who_changes_his_mind_leaves_the_compartment_free() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.shut(1)
    hall.do(lockers.confirm, visit=visit.id, said="nothing")
    assert hall.door(1).state == "free" and not hall.hall.cabinets.deposits


def test_nobody_confirms_while_the_door_is_open() -> None:
    hall = Cabinet()
    assert refused(hall, lockers.confirm, visit=hall.drop_off().id, said="put-in") == "door-open"


def test_a_drop_off_that_nobody_confirmed_is_to_be_checked() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.shut(1)
    hall.later(2.1).do(locker_tick.tick)
    assert hall.door(1).state == "uncertain" and hall.deposit(visit).to_check
    assert "compartment-uncertain" in what(hall)


def test_a_large_thing_gets_a_large_compartment_and_who_sits_a_low_one() -> None:
    hall = Cabinet()
    assert hall.drop_off(size="L").compartment == 4
    assert hall.drop_off(low=True).compartment == 1
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R", size="L", low=True) == (
        "no-low-compartment"
    )
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R", size="XS") == "unknown-size"


def test_wear_is_spread_over_the_compartments() -> None:
    hall, used = Cabinet(), []
    for _ in range(6):
        visit = hall.drop_off()
        used.append(visit.compartment)
        hall.shut(visit.compartment)
        hall.do(lockers.confirm, visit=visit.id, said="nothing")
        hall.later(3)
    assert used == [1, 2, 3, 1, 2, 3]


def test_a_full_bank_refuses() -> None:
    hall = Cabinet(locker_plan(2))
    for _ in range(2):
        visit = hall.drop_off()
        hall.shut(visit.compartment)
        hall.do(lockers.confirm, visit=visit.id, said="put-in")
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "no-compartment"


def test_a_drop_off_at_a_stuck_door_gets_another_compartment_at_once() -> None:
    hall = Cabinet()
    hall.steel.jammed = {1}
    visit = hall.drop_off()
    assert hall.steel.pulses == [1, 1, 1, 2]
    assert (visit.compartment, visit.state) == (2, "open")
    assert hall.door(1).state == "fault" and hall.door(1).deposit is None
    assert "compartment-fault" in what(hall)


def test_a_low_drop_off_that_moves_moves_to_a_low_one_first() -> None:
    hall = Cabinet()
    hall.steel.jammed = {1}
    assert hall.drop_off(low=True).compartment == 2


def test_a_lock_gets_at_most_three_pulses_a_minute_whoever_asks() -> None:
    hall = Cabinet(locker_plan(2))
    hall.steel.jammed = {1, 2}
    assert hall.drop_off().state == "failed"
    assert sorted(hall.steel.pulses) == [1, 1, 1, 2, 2, 2]
    reason = refused(hall, lockers.force_open, bank=BANK, compartment=1, visit="v", reason="stuck", second="b")
    assert reason == "compartment-busy"


# --- taking it out


def test_a_code_opens_its_compartment_once() -> None:
    hall = Cabinet()
    result = hall.loaded()
    visit = hall.pick_up(str(result.locator))
    assert visit is not None and visit.state == "open"
    assert hall.deposit(visit).state == "called-for"
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.door(visit.compartment).state == "free"
    assert hall.pick_up(str(result.locator)) is None


def test_the_qr_secret_opens_as_well() -> None:
    hall = Cabinet()
    assert hall.pick_up(str(hall.loaded().locator), "qr right") is not None


def test_who_takes_nothing_may_come_again_with_the_same_code() -> None:
    hall = Cabinet()
    result = hall.loaded()
    visit = hall.pick_up(str(result.locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="nothing")
    assert hall.door(visit.compartment).state == "occupied"
    hall.later(2)
    assert hall.pick_up(str(result.locator)) is not None


def test_not_all_out_opens_again_for_two_minutes_and_no_longer() -> None:
    hall = Cabinet()
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    hall.do(lockers.reopen, visit=visit.id)
    hall.act(visit.id)
    assert hall.visit(visit.id).state == "open"
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.door(visit.compartment).state == "free"
    hall.later(2)
    assert refused(hall, lockers.reopen, visit=visit.id) == "too-late-to-reopen"


def test_a_compartment_that_may_open_again_is_given_to_nobody() -> None:
    hall = Cabinet(locker_plan(2))
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    hall.shut(1)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.drop_off().compartment == 2


def test_a_pick_up_nobody_confirmed_is_to_be_checked_and_never_free() -> None:
    hall = Cabinet()
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.later(2.1).do(locker_tick.tick)
    assert hall.door(visit.compartment).state == "uncertain"
    assert hall.visit(visit.id).state == "uncertain"
    hall.do(locker_staff.check, bank=BANK, compartment=visit.compartment, holds=None)
    assert hall.door(visit.compartment).state == "free" and not hall.hall.cabinets.deposits


def test_without_confirmation_by_policy_a_door_seen_open_and_shut_is_enough() -> None:
    hall = Cabinet(locker_plan(confirm=False))
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.later(2.1).do(locker_tick.tick)
    assert hall.door(visit.compartment).state == "free" and hall.visit(visit.id).state == "done"


def test_a_sensor_that_says_otherwise_makes_it_uncertain() -> None:
    hall = Cabinet()
    hall.steel.sensors = True
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.door(visit.compartment).state == "uncertain" and hall.deposit(visit).to_check


def test_a_sensor_answers_for_who_went_away() -> None:
    hall = Cabinet()
    hall.steel.sensors = True
    visit = hall.pick_up(str(hall.loaded().locator))
    assert visit is not None
    del hall.steel.inside[visit.compartment]
    hall.shut(visit.compartment)
    hall.later(2.1).do(locker_tick.tick)
    assert hall.door(visit.compartment).state == "free"


def test_a_stuck_door_keeps_its_result_and_promises_a_ticket() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.steel.jammed = {result.compartment}
    hall.later(2)
    visit = hall.pick_up(str(result.locator))
    assert visit is not None and visit.state == "failed" and visit.ticket is not None
    assert hall.deposit(visit).state == "confirmed" and hall.door(visit.compartment).state == "fault"
    hall.do(locker_tick.tick)
    ticket = hall.hall.tickets[visit.ticket]
    assert (ticket.leg.service, ticket.priority_class) == ("medical", "elderly")
    assert not hall.hall.cabinets.promises


def test_a_promised_ticket_waits_until_the_hall_opens() -> None:
    from_nine = tuple(((9 * 60, 17 * 60),) for _ in range(7))
    hall = Cabinet(changed(locker_plan(), hours=from_nine))
    result = hall.loaded()
    hall.later(15 * 60)
    hall.steel.jammed = {result.compartment}
    visit = hall.pick_up(str(result.locator))
    assert visit is not None and visit.ticket is not None
    hall.do(locker_tick.tick)
    assert visit.ticket not in hall.hall.tickets
    hall.later(9.5 * 60).do(locker_tick.tick)
    assert hall.hall.tickets[visit.ticket].number == "B001"


# --- what nobody asked for


def test_an_opening_nobody_asked_for_is_an_alarm_and_uncertain() -> None:
    hall = Cabinet()
    result = hall.loaded()
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
    hall.look()
    assert "bank-silent" not in what(hall)


def test_a_start_says_what_is_uncertain_before_any_door_may_open() -> None:
    hall = Cabinet()
    visit = hall.drop_off()
    hall.do(locker_doors.start, bank=BANK)
    assert hall.visit(visit.id).state == "uncertain"
    assert refused(hall, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "bank-unread"
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
