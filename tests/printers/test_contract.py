"""One contract for every printer: the real driver on a wire in memory, over TCP, a serial line and USB, and the
simulated one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import usb.core

from hall import plan as p
from hall.events import Problem
from printers import simulated, thermal
from printers.engine import Died, Engine, Faults
from printers.lines import Text
from printers.printer import Job, Outcome, Printer
from printers.simulated import Simulated
from printers.slip import slip_lines
from printers.thermal import Thermal
from server.emulate import PtyLine, TcpLine
from tests.printers.cast import WORDS, drawing, plan, printer, slip
from tests.wires.usb_twin import PRODUCT, VENDOR, UsbTwin
from wires.memory import MemoryWire
from wires.usb_bulk import usb_opener
from wires.wire import Native

STATUSES = ("completion", "paper")
KINDS = ("memory", "tcp", "pty", "usb", "simulated")
DEAD: dict[str, Problem] = {"pty": "silent"}
"""A serial line cannot tell a dead printer from one that says nothing."""
ASKING_BYTES = 9
"""Three questions come before the job."""
JOB = Job("mzxw6ytb2k7a", slip_lines(plan(), WORDS, slip(), 48), "k7a0")


@dataclass
class Case:
    """A printer under contract, what is wrong with it, and the engine that shows what came out."""

    driver: Printer
    engine: Engine
    planned: p.Printer
    kind: str = ""

    @property
    def dead(self) -> Problem:
        """How one that died shows itself."""
        return DEAD.get(self.kind, "offline")

    @property
    def faults(self) -> Faults:
        return self.engine.faults


@pytest.fixture(params=[(kind, status) for kind in KINDS for status in STATUSES], ids="-".join)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    kind, status = request.param
    yield from _case(kind, status)


def _case(kind: str, status: str) -> Iterator[Case]:
    if kind == "simulated":
        driver = simulated.build(printer(status=status), Native(), drawing).driver
        assert isinstance(driver, Simulated)
        yield Case(driver, driver.engine, printer(status=status))
    elif kind == "memory":
        twin = Simulated(printer(status=status), drawing)
        yield Case(Thermal(printer(status=status), twin.open, drawing), twin.engine, printer(status=status))
    elif kind == "usb":
        yield _over_usb(status)
    else:
        yield from _over_a_line(kind, status)


def _over_a_line(kind: str, status: str) -> Iterator[Case]:
    engine = Engine()
    line = TcpLine(engine) if kind == "tcp" else PtyLine(engine)
    line.start()
    if isinstance(line, TcpLine):
        wire = p.Wire("network", host="127.0.0.1", port=line.port, connect_seconds=0.5, reply_seconds=0.1)
    else:
        wire = p.Wire("serial", path=line.path, write_seconds=0.5, reply_seconds=0.1)
    planned = printer(kind="thermal", status=status, wire=wire)
    try:
        yield Case(thermal.build(planned, Native(), drawing).driver, engine, planned, kind)
    finally:
        line.close()


def _over_usb(status: str) -> Case:
    engine = Engine()

    def receive(data: bytes) -> bytes:
        try:
            return engine.receive(data)
        except Died:
            raise usb.core.USBError("no such device") from None

    opener = usb_opener(VENDOR, PRODUCT, write_seconds=0.2, backend=UsbTwin(receive, engine.connected))
    planned = printer(kind="thermal", status=status)
    return Case(Thermal(planned, opener, drawing, 0.1), engine, planned, "usb")


def test_a_slip_is_printed_when_the_printer_says_so(case: Case) -> None:
    assert case.driver.print(JOB) == Outcome("printed")
    assert [sheet.number for sheet in case.engine.slips] == [1]
    assert "A008" in case.engine.slips[0].text


def test_a_printer_that_is_well_has_no_problems(case: Case) -> None:
    assert case.driver.problems() == ()


@pytest.mark.parametrize(
    ("faults", "problem"),
    [
        (Faults(slips_left=0), "paper-out"),
        (Faults(cover_open=True), "cover-open"),
        (Faults(cutter_jammed=True), "cutter"),
    ],
    ids=["paper-out", "cover-open", "cutter"],
)
def test_what_is_wrong_before_a_job_fails_it_and_nothing_is_printed(
    case: Case, faults: Faults, problem: Problem
) -> None:
    case.engine.faults = faults
    assert case.driver.print(JOB) == Outcome("failed", problem)
    assert case.driver.problems() == (problem,)
    assert not case.engine.slips
    assert not case.engine.uncut()


def test_the_last_slips_of_a_roll_are_printed_and_then_none(case: Case) -> None:
    case.faults.slips_left = 2
    assert case.driver.problems() == ("paper-low",)
    outcomes = [case.driver.print(JOB) for _ in range(3)]
    assert outcomes == [Outcome("printed"), Outcome("printed"), Outcome("failed", "paper-out")]
    assert case.engine.printed == 2


def test_paper_that_ends_within_a_slip_leaves_it_unknown(case: Case) -> None:
    case.faults.dots_left = 200
    assert case.driver.print(JOB) == Outcome("unknown", "paper-out")
    assert not case.engine.slips
    assert case.engine.uncut()


def test_after_a_new_roll_no_ghost_of_the_broken_slip_comes_out(case: Case) -> None:
    case.faults.dots_left = 200
    case.driver.print(JOB)
    case.faults.dots_left = None
    assert case.driver.print(JOB) == Outcome("printed")
    assert case.engine.printed == 1


def test_a_knife_that_jams_leaves_the_slip_unknown(case: Case) -> None:
    case.faults.cutter_jams = True
    assert case.driver.print(JOB) == Outcome("unknown", "cutter")


@pytest.mark.parametrize("offset", [0, 1, 5])
def test_a_printer_that_dies_while_asked_failed_to_print(case: Case, offset: int) -> None:
    case.faults.dies_after = offset
    outcome = case.driver.print(JOB)
    assert outcome == Outcome("unknown" if case.kind == "pty" else "failed", case.dead)
    assert not case.engine.uncut()


@pytest.mark.parametrize("offset", [0, 1, 7, 60, 200, 300, 440])
def test_a_printer_that_dies_within_a_slip_leaves_it_unknown(case: Case, offset: int) -> None:
    case.faults.dies_after = ASKING_BYTES + offset
    outcome = case.driver.print(JOB)
    assert outcome == Outcome("unknown", case.dead)
    assert not case.engine.slips


def test_a_printer_that_never_answers_gets_its_slip_and_nobody_knows(case: Case) -> None:
    case.faults.mute = True
    assert case.driver.print(JOB) == Outcome("unknown", "silent")
    assert case.driver.problems() == ("silent",)


def test_a_printer_that_is_well_again_prints_again(case: Case) -> None:
    case.faults.dies_after = ASKING_BYTES + 50
    case.driver.print(JOB)
    case.faults.dies_after = None
    assert case.driver.print(JOB) == Outcome("printed")


def test_a_simulated_printer_that_is_off_cannot_be_reached() -> None:
    driver = Simulated(printer(), drawing)
    driver.faults.offline = True
    assert driver.print(JOB) == Outcome("failed", "offline")
    assert driver.problems() == ("offline",)


def test_a_port_nobody_listens_on_is_offline() -> None:
    line = TcpLine(Engine())
    line.close()
    wire = p.Wire("network", host="127.0.0.1", port=line.port, connect_seconds=0.5)
    driver = thermal.build(printer(kind="thermal", wire=wire), Native(), drawing).driver
    assert driver.print(JOB) == Outcome("failed", "offline")
    assert driver.problems() == ("offline",)


@pytest.mark.parametrize("kind", KINDS)
def test_a_printer_that_cannot_answer_is_sent_its_slip(kind: str) -> None:
    for case in _case(kind, "none"):
        assert case.driver.print(JOB) == Outcome("sent")


def test_a_slip_that_must_be_drawn_comes_out_as_pictures() -> None:
    driver = Simulated(printer(encoding="raster", native_qr=False), drawing)
    assert driver.print(JOB) == Outcome("printed")
    assert not driver.slips[0].text
    assert not driver.slips[0].codes


def test_the_answer_to_another_job_is_not_taken_for_this_one() -> None:
    engine = Engine()

    def answers_late(data: bytes) -> bytes:
        return engine.receive(data).replace(b"\x37\x22k7a0\x00", b"\x37\x22k7a1\x00")

    driver = Thermal(printer(status="completion"), lambda: MemoryWire(answers_late), drawing)
    assert driver.print(JOB) == Outcome("unknown", "silent")


def test_only_the_last_slips_are_kept() -> None:
    driver = Simulated(printer(), drawing)
    for _ in range(25):
        driver.print(Job("t", (Text("one"), *JOB.lines[-1:])))
    assert [sheet.number for sheet in driver.slips] == list(range(6, 26))
