"""The simulated bank: the real driver, byte for byte, on a wire to a cabinet inside. Its doors can be pushed shut,
pulled open and jammed, and its boards fail like real ones. Part of the product: the shipped hall keeps its papers in
it.
"""

from __future__ import annotations

from heapq import heappop, heappush
from random import Random

from hall import plan
from lockers.bank import Reading
from lockers.clock import Clock, NativeClock
from lockers.engine import Cabinet, Door
from lockers.firmware import Cu16Boards, Cu48Boards, EightABoards, Firmware, ModbusBoards
from lockers.serial_bank import SerialBank, codec_of, places
from wires.wire import Native, WireBroken


class CabinetWire:
    """A wire to a cabinet: what it says comes at its time, and waiting for it takes as long as it takes."""

    def __init__(self, cabinet: Cabinet, clock: Clock) -> None:
        self._cabinet, self._clock = cabinet, clock
        self._coming: list[tuple[float, int, bytes]] = []
        self._count = 0
        self._open = True

    def send(self, data: bytes) -> None:
        self._there()
        for said in self._cabinet.hear(data, self._clock.now()):
            self._count += 1
            heappush(self._coming, (said.at, self._count, said.data))

    def receive(self, seconds: float) -> bytes:
        self._there()
        until = self._clock.now() + max(seconds, 0.0)
        first = self._coming[0][0] if self._coming else until
        self._clock.wait(min(first, until) - self._clock.now())
        came = b""
        while self._coming and self._coming[0][0] <= max(self._clock.now(), min(first, until)):
            came += heappop(self._coming)[2]
        return came

    def close(self) -> None:
        self._open = False

    def _there(self) -> None:
        if not self._open or self._cabinet.faults.unplugged:
            raise WireBroken("lost", "the simulated cabinet is not connected")


class Simulated:
    """A `lockers.bank.Bank` without metal. `door(compartment)` and `cabinet.faults` may be set at any time, from any
    thread."""

    def __init__(self, planned: plan.LockerBank, clock: Clock, random: Random | None = None) -> None:
        self._places = places(planned, codec_of(planned))
        self.cabinet = cabinet_of(planned, random)
        self.clock = clock
        self._bank = SerialBank(planned, self.open, clock)

    @property
    def compartments(self) -> tuple[int, ...]:
        return tuple(self._places)

    def door(self, compartment: int) -> Door:
        return self.cabinet.doors[self._places[compartment]]

    def open(self) -> CabinetWire:
        if self.cabinet.faults.unplugged:
            raise WireBroken("refused", "the simulated cabinet is not connected")
        return CabinetWire(self.cabinet, self.clock)

    def unlock(self, compartment: int) -> None:
        self._bank.unlock(compartment)

    def read(self) -> dict[int, Reading]:
        return self._bank.read()

    def close(self) -> None:
        self._bank.close()


def cabinet_of(planned: plan.LockerBank, random: Random | None = None) -> Cabinet:
    locks = places(planned, codec_of(planned)).values()
    return Cabinet(firmware_of(planned), locks, closed_is_one=planned.polarity == "closed-is-one", random=random)


def firmware_of(planned: plan.LockerBank) -> Firmware:
    match planned.speaks:
        case "kerong-cu48":
            return Cu48Boards(planned.commands)
        case "8a":
            return EightABoards()
        case "modbus":
            return ModbusBoards(planned.inputs_offset)
        case "kerong-cu16":
            return Cu16Boards()


def build(planned: plan.LockerBank, native: Native) -> Simulated:
    return Simulated(planned, NativeClock(native))
