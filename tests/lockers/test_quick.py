"""From a code that is accepted to the unlock frame on the wire: the whole way through record, keeper and driver."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import monotonic

from hall.plan import LockerBank
from lockers.clock import NativeClock
from lockers.simulated import CabinetWire, Simulated
from tests.counts import count, proof
from tests.lockers.cabinet import BANK, locker_plan
from tests.lockers.running import Lobby
from wires.wire import Native

TRIES = count(3, 8)
ALLOWED_SECONDS = 1.0
"""On a machine that does other things as well; the claim is 150 ms on one that does not, and the figure is printed."""


class Timed(Simulated):
    """The simulated bank, noting when the frame of a pulse goes out."""

    def __init__(self, planned: LockerBank) -> None:
        super().__init__(planned, NativeClock(Native()))
        self.pulsing, self.sent_at = False, list[float]()

    def open(self) -> CabinetWire:
        return Noting(self, super().open())

    def unlock(self, compartment: int) -> None:
        self.pulsing = True
        super().unlock(compartment)

    def noted(self) -> None:
        if self.pulsing:
            self.pulsing = False
            self.sent_at.append(monotonic())


class Noting(CabinetWire):
    def __init__(self, bank: Timed, wire: CabinetWire) -> None:
        self.bank, self.wire = bank, wire

    def send(self, data: bytes) -> None:
        self.bank.noted()
        self.wire.send(data)

    def receive(self, seconds: float) -> bytes:
        return self.wire.receive(seconds)

    def close(self) -> None:
        self.wire.close()


@proof("from an accepted code to the unlock frame", TRIES)
def test_a_door_is_pulsed_soon_after_its_code(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    plan = locker_plan(16)  # a lock gets three pulses a minute, so each is asked for once
    bank = Timed(plan.locker_bank[BANK])
    lobby = Lobby(tmp_path, plan, bank=bank)
    took: list[float] = []
    for _ in range(TRIES):
        result = lobby.clerk("POST", "/loads", {"reference": "r"}).get_json()
        visit(lobby, bank, result["id"], "put-in")
        pulses, began = len(bank.sent_at), monotonic()
        body = {"locator": result["locator"], "secret": result["secret"]}
        taken = lobby.locker("POST", "/pick-ups", body).get_json()["id"]
        lobby.until(partial(more_than, bank, pulses))
        took.append(bank.sent_at[-1] - began)
        visit(lobby, bank, taken, "taken")
        lobby.seconds += 200
    lobby.close()
    record_property("result", f"p50 {median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms")
    assert max(took) < ALLOWED_SECONDS


def more_than(bank: Timed, pulses: int) -> bool:
    return len(bank.sent_at) > pulses


def visit(lobby: Lobby, bank: Timed, name: str, said: str) -> None:
    bank.door(lobby.opened(name)).open = False
    lobby.keeper.look(BANK)
    lobby.until(lambda: lobby.state(name) == "closed")
    assert lobby.ask("clerk@B1", "POST", f"/lockers/{BANK}/visits/{name}/confirm", {"is": said}).status_code == 200
