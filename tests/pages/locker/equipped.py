"""The shipped hall with more at its cabinet, a printer and a scanner, on days on which it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.served import CONFIG

BANK = '[[locker_banks]]\nid = "L1"\n'
PRINTS = 'printer = "P4"\n'
SCANS = 'scanner = {{ wire = {{ kind = "serial", path = "{path}" }} }}\n'
PRINTER = '[[printers]]\nid = "P4"\nkind = "simulated"\n\n'


def opens_on() -> datetime:
    """The first day that the hall of these tests is not closed: today, tomorrow and the day after are."""
    return datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)


def equipped(scanner: str | None = None) -> str:
    """The shipped hall, closed for some days, with a printer at its cabinet, and a scanner on the serial line named."""
    closed = [f"{opens_on() - timedelta(days=back):%Y-%m-%d}" for back in (1, 2, 3)]
    text = CONFIG.read_text("utf-8").replace("closed_days = []", f"closed_days = {closed}")
    text = text.replace("\n[lockers]\n", "\n[lockers]\nreopen_seconds = 10\n")  # so long nobody else gets a compartment
    devices = PRINTS + (SCANS.format(path=scanner) if scanner is not None else "")
    return text.replace(BANK, PRINTER + BANK + devices)
