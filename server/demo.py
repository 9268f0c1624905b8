"""`serve --demo`: keys and sign-ins of a simulated hall, made once and shown on its front door; else there are none."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from server import passwords
from server.keyring import Keyring, Taken, hashed

FILE = "demo.json"
KEYS = {"demo-kiosk": "kiosk", "demo-clerk": "clerk", "demo-display": "display", "demo-manager": "manager",
        "demo-helper": "helper", "demo-program": "program", "demo-locker": "locker"}  # fmt: skip
PEOPLE = {"chen": "clerk", "wang": "clerk", "zhou": "helper", "lin": "manager"}


@dataclass(frozen=True)
class Demo:
    """Name and role to the key or the password, in the open: it guards nothing but a simulation."""

    keys: dict[str, str]
    people: dict[str, str]


def prepare(folder: Path, keyring: Keyring) -> Demo:
    """The demo's keys and people, made at the first start and read again at later ones."""
    path = folder / FILE
    if path.exists():
        kept = json.loads(path.read_text("utf-8"))
        in_force = {key.hash for key in keyring.keys() if key.revoked_at is None}
        if kept["keys"].keys() == KEYS.keys() and all(hashed(key) in in_force for key in kept["keys"].values()):
            return Demo(kept["keys"], kept["people"])
    demo = Demo({name: _key(keyring, name, role) for name, role in KEYS.items()}, {})
    for name, role in PEOPLE.items():
        demo.people[name] = _person(keyring, name, role)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(demo), file)
    return demo


def _key(keyring: Keyring, name: str, role: str) -> str:
    try:
        return keyring.add_key(name, role, None)
    except Taken:  # demo.json was lost: a key that nobody can show any more gives way
        keyring.revoke_key(name)
        return keyring.add_key(name, role, None)


def _person(keyring: Keyring, name: str, role: str) -> str:
    password = passwords.generated()
    try:
        keyring.add_person(name, role, passwords.hash_of(password))
    except Taken:
        keyring.change_password(name, passwords.hash_of(password))
    return password
