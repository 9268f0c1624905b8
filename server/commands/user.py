"""People who sign in on a page: add, password, remove, list."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from server import folder, passwords
from server.commands.key import plain_name
from server.keyring import Absent, Keyring, Taken
from server.options import data_option
from server.trouble import Trouble

stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")


def chosen_password(from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up here and must be shown."""
    if not from_stdin:
        return passwords.generated(), True
    password = sys.stdin.readline().rstrip("\r\n")
    if not passwords.PASSWORD_MIN <= len(password) <= passwords.PASSWORD_MAX:
        raise Trouble(f"a password is {passwords.PASSWORD_MIN} to {passwords.PASSWORD_MAX} characters")
    return password, False


def change(data: Path, act: Callable[[Keyring], None], name: str) -> None:
    """One change of access.db, with what can go wrong in one line."""
    keyring = Keyring(folder.make(data))
    try:
        act(keyring)
    except Taken:
        raise Trouble(f"there is a person named {name!r} already") from None
    except Absent:
        raise Trouble(f"nobody is named {name!r}") from None
    finally:
        keyring.close()


@click.group(name="user")
def command() -> None:
    """People who sign in on a page."""


@command.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(["clerk", "manager", "helper"]), help="What they may do.")
@stdin_option
@data_option
def add(name: str, role: str, password_stdin: bool, data: Path) -> None:
    """Add a person. Without --password-stdin a password is made up and printed, alone on one line."""
    password, shown = chosen_password(password_stdin)
    kept = passwords.hash_of(password)
    change(data, lambda keyring: keyring.add_person(plain_name(name), role, kept), name)
    if shown:
        click.echo(password)


@command.command()
@click.argument("name")
@stdin_option
@data_option
def password(name: str, password_stdin: bool, data: Path) -> None:
    """Change a person's password; whoever is signed in with the old one must sign in again."""
    new, shown = chosen_password(password_stdin)
    kept = passwords.hash_of(new)
    change(data, lambda keyring: keyring.change_password(name, kept), name)
    if shown:
        click.echo(new)


@command.command()
@click.argument("name")
@data_option
def remove(name: str, data: Path) -> None:
    """Remove a person and end their sessions."""
    change(data, lambda keyring: keyring.remove_person(name), name)


@command.command("list")
@data_option
def list_people(data: Path) -> None:
    """The people: name, role."""
    keyring = Keyring(folder.make(data))
    people = keyring.people()
    keyring.close()
    for person in people:
        click.echo(f"{person.name}\t{person.role}")
