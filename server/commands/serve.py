"""The hall's server."""

from __future__ import annotations

from pathlib import Path

import click

from server import start
from server.options import config_option, data_option


@click.command(name="serve")
@config_option
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="The port; 0: a free one.")
@click.option("--list", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path), hidden=True,
              help="What lies in a cabinet, as `hall station` has it from the hall.")  # fmt: skip
@click.option("--demo", is_flag=True, help="Make demo keys and sign-ins, and show them on the front door.")
def command(config: Path, data: Path, host: str, port: int, listed: Path | None, demo: bool) -> None:
    """Serve the hall laid out in FILE, with its record in DIR, until it is told to stop."""
    start.run(start.Asked(config, data, host, port, demo, listed))
