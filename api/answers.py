"""Making HTTP answers: JSON by orjson, and nothing on the way that costs."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response

JSON = "application/json"


def encode(body: Any) -> bytes:
    """JSON bytes; keys are strings already."""
    return orjson.dumps(body)


def reply(body: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(orjson.dumps(body), status, content_type=JSON)


def reply_bytes(body: bytes, status: int = 200) -> Response:
    """A JSON answer that is encoded already; 204 has no body."""
    if status == 204:
        return Response(status=204)
    return Response(body, status, content_type=JSON)
