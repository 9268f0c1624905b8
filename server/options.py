"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

data_option = click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), default=Path("var"), show_default=True,
    help="The folder with the hall's record, keys and people.",
)  # fmt: skip
config_option = click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), default=Path("config.toml"), show_default=True,
    help="The hall's plan.",
)  # fmt: skip
