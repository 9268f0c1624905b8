"""A small right config.toml to break in one place, and how to read one."""

from __future__ import annotations

from pathlib import Path

from hall.plan import Plan
from server.config import ConfigErrors, describe, read_plan

SMALL = """\
[hall]
name = { zh = "小厅", en = "Small Hall" }

[[zones]]
id = "A"
name = { zh = "甲区", en = "Zone A" }

[[zones]]
id = "B"
name = { zh = "乙区", en = "Zone B" }

[[categories]]
id = "tax"
name = { zh = "税务", en = "Tax" }
prefix = "A"
zone = "A"

[[categories]]
id = "social"
name = { zh = "社保", en = "Social" }
prefix = "B"
zone = "B"

[[services]]
id = "returns"
name = { zh = "申报", en = "Returns" }
category = "tax"

[[services]]
id = "pension"
name = { zh = "养老", en = "Pension" }
category = "social"

[[services]]
id = "record"
name = { zh = "记录", en = "Record" }
category = "social"

[[windows]]
id = "A1"
label = "1"
zone = "A"
kind = "integrated"

[[windows]]
id = "B3"
label = "3"
zone = "B"
kind = "specialised"
services = ["pension", "record"]
"""

DEVICES = """
[[printers]]
id = "P1"
kind = "thermal"
wire = { kind = "network", host = "192.168.1.50" }

[[printers]]
id = "P2"
kind = "thermal"
columns = 32
dots = 384
encoding = "raster"
native_qr = false
status = "none"
wire = { kind = "usb", vendor = 0x04b8, product = 0x0202, write_seconds = 4 }

[[kiosks]]
id = "K1"
zone = "A"
printer = "P1"
scanner = { wire = { kind = "serial", path = "/dev/ttyACM0", baud = 115200 }, suffix = "\\r\\n" }
wedge = { prefix = "~" }

[[locker_banks]]
id = "L1"
kind = "kerong-cu48"
zone = "B"
wire = { kind = "serial", path = "/dev/ttyUSB0", baud = 19200 }
polarity = "closed-is-zero"
compartments = [
  { size = "S", height = 900, board = 0, lock = 1 },
  { size = "L", height = 300, board = 0, lock = 2, no = 7 },
]

[access]
tickets_per_minute = 30
"""


def read(folder: Path, text: str) -> Plan:
    (folder / "config.toml").write_text(text, "utf-8")
    return read_plan(folder / "config.toml")


def mistakes(folder: Path, text: str) -> list[str]:
    """The lines of a config that is wrong; the empty list for one that is right."""
    try:
        read(folder, text)
    except ConfigErrors as wrong:
        return describe(wrong.errors)
    return []


def with_(old: str, new: str) -> str:
    """The small config with one place changed."""
    assert SMALL.count(old) == 1, f"{old!r} stands {SMALL.count(old)} times"
    return SMALL.replace(old, new)
