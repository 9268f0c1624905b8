"""Claim: soon after a right code the lock board has the first byte of the pulse, over TCP, on the real keeper."""

from __future__ import annotations

import json
import secrets
import socket
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from bench import hall_plan, servers
from bench.http_load import connected, on, request
from bench.result import Row, Scale, percentile
from lockers.codecs.kerong_cu48 import KerongCu48
from lockers.engine import Cabinet
from server.commands.emulate import cabinet_with
from server.emulate import TcpLine
from server.emulate_cabinet import CabinetOnLine

LIMIT_MILLIS = 150.0
WAIT_SECONDS = 10.0
PEEK_SECONDS = 0.02
PAUSE_SECONDS = 2.0
"""Before each code up to so long, evenly spread: the keeper looks at the doors in turns, and a code comes whenever."""
GOLDEN = 0.618
BANK, BOARD, LOCKS = "bench", 0, 48
CODEC = KerongCu48()


class Watched(CabinetOnLine):
    """An emulated board that notes when the pulse came that is waited for."""

    def __init__(self, cabinet: Cabinet) -> None:
        super().__init__(cabinet)
        self._wanted = b""
        self.pulsed = 0.0
        self.came = threading.Event()

    def await_pulse(self, lock: int) -> None:
        self.came.clear()
        self._wanted = CODEC.unlock(BOARD, lock)

    def receive(self, data: bytes) -> bytes:
        now = perf_counter()
        if self._wanted and self._wanted in data:
            self._wanted, self.pulsed = b"", now
            self.came.set()
        return super().receive(data)


@dataclass
class Hands:
    """Staff and visitors at the bank, on one connection: they ask, shut doors and say what was done."""

    line: socket.socket
    cabinet: Cabinet
    keys: dict[str, str]

    def ask(self, role: str, method: str, path: str, body: object = None) -> dict[str, Any]:
        once = secrets.token_hex(8) if method == "POST" else ""
        status, said = on(self.line, request(method, f"/api/v1/lockers/{BANK}{path}", self.keys[role], body, once))
        if status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {status} {said[:200]!r}")
        found: dict[str, Any] = json.loads(said)
        return found

    def awaited(self, visit: str, state: str) -> None:
        until = perf_counter() + WAIT_SECONDS
        while self.ask("clerk", "GET", f"/visits/{visit}")["state"] != state:
            if perf_counter() > until:
                raise TimeoutError(f"the visit did not become {state}")
            sleep(PEEK_SECONDS)

    def done(self, visit: dict[str, Any], said: str) -> None:
        """Its door is open: it is shut, and its person says so."""
        self.awaited(visit["id"], "open")
        self.cabinet.doors[BOARD, visit["compartment"] - 1].open = False
        self.awaited(visit["id"], "closed")
        self.ask("clerk", "POST", f"/visits/{visit['id']}/confirm", {"is": said})

    def loaded(self) -> dict[str, Any]:
        result = self.ask("clerk", "POST", "/loads", {"reference": "bench", "size": "S"})
        self.done(result, "put-in")
        return result


def run(scale: Scale) -> list[Row]:
    board = Watched(cabinet_with("kerong-cu48", 1, LOCKS, closed_is_zero=False))
    line = TcpLine(board)
    line.start()
    try:
        pulsed, answered = _measured(board, line.port, scale.of(LOCKS, 8))
    finally:
        line.close()
    what = "right code to the pulse's first byte at the board, p95"
    half, told = percentile(pulsed, 0.5), percentile(answered, 0.5)
    note = f"p50 {half:.0f} ms, most {max(pulsed):.0f} ms; answered p50 {told:.0f} ms"
    return [Row(what, percentile(pulsed, 0.95), "ms", LIMIT_MILLIS, note=note)]


def _measured(board: Watched, port: int, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each code to its pulse at the board, and to the answer that its page gets."""
    pulsed, answered = [], []
    with tempfile.TemporaryDirectory() as folder:
        config, data = hall_plan.written(Path(folder)), Path(folder) / "data"
        config.write_text(config.read_text("utf-8") + _bank(port), "utf-8")
        keys = {role: servers.add_key(data, role) for role in ("locker", "clerk")}
        with servers.hall(config, data) as process, connected(process.port) as line:
            hands = Hands(line, board.cabinet, keys)
            for turn, result in enumerate([hands.loaded() for _ in range(count)]):
                code = {"locator": result["locator"], "secret": result["secret"]}
                board.await_pulse(result["compartment"] - 1)
                sleep(PAUSE_SECONDS * (turn * GOLDEN % 1))
                pressed = perf_counter()
                visit = hands.ask("locker", "POST", "/pick-ups", code)
                answered.append((perf_counter() - pressed) * 1000)
                if not board.came.wait(WAIT_SECONDS):
                    raise TimeoutError("no pulse came to the board")
                pulsed.append((board.pulsed - pressed) * 1000)
                hands.done(visit, "taken")
    return pulsed, answered


def _bank(port: int) -> str:
    cells = "\n".join(f'  {{ size = "S", height = 900, board = {BOARD}, lock = {at + 1} }},' for at in range(LOCKS))
    wire = f'wire = {{ kind = "network", host = "127.0.0.1", port = {port} }}'
    return f'\n[[locker_banks]]\nid = "{BANK}"\nkind = "kerong-cu48"\n{wire}\ncompartments = [\n{cells}\n]\n'
