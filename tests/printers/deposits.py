"""A cabinet in the printer tests' hall: a result that waits there, something that was brought, and their slips."""

from __future__ import annotations

from typing import Any

from hall import locker_doors, lockers
from hall.cabinet import Deposit, DepositSlip
from hall.hall import Hall
from hall.plan import Compartment, LockerBank, Messages, Plan
from hall.records import changed
from ledger.asks import Asker
from ledger.ledger import Ledger
from printers.deposit_slip import Opens
from tests.printers.cast import NINE_FORTY_ONE, plan, printer

DUE = NINE_FORTY_ONE + 72 * 3_600_000
OPENS = Opens("13572468", "LK1:40961:0123456789ABCDEF0123456789ABCDEF")
RESULT = Deposit(
    "mzxw6ytb2k7a", "result", "L1", 3, "confirmed", "S", NINE_FORTY_ONE, DUE, reference="WS-2026-118", locator="40961"
)
BROUGHT = Deposit(
    "mzxw6ytb2k7c", "drop-off", "L1", 7, "confirmed", "S", NINE_FORTY_ONE, DUE, case="2026-000123", receipt="R01234567"
)
CODE = DepositSlip("s1", RESULT.id, "L1", "code", "p1", NINE_FORTY_ONE)
RECEIPT = DepositSlip("s2", BROUGHT.id, "L1", "receipt", "p1", NINE_FORTY_ONE)
STEEL = tuple((no, "closed", None) for no in (1, 2))


def opening(hall: Hall, deposit: Deposit) -> Opens:
    """What opens a result, told apart by deposit and issue."""
    return Opens(f"{deposit.issue}3572468", f"LK1:{deposit.locator}:{deposit.id.upper()}")


def hall_plan(*, receipts: bool = True) -> Plan:
    """A cabinet of two compartments; its printer `p1` prints receipts, `p2` beside staff prints codes."""
    cells = tuple(Compartment(no, "S", 900, 0, no) for no in (1, 2))
    bank = LockerBank("L1", "simulated", zone="B", compartments=cells, printer="p1" if receipts else None)
    made = plan(printer(), printer(id="p2"))
    return changed(made, locker_banks=(bank,), messages=Messages(kind="slip", printer="p2"))


class Bank:
    """People at the doors of the cabinet: what they do, as the record hears of it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.do(locker_doors.start, bank="L1")
        self.do(locker_doors.seen, bank="L1", doors=STEEL)

    def do(self, rule: Any, **words: Any) -> None:
        self._ledger.by(Asker("test")).record(rule, **words)

    def load(self, name: str = "d1") -> Deposit:
        """A result is put in and confirmed; its slip is `s` and its name."""
        self.do(
            lockers.load, bank="L1", deposit=name, visit=f"v{name}", reference="WS-2026-118", code=("h", "q"), seed=1
        )
        return self._shut(name)

    def bring(self, name: str = "d2", said: Any = "put-in") -> Deposit:
        self.do(lockers.drop_off, bank="L1", deposit=name, visit=f"v{name}", receipt="R01234567", place="L1")
        return self._shut(name, said)

    def _shut(self, name: str, said: Any = "put-in") -> Deposit:
        no = self._ledger.hall.cabinets.visits[f"v{name}"].compartment
        opened = tuple((each, "open" if each == no else "closed", None) for each in (1, 2))
        self.do(locker_doors.seen, bank="L1", doors=opened)
        self.do(locker_doors.seen, bank="L1", doors=STEEL)
        deposit = self._ledger.hall.cabinets.deposits[name]
        self.do(lockers.confirm, visit=f"v{name}", said=said, message=f"s{name}")
        return deposit
