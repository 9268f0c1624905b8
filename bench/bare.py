"""The machine's floor: a bare Flask and a bare Flask-SocketIO on gevent's server, without a hall behind them.

Run with gevent's patches in: `python -m gevent.monkey bench/bare.py PORT`.
"""

from __future__ import annotations

import socket
import sys
from itertools import count
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO
from gevent.pywsgi import WSGIServer

CALL = {
    "number": "B008", "window": "B3", "window_label": "3", "zone": "B", "called_at": "2026-11-21T09:41:07+08:00",
    "recall": 0, "withdrawn": False,
    "say": {"zh": "请 B零零八号 到 三号窗口", "en": "Ticket B zero zero eight, please go to window three."},
}  # fmt: skip


def create() -> tuple[Flask, SocketIO]:
    """POST /echo answers what a ticket's answer is long; POST /call tells every socket."""
    app = Flask("bare")
    sockets = SocketIO(app, async_mode="gevent", logger=False, engineio_logger=False)
    calls = count(1)

    @app.post("/echo")
    def echo() -> tuple[dict[str, Any], int]:
        return {"asked": request.get_json(), **CALL}, 201

    @app.post("/call")
    def call() -> dict[str, int]:
        number = next(calls)
        sockets.emit("call", {"call": number, **CALL}, namespace="/display")
        return {"call": number}

    sockets.on_event("connect", everybody, namespace="/display")
    return app, sockets


def everybody(auth: Any) -> None:
    """May listen."""


def serve(port: int) -> None:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(1024)
    listening.setblocking(False)
    app, _ = create()
    WSGIServer(listening, app, log=None, error_log=None).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
