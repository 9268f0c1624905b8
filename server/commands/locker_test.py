"""A new locker bank tried out: its boards, its echo, its switches, and then one door at a time."""

from __future__ import annotations

from pathlib import Path

import click

from lockers.bank import BankUnsupported, LockerFailed
from lockers.clock import NativeClock
from lockers.commissioning import Commissioning
from server.config import ConfigErrors, describe, read_plan
from server.devices import native
from server.options import config_option
from server.trouble import Trouble
from wires.opening import opener_of


@click.command(name="locker-test")
@click.argument("bank")
@config_option
def command(bank: str, config: Path) -> None:
    """Try out the locker BANK of the plan, with somebody at it. Opens no door without asking. Not while the hall
    runs."""
    try:
        plan = read_plan(config)
    except ConfigErrors as wrong:
        raise Trouble("\n".join([f"{config} cannot be the hall's plan:", *describe(wrong.errors)]), code=2) from None
    planned = plan.locker_bank.get(bank)
    if planned is None:
        raise Trouble(
            f'no locker bank "{bank}" in {config}; there are: {", ".join(plan.locker_bank) or "none"}', code=2
        )
    if planned.wire is None:
        raise Trouble(f'locker bank "{bank}" is a simulated one: there is nothing to try out', code=2)
    line = opener_of(planned.wire, native())
    try:
        found = Commissioning(planned, line, NativeClock(native()), asked, click.echo).run()
    except BankUnsupported as wrong:
        raise Trouble(str(wrong), code=2) from None
    except LockerFailed as failed:
        raise Trouble(f"the line of {bank} cannot be used: {failed.detail or failed.problem}") from None
    if found.wrong:
        click.echo("To be mended:\n" + "\n".join(f"- {line}" for line in found.wrong))
        raise SystemExit(1)
    click.echo("This bank is well.")


def asked(question: str) -> str:
    """What was typed; the end of the input ends the test."""
    return str(click.prompt(question, default="", show_default=False, prompt_suffix=" "))
