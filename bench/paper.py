"""Claim: soon after a press the printer has the first byte of its slip, over TCP, on the real hall's own driver."""

from __future__ import annotations

import secrets
import tempfile
import threading
from pathlib import Path
from time import perf_counter

from bench import hall_plan, servers
from bench.http_load import connected, on, request
from bench.result import Row, Scale, percentile
from printers.engine import Engine
from printers.escpos_bytes import START
from server.emulate import TcpLine

LIMIT_MILLIS = 300.0
WAIT_SECONDS = 10.0
KIOSK = "kp"


class Watched(Engine):
    """An emulated printer that notes when the first byte after a press came, and when the slip itself began."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.slip = 0.0
        self.begun = threading.Event()

    def press(self) -> None:
        self.first = self.slip = 0.0
        self.begun.clear()

    def receive(self, data: bytes) -> bytes:
        now = perf_counter()
        self.first = self.first or now
        if START in data:
            self.slip = now
            self.begun.set()
        return super().receive(data)


def run(scale: Scale) -> list[Row]:
    engine = Watched()
    line = TcpLine(engine)
    line.start()
    try:
        asked, begun = _measured(engine, line.port, scale.of(100, 15))
    finally:
        line.close()
    note = f"p50 {percentile(begun, 0.5):.0f} ms; it is asked how it is after {percentile(asked, 0.95):.0f} ms"
    what = "press to the slip's first byte at the printer, p95"
    return [Row(what, percentile(begun, 0.95), "ms", LIMIT_MILLIS, note=note)]


def _measured(engine: Watched, port: int, presses: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each press to the printer's first byte of any kind, and to the first of the slip."""
    asked, begun = [], []
    with tempfile.TemporaryDirectory() as folder:
        config = hall_plan.written(Path(folder))
        config.write_text(config.read_text("utf-8") + _printer(port), "utf-8")
        data = Path(folder) / "data"
        key = servers.add_key(data, "kiosk")
        service = hall_plan.plan_of(config).services[0].id
        with servers.hall(config, data) as process, connected(process.port) as kiosk:
            for _ in range(presses):
                body = {"service": service, "kiosk": KIOSK}
                press = request("POST", "/api/v1/tickets", key, body, secrets.token_hex(8))
                engine.press()
                pressed = perf_counter()
                on(kiosk, press)
                if not engine.begun.wait(WAIT_SECONDS):
                    raise TimeoutError("no slip came to the printer")
                asked.append((engine.first - pressed) * 1000)
                begun.append((engine.slip - pressed) * 1000)
    return asked, begun


def _printer(port: int) -> str:
    wire = f'wire = {{ kind = "network", host = "127.0.0.1", port = {port} }}'
    return (
        f'\n[[kiosks]]\nid = "{KIOSK}"\nzone = "A"\nprinter = "pp"\n\n'
        f'[[printers]]\nid = "pp"\nkind = "thermal"\nstatus = "completion"\n{wire}\n'
    )
