"""The front door: where people sign in and devices enter; in a demo every screen, and what to try first."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Flask, render_template, request

from api import edge, tongue
from hall.hall import Hall, plan_of
from hall.plan import Names, Plan
from server.demo import PEOPLE, Demo

SCREENS = {"kiosk": "kiosk", "window": "clerk", "display": "display", "locker": "locker", "cabinet": "clerk",
           "helper": "helper"}  # fmt: skip
"""The screens of the house, each with the role of the demo key that opens it."""


def install(app: Flask, demo: Demo | None) -> None:
    """`/`."""

    def front() -> str:
        hall, language = edge.hall(), tongue.language()
        plan = plan_of(hall)
        return render_template(
            "front.html", say=tongue.say, language=language, name=lambda names: said(names, language), demo=demo,
            plan=plan, zones=zones(hall), boards=plan.boards, door=lambda screen, place: door(demo, screen, place),
            example=example(plan), address=request.host_url.rstrip("/"), people=PEOPLE,
        )  # fmt: skip

    app.extensions["demo"] = demo
    app.add_url_rule("/", "front", front)


def said(names: Names, language: str) -> str:
    return names.zh if language == "zh" else names.en


def door(demo: Demo | None, screen: str, place: str) -> str:
    """The address of a screen. In a demo it enters by the demo's own key, for its tab alone: one browser shows many."""
    page = f"/{screen}/{quote(place, safe='')}" if place else f"/{screen}"
    if demo is None:
        return page
    return f"/enter?tab&to={page}#{quote(demo.keys[f'demo-{SCREENS[screen]}'], safe='')}"


def zones(hall: Hall) -> list[dict[str, Any]]:
    """Each zone with its kiosks, and its windows as they stand."""
    plan = plan_of(hall)
    return [
        {
            "zone": zone,
            "windows": [(w, hall.windows[w.id].state) for w in plan.windows if w.zone == zone.id],
            "kiosks": [kiosk for kiosk in plan.kiosks if kiosk.zone == zone.id],
        }
        for zone in plan.zones
    ]


def example(plan: Plan) -> dict[str, str]:
    """A service, a kiosk, a window that may serve it and a wall that shows it: what the page proposes to try."""
    service = plan.services[0].id
    window = next(iter(plan.windows_for[service]), plan.windows[0].id)
    wall = next((d.id for d in plan.displays if window in plan.board_windows[d.board]), "")
    kiosk = next((k.id for k in plan.kiosks if k.zone == plan.window[window].zone), next(iter(plan.kiosk), ""))
    return {"service": service, "kiosk": kiosk, "window": window, "display": wall}
