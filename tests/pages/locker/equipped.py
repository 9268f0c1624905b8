"""The shipped hall with more at its cabinet, a printer and a scanner, on days on which it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.served import CONFIG

BANK = '[[locker_banks]]\nid = "L1"\n'
PRINTS = 'printer = "P4"\n'
SCANS = 'scanner = {{ wire = {{ kind = "serial", path = "{path}" }} }}\n'
PRINTER = '[[printers]]\nid = "P4"\nkind = "simulated"\n\n'
SMALL = '  {{ size = "S", height = {height}, board = 1, lock = {lock} }},\n'
A_COLUMN = 7


def opens_on() -> datetime:
    """The first day that the hall of these tests is not closed: today, tomorrow and the day after are."""
    return datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)


def equipped(scanner: str | None = None, more: int = 0) -> str:
    """The shipped hall, closed for some days, with a printer at its cabinet, a scanner on the serial line named, and so
    many more small compartments."""
    closed = [f"{opens_on() - timedelta(days=back):%Y-%m-%d}" for back in (1, 2, 3)]
    text = CONFIG.read_text("utf-8").replace("closed_days = []", f"closed_days = {closed}")
    if more:  # each is given to nobody else for two minutes, and a lock has three pulses a minute
        cells = "".join(SMALL.format(lock=at + 1, height=400 + 130 * (at % A_COLUMN)) for at in range(more))
        text = text.replace("  { size = \"S\", height = 400", cells + "  { size = \"S\", height = 400", 1)
    devices = PRINTS + (SCANS.format(path=scanner) if scanner is not None else "")
    return text.replace(BANK, PRINTER + BANK + devices)
