"""From a wire as planned to what opens it."""

from __future__ import annotations

from typing import Literal, Protocol

from wires.file import file_opener
from wires.serial_line import serial_opener
from wires.tcp import tcp_opener
from wires.usb_bulk import usb_opener
from wires.wire import Native, Opener


class Planned(Protocol):
    """`hall.plan.Wire`, as far as a wire needs it."""

    @property
    def kind(self) -> Literal["network", "serial", "usb", "file"]: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def baud(self) -> int: ...
    @property
    def flow(self) -> Literal["none", "rts-cts", "xon-xoff"]: ...
    @property
    def vendor(self) -> int: ...
    @property
    def product(self) -> int: ...
    @property
    def connect_seconds(self) -> float: ...
    @property
    def write_seconds(self) -> float: ...


def opener_of(wire: Planned, native: Native) -> Opener:
    """Connects to nothing yet."""
    if wire.kind == "network":
        return tcp_opener(
            wire.host, wire.port, native=native, connect_seconds=wire.connect_seconds, write_seconds=wire.write_seconds
        )
    if wire.kind == "serial":
        return serial_opener(wire.path, wire.baud, native=native, write_seconds=wire.write_seconds, flow=wire.flow)
    if wire.kind == "usb":
        return usb_opener(wire.vendor, wire.product, write_seconds=wire.write_seconds)
    return file_opener(wire.path, native=native, write_seconds=wire.write_seconds)
