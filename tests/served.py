"""A running server as a client sees it: start it, ask it over HTTP, stop it by its process id."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.source import ROOT

CONFIG = ROOT / "config.toml"
START_SECONDS = 40.0
STOP_SECONDS = 20.0
ASK_SECONDS = 20.0
ACCESS_SECONDS = 2.0
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    @property
    def reason(self) -> str:
        return str(self.body["reason"])

    @property
    def cookie(self) -> str:
        return self.headers["set-cookie"].partition(";")[0]


@dataclass
class Start:
    """`hall serve` as a process; its log is read line by line."""

    data: Path
    config: Path = CONFIG
    options: tuple[str, ...] = ("--demo",)
    log: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "server", "serve", "--port", "0", "--config", str(self.config)]
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data), *self.options],
            cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONUNBUFFERED": "1"},
            bufsize=0,  # of two lines that came at once the second must not lie where `select` cannot see it
        )  # fmt: skip

    def served(self) -> Served:
        """Wait until it listens."""
        assert self.process.stderr is not None
        until = time.monotonic() + START_SECONDS
        with selectors.DefaultSelector() as reading:
            reading.register(self.process.stderr, selectors.EVENT_READ)
            while reading.select(max(0.0, until - time.monotonic())):
                line = self.process.stderr.readline().decode()
                assert line, f"the server ended: {self.said}"
                self.said.append(line)
                if line.startswith("{") and (fact := json.loads(line))["event"] == "serving":
                    return Served(self, int(fact["port"]))
        raise AssertionError(f"the server did not start: {self.said}")

    def ended(self) -> tuple[int, str]:
        """Wait for it to end by itself: its exit code and all that it said."""
        assert self.process.stderr is not None
        _, said = self.process.communicate(timeout=START_SECONDS)
        return self.process.returncode, "".join(self.said) + said.decode()

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=STOP_SECONDS)


@dataclass
class Served:
    """A server that listens."""

    start: Start
    port: int

    def stop(self) -> tuple[int, str]:
        self.start.process.send_signal(signal.SIGTERM)
        return self.start.ended()

    @property
    def data(self) -> Path:
        return self.start.data

    @cached_property
    def demo(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = json.loads((self.data / "demo.json").read_text("utf-8"))
        return found

    def key(self, role: str) -> str:
        return self.demo["keys"][f"demo-{role}"]

    def ask(self, method: str, path: str, role: str | None = None, body: Any = None, *, raw: bytes | None = None,
            key: str | None = None, **headers: str) -> Said:
        """One request on a connection of its own. `headers` are named with _ for -; `body` is sent as JSON."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if (secret := key if key is not None else self.key(role) if role else None) is not None:
            sent["Authorization"] = f"Bearer {secret}"
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        connection = HTTPConnection("127.0.0.1", self.port, timeout=ASK_SECONDS)
        try:
            connection.request(method, path if path.startswith("/") else f"/api/v1/{path}", data, sent)
            return said(connection.getresponse())
        finally:
            connection.close()

    def delete(self, path: str, role: str | None = None, **more: Any) -> Said:
        return self.ask("DELETE", path, role, **more)

    def get(self, path: str, role: str | None = None, **more: Any) -> Said:
        return self.ask("GET", path, role, **more)

    def post(self, path: str, role: str | None = None, body: Any = None, **more: Any) -> Said:
        return self.ask("POST", path, role, body, **more)

    def command(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Another command of `hall` on this server's data."""
        return hall(*words, "--data", str(self.data), stdin=stdin)

    def soon(self, true: Callable[[], bool]) -> bool:
        """Is it so within the time in which a change of access.db must be in force?"""
        return until(true, ACCESS_SECONDS)

    def known_person(self, name: str, password: str) -> str:
        """The session cookie of somebody who was just added. A key made after them shows when they are known: trying
        their password until then would count as errors."""
        self.in_force(self.command("key", "add", "--role", "program", "--name", f"after-{name}").stdout.strip())
        return self.post("sign-ins", body={"name": name, "password": password}).cookie

    def in_force(self, key: str) -> None:
        """Wait until a new key is known."""
        assert self.soon(lambda: self.get("hall", key=key).status == 200)

    def seq(self) -> int:
        return int(self.get("hall", "program").body["seq"])


def said(answer: HTTPResponse) -> Said:
    return Said(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


def hall(*words: str, stdin: str = "", seconds: float = START_SECONDS) -> subprocess.CompletedProcess[str]:
    """A command of `hall`, run to its end."""
    command = [sys.executable, "-m", "server", *words]
    return subprocess.run(
        command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=seconds, check=False
    )


def until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Ask again and again until it is true, for a bounded time: what another process does has no event to wait on."""
    end = time.monotonic() + seconds
    with selectors.DefaultSelector() as nothing:
        while not true():
            if time.monotonic() > end:
                return False
            nothing.select(POLL_SECONDS)
    return True
