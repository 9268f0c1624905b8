"""People who sign in on a page: add, password, skills, may, remove, list."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from hall.plan import PERMISSIONS
from server import folder, passwords
from server.commands.key import plain_name
from server.keyring import Absent, Keyring, Taken
from server.options import data_option
from server.trouble import Trouble

stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")


skills_option = click.option("--skills", default="", help="Services or categories they know, with commas; none: all.")
may_option = click.option("--may", "permissions", default="", help=f"What else they may do: {', '.join(PERMISSIONS)}.")
WORD = re.compile(r"[A-Za-z0-9_-]{1,32}")


def ids(given: str) -> tuple[str, ...]:
    """The ids of a list with commas. Whether the plan has them is not known here: an unknown one opens nothing."""
    found = tuple(dict.fromkeys(each.strip() for each in given.split(",") if each.strip()))
    for each in found:
        if not WORD.fullmatch(each):
            raise Trouble(f"{each!r} is no id: letters, digits, - and _, at most 32")
    return found


def permissions_of(given: str) -> tuple[str, ...]:
    found = ids(given)
    for each in found:
        if each not in PERMISSIONS:
            raise Trouble(f"there is no permission {each!r}; there is: {', '.join(PERMISSIONS)}")
    return found


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
@skills_option
@may_option
@stdin_option
@data_option
def add(name: str, role: str, skills: str, permissions: str, password_stdin: bool, data: Path) -> None:
    """Add a person. Without --password-stdin a password is made up and printed, alone on one line."""
    known, may = ids(skills), permissions_of(permissions)
    password, shown = chosen_password(password_stdin)
    kept = passwords.hash_of(password)
    change(data, lambda keyring: keyring.add_person(plain_name(name), role, kept, known, may), name)
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
@skills_option
@data_option
def skills(name: str, skills: str, data: Path) -> None:
    """What a person knows, from the next sign-in on; without --skills: everything."""
    known = ids(skills)
    change(data, lambda keyring: keyring.set_skills(name, known), name)


@command.command()
@click.argument("name")
@may_option
@data_option
def may(name: str, permissions: str, data: Path) -> None:
    """What else a person may do, from the next sign-in on; without --may: nothing more."""
    allowed = permissions_of(permissions)
    change(data, lambda keyring: keyring.set_may(name, allowed), name)


@command.command()
@click.argument("name")
@data_option
def remove(name: str, data: Path) -> None:
    """Remove a person and end their sessions."""
    change(data, lambda keyring: keyring.remove_person(name), name)


@command.command("list")
@data_option
def list_people(data: Path) -> None:
    """The people: name, role, skills, permissions."""
    keyring = Keyring(folder.make(data))
    people = keyring.people()
    keyring.close()
    for person in people:
        told = (person.name, person.role, ",".join(person.skills), ",".join(person.may))
        click.echo("\t".join(told).rstrip())
