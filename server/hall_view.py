"""The hall as GET /hall shows it: what is there, what is open, and how many wait."""

from __future__ import annotations

from typing import Any

from api.shapes import Name, Shape, Wait
from hall import calling, days
from hall.hall import Hall, plan_of
from hall.plan import Category, Names, Outcome, PlannedWindow, Service


class ZoneShape(Shape):
    id: str
    name: Name


class HallWindow(Shape):
    id: str
    label: str
    zone: str
    kind: str
    state: str
    services: list[str]


class CategoryShape(Shape):
    id: str
    name: Name
    prefix: str
    zone: str
    state: str
    reason: str | None
    waiting: int
    services: list[str]


class ServiceShape(Shape):
    """`open`: it takes tickets now; `closed` says why not."""

    id: str
    name: Name
    category: str
    zone: str
    open: bool
    closed: str | None
    waiting: int
    wait: Wait | None
    papers: list[Name]
    outcomes: list[Outcome]


class PriorityClassShape(Shape):
    id: str
    name: Name


class OfficeShape(Shape):
    id: str
    name: Name


class PlaceShape(Shape):
    id: str
    zones: list[str]


class HallShape(Shape):
    name: Name
    epoch: int
    day: str
    seq: int
    languages: list[str]
    zones: list[ZoneShape]
    windows: list[HallWindow]
    categories: list[CategoryShape]
    services: list[ServiceShape]
    priority_classes: list[PriorityClassShape]
    kiosks: list[PlaceShape]
    displays: list[PlaceShape]
    locker_banks: list[PlaceShape]
    offices: list[OfficeShape]


def name_body(name: Names) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def hall_body(hall: Hall, now: int) -> dict[str, Any]:
    plan = plan_of(hall)
    return {
        "name": name_body(plan.name),
        "epoch": hall.epoch,
        "day": hall.day or days.service_day(plan, now)[0],
        "seq": hall.seq,
        "languages": plan.languages,
        "zones": [{"id": zone.id, "name": name_body(zone.name)} for zone in plan.zones],
        "windows": [window_body(hall, window) for window in plan.window],
        "categories": [category_body(hall, each) for each in plan.categories],
        "services": [service_body(hall, now, each) for each in plan.services],
        "priority_classes": [{"id": each.id, "name": name_body(each.name)} for each in plan.priority_classes],
        "kiosks": [{"id": kiosk.id, "zones": [kiosk.zone]} for kiosk in plan.kiosks],
        "displays": [{"id": display.id, "zones": display.zones} for display in plan.displays],
        "locker_banks": [{"id": bank.id, "zones": [bank.zone] if bank.zone else []} for bank in plan.locker_banks],
        "offices": [{"id": office.id, "name": name_body(office.name)} for office in plan.offices],
    }


def window_body(hall: Hall, window: str) -> dict[str, Any]:
    planned, stands = plan_of(hall).window[window], hall.windows.get(window)
    return {
        "id": planned.id,
        "label": planned.label,
        "zone": planned.zone,
        "kind": planned.kind,
        "state": stands.state if stands is not None else "closed",
        "services": _services(hall, planned),
    }


def _services(hall: Hall, window: PlannedWindow) -> list[str] | tuple[str, ...]:
    """Its own as planned, without those of zones it helps; or those it serves just now, where they differ."""
    differing = hall.serves.get(window.id)
    return window.services if differing is None else [each for each in plan_of(hall).service if each in differing]


def category_body(hall: Hall, category: Category) -> dict[str, Any]:
    stop = hall.stops.get(category.id)
    return {
        "id": category.id,
        "name": name_body(category.name),
        "prefix": category.prefix,
        "zone": category.zone,
        "state": "open" if stop is None else "closed",
        "reason": stop.reason if stop is not None else None,
        "waiting": calling.waiting_in(hall, category.id),
        "services": plan_of(hall).services_of[category.id],
    }


def service_body(hall: Hall, now: int, service: Service) -> dict[str, Any]:
    """`wait` is null until there is an estimate."""
    closed = days.taking(hall, now, service)
    return {
        "id": service.id,
        "name": name_body(service.name),
        "category": service.category,
        "zone": plan_of(hall).zone_of[service.id],
        "open": closed is None,
        "closed": closed,
        "waiting": sum(len(places) for lane, places in hall.lanes.items() if lane.service == service.id),
        "wait": None,
        "papers": [name_body(paper) for paper in service.papers],
        "outcomes": service.outcomes,
    }
