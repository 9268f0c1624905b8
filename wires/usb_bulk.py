"""A wire over USB: the bulk endpoints of a printer's own interface, through pyusb and libusb.

libusb waits in C without holding Python, so a native thread may block here. Which endpoints a device has is read off
the device: cheap printers differ, and the common library's defaults fit only some of them.
"""

from __future__ import annotations

from typing import Any

import usb.core
import usb.util

from wires.wire import Opener, WireBroken

READ_BYTES_MAX = 64
PRINTER_CLASS = 7
BULK, KIND_MASK = 2, 3


class UsbWire:
    """Opened already; see `usb_opener`. `back` None: a device that cannot answer."""

    def __init__(self, device: Any, out: Any, back: Any, write_seconds: float) -> None:
        self._device, self._out, self._back = device, out, back
        self._write_seconds = write_seconds
        self._open = True

    def send(self, data: bytes) -> None:
        self._check()
        try:
            taken = self._out.write(data, timeout=int(self._write_seconds * 1000))
        except usb.core.USBTimeoutError as slow:
            raise WireBroken("slow", str(slow)) from slow
        except usb.core.USBError as lost:
            raise WireBroken("lost", str(lost)) from lost
        if taken < len(data):
            raise WireBroken("slow", "the device took only a part")

    def receive(self, seconds: float) -> bytes:
        self._check()
        if self._back is None:
            return b""
        try:
            came = self._back.read(READ_BYTES_MAX, timeout=max(int(seconds * 1000), 1))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as lost:
            raise WireBroken("lost", str(lost)) from lost
        return bytes(came)

    def _check(self) -> None:
        if not self._open:
            raise WireBroken("lost", "closed")

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        usb.util.dispose_resources(self._device)


def usb_opener(vendor: int, product: int, *, write_seconds: float, backend: Any = None) -> Opener:
    """Finds the device anew for each job: after a restart it is another one to the system. `backend`: libusb's own."""

    def open_device() -> UsbWire:
        try:
            device = usb.core.find(idVendor=vendor, idProduct=product, backend=backend)
            if device is None:
                raise WireBroken("refused", f"no USB device {vendor:04x}:{product:04x}")
            return UsbWire(device, *_endpoints(device), write_seconds)
        except (usb.core.USBError, usb.core.NoBackendError) as refused:
            raise WireBroken("refused", str(refused)) from refused

    return open_device


def _endpoints(device: Any) -> tuple[Any, Any]:
    """Where bytes go out and come back, on the printer's interface or else the first with a bulk way out; claimed."""
    interfaces = sorted(_configuration(device), key=lambda each: each.bInterfaceClass != PRINTER_CLASS)
    for interface in interfaces:
        bulk = [each for each in interface if each.bmAttributes & KIND_MASK == BULK]
        out = next((each for each in bulk if not each.bEndpointAddress & usb.util.ENDPOINT_IN), None)
        if out is not None:
            _claim(device, interface.bInterfaceNumber)
            return out, next((each for each in bulk if each.bEndpointAddress & usb.util.ENDPOINT_IN), None)
    raise WireBroken("refused", "the USB device has nowhere to send bytes to")


def _configuration(device: Any) -> Any:
    try:
        return device.get_active_configuration()
    except usb.core.USBError:
        device.set_configuration()
        return device.get_active_configuration()


def _claim(device: Any, interface: int) -> None:
    """The system's own printer driver lets go of it; then it is ours until `close`."""
    try:
        if device.is_kernel_driver_active(interface):
            device.detach_kernel_driver(interface)
    except NotImplementedError:  # a system without such a driver
        pass
    usb.util.claim_interface(device, interface)
