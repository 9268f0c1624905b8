"""/healthz: the process answers. /readyz: the hall can work, and what to look after. /metrics for Prometheus."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response
from prometheus_client import generate_latest
from prometheus_client.core import CollectorRegistry

from api.answers import encode, reply
from api.shapes import iso
from hall.hall import Hall, plan_of
from ledger.ledger import Ledger
from printers import fonts
from server.plan_in_force import PlanInForce
from server.ticking import Pulse
from server.voice import Voice

DISK_FREE_MIN = 200 * 1024 * 1024
"""Bytes: under this the hall still works, and somebody should make room."""
METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Ready:
    """What /readyz looks at."""

    ledger: Ledger
    pulse: Pulse
    plan: PlanInForce
    data: Path
    voice: Voice

    def body(self) -> dict[str, Any]:
        """`ready` is whether tickets can be taken; `problems` what is wrong all the same."""
        hall = self.ledger.hall
        parts = {"writer": self._writer(), "disk": self._disk(), "plan": self._plan(hall), "font": self._font(),
                 "voice": self.voice.state(hall), "devices": devices(hall)}  # fmt: skip
        problems = [name for name, part in parts.items() if not part["ok"]]
        return {"ready": parts["writer"]["ok"] and hall.plan is not None, "problems": problems, **parts}

    def _writer(self) -> dict[str, Any]:
        hall = self.ledger.hall
        at = iso(plan_of(hall), hall.at) if hall.plan is not None else None
        return {"ok": self.pulse.alive, "seq": hall.seq, "last_commit_at": at}

    def _disk(self) -> dict[str, Any]:
        free = shutil.disk_usage(self.data).free
        return {"ok": free >= DISK_FREE_MIN, "free_bytes": free}

    def _plan(self, hall: Hall) -> dict[str, Any]:
        adopted = not self.plan.errors
        body: dict[str, Any] = {"ok": adopted, "file": self.plan.file, "adopted": adopted, "errors": self.plan.errors}
        if not adopted:
            body["reason"] = "config-not-adopted"
        return body

    def _font(self) -> dict[str, Any]:
        found = fonts.found()
        return {"ok": found is not None, "name": found}


def devices(hall: Hall) -> dict[str, Any]:
    """Every printer and display with its problems."""
    all_of = [
        {"id": d.id, "kind": d.kind, "problems": d.problems, "sound": d.sound}
        for d in sorted(hall.devices.values(), key=lambda device: device.id)
    ]
    return {"ok": not any(device["problems"] for device in all_of), "devices": all_of}


def install(app: Flask, ready: Ready, metrics: CollectorRegistry) -> None:
    """The three routes. They need no key and name nobody."""

    def healthz() -> Response:
        return reply({"ok": True})

    def readyz() -> Response:
        body = ready.body()
        return Response(encode(body), 200 if body["ready"] else 503, content_type="application/json")

    def metrics_text() -> Response:
        return Response(generate_latest(metrics), content_type=METRICS)

    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    app.add_url_rule("/metrics", view_func=metrics_text)
