"""Replays the record and compares it with its chain and its tables: ok, or the first difference."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.verify import verify
from server.options import data_option
from server.trouble import Trouble


@click.command(name="verify")
@data_option
def command(data: Path) -> None:
    """Verify the record in DIR, of a running or a stopped hall. Exit code 1 on a difference."""
    verdict = verify(data)
    if verdict.difference is not None:
        raise Trouble(verdict.difference)
    click.echo(f"ok: {verdict.events} events, head {verdict.head}")
    if not verdict.register_checked:
        click.echo("the register is of another version and is made anew at the next start; only events were checked")
