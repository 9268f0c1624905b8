"""Keys made and revoked by command: in force within two seconds while the server runs, in the record either way."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from server.keyring import Keyring, Person
from tests.served import Served, hall


def events(served: Served, kind: str) -> list[str]:
    with closing(sqlite3.connect(f"file:{served.data / 'ledger.db'}?mode=ro", uri=True)) as db:
        return [data for (data,) in db.execute("SELECT data FROM events WHERE kind = ?", (kind,))]


def test_a_new_key_works_within_two_seconds_and_a_revoked_one_no_longer(served: Served) -> None:
    made = served.command("key", "add", "--role", "helper", "--name", "short-lived")
    key = made.stdout.rstrip("\n")
    assert made.returncode == 0 and len(key.split()) == 1 and len(key) >= 43
    assert served.soon(lambda: served.get("hall", key=key).status == 200)
    assert served.command("key", "revoke", "short-lived").returncode == 0
    assert served.soon(lambda: served.get("hall", key=key).status == 401)
    assert served.soon(lambda: any("short-lived" in data for data in events(served, "KeyRevoked")))
    assert any("short-lived" in data for data in events(served, "KeyAdded"))


def test_no_key_and_no_password_is_kept_in_the_open(served: Served) -> None:
    key = served.command("key", "add", "--role", "program", "--name", "hidden").stdout.strip()
    served.in_force(key)
    secrets = [key, served.demo["people"]["chen"]]
    for file in served.data.iterdir():
        if file.name != "demo.json":
            assert not any(secret.encode() in file.read_bytes() for secret in secrets), file.name
    for name in ("access.db", "secret.key", "ledger.db"):
        assert (served.data / name).stat().st_mode & 0o077 == 0, name


def test_keys_are_listed_without_their_secrets(served: Served) -> None:
    key = served.command("key", "add", "--role", "kiosk", "--name", "listed", "--at", "K3").stdout.strip()
    listed = served.command("key", "list").stdout
    assert "listed\tkiosk\tK3\t" in listed and key not in listed


WRONG = (
    ("key", "add", "--role", "kiosk", "--name", "demo-kiosk"),
    ("key", "add", "--role", "king", "--name", "x"),
    ("key", "add", "--role", "kiosk", "--name", "two\nlines"),
    ("key", "revoke", "nobody"),
    ("user", "remove", "nobody"),
    ("user", "password", "nobody"),
    ("user", "add", "x", "--role", "king"),
    ("user", "add", "two\nlines", "--role", "clerk"),
)


def test_what_is_wrong_with_a_command_is_one_line(served: Served) -> None:
    with ThreadPoolExecutor(4) as terminals:
        answers = list(terminals.map(lambda words: served.command(*words), WRONG))
    for words, wrong in zip(WRONG, answers, strict=True):
        assert wrong.returncode != 0 and wrong.stdout == "", words
        assert "Traceback" not in wrong.stderr and "Error: " in wrong.stderr, words
    assert served.command("user", "add", "x", "--role", "clerk", "--password-stdin", stdin="short\n").returncode == 1


def test_a_folder_that_cannot_be_is_one_line() -> None:
    for words in (("key", "list", "--data", "/proc/nowhere"), ("verify", "--data", "/proc/nowhere")):
        wrong = hall(*words)
        assert wrong.returncode == 1 and wrong.stderr.count("\n") == 1 and "Traceback" not in wrong.stderr


def test_a_person_has_skills_and_permissions_from_the_next_sign_in_on(tmp_path: Path) -> None:
    folder = ("--data", str(tmp_path))
    add = ("user", "add", "ann", "--role", "clerk", "--skills", "medical, pension", "--may", "out-of-turn")
    assert hall(*add, *folder).returncode == 0
    assert hall("user", "list", *folder).stdout == "ann\tclerk\tmedical,pension\tout-of-turn\n"
    assert hall("user", "skills", "ann", *folder).returncode == 0
    assert hall("user", "may", "ann", *folder).returncode == 0
    assert hall("user", "list", *folder).stdout == "ann\tclerk\n"
    assert hall("user", "may", "ann", "--may", "everything", *folder).returncode == 1
    assert hall("user", "skills", "ann", "--skills", "a b", *folder).returncode == 1
    assert hall("user", "skills", "bob", *folder).returncode == 1


def test_a_file_of_an_older_program_gains_what_it_lacks(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "access.db")
    old.execute("CREATE TABLE people (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL,"
                " changed_at INTEGER NOT NULL) STRICT")  # fmt: skip
    old.execute("INSERT INTO people VALUES ('ann', 'clerk', 'x', 1)")
    old.commit()
    old.close()
    keyring = Keyring(tmp_path)
    assert keyring.people() == [Person("ann", "clerk", "x")]
    keyring.close()
