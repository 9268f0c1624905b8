"""A USB printer for tests: real pyusb on a bus of our own, whose one device is a function from bytes to its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

VENDOR, PRODUCT = 0x0416, 0x5011
OUT, BACK = 0x03, 0x81
"""Not the common library's defaults, as on many a cheap printer."""


class UsbTwin(IBackend):  # type: ignore[misc]
    """`fault`: None, "gone" (unplugged), "full" (takes nothing)."""

    def __init__(self, device: Callable[[bytes], bytes], connected: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._device, self._connected = device, connected
        self._answers = bytearray()
        self.fault: str | None = None
        self.claimed = 0
        self.kernel = True

    def enumerate_devices(self) -> Iterator[int]:
        return iter(() if self.fault == "gone" else (1,))

    def get_device_descriptor(self, dev: Any) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0, iProduct=0,
            iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: Any, config: int) -> Any:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=50, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=7,
            bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, BACK)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: Any) -> int:
        self._answers.clear()
        self._connected()
        return 1

    def close_device(self, dev_handle: Any) -> None: ...

    def set_configuration(self, dev_handle: Any, config_value: int) -> None: ...

    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    def claim_interface(self, dev_handle: Any, intf: int) -> None:
        if self.kernel:
            raise usb.core.USBError("busy: the system's driver has it")
        self.claimed += 1

    def release_interface(self, dev_handle: Any, intf: int) -> None:
        self.claimed -= 1

    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        return self.kernel

    def detach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        self.kernel = False

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        self._broken()
        if self.fault == "full":
            raise usb.core.USBTimeoutError("timed out")
        assert ep == OUT
        self._answers += self._device(bytes(data))
        return len(data)

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        self._broken()
        if not self._answers:
            raise usb.core.USBTimeoutError("timed out")
        assert ep == BACK
        piece = bytes(self._answers[: len(buff)])
        del self._answers[: len(piece)]
        buff[: len(piece)] = type(buff)("B", piece)
        return len(piece)

    def _broken(self) -> None:
        if self.fault == "gone":
            raise usb.core.USBError("no such device")
