"""A wire over TCP, for devices with a network plug or behind a serial-to-network box. Limits on connect and write."""

from __future__ import annotations

import socket

from wires.wire import Native, Opener, WireBroken

READ_BYTES_MAX = 4096


class TcpWire:
    """Connected already; see `tcp_opener`."""

    def __init__(self, connected: socket.socket, write_seconds: float) -> None:
        self._socket = connected
        self._write_seconds = write_seconds

    def send(self, data: bytes) -> None:
        try:
            self._socket.settimeout(self._write_seconds)
            self._socket.sendall(data)
        except TimeoutError as slow:
            raise WireBroken("slow", str(slow)) from slow
        except OSError as lost:
            raise WireBroken("lost", str(lost)) from lost

    def receive(self, seconds: float) -> bytes:
        try:
            self._socket.settimeout(max(seconds, 0.001))
            came = self._socket.recv(READ_BYTES_MAX)
        except TimeoutError:
            return b""
        except OSError as lost:
            raise WireBroken("lost", str(lost)) from lost
        if not came:
            raise WireBroken("lost", "the other end closed")
        return came

    def close(self) -> None:
        # Unread bytes would turn the close into a reset, and a reset may cost the device the end of its job.
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(0)
            self._socket.recv(READ_BYTES_MAX)
        except OSError:
            pass
        self._socket.close()


def tcp_opener(host: str, port: int, *, native: Native, connect_seconds: float, write_seconds: float) -> Opener:
    """Opens a new connection each time: a printer that was off refuses the old one for ever."""

    def connect() -> TcpWire:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = native.socket(family, socket.SOCK_STREAM)
        try:
            made.settimeout(connect_seconds)
            made.connect((host, port))
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as refused:
            made.close()
            raise WireBroken("refused", str(refused)) from refused
        return TcpWire(made, write_seconds)

    return connect
