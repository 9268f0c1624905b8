"""A door that had its pulses and is still read as shut: its person is asked, and the books believe no more than they
can know."""

from __future__ import annotations

from hall import locker_doors, locker_staff, locker_tick, lockers
from hall.cabinet import Visit
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan, refused, what


def asked(lying: bool, *, answers: bool = False) -> tuple[Cabinet, Visit]:
    """Somebody who brings something before door 1, which opens unseen (`lying`) or not at all."""
    hall = Cabinet()
    hall.answers = answers
    (hall.steel.lying if lying else hall.steel.jammed).add(1)
    return hall, hall.drop_off()


def test_nothing_is_given_up_before_the_person_has_been_asked() -> None:
    hall, visit = asked(lying=False)
    assert (visit.state, visit.asks, visit.compartment) == ("opening", "opened", 1)
    assert hall.steel.pulses == [1, 1, 1] and "OpeningFailed" not in kinds(hall) and not what(hall)
    hall.do(locker_doors.answer, visit=visit.id, opened=False, ticket="t")
    hall.act(visit.id)
    moved = hall.visit(visit.id)
    assert (moved.state, moved.asks, moved.compartment, hall.door(1).state) == ("open", None, 2, "fault")


def test_who_says_that_it_opened_goes_on_and_staff_hear_of_the_switch() -> None:
    hall, visit = asked(lying=True, answers=True)
    assert (visit.state, visit.asks) == ("opening", "shut")
    assert what(hall) == {"door-sensor"} and hall.door(1).reading == "closed"
    hall.steel.inside[1] = str(visit.deposit)
    hall.steel.open.discard(1)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    ended, deposit = hall.visit(visit.id), hall.deposit(visit)
    assert (ended.state, ended.said, ended.ticket) == ("uncertain", "put-in", None)
    assert deposit.to_check and deposit.state == "offered"
    assert (hall.door(1).state, hall.door(1).doubt) == ("uncertain", "door-sensor")


def test_a_compartment_whose_switch_lied_is_given_again_only_when_repaired() -> None:
    hall, visit = asked(lying=True, answers=True)
    hall.steel.open.discard(1)
    hall.do(lockers.confirm, visit=visit.id, said="nothing")
    hall.later(3)
    assert hall.drop_off().compartment == 2
    hall.do(locker_staff.check, bank=BANK, compartment=1, holds=None)
    assert hall.door(1).state == "fault" and "door-sensor" in what(hall)
    assert hall.drop_off().compartment == 3
    hall.steel.lying.clear()
    hall.do(locker_staff.mark_repaired, bank=BANK, compartment=1, reason="new switch")
    hall.later(3)
    assert hall.door(1).state == "free" and "door-sensor" not in what(hall)
    assert hall.drop_off(low=True, size="S").compartment == 1


def test_who_says_nothing_leaves_it_uncertain_and_is_promised_a_ticket() -> None:
    hall, visit = asked(lying=False)
    hall.later(0.9).do(locker_tick.tick, ticket="t")
    assert hall.visit(visit.id).asks == "opened"
    hall.later(0.2).do(locker_tick.tick, ticket="t")
    ended = hall.visit(visit.id)
    assert (ended.state, ended.asks, ended.ticket) == ("uncertain", None, "t")
    assert (hall.door(1).state, hall.door(1).doubt) == ("uncertain", "unanswered")
    assert refused(hall, locker_doors.answer, visit=visit.id, opened=True) == "wrong-state"


def test_who_vouched_for_an_open_door_and_went_leaves_it_uncertain() -> None:
    hall, visit = asked(lying=True, answers=True)
    hall.later(1.9).do(locker_tick.tick, ticket="t")
    assert hall.visit(visit.id).asks == "shut"
    hall.later(0.2).do(locker_tick.tick, ticket="t")
    assert (hall.visit(visit.id).state, hall.visit(visit.id).ticket) == ("uncertain", None)
    assert hall.door(1).doubt == "door-sensor"


def test_a_door_that_is_seen_open_after_all_needs_no_answer() -> None:
    hall, visit = asked(lying=False)
    hall.steel.open.add(1)
    hall.later(0.1)
    hall.look()
    assert (hall.visit(visit.id).state, hall.visit(visit.id).asks) == ("open", None)
    hall.steel.inside[1] = str(visit.deposit)
    hall.shut(1)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    assert hall.door(1).state == "occupied" and not hall.deposit(visit).to_check


def test_a_switch_that_lied_is_not_believed_when_it_tells_the_truth() -> None:
    hall, visit = asked(lying=True, answers=True)
    hall.steel.lying.clear()
    hall.later(0.1)
    hall.look()
    assert hall.visit(visit.id).state == "open"
    hall.shut(1)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    assert hall.door(1).state == "uncertain" and hall.deposit(visit).to_check


def test_a_pick_up_behind_a_switch_that_lies_leaves_the_result_to_be_looked_for() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.later(2)
    hall.steel.lying.add(result.compartment)
    visit = hall.pick_up(str(result.locator))
    assert visit is not None and visit.asks == "shut"
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert hall.hall.cabinets.deposits[result.id].to_check
    hall.do(locker_staff.check, bank=BANK, compartment=result.compartment, holds=None)
    assert kinds(hall)[-1] == "DepositTaken" and hall.door(result.compartment).state == "fault"


def test_what_staff_collected_behind_such_a_switch_is_not_called_missing() -> None:
    hall, visit = asked(lying=False, answers=True)
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    hall.later(2)
    hall.steel.lying.add(visit.compartment)
    hall.do(lockers.collect, bank=BANK, deposits=(str(visit.deposit),), visits=("c",), batch="b")
    hall.act("c")
    hall.do(lockers.confirm, visit="c", said="taken")
    hall.do(locker_staff.check, bank=BANK, compartment=visit.compartment, holds=None)
    assert kinds(hall)[-1] == "DepositTaken"


def test_a_lock_that_the_board_refuses_to_move_is_not_asked_about() -> None:
    hall = Cabinet(locker_plan(2))
    hall.do(lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R")
    hall.do(locker_doors.not_opened, opening="v.1", problem="refused")
    assert hall.door(1).state == "fault" and hall.visit("v").compartment == 2


def test_a_question_dies_with_the_server_and_nothing_is_pulsed_for_it() -> None:
    hall, visit = asked(lying=True)
    hall.begin()
    assert (hall.visit(visit.id).state, hall.visit(visit.id).asks) == ("uncertain", None)
    assert hall.steel.pulses == [1, 1, 1] and hall.door(1).switch_fault_at is None
