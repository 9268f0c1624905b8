"""A test page on a real printer, and what the printer answered, byte by byte."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from hall import plan as p
from printers.printer import Job, PrinterUnsupported, within
from printers.test_page import test_page
from printers.thermal import Thermal, opener_for
from server.config import ConfigErrors, describe, read_plan
from server.devices import drawing, native
from server.options import config_option
from server.trouble import Trouble
from wires.wire import Opener, Wire

MEANS = {
    "printed": "The printer says that the page is out.",
    "sent": "Every byte went; this printer cannot say whether it printed.",
    "unknown": "Some of it went; whether the page is out, only the paper tells.",
    "failed": "Nothing was printed.",
}


class Overheard:
    """A wire that tells what goes over it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def send(self, data: bytes) -> None:
        shown = data.hex(" ") if len(data) <= 12 else f"{len(data)} bytes"
        click.echo(f"  > {shown}")
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        came = self._wire.receive(seconds)
        if came:
            click.echo(f"  < {came.hex(' ')}")
        return came

    def close(self) -> None:
        self._wire.close()


def overheard(opener: Opener) -> Opener:
    return lambda: Overheard(opener())


@click.command(name="print-test")
@click.argument("printer")
@config_option
def command(printer: str, config: Path) -> None:
    """Print a test page on PRINTER of the plan. Not while the hall prints on it: most take one connection at a time."""
    try:
        plan = read_plan(config)
    except ConfigErrors as wrong:
        raise Trouble("\n".join([f"{config} cannot be the hall's plan:", *describe(wrong.errors)]), code=2) from None
    planned = plan.printer.get(printer)
    if planned is None:
        raise Trouble(f'no printer "{printer}" in {config}; there are: {", ".join(plan.printer) or "none"}', code=2)
    if not tried(planned, plan):
        raise SystemExit(1)


def tried(planned: p.Printer, plan: p.Plan) -> bool:
    """Print the page and say what happened; whether it may be on paper."""
    planned = within(planned)
    try:
        opener = overheard(opener_for(planned, native()))
    except PrinterUnsupported as error:
        raise Trouble(str(error), code=2) from None
    driver = Thermal(planned, opener, drawing, planned.wire.reply_seconds if planned.wire else 2.0)
    now = datetime.now(ZoneInfo(plan.timezone)).isoformat(" ", "seconds")
    began = time.monotonic()
    outcome = driver.print(Job("test", test_page(planned, plan.name, now), "test"))
    problem = f" ({outcome.problem})" if outcome.problem else ""
    click.echo(f"{outcome.state}{problem} after {time.monotonic() - began:.1f} s. {MEANS[outcome.state]}")
    click.echo(f"its state now: {', '.join(driver.problems()) or 'ready'}")
    return outcome.state in ("printed", "sent")
