"""Which services the windows of a config.toml reach, read off the file before its shape is known."""

from __future__ import annotations

from collections.abc import Iterator

from server.config_errors import Mistake, nearest
from server.config_rows import Raw, rows

LAID = (("categories", "zone", "zones"), ("services", "category", "categories"), ("windows", "zone", "zones"))
"""What every category, service and window needs."""


def texts(value: object) -> list[str]:
    """A string, or the strings of a list, as a list; anything else is none."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def ids(raw: Raw, name: str) -> list[str]:
    return [row["id"] for _, row in rows(raw, name) if isinstance(row.get("id"), str)]


def reach(raw: Raw, window: Raw) -> Iterator[str]:
    """The services a window may serve. A misspelt name counts as the one it is nearest to: it is named already."""
    zones = set(texts(window.get("helps"))) if _help_is_on(raw) else set()
    categories = _meant(texts(window.get("categories")), ids(raw, "categories"))
    services = _meant(texts(window.get("services")), ids(raw, "services"))
    if window["kind"] == "integrated":
        zones.add(window["zone"])
    zone_of = {row["id"]: row["zone"] for _, row in rows(raw, "categories") if isinstance(row.get("id"), str)}
    for _, service in rows(raw, "services"):
        category, name = service["category"], service.get("id")
        if isinstance(name, str) and (name in services or category in categories or zone_of[category] in zones):
            yield name


def certain(raw: Raw) -> bool:
    """Whether every category, service and window lies where something is laid out."""
    lists = {name: raw.get(name) for name in ("zones", "categories", "services", "windows")}
    if not all(isinstance(rows_, list) and len(list(rows(raw, name))) == len(rows_) for name, rows_ in lists.items()):
        return False
    return all(row.get("kind") in ("integrated", "specialised") for _, row in rows(raw, "windows")) and all(
        isinstance(row.get(key), str) and row[key] in known
        for name, key, target in LAID
        for known in [frozenset(ids(raw, target))]
        for _, row in rows(raw, name)
    )


def _meant(found: list[str], choices: list[str]) -> set[str | None]:
    known = frozenset(choices)
    return {each if each in known else nearest(each, choices) for each in found}


def _help_is_on(raw: Raw) -> bool:
    policy = raw.get("policy")
    return not isinstance(policy, dict) or policy.get("help") is not False


def unreachable(raw: Raw) -> Iterator[Mistake]:
    """Services that no window may serve, not even by helping (a window may help a zone while `policy.help` is on). A
    service of several legs is served leg by leg.

    Silent while a mistake elsewhere leaves open what the windows reach: it would name services that are in order."""
    if not certain(raw):
        return
    reached = {service for _, window in rows(raw, "windows") for service in reach(raw, window)}
    for loc, service in rows(raw, "services"):
        if isinstance(service.get("id"), str) and service["id"] not in reached and "legs" not in service:
            yield Mistake(loc, "no window that may serve it",
                          "an integrated window of its zone, or a window that names it, its category or helps its zone")
