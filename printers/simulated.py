"""The simulated printer: the real driver, byte for byte, on a wire to an engine inside. It keeps its last slips to look
at, and can fail like a real one. Part of the product: the shipped hall prints on it."""

from __future__ import annotations

from hall import plan
from hall.events import Problem
from printers.drawing import Drawing
from printers.engine import Died, Engine, Faults
from printers.printer import Built, Job, Outcome, within
from printers.sheet import Sheet
from printers.thermal import Thermal
from wires.memory import MemoryWire
from wires.wire import Native, WireBroken

QUEUE_MAX = 1000
GAP_SECONDS = 0.02
"""It prints as quick as it is asked; without a pause a rush of slips would take the processor from the hall."""


class Simulated:
    """A printer without paper. `faults` may be set at any time, from any thread; `slips` are the last ones it cut."""

    def __init__(self, planned: plan.Printer, drawing: Drawing) -> None:
        self.engine = Engine(planned.dots)
        self._thermal = Thermal(planned, self.open, drawing)

    @property
    def faults(self) -> Faults:
        return self.engine.faults

    @property
    def slips(self) -> tuple[Sheet, ...]:
        return tuple(self.engine.slips)

    def open(self) -> MemoryWire:
        if self.faults.offline or self.faults.dies_after == 0:
            raise WireBroken("refused", "the simulated printer is off")
        self.engine.connected()
        return MemoryWire(self._receive)

    def _receive(self, data: bytes) -> bytes:
        if self.faults.offline:
            raise WireBroken("lost", "the simulated printer went off")
        try:
            return self.engine.receive(data)
        except Died as died:
            raise WireBroken("lost", "the simulated printer died") from died

    def print(self, job: Job) -> Outcome:
        return self._thermal.print(job)

    def problems(self) -> tuple[Problem, ...]:
        return self._thermal.problems()

    def close(self) -> None:
        self._thermal.close()


def build(planned: plan.Printer, native: Native, drawing: Drawing) -> Built:
    planned = within(planned)
    return Built(planned, Simulated(planned, drawing), QUEUE_MAX, GAP_SECONDS)
