"""A case from hand to hand: received at a window, worked on in an office, ready, issued. One hand has it at any time.

`by` is who acts; `own` the window whose clerk acts (None: somebody bound to no window); `seen` the place where the page
saw the case: elsewhere by now, and the page is behind.
"""

from __future__ import annotations

from datetime import date

from hall import events as e
from hall.case import Case, kind_and_id, place
from hall.hall import At, Hall, plan_of
from hall.plan import Plan
from hall.refused import Refused
from hall.working_days import after_working, latest_working, today, working_days_late

PROMISED_DAYS = 20
"""Of a service whose plan says nothing (any more): working days from receipt to result."""
NOTES = ("for-review", "for-signature", "for-correction", "for-issue", "other")
"""Why a case is passed on: a closed list, so that no event holds a sentence about a person."""


# --- numbers and dates


def next_number(hall: Hall, now: At) -> tuple[str, int, str]:
    """Year, count and number of the next case. The counts of all years are kept: a clock that went wrong and came back
    gives no number twice, and one that was withdrawn is not given again."""
    year = str(today(plan_of(hall), now).year)
    count = hall.case_counts.get(year, 0) + 1
    return year, count, f"{year}-{count:06d}"


def promises(plan: Plan, now: At, service: str, incomplete: bool) -> tuple[str, str | None]:
    """The promised date of a case received now, and until when missing papers are to come, in working days."""
    day = today(plan, now)
    promised = after_working(plan, day, _promised_days(plan, service))
    until = after_working(plan, day, plan.policy.missing_days) if incomplete else None
    return promised.isoformat(), until.isoformat() if until is not None else None


def _promised_days(plan: Plan, service: str) -> int:
    days = plan.service[service].promised_days if service in plan.service else None
    return PROMISED_DAYS if days is None else days


def days_late(plan: Plan, now: At, case: Case) -> int:
    """Working days that the case is overdue; 0: it is not."""
    return 0 if case.due is None else working_days_late(plan, date.fromisoformat(case.due), today(plan, now))


def overdue_before(plan: Plan, now: At) -> str:
    """Every case due before this date is overdue by at least one working day, and no other."""
    return latest_working(plan, today(plan, now)).isoformat()


def overdue(hall: Hall, now: At) -> list[Case]:
    """Overdue cases, the longest first."""
    limit = overdue_before(plan_of(hall), now)
    late = [case for case in hall.cases.values() if case.due is not None and case.due < limit]
    return sorted(late, key=lambda case: (case.due, case.id))


# --- hands


def pass_on(
    hall: Hall,
    now: At,
    *,
    case: str,
    by: str,
    window: str | None = None,
    office: str | None = None,
    note: str | None = None,
    own: str | None = None,
    seen: str | None = None,
) -> list[e.Event]:
    """To a window or a back office. A ready case stays ready on its way to another window; an office works on it
    again."""
    found = _in_hand(hall, case, own, seen)
    to = _target(hall, window, office)
    if to == found.at:
        raise Refused("already-there")
    state: e.CaseState = "in-office" if office is not None else "ready" if found.state == "ready" else "received"
    return [e.CasePassed(case, by, found.at, to, state, note)]


def _target(hall: Hall, window: str | None, office: str | None) -> str:
    plan = plan_of(hall)
    if (window is None) == (office is None):
        raise Refused("nowhere-to", "window")
    if window is not None and window not in plan.window:
        raise Refused("unknown-window", "window")
    if office is not None and office not in plan.office:
        raise Refused("unknown-office", "office")
    return place("window", window) if window is not None else place("office", str(office))


def complete(hall: Hall, now: At, *, case: str, by: str, own: str | None = None) -> list[e.Event]:
    """The visitor brought what was missing. In time, the promise stands; later, it is counted anew from today."""
    found = live_case(hall, case)
    _check_own(found, own)
    if not found.missing:
        raise Refused("nothing-missing")
    in_time = found.missing_until is None or today(plan_of(hall), now).isoformat() <= found.missing_until
    promised = found.promised if in_time else promises(plan_of(hall), now, found.service, False)[0]
    return [e.CaseCompleted(case, by, promised)]


def ready(hall: Hall, now: At, *, case: str, by: str, own: str | None = None, seen: str | None = None) -> list[e.Event]:
    """The result is there. Not while papers are missing."""
    found = _in_hand(hall, case, own, seen)
    if found.state == "ready":
        raise Refused("wrong-state")
    if found.missing:
        raise Refused("items-missing")
    return [e.CaseReady(case, by)]


def issue(
    hall: Hall,
    now: At,
    *,
    case: str,
    by: str,
    window: str | None = None,
    ticket: str | None = None,
    tracking: str | None = None,
    own: str | None = None,
    seen: str | None = None,
) -> list[e.Event]:
    """Out of the hall's hands: to the visitor at the window that has the case (`ticket`: who stands there), or, with
    `tracking`, to a courier."""
    found = _in_hand(hall, case, own, seen)
    if found.state != "ready":
        raise Refused("not-ready")
    if tracking is not None:
        return [e.CaseIssued(case, by, "courier", place("courier", tracking), tracking=tracking)]
    if window is None or found.at != place("window", window):
        raise Refused("case-elsewhere", "window")
    if ticket is not None and hall.windows[window].ticket != ticket:
        raise Refused("not-current", "ticket")
    return [e.CaseIssued(case, by, "window", found.at, ticket)]


def give_back(
    hall: Hall, now: At, *, case: str, by: str, reason: str | None = None, own: str | None = None
) -> list[e.Event]:
    """The hall gives the application back without a result."""
    _in_hand(hall, case, own, None)
    return [e.CaseReturned(case, by, reason)]


def withdraw(
    hall: Hall, now: At, *, case: str, by: str, reason: str | None = None, own: str | None = None
) -> list[e.Event]:
    """The visitor takes the application back."""
    _in_hand(hall, case, own, None)
    return [e.CaseWithdrawn(case, by, reason)]


def live_case(hall: Hall, case: str) -> Case:
    """A case that is not over; whether there ever was one the edge knows."""
    found = hall.cases.get(case)
    if found is None:
        raise Refused("case-over")
    return found


def _in_hand(hall: Hall, case: str, own: str | None, seen: str | None) -> Case:
    """The case, where somebody can have it in hand: not behind a locker's door, and not at another's window."""
    found = live_case(hall, case)
    if seen is not None and seen != found.at:
        raise Refused("not-there", "from")
    if kind_and_id(found.at)[0] == "locker" or is_behind_door(hall, case):
        raise Refused("case-in-locker")
    _check_own(found, own)
    return found


def _check_own(case: Case, own: str | None) -> None:
    """A clerk at a window acts on what his window has, or takes what an office has."""
    kind, at = kind_and_id(case.at)
    if own is not None and kind == "window" and at != own:
        raise Refused("case-elsewhere")


# --- parts of a locker's rules: they go into the same record as the locker's own events


def is_behind_door(hall: Hall, case: str) -> bool:
    """Whether a locker has it, or is about to: its result has a compartment."""
    return any(each.kind == "result" and each.reference == case for each in hall.cabinets.deposits.values())


def into_locker(hall: Hall, *, case: str, bank: str, by: str) -> list[e.Event]:
    """A ready case is put behind a door: from now on the locker has it."""
    found = live_case(hall, case)
    if found.state != "ready":
        raise Refused("not-ready", "reference")
    return [e.CasePassed(case, by, found.at, place("locker", bank), "ready")]


def out_of_locker(hall: Hall, *, case: str, bank: str, by: str, window: str) -> list[e.Event]:
    """Nobody fetched it, or the door failed: a window has it again."""
    found = _behind_door(hall, case, bank)
    return [e.CasePassed(case, by, found.at, place("window", window), "ready")]


def fetched(hall: Hall, *, case: str, bank: str, by: str) -> list[e.Event]:
    """The visitor took it out of the locker."""
    found = _behind_door(hall, case, bank)
    return [e.CaseIssued(case, by, "locker", found.at)]


def _behind_door(hall: Hall, case: str, bank: str) -> Case:
    found = live_case(hall, case)
    if found.at != place("locker", bank):
        raise Refused("not-there")
    return found
