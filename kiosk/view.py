"""What a kiosk offers just now: every category with its services, open or why not, what to bring, and what its printer
lacks."""

from __future__ import annotations

from typing import Any

from api.live_screen import UNKNOWN, Around, Screen
from api.shapes import iso, iso_or_none
from hall.calling import waiting_in
from hall.days import local, taking
from hall.devices import printer_for
from hall.hall import Hall, plan_of
from hall.help import open_at
from hall.plan import Category, Kiosk, Names, Plan, Service, Zone
from hall.words import Words

PACE_MILLIS = 1_000


def kiosk_view(hall: Hall, words: Words, kiosk: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The whole picture of one kiosk: all categories of the hall, in the plan's order."""
    plan = plan_of(hall)
    laid = plan.kiosk[kiosk]
    return {
        "epoch": hall.epoch,
        "seq": hall.seq,
        "at": iso(plan, now),
        "kiosk": laid.id,
        "zone": laid.zone,
        "hall": _names(plan.name),
        "languages": plan.languages,
        "wedge": {"prefix": laid.wedge.prefix, "suffix": laid.wedge.suffix},
        "screen": {"inches": laid.inches, "bottom_mm": laid.bottom_mm},
        "zones": [_zone(plan, zone) for zone in plan.zones],
        "categories": [_category(hall, category, now) for category in plan.categories],
        "priority_classes": [
            {"id": each.id, "name": _names(each.name), "offered": each.offered} for each in plan.priority_classes
        ],
        "printer": _printer(hall, laid),
        "notices": _notices(hall, laid, now),
        "help": _help(hall, laid),
    }


def _names(name: Names) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _zone(plan: Plan, zone: Zone) -> dict[str, Any]:
    """A zone, and what the ids of its windows are called on signs."""
    windows = [{"id": window.id, "label": window.label} for window in plan.windows if window.zone == zone.id]
    return {"id": zone.id, "name": _names(zone.name), "windows": windows}


def _category(hall: Hall, category: Category, now: int) -> dict[str, Any]:
    """A category is open while any of its services takes tickets; closed, it says why in one word, and when it opens
    again today: with its first service that does."""
    plan = plan_of(hall)
    services = [_service(hall, plan.service[service], now) for service in plan.services_of[category.id]]
    is_open = any(service["open"] for service in services)
    opens = [service["opens_at"] for service in services if service["opens_at"] is not None]
    return {
        "id": category.id,
        "name": _names(category.name),
        "icon": category.icon,
        "zone": category.zone,
        "state": "open" if is_open else "closed",
        "reason": None if is_open or not services else services[0]["reason"],
        "opens_at": None if is_open or not opens else min(opens),
        "waiting": waiting_in(hall, category.id),
        "services": services,
    }


def _service(hall: Hall, service: Service, now: int) -> dict[str, Any]:
    reason = taking(hall, now, service)
    return {
        "id": service.id,
        "name": _names(service.name),
        "open": reason is None,
        "reason": reason,
        "opens_at": _opens_at(plan_of(hall), service, now) if reason == "outside-hours" else None,
        "papers": [_names(paper) for paper in service.papers],
    }


def _opens_at(plan: Plan, service: Service, now: int) -> str | None:
    """The time of day at which it takes tickets again today, as people read it (14:00); None: not today."""
    here = local(plan, now)
    minute = here.hour * 60 + here.minute
    later = [start for start, _ in (service.hours or plan.hours)[here.weekday()] if start > minute]
    return f"{min(later) // 60:02}:{min(later) % 60:02}" if later else None


def _printer(hall: Hall, kiosk: Kiosk) -> dict[str, Any] | None:
    """The kiosk's printer and its problems as they last stood; None: this kiosk prints nothing. `instead`: the kiosk
    where its slips come out while its own printer is not ready, where policy says so."""
    if kiosk.printer is None:
        return None
    device = hall.devices.get(kiosk.printer)
    problems = device.problems if device is not None else ()
    return {"id": kiosk.printer, "problems": problems, "instead": _instead(hall, kiosk)}


def _instead(hall: Hall, kiosk: Kiosk) -> str | None:
    printer = printer_for(hall, kiosk.id)
    if printer == kiosk.printer:
        return None
    return next(each.id for each in plan_of(hall).kiosks if each.printer == printer and each.zone == kiosk.zone)


def _help(hall: Hall, kiosk: Kiosk) -> dict[str, Any] | None:
    """Help that was asked for here: `called`, or `coming` once somebody took it."""
    call = open_at(hall, "kiosk", kiosk.id)
    if call is None:
        return None
    state = "coming" if call.taken_by is not None else "called"
    return {"id": call.id, "state": state, "since": iso(plan_of(hall), call.called_at)}


def _notices(hall: Hall, kiosk: Kiosk, now: int) -> list[dict[str, Any]]:
    plan = plan_of(hall)
    return [
        {"id": notice.id, "text": notice.text, "until": iso_or_none(plan, notice.until_at)}
        for notice in sorted(hall.notices.values(), key=lambda each: (each.posted_at, each.id))
        if (notice.until_at is None or notice.until_at > now) and (not notice.zones or kiosk.zone in notice.zones)
    ]


# --- on the sockets


def _kiosk_of(plan: Plan, kiosk: str) -> str | None:
    return kiosk if kiosk in plan.kiosk else None


SCREEN = Screen(
    namespace="/kiosk",
    rank=2,
    roles=frozenset({"kiosk"}),
    unknown="unknown-kiosk",
    pace_millis=PACE_MILLIS,
    room=_kiosk_of,
    view=kiosk_view,
)
