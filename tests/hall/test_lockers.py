"""The rules of lockers: an intention first, one deposit a compartment, and what is not known is uncertain."""

from __future__ import annotations

from hall import locker_staff, locker_tick, lockers
from hall.records import changed
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan, refused, what

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
