"""What no single value shows of a service with legs: stops that nothing bears, that lead in a circle, or for which
there are not windows enough."""

from __future__ import annotations

from collections.abc import Iterator

from server.config_errors import Loc, Mistake, among, shown
from server.config_reach import certain, ids, reach, texts
from server.config_rows import Raw, rows

Stop = tuple[Loc, str]
"""A service that a leg names, and where."""


def journeys(raw: Raw) -> Iterator[Mistake]:
    choices = [row["id"] for _, row in rows(raw, "services") if isinstance(row.get("id"), str) and "legs" not in row]
    for loc, service in rows(raw, "services"):
        seen: set[str] = set()
        for at, leg in rows(service, "legs"):
            yield from _stops(raw, [((*loc, *at, *inner), name) for inner, name in _named(leg)], choices)
            yield from _once((*loc, *at, "service"), leg.get("service"), seen)
    yield from _short(raw)


def _named(leg: Raw) -> list[Stop]:
    """The leg's own service, then those together with it."""
    own = leg.get("service")
    first: list[Stop] = [(("service",), own)] if isinstance(own, str) else []
    return first + [(("together", index), each) for index, each in enumerate(texts(leg.get("together")))]


def _stops(raw: Raw, stops: list[Stop], choices: list[str]) -> Iterator[Mistake]:
    """Each is a service of its own, once in a leg, and itself without legs: so no journey leads into another, or back
    into itself."""
    known, here = frozenset(ids(raw, "services")), set[str]()
    for loc, name in stops:
        if name not in known:
            yield Mistake(loc, shown(name), among(name, choices))
        elif name not in choices:
            yield Mistake(loc, f"{shown(name)}, which has legs itself", among(name, choices))
        elif name in here:
            yield Mistake(loc, f"{shown(name)} a second time", "each service once in a leg")
        here.add(name)


def _once(loc: Loc, name: object, seen: set[str]) -> Iterator[Mistake]:
    if isinstance(name, str):
        if name in seen:
            yield Mistake(loc, f"{shown(name)} a second time", "each service once in a journey")
        seen.add(name)


def _short(raw: Raw) -> Iterator[Mistake]:
    """Legs whose services cannot have a window each at the same time. Silent while it is open what windows reach."""
    if not certain(raw):
        return
    reached = [frozenset(reach(raw, window)) for _, window in rows(raw, "windows")]
    for loc, service in rows(raw, "services"):
        for at, leg in rows(service, "legs"):
            wanted = [name for _, name in _named(leg)]
            sound = 1 < len(wanted) == len(set(wanted)) and set(wanted) <= frozenset(ids(raw, "services"))
            if sound and not _seated(wanted, reached):
                may = "services that different windows may serve at the same time"
                yield Mistake((*loc, *at, "together"), shown(leg["together"]), may)


def _seated(wanted: list[str], reached: list[frozenset[str]]) -> bool:
    """Whether each of these services can have a window to itself: who finds all taken asks one to move on."""
    sits: dict[int, str] = {}

    def seat(service: str, asked: set[int]) -> bool:
        for no, services in enumerate(reached):
            if service in services and no not in asked:
                asked.add(no)
                if no not in sits or seat(sits[no], asked):
                    sits[no] = service
                    return True
        return False

    return all(seat(service, set()) for service in wanted)
