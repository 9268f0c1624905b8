"""A verified copy of a running or stopped hall's record, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.backup import NotWhole, backup
from server.options import data_option
from server.trouble import Trouble


@click.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def command(file: Path, data: Path) -> None:
    """Copy the record in DIR to FILE, and read the copy through before it gets its name."""
    try:
        verdict = backup(data, file)
    except NotWhole as error:
        raise Trouble(f"the copy was thrown away, since it is not whole: {error}") from None
    click.echo(f"ok: {verdict.events} events in {file}, head {verdict.head}")
