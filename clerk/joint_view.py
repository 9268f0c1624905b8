"""What a window sees of joint sessions: the one it is at, and those it could join."""

from __future__ import annotations

from typing import Any

from hall.hall import Hall, Window, plan_of
from hall.joint import invitations


def joint_body(hall: Hall, desk: Window) -> dict[str, Any] | None:
    ticket = hall.tickets[desk.ticket] if desk.ticket is not None else None
    if ticket is None or ticket.leg.joint is None or ticket.window is None:
        return None
    came = {service: window for window, service in ticket.leg.joint.joined}
    parts = [_part(hall, each, came.get(each)) for each in ticket.leg.joint.together]
    return {"window": ticket.window, "window_label": _label(hall, ticket.window), "parts": parts}


def _part(hall: Hall, service: str, window: str | None) -> dict[str, Any]:
    return {"service": service, "window": window, "window_label": _label(hall, window) if window is not None else None}


def invited(hall: Hall, desk: Window) -> list[dict[str, Any]]:
    """Nothing while the window has a visitor of its own."""
    if desk.ticket is not None or desk.state == "closed":
        return []
    return [
        {
            "id": ticket.id,
            "number": ticket.number,
            "window": ticket.window,
            "window_label": _label(hall, str(ticket.window)),
            "service": service,
        }
        for ticket, service in invitations(hall, desk.id)
    ]


def _label(hall: Hall, window: str) -> str:
    return plan_of(hall).window[window].label
