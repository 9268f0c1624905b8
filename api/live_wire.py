"""Two settings of the sockets' wire that decide what a broadcast costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Json:
    """JSON for Socket.IO: orjson, and Chinese as itself, not six characters each. `SocketIO(..., json=Json)`."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        return orjson.loads(text)


def uncompressed(app: Wsgi) -> Wsgi:
    """The app without compressed websockets. simple-websocket takes up every browser's offer to deflate each frame, for
    each socket anew: the work that one encoding a board saves, back again, and some 300 kB a screen. As the outermost:
    `app.wsgi_app = uncompressed(app.wsgi_app)`, after Socket.IO has put itself there.
    """

    def plain(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return plain
