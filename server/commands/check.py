"""Reads config.toml and names every mistake: its place, what was found, what may stand there."""

from __future__ import annotations

from pathlib import Path

import click

from server.check import warnings
from server.config import ConfigErrors, describe, read_plan
from server.options import config_option
from server.trouble import Trouble


@click.command(name="check")
@config_option
def command(config: Path) -> None:
    """Validate the plan in FILE. Every mistake on its own line; exit code 2 if there is any."""
    try:
        plan = read_plan(config)
    except ConfigErrors as wrong:
        raise Trouble("\n".join([f"{config} cannot be the hall's plan:", *describe(wrong.errors)]), code=2) from None
    click.echo(
        f"{config} is a hall of {len(plan.zones)} zones, {len(plan.windows)} windows, "
        f"{len(plan.categories)} categories and {len(plan.services)} services."
    )
    for line in warnings(plan, config.parent):
        click.echo(line)
