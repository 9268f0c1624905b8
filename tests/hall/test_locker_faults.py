"""The rules of lockers where something goes wrong, and what staff do about it."""

from __future__ import annotations

from hall import events as e
from hall import locker_codes, locker_doors, locker_pick_up, locker_staff, locker_tick, lockers
from hall.alarms import alarms
from hall.refused import Refused
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


def collected(hall: Cabinet, deposit: str) -> None:
    """Staff take it out."""
    hall.do(lockers.collect, bank=BANK, deposits=(deposit,), visits=("take",), batch="b")
    hall.act("take")
    hall.shut(hall.visit("take").compartment)
    hall.do(lockers.confirm, visit="take", said="taken")


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
    collected(hall, result.id)
    no = told(hall, str(result.locator))
    assert no is not None and no.reason == "result-at-window" and no.words["window"] == "4"
    assert str(no.words["due"]) < str(no.words["day"])
    assert told(hall, str(result.locator), "guess") is None and kinds(hall)[-1] == "CodeRefused"


def test_without_a_window_of_its_own_it_is_only_said_that_staff_have_it() -> None:
    hall = Cabinet()
    result = hall.loaded()
    collected(hall, result.id)
    no = told(hall, str(result.locator))
    assert no is not None and no.reason == "result-returned"


def test_a_code_that_staff_gave_up_opens_nothing_and_its_locator_is_nobody_elses() -> None:
    hall = Cabinet()
    result = hall.loaded()
    collected(hall, result.id)
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
    collected(hall, str(visit.deposit))
    assert "drop-off-waits" not in what(hall)


def test_a_new_code_kills_the_old() -> None:
    hall = Cabinet()
    result = hall.loaded()
    hall.do(locker_codes.new_code, deposit=result.id, issue=2, code=("new", "q"), seed=77)
    fresh = hall.hall.cabinets.deposits[result.id]
    assert hall.pick_up(str(result.locator)) is None
    assert hall.pick_up(str(fresh.locator)) is None
    assert hall.pick_up(str(fresh.locator), "new") is not None


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
