"""Hallway itself, run on this computer for this one cabinet while the hall is out of reach: the same program, rules and
record, with a list for a beginning."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from station.asking import Asking, Away, Refused

START_SECONDS, STOP_SECONDS, COMMAND_SECONDS = 30.0, 20.0, 30.0
POLL_SECONDS = 0.1
PAGE_KEY = "cabinet-page"
FOLDER, LIST, KEYS_FILE = "alone", "list.json", "keys.json"


class Alone:
    """`station` is the name that the plan gives this computer's key; `command` how `hall` is called, in the folder
    `home`."""

    def __init__(
        self, folder: Path, config: Path, bank: str, port: int, station: str, command: Sequence[str], home: Path
    ) -> None:  # fmt: skip
        self.data, self._config, self._bank, self._port = folder / FOLDER, config, bank, port
        self._names = {"page": PAGE_KEY, "station": station}
        self._command, self._home = list(command), home
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def has_begun(self) -> bool:
        """There is a record of a time alone, of which the hall does not know yet."""
        return (self.data / LIST).exists()

    def page(self, station: str) -> str:
        """Where the cabinet's own screen goes; `station` is where it comes back to."""
        to = quote(f"/locker/{self._bank}?{urlencode({'station': station})}")
        return f"http://127.0.0.1:{self._port}/enter?to={to}#{self._keys()['page']}"

    def begin(self, found: dict[str, Any] | None) -> None:
        """Serve the cabinet, from this list, or from where the last time broke off. Raises Away when it does not come
        up."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        listed = self.data / LIST
        if not listed.exists():
            part = listed.with_suffix(".part")
            part.write_text(json.dumps(found), "utf-8")
            part.replace(listed)
        self._make_keys()
        serve = ["serve", "--config", self._config, "--data", self.data, "--port", str(self._port), "--list", listed]
        # Its end of this pipe closes with us, however we end: nobody is left behind with the line in his hand.
        self._process = subprocess.Popen([*self._command, *map(str, serve)], cwd=self._home, stdin=subprocess.PIPE)
        self._wait(lambda: self._asking().get(f"/lockers/{self._bank}")["read"])

    def end(self) -> None:
        if self._process is not None and self.runs:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(STOP_SECONDS)
        self._process = None

    def account(self) -> dict[str, Any]:
        """What has happened; `under_way`: visits that have not ended."""
        found: dict[str, Any] = self._asking().get(f"/lockers/{self._bank}/account")
        return found

    def put_away(self, past: Path, stamp: str) -> None:
        """The hall knows all of it: the record is kept under another name."""
        past.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data.rename(past / stamp)

    def _asking(self) -> Asking:
        return Asking(f"http://127.0.0.1:{self._port}", self._keys()["station"])

    def _keys(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.data / KEYS_FILE).read_text("utf-8"))
        return found

    def _make_keys(self) -> None:
        path = self.data / KEYS_FILE
        if path.exists():
            return
        keys = {what: self._new_key(name) for what, name in self._names.items()}
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(keys, file)

    def _new_key(self, name: str) -> str:
        """A key that was made and not written down (the power went) is revoked first."""
        for words in (["revoke", name], ["add", "--role", "locker", "--name", name, "--at", self._bank]):
            said = subprocess.run(
                [*self._command, "key", *words, "--data", str(self.data)], capture_output=True, text=True,
                timeout=COMMAND_SECONDS, check=False, cwd=self._home,
            )  # fmt: skip
        if said.returncode:
            raise Away(f"no key for {name}: {said.stderr.strip()}")
        return said.stdout.strip()

    def _wait(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.runs:
            try:
                if true():
                    return
            except (Away, Refused):
                pass
            time.sleep(POLL_SECONDS)
        self.end()
        raise Away("the cabinet's own Hallway does not come up")
