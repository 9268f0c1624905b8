"""A hall and a cabinet that stands apart: the cabinet's own computer is between the hall's server and the boards."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lockers.engine import Door
from lockers.serial_bank import codec_of, places
from lockers.simulated import cabinet_of
from server.config import read_plan
from server.emulate import TcpLine
from server.emulate_cabinet import CabinetOnLine
from tests.served import CONFIG, Served, Start, until
from tests.source import ROOT

BANK, SECONDS, LONG = "L1", 20.0, 45.0
PLAN = """
[hall]
name = {{ zh = "东门自助柜", en = "East Gate Lockers" }}
timezone = "Asia/Shanghai"
[[zones]]
id = "A"
name = {{ zh = "东门", en = "East gate" }}
[[categories]]
id = "help"
name = {{ zh = "自助柜", en = "Lockers" }}
prefix = "A"
zone = "A"
promise_minutes = 30
[[services]]
id = "help"
name = {{ zh = "自助柜", en = "Lockers" }}
category = "help"
[[windows]]
id = "W1"
label = "1"
zone = "A"
kind = "integrated"
[[locker_banks]]
{bank}
[lockers]
drop_off = false
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


class Apart:
    """`hall()` starts the hall's server, `station()` the cabinet's computer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = read_plan(CONFIG).locker_bank[BANK]
        self.cabinet = cabinet_of(self.plan, Random(1))
        self.boards = TcpLine(CabinetOnLine(self.cabinet))
        self.boards.start()
        self.places = places(self.plan, codec_of(self.plan))
        self.line, self.front, self.own, self.port = (free_port() for _ in range(4))
        text = CONFIG.read_text("utf-8")
        (folder / "hall.toml").write_text(self._bank_at(text, self.line), "utf-8")
        start = text.index(f'id = "{BANK}"\nkind = "simulated"')
        end = text.index("]\n", text.index("compartments = [", start)) + 2
        bank = self._bank_at(text[start:end], self.boards.port)
        (folder / "cabinet.toml").write_text(PLAN.format(bank=bank), "utf-8")
        self.served: Served | None = None
        self.process: subprocess.Popen[str] | None = None

    def _bank_at(self, text: str, port: int) -> str:
        wire = f'wire = {{ kind = "network", host = "127.0.0.1", port = {port} }}'
        return text.replace(
            f'id = "{BANK}"\nkind = "simulated"',
            f'id = "{BANK}"\nkind = "{self.plan.family}"\nstation = "east-gate"\n{wire}',
        )

    # --- the two computers

    def hall(self) -> Served:
        self.served = Start(
            self.folder / "hall", self.folder / "hall.toml", ("--demo", "--port", str(self.port))
        ).served()
        return self.served

    def key(self) -> None:
        """The key that the plan names, in a file of the cabinet's."""
        assert self.served is not None
        made = self.served.command("key", "add", "--role", "locker", "--name", "east-gate", "--at", BANK)
        (self.folder / "key").write_text(made.stdout, "utf-8")

    def station(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server", "station", BANK, "--server", f"http://localhost:{self.port}",
             "--key-file", str(self.folder / "key"), "--listen", str(self.line), "--front", str(self.front),
             "--port", str(self.own), "--config", str(self.folder / "cabinet.toml"),
             "--data", str(self.folder / "cabinet")],
            cwd=ROOT, text=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def end(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(SECONDS)
        if self.served is not None:
            self.served.start.kill()
        self.boards.close()

    # --- what people meet

    def door(self, no: int) -> Door:
        return self.cabinet.doors[self.places[no]]

    def leads(self) -> str | None:
        """Where the cabinet's own screen is sent; None: it is to wait."""
        connection = HTTPConnection("127.0.0.1", self.front, timeout=SECONDS)
        try:
            connection.request("GET", "/")
            return connection.getresponse().getheader("Location")
        except OSError:
            return None
        finally:
            connection.close()

    def is_led_to(self, port: int) -> bool:
        return until(lambda: urlsplit(self.leads() or "").port == port, LONG)

    def alone(self) -> Served:
        """The cabinet's own Hallway, as its screen reaches it."""
        address = urlsplit(self.leads() or "")
        assert address.port == self.own, address
        assert parse_qs(address.query)["to"] == [f"/locker/{BANK}?station=http%3A%2F%2F127.0.0.1%3A{self.front}"]
        self.page_key = address.fragment
        return Served(Start.__new__(Start), self.own)

    def ask(self, where: Served, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        return where.ask(method, f"lockers/{BANK}{path}", body=body, key=key or self.page_key)
