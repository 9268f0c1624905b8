"""A result in a locker takes its case along: put in, fetched, or given back to a window, in one record each."""

from __future__ import annotations

from hall import calling, cases, lockers, serving
from hall import events as e
from hall.plan import Plan
from hall.records import changed
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan, refused


def plan() -> Plan:
    laid = locker_plan()
    services = tuple(changed(each, collect="B3") if each.id == "medical" else each for each in laid.services)
    return changed(laid, services=services)


def with_case(ready: bool = True) -> tuple[Cabinet, str]:
    """A cabinet, and a case that waits for its issue."""
    hall = Cabinet(plan())
    hall.take("medical")
    hall.do(calling.call_next, window="B1")
    hall.do(serving.finish, window="B1", outcome="accepted", by="anna", slip="s1")
    (case,) = hall.hall.cases
    if ready:
        hall.do(cases.ready, case=case, by="bo")
    return hall, case


def test_a_case_that_is_not_ready_goes_into_no_locker() -> None:
    hall, case = with_case(ready=False)
    words = {"bank": BANK, "deposit": "d", "visit": "v", "reference": case, "code": ("a", "b"), "seed": 1}
    assert refused(hall, lockers.load, **words) == "not-ready"


def test_a_result_that_is_no_case_changes_none() -> None:
    hall, case = with_case()
    hall.loaded(reference="our own word")
    assert hall.hall.cases[case].at == "window/B1"


def test_put_in_the_locker_has_it_and_nobody_else_passes_it_on() -> None:
    hall, case = with_case()
    visit = hall.load(reference=case)
    assert hall.hall.cases[case].at == "window/B1"
    assert refused(hall, cases.pass_on, case=case, by="bo", office="permits") == "case-in-locker"
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="put-in")
    assert hall.hall.cases[case].at == f"locker/{BANK}"
    assert kinds(hall)[-3:-1] == ["DepositConfirmed", "CasePassed"]
    words = {"bank": BANK, "deposit": "d", "visit": "v", "reference": case, "code": ("a", "b"), "seed": 1}
    assert refused(hall, lockers.load, **words) == "case-in-locker"


def test_fetched_it_is_issued() -> None:
    hall, case = with_case()
    deposit = hall.loaded(reference=case)
    visit = hall.pick_up(str(deposit.locator))
    assert visit is not None
    hall.steel.inside.clear()
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="taken")
    assert case not in hall.hall.cases
    (issued,) = [event for event in hall.events if isinstance(event, e.CaseIssued)]
    assert (issued.way, issued.place, issued.by) == ("locker", f"locker/{BANK}", f"locker:{BANK}")


def test_nobody_came_and_the_issuing_window_has_it_again() -> None:
    hall, case = with_case()
    deposit = hall.loaded(reference=case)
    hall.later(10)
    hall.do(lockers.collect, bank=BANK, deposits=(deposit.id,), visits=("c1",), batch="b")
    hall.act("c1")
    hall.steel.inside.clear()
    hall.shut(deposit.compartment)
    hall.do(lockers.confirm, visit="c1", said="taken")
    assert (hall.hall.cases[case].at, hall.hall.cases[case].state) == ("window/B3", "ready")


def test_a_load_that_was_not_put_in_leaves_the_case_where_it_was() -> None:
    hall, case = with_case()
    visit = hall.load(reference=case)
    hall.shut(visit.compartment)
    hall.do(lockers.confirm, visit=visit.id, said="nothing")
    assert hall.hall.cases[case].at == "window/B1"
    hall.do(cases.pass_on, case=case, by="bo", office="permits")
