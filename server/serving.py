"""The listening end: gevent's own server with TCP_NODELAY, else a kept-alive POST waits 40 ms for its answer."""

from __future__ import annotations

import socket
from typing import Any

import structlog
from flask_socketio import SocketIO
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer

from api.live_wire import Json, uncompressed
from server.requests import Request
from server.trouble import Trouble

log = structlog.get_logger("server")

BACKLOG = 1024
CONNECTIONS_MAX = 6000
STOP_SECONDS = 5.0
PING_SECONDS, PING_TIMEOUT_SECONDS = 10, 5
SOCKET_BYTES_MAX = 16_384
"""A page says nothing on its socket but who it is."""


def sockets_for(app: Any) -> SocketIO:
    """Socket.IO on the app: same origin only, and a dead screen is noticed within 15 s."""
    sockets = SocketIO(
        app, async_mode="gevent", ping_interval=PING_SECONDS, ping_timeout=PING_TIMEOUT_SECONDS,
        max_http_buffer_size=SOCKET_BYTES_MAX, cors_allowed_origins=None, manage_session=False, logger=False,
        engineio_logger=False, transports=["websocket", "polling"], json=Json,
    )  # fmt: skip
    app.wsgi_app = uncompressed(app.wsgi_app)
    return sockets


class Quiet:
    """Where the server's own words go: the structured log, at debug, since a request line may name a ticket."""

    def write(self, line: str) -> None:
        if line.strip():
            log.debug("http", line=line.strip())

    def flush(self) -> None:
        """Nothing is held back."""



def listener(host: str, port: int) -> socket.socket:
    """A bound socket, or one line that says why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise Trouble(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    made.listen(BACKLOG)
    made.setblocking(False)
    return made


def server(app: Any, listening: socket.socket) -> WSGIServer:
    """The server, not started yet."""
    return WSGIServer(listening, app, log=None, error_log=Quiet(), spawn=Pool(CONNECTIONS_MAX), handler_class=Request)
