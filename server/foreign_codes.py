"""Who knows the codes that are not ours: nobody, a simulated service, or a real one over HTTP within a time limit.

Asked with `POST {"code", "kiosk"}`, answers `{"kind": "check-in", "service": id}` or
`{"kind": "ticket", "ticket": id}`. Anything else, and any fault, is "not known".
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import structlog

from hall.plan import Codes
from kiosk.codes import Foreign, ForeignCodes, NoForeignCodes
from wires.post import FAILURES, Post

log = structlog.get_logger("codes")


class SimulatedCodes:
    """Knows `CHECK-IN:<service>` and `TICKET:<ticket>`, and can be silent like a real one."""

    silent = False

    def ask(self, code: str, kiosk: str) -> Foreign | None:
        kind, _, name = code.partition(":")
        if self.silent or not name:
            return None
        return {"CHECK-IN": Foreign("check-in", service=name), "TICKET": Foreign("ticket", ticket=name)}.get(kind)


class HttpCodes:
    """`seconds` is for the whole of an asking, however slowly the other side drips."""

    def __init__(self, url: str, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._post = Post(url, seconds, clock)

    def ask(self, code: str, kiosk: str) -> Foreign | None:
        try:
            status, body = self._post.post(json.dumps({"code": code, "kiosk": kiosk}).encode())
            return _foreign(json.loads(body)) if status == 200 else None
        except FAILURES as failure:
            log.warning("foreign-code", failure=type(failure).__name__)  # never the code itself
            return None


def _foreign(said: Any) -> Foreign | None:
    if not isinstance(said, dict):
        return None
    kind = said.get("kind")
    name = said.get("service" if kind == "check-in" else "ticket")
    if kind not in ("check-in", "ticket") or not isinstance(name, str) or not name.isascii():
        return None
    return Foreign("check-in", service=name) if kind == "check-in" else Foreign("ticket", ticket=name)


def foreign_codes(planned: Codes) -> ForeignCodes:
    if planned.kind == "http":
        return HttpCodes(planned.url, planned.seconds)
    return SimulatedCodes() if planned.kind == "simulated" else NoForeignCodes()
