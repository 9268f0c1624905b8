"""A cabinet that runs: real rules, record, keeper and routes around a bank of steel; only the server is missing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from werkzeug.test import TestResponse

from hall.plan import Plan
from lockers import staff_web, web
from lockers.bank import Bank
from lockers.clock import NativeClock
from lockers.keeper import Keeper
from lockers.secrets import Secrets
from tests.api.web_cast import House
from tests.ledger.cast import until
from tests.lockers.cabinet import BANK, Steel
from wires.wire import Native

STAFF = {"anna": "secret-a", "bo": "secret-b"}


def second(name: str, password: str, source: str) -> str | None:
    return name if STAFF.get(name) == password else None


class Lobby(House):
    """`ask` as in a house; `turn()` lets the keeper hear and say what there is."""

    def __init__(self, folder: Path, plan: Plan, steel: type[Steel] = Steel, bank: Bank | None = None) -> None:
        super().__init__(folder, plan)
        self.steel = steel(tuple(each.no for each in plan.locker_bank[BANK].compartments))
        self.app.extensions.update(locker_secrets=Secrets(b"k" * 32), second_person=second)
        self.app.register_blueprint(web.routes)
        self.app.register_blueprint(staff_web.routes)
        self.faults: list[BaseException] = []
        self.drawn = 0
        self.keeper = Keeper(
            self.ledger, {BANK: bank or self.steel}, clock=NativeClock(Native()), draw=self._draw, spawn=_spawn,
            inbox=SimpleQueue, wake=lambda: None, report=lambda _, failure: self.faults.append(failure),
        )  # fmt: skip
        self.keeper.start()
        self.until(lambda: self.bank.read)

    def _draw(self) -> str:
        self.drawn += 1
        return f"p{self.drawn:06d}"

    @property
    def bank(self) -> Any:
        return self.ledger.hall.cabinets.banks[BANK]

    def until(self, true: Callable[[], bool]) -> None:
        """Until the keeper has brought it about."""

        def turned() -> bool:
            self.keeper.drain()
            self.keeper.settle()
            return true()

        until(turned)

    def locker(self, method: str, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.ask(f"locker@{BANK}", method, f"/lockers/{BANK}{path}", body, **more)

    def clerk(self, method: str, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.ask("clerk@B1", method, f"/lockers/{BANK}{path}", body, **more)

    def state(self, visit: str) -> str:
        return self.ledger.hall.cabinets.visits[visit].state

    def opened(self, visit: str) -> int:
        """The compartment of a visit whose door has come open."""
        self.until(lambda: self.state(visit) == "open")
        return self.ledger.hall.cabinets.visits[visit].compartment

    def shut(self, visit: str) -> None:
        self.steel.open.discard(self.ledger.hall.cabinets.visits[visit].compartment)
        self.keeper.look(BANK)
        self.until(lambda: self.state(visit) == "closed")

    def loaded(self) -> dict[str, Any]:
        """A result that lies in its compartment: the answer of its load."""
        result: dict[str, Any] = self.clerk("POST", "/loads", {"reference": "case-7"}).get_json()
        self.opened(result["id"])
        self.shut(result["id"])
        assert self.clerk("POST", f"/visits/{result['id']}/confirm", {"is": "put-in"}).status_code == 200
        return result

    def close(self) -> None:
        self.keeper.close()
        super().close()


def _spawn(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True).start()
