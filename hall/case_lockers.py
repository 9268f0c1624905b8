"""Where cases and lockers meet: a result whose reference is a case's number takes the case along, in the same record.

Behind the door the locker has the case; fetched, it is issued; taken out by staff, or not found, a window has it again.
"""

from __future__ import annotations

from hall import cases
from hall import events as e
from hall.case import Case, kind_and_id
from hall.hall import Hall, plan_of
from hall.refused import Refused


def check_load(hall: Hall, reference: str) -> None:
    """Before a result is put in: if its reference is an open case, that is ready and behind no other door. A reference
    that is no case is the back office's own word."""
    found = hall.cases.get(reference)
    if found is None:
        return
    if found.state != "ready":
        raise Refused("not-ready", "reference")
    if kind_and_id(found.at)[0] == "locker" or cases.is_behind_door(hall, reference):
        raise Refused("case-in-locker", "reference")


def follows(hall: Hall, event: e.Event) -> list[e.Event]:
    """What becomes of a case by what becomes of its deposit; `hall` is as it stood before the event."""
    if not isinstance(event, e.DepositConfirmed | e.DepositTaken | e.DepositReturned):
        return []
    deposit = hall.cabinets.deposits.get(event.deposit)
    found = hall.cases.get(deposit.reference or "") if deposit is not None and deposit.kind == "result" else None
    if deposit is None or found is None:
        return []
    by, bank = f"locker:{deposit.bank}", deposit.bank
    inside = found.at == f"locker/{bank}"
    if isinstance(event, e.DepositConfirmed):
        return [] if inside else cases.into_locker(hall, case=found.id, bank=bank, by=by)
    if not inside:
        return []
    if isinstance(event, e.DepositTaken):
        return cases.fetched(hall, case=found.id, bank=bank, by=by)
    return cases.out_of_locker(hall, case=found.id, bank=bank, by=by, window=_window(hall, found))


def _window(hall: Hall, case: Case) -> str:
    """Where it is to be fetched, else where it was received, else any window: somebody has to have it."""
    windows = plan_of(hall).window
    return next(each for each in (case.collect, case.window, *windows) if each in windows)
