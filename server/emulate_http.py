"""The small server behind an emulated device's own page: on this machine alone, a path and a body in, an answer out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY_BYTES_MAX = 4096


class OwnPage(ABC):
    """`port` 0 chooses a free one. An answer is its status, its content type and its bytes."""

    def __init__(self, port: int) -> None:
        page = self

        class Ask(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(*page.get(self.path))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(min(length, BODY_BYTES_MAX)).decode("utf-8", "replace")
                self._answer(*page.post(self.path, self.headers.get("Content-Type", ""), body))

            def _answer(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Not a word: the command's own lines are for the person at it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Ask)
        self.server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @abstractmethod
    def get(self, path: str) -> tuple[int, str, bytes]:
        """A page or a picture."""

    @abstractmethod
    def post(self, path: str, kind: str, body: str) -> tuple[int, str, bytes]:
        """Set what is wrong with the device: `kind` is the body's content type."""
