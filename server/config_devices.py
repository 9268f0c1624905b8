"""The tables of config.toml for what hangs on a wire: printers, scanners, cabinets, bars."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from server.config_kinds import (
    HexBytes,
    Host,
    Id,
    Interval,
    Keys,
    Len,
    Path,
    Seconds,
)

Baud = Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200]


class Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class WireTable(Table):
    kind: Literal["network", "serial", "usb", "file"]
    host: Host | None = None
    port: Annotated[int, Interval(ge=1, le=65535)] = 9100
    path: Path | None = None
    baud: Baud = 9600
    flow: Literal["none", "rts-cts", "xon-xoff"] = "none"
    vendor: Annotated[int, Interval(ge=1, le=65535)] | None = None
    product: Annotated[int, Interval(ge=0, le=65535)] | None = None
    connect_seconds: Annotated[float, Interval(ge=0.1, le=3.0)] = 3.0
    write_seconds: Seconds = 5.0
    reply_seconds: Seconds = 2.0


class PrinterTable(Table):
    id: Id
    kind: Literal["thermal", "simulated"]
    columns: Annotated[int, Interval(ge=24, le=80)] = 48
    dots: Annotated[int, Interval(ge=256, le=1024)] = 576
    encoding: Literal["gb18030", "raster"] = "gb18030"
    native_qr: bool = True
    status: Literal["completion", "paper", "none"] = "paper"
    near_end_slips: Annotated[int, Interval(ge=1, le=1000)] = 30
    wire: WireTable | None = None


class ScannerTable(Table):
    wire: WireTable
    suffix: Literal["\r", "\n", "\r\n", "\t"] = "\r"
    frame: Literal["terminated", "stx-etx", "length"] = "terminated"


class WedgeTable(Table):
    prefix: Keys = ""
    suffix: Keys = ""


class CompartmentTable(Table):
    size: Id
    height: Annotated[int, Interval(ge=0, le=3000)]
    board: Annotated[int, Interval(ge=0, le=255)]
    lock: Annotated[int, Interval(ge=0, le=255)]
    no: Annotated[int, Interval(ge=1, le=9999)] | None = None


class LockerBankTable(Table):
    id: Id
    kind: Literal["simulated", "kerong-cu48", "kerong-cu16", "8a", "modbus"]
    zone: Id | None = None
    wire: WireTable | None = None
    polarity: Literal["closed-is-one", "closed-is-zero"] = "closed-is-one"
    family: Literal["kerong-cu48", "8a", "modbus", "kerong-cu16"] | None = None
    first_lock: Literal[0, 1] = 1
    commands: Literal["50-51-65", "60-61-75"] | None = None
    items: bool | None = None
    pulse_ms: Annotated[int, Interval(ge=100, le=2000)] | None = None
    inputs_offset: Annotated[int, Interval(ge=0, le=246)] | None = None
    printer: Id | None = None
    scanner: ScannerTable | None = None
    station: Id | None = None
    compartments: Annotated[list[CompartmentTable], Len(1, 1000)]


class BarTable(Table):
    id: Id
    window: Id
    kind: Literal["number-board", "text-line", "simulated"]
    wire: WireTable | None = None
    address: Annotated[int, Interval(ge=0, le=255)] | None = None
    blank: Annotated[int, Interval(ge=0, le=65535)] | None = None
    encoding: Literal["gb18030", "ascii"] | None = None
    prefix: HexBytes | None = None
    suffix: HexBytes | None = None
    width: Annotated[int, Interval(ge=4, le=32)] | None = None
    answers: bool | None = None
