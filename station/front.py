"""The one address that the cabinet's own screen knows: it leads to whoever serves the cabinet now, or says to wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

AGAIN_SECONDS = 2
STYLE = """body{display:grid;place-content:center;height:100vh;margin:0;padding:0 8vw;background:#0b1522;color:#f3f7fc;
font:600 4vmin/1.6 "Noto Sans SC","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;text-align:center}"""
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}">
<title>Hallway</title><style>{style}</style>{lines}"""


class Front:
    """On this computer alone. `leads` gives the address to go to, or None. `port` 0 chooses a free one."""

    def __init__(self, port: int, leads: Callable[[], str | None], lines: Sequence[tuple[str, str]]) -> None:
        said = "".join(f'<p lang="{tag}">{escape(text)}</p>' for tag, text in lines)
        waiting = PAGE.format(seconds=AGAIN_SECONDS, style=STYLE, lines=said).encode()

        class Ask(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                to = leads()
                self.send_response(200 if to is None else 302)
                self.send_header("Cache-Control", "no-store")
                if to is not None:
                    self.send_header("Location", to)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if to is None:
                    self.wfile.write(waiting)

            def log_message(self, format: str, *args: object) -> None:
                """Not a word: a key stands in what it answers."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Ask)
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
