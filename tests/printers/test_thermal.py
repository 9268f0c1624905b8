"""What the driver is built of, and what this version says it cannot drive."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.plan import Wire
from printers import simulated, thermal
from printers.lines import Cut, Text
from printers.printer import Job, Outcome, PrinterUnsupported
from tests.printers.cast import nothing_to_draw, printer
from wires.wire import Native


@pytest.mark.parametrize(
    ("wire", "status", "said"),
    [
        (None, "paper", "needs a wire"),
        (Wire("file", path="/dev/usb/lp0"), "paper", 'status = "none"'),
    ],
)
def test_what_cannot_be_driven_is_refused_by_name(wire: Wire | None, status: str, said: str) -> None:
    with pytest.raises(PrinterUnsupported, match=f"printer p1: .*{said}"):
        thermal.build(printer(kind="thermal", wire=wire, status=status), Native(), nothing_to_draw)


def test_a_device_file_gets_the_whole_slip(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    path.touch()
    planned = printer(kind="thermal", status="none", wire=Wire("file", path=str(path)))
    driver = thermal.build(planned, Native(), nothing_to_draw).driver
    assert driver.problems() == ()
    assert driver.print(Job("t", (Text("A008"), Cut()))) == Outcome("sent")
    assert path.read_bytes() == b"\x1b@\x1c&A008\n\x1bd\x03\x1dVB\x00"


def test_no_line_is_wider_than_the_paper_whatever_columns_are_planned() -> None:
    built = simulated.build(printer(columns=80, dots=384), Native(), nothing_to_draw)
    assert built.planned.columns == 32
