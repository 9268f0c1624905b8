"""Keys of devices and programs: add, list, revoke. In force within 2 seconds, whether the server runs or not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from api.roles import ROLES
from server import folder
from server.keyring import Absent, Keyring, Taken
from server.options import data_option
from server.trouble import Trouble

NAME_MAX = 64


def plain_name(name: str) -> str:
    """A name that can stand in a log and a table."""
    if not (0 < len(name) <= NAME_MAX and name.isprintable() and name == name.strip()):
        raise Trouble(f"a name is 1 to {NAME_MAX} printable characters")
    return name


@click.group(name="key")
def command() -> None:
    """Keys of devices and programs."""


@command.command()
@click.option("--role", required=True, type=click.Choice(ROLES), help="What it may do.")
@click.option("--name", required=True, help="What it is called in lists and in the record.")
@click.option("--at", "place", help="The window, kiosk, display or bank it serves; without: every place of its role.")
@data_option
def add(role: str, name: str, place: str | None, data: Path) -> None:
    """Make a key and print it, alone on one line. It is shown this once."""
    keyring = Keyring(folder.make(data))
    try:
        key = keyring.add_key(plain_name(name), role, None if place is None else plain_name(place))
    except Taken:
        raise Trouble(f"there is a key named {name!r} already") from None
    finally:
        keyring.close()
    click.echo(key)


@command.command("list")
@data_option
def list_keys(data: Path) -> None:
    """The keys in force: name, role, place, day of making."""
    keyring = Keyring(folder.make(data))
    keys = [key for key in keyring.keys() if key.revoked_at is None]
    keyring.close()
    for key in keys:
        day = datetime.fromtimestamp(key.created_at / 1000, UTC).date()
        click.echo(f"{key.name}\t{key.role}\t{key.place or '-'}\t{day}")


@command.command()
@click.argument("name")
@data_option
def revoke(name: str, data: Path) -> None:
    """Put a key out of force."""
    keyring = Keyring(folder.make(data))
    try:
        keyring.revoke_key(name)
    except Absent:
        raise Trouble(f"no key named {name!r} is in force") from None
    finally:
        keyring.close()
