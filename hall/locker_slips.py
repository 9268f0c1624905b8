"""Slips about deposits: the code that opens a result, and the receipt of what somebody brought. Asked for here, printed
elsewhere; what becomes of each is recorded, and none is printed a second time unless somebody asks."""

from __future__ import annotations

from hall import events as e
from hall.cabinet import Deposit, DepositSlip
from hall.hall import At, Hall, plan_of
from hall.openings import deposit_of
from hall.refused import Refused


def slip_of(hall: Hall, deposit: str, what: e.DepositSlipKind) -> DepositSlip | None:
    """The latest slip of this kind about a deposit."""
    slips = hall.cabinets.slips.values()
    return next((each for each in slips if each.deposit == deposit and each.what == what), None)


def word(hall: Hall, deposit: Deposit, message: str | None) -> list[e.Event]:
    """A result lies ready: whoever it is for is to hear it, in the hall's own way, if it has one. `message`: an id that
    was drawn."""
    rules = plan_of(hall).messages
    if deposit.kind != "result" or rules.kind == "none" or message is None:
        return []
    if rules.kind == "slip":
        return [e.DepositSlipAsked(message, deposit.id, deposit.bank, "code", rules.printer)]
    return [e.MessageQueued(message, deposit.id, rules.kind)]


def receipt(hall: Hall, deposit: Deposit, slip: str | None) -> list[e.Event]:
    """Somebody said that he put it in: its receipt on paper, where the cabinet has a printer."""
    printer = plan_of(hall).locker_bank[deposit.bank].printer
    if printer is None or slip is None or deposit.kind != "drop-off":
        return []
    return [e.DepositSlipAsked(slip, deposit.id, deposit.bank, "receipt", printer)]


def tell(
    hall: Hall, now: At, *, slip: str, printer: str, hand_over: e.HandOver, problem: e.Problem | None = None
) -> list[e.Event]:
    """What the printer says became of a slip. One that nobody waits for any more is no news."""
    found = hall.cabinets.slips.get(slip)
    if found is None or found.hand_over != "pending":
        return []
    return [e.DepositSlipTold(slip, found.bank, printer, hand_over, problem)]


def print_again(hall: Hall, now: At, *, deposit: str, slip: str) -> list[e.Event]:
    """Staff ask for the code of a result on paper, again or for the first time; never while the first may still come
    out. `slip`: an id that was drawn."""
    found, rules = deposit_of(hall, deposit), plan_of(hall).messages
    if rules.kind != "slip":
        raise Refused("no-printer")
    if found.kind != "result" or found.state not in ("confirmed", "overdue") or found.locked:
        raise Refused("wrong-state")
    before = slip_of(hall, deposit, "code")
    if before is None:
        return word(hall, found, slip)
    if before.hand_over == "pending":
        raise Refused("still-printing")
    return [e.DepositSlipAsked(before.id, deposit, found.bank, "code", rules.printer, before.reprint + 1)]
