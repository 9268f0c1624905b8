"""Outcomes and cases: what a visit may end in, and a case that is in one hand at a time, from receipt to issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from hall import calling, cases, outcomes, planning, serving
from hall import events as e
from hall.after import after_all
from hall.fold_cases import case_after
from hall.refused import Refused
from tests.hall.cast import Story, open_hall, small_plan
from tests.hall.test_working_days import MON_TO_FRI

PLAN = small_plan(hours=MON_TO_FRI, closed_days=("2026-11-26",))
DAY = 24 * 60


def story() -> Story:
    return Story(open_hall(PLAN))


def at_window(told: Story, service: str = "medical", window: str = "B1") -> str:
    ticket = told.take(service)
    told.do(calling.call_next, window=window)
    return ticket


def accept(told: Story, outcome: str = "accepted", missing: tuple[str, ...] = ()) -> str:
    """A case received at B1, on Monday."""
    at_window(told)
    told.do(serving.finish, window="B1", outcome=outcome, missing=missing, by="anna", slip=f"s{told.hall.seq}")
    return max(told.hall.cases)


def refusal(told: Story, rule_: Callable[..., list[e.Event]], **words: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as no:
        told.do(rule_, **words)
    return no.value.reason, no.value.field


# --- outcomes


def test_a_service_ends_only_as_its_plan_says() -> None:
    told = story()
    at_window(told, "social", "B2")
    assert refusal(told, serving.finish, window="B2", outcome="accepted", slip="s") == (
        "outcome-not-allowed",
        "outcome",
    )
    assert isinstance(told.do(serving.finish, window="B2", outcome="refused", missing=("card",), slip="s")[0], e.Event)
    assert told.hall.slips["s"].outcome == "refused"


@pytest.mark.parametrize(("outcome", "missing", "reason"), [
    ("accepted-incomplete", (), "missing-needed"), ("accepted", ("card",), "nothing-missing"),
    ("done", ("card",), "nothing-missing"),
])  # fmt: skip
def test_papers_are_missing_when_and_only_when_the_outcome_says_so(
    outcome: str, missing: tuple[str, ...], reason: str
) -> None:
    told = story()
    at_window(told)
    words = {"window": "B1", "outcome": outcome, "missing": missing, "slip": "s"}
    assert refusal(told, serving.finish, **words) == (reason, "missing")


def test_what_was_accepted_has_a_number_a_promise_and_a_slip() -> None:
    told = story()
    number = accept(told)
    case = told.hall.cases[number]
    assert number == "2026-000001" and case.at == "window/B1" and case.received_by == "anna"
    assert case.promised == "2026-12-22"  # twenty working days, past the closed Thursday
    assert [slip.case for slip in told.hall.slips.values()] == [number]


def test_accepted_with_papers_missing_says_which_and_until_when() -> None:
    told = story()
    number = accept(told, "accepted-incomplete", ("card", "copy of 510101199001011234"))
    case = told.hall.cases[number]
    assert case.missing == ({"zh": "card", "en": "card"}, {"zh": "copy of ****", "en": "copy of ****"})
    assert case.missing_until == "2026-12-01" and case.due == case.missing_until


def test_papers_that_come_late_move_the_promise_and_those_in_time_do_not() -> None:
    for late, days in ((False, 2), (True, 14)):
        told = story()
        number = accept(told, "accepted-incomplete", ("card",))
        was = told.hall.cases[number].promised
        assert refusal(told, cases.ready, case=number, by="bo") == ("items-missing", None)
        told.later(days * DAY).do(cases.complete, case=number, by="bo")
        assert (told.hall.cases[number].promised > was) is late
        told.do(cases.ready, case=number, by="bo")


def test_a_finish_that_is_undone_takes_its_case_and_its_slip_back() -> None:
    told = story()
    number = accept(told)
    told.do(serving.undo, window="B1", by="anna")
    assert not told.hall.cases and not told.hall.slips and told.hall.windows["B1"].state == "calling"
    told.do(serving.finish, window="B1", outcome="accepted", by="anna", slip="again")
    assert [number, *told.hall.cases] == ["2026-000001", "2026-000002"]


def test_a_finish_is_not_undone_once_somebody_had_its_case() -> None:
    told = story()
    told.do(cases.pass_on, case=accept(told), by="anna", office="permits")
    assert refusal(told, serving.undo, window="B1") == ("touched-since", None)


def test_slips_of_yesterday_are_gone_and_the_cases_stay() -> None:
    told = story()
    number = accept(told)
    told.later(DAY).take("social")
    assert not told.hall.slips and number in told.hall.cases
    assert outcomes.tell(told.hall, told.now, slip="s1", printer="p1", hand_over="printed") == []


# --- hands


def test_a_case_goes_from_reception_through_the_office_to_the_issuing_window() -> None:
    told = story()
    number = accept(told)
    told.do(cases.pass_on, case=number, by="anna", office="permits", note="for-review", own="B1")
    assert refusal(told, cases.issue, case=number, by="eva", window="B4") == ("not-ready", None)
    told.do(cases.ready, case=number, by="bo")
    told.do(cases.pass_on, case=number, by="bo", window="B4")
    assert refusal(told, cases.issue, case=number, by="eva", window="B3") == ("case-elsewhere", "window")
    visitor = at_window(told, "social", "B4")
    assert refusal(told, cases.issue, case=number, by="eva", window="B4", ticket="t") == ("not-current", "ticket")
    (issued,) = told.do(cases.issue, case=number, by="eva", window="B4", ticket=visitor, own="B4")
    assert issued == e.CaseIssued(number, "eva", "window", "window/B4", visitor)
    assert not told.hall.cases
    assert refusal(told, cases.ready, case=number, by="bo") == ("case-over", None)


def test_a_clerk_acts_on_what_his_own_window_has() -> None:
    told = story()
    number = accept(told)
    assert refusal(told, cases.pass_on, case=number, by="x", office="permits", own="B2") == ("case-elsewhere", None)
    assert refusal(told, cases.withdraw, case=number, by="x", own="B2") == ("case-elsewhere", None)


def test_a_page_that_is_behind_is_told_so() -> None:
    told = story()
    number = accept(told)
    told.do(cases.pass_on, case=number, by="anna", office="permits")
    again = {"case": number, "by": "anna", "window": "B2", "seen": "window/B1"}
    assert refusal(told, cases.pass_on, **again) == ("not-there", "from")
    assert refusal(told, cases.pass_on, case=number, by="anna", office="permits") == ("already-there", None)


@pytest.mark.parametrize(("words", "said"), [
    ({}, ("nowhere-to", "window")), ({"window": "B1", "office": "permits"}, ("nowhere-to", "window")),
    ({"window": "Z9"}, ("unknown-window", "window")), ({"office": "moon"}, ("unknown-office", "office")),
])  # fmt: skip
def test_a_case_is_passed_to_one_known_place(words: dict[str, str], said: tuple[str, str]) -> None:
    told = story()
    assert refusal(told, cases.pass_on, case=accept(told), by="anna", **words) == said


def test_only_a_ready_case_goes_behind_a_door_and_only_the_locker_lets_it_out() -> None:
    told = story()
    number = accept(told)
    with pytest.raises(Refused, match="not-ready"):
        cases.into_locker(told.hall, case=number, bank="L1", by="anna")
    told.do(cases.ready, case=number, by="anna")
    told.hall = after_all(told.hall, cases.into_locker(told.hall, case=number, bank="L1", by="anna"), told.now)
    assert told.hall.cases[number].at == "locker/L1"
    assert refusal(told, cases.pass_on, case=number, by="anna", window="B1") == ("case-in-locker", None)
    back = cases.out_of_locker(told.hall, case=number, bank="L1", by="anna", window="B2")
    assert isinstance(back[0], e.CasePassed) and back[0].state == "ready"
    (out,) = cases.fetched(told.hall, case=number, bank="L1", by="locker")
    assert isinstance(out, e.CaseIssued) and out.way == "locker"
    with pytest.raises(Refused, match="not-there"):
        cases.fetched(told.hall, case=number, bank="L2", by="locker")


def test_a_courier_takes_it_under_his_number() -> None:
    told = story()
    number = accept(told)
    told.do(cases.ready, case=number, by="anna")
    (out,) = told.do(cases.issue, case=number, by="anna", tracking="SF1234")
    assert isinstance(out, e.CaseIssued) and (out.way, out.tracking) == ("courier", "SF1234")


def test_overdue_cases_stand_oldest_first_and_a_ready_one_is_not_among_them() -> None:
    told = story()
    first, second, third = accept(told), accept(told), accept(told, "accepted-incomplete", ("card",))
    told.do(cases.ready, case=second, by="bo")
    told.later(9 * DAY)
    assert [case.id for case in cases.overdue(told.hall, told.now)] == [third]
    told.later(30 * DAY)
    assert [case.id for case in cases.overdue(told.hall, told.now)] == [third, first]
    assert cases.days_late(PLAN, told.now, told.hall.cases[first]) > 0


def test_a_plan_without_the_place_that_has_a_case_is_refused() -> None:
    told = story()
    number = accept(told)
    told.do(cases.pass_on, case=number, by="anna", office="archive")
    with pytest.raises(Refused) as no:
        planning.adopt(told.hall, told.now, plan=small_plan(offices=PLAN.offices[:1]))
    assert (no.value.reason, no.value.field) == ("plan-orphans", "offices.archive")


def test_the_end_of_a_case_is_known_though_the_hall_lets_go_of_it() -> None:
    told = story()
    number = accept(told)
    case = told.hall.cases[number]
    ended = case_after(case, e.CaseReturned(case.id, "bo"), told.now)
    assert asdict(ended) | {"state": case.state, "closed_at": None} == asdict(case) and ended.state == "returned"
