"""What a cabinet's own page, and staff, see of it: every compartment, what is under way, and nothing of whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.live_screen import UNKNOWN, Around, Screen
from api.shapes import Shape, iso, iso_or_none
from hall.cabinet import Door, Visit
from hall.events import Event
from hall.hall import Hall, plan_of
from hall.help import open_at
from hall.openings import is_low, is_open_to_all, is_ready
from hall.plan import Compartment, Plan
from hall.words import Words

PACE_MILLIS = 250
ENDED_MILLIS = 60_000
"""An ended visit stays in view for a minute, so that its page can say how it ended."""


class CompartmentShape(Shape):
    no: int
    size: str
    low: bool
    height_mm: int
    state: str
    door: str
    since: str
    open_since: str | None
    doubt: str | None
    problem: str | None
    switch_fault: bool
    visit: str | None


class SizeShape(Shape):
    size: str
    free: int
    low: int


class UnderWayShape(Shape):
    id: str
    kind: str
    compartment: int
    state: str
    asks: str | None
    pulses: int
    open_since: str | None
    prompt: str | None
    reopen_until: str | None
    ticket: str | None
    waits: bool


class FiguresShape(Shape):
    code_digits: int
    reopen_seconds: int
    prompt_seconds: int
    warn_seconds: int
    alarm_seconds: int


class CabinetVoiceShape(Shape):
    """How the page speaks: `night` in minutes after midnight of the hall's clock, from and to, may go over midnight."""

    on: bool
    volume: int
    night_volume: int
    night: tuple[int, int]


class CabinetHelpShape(Shape):
    id: str
    state: str
    since: str


class CabinetShape(Shape):
    epoch: int
    seq: int
    at: str
    bank: str
    zone: str | None
    languages: list[str]
    ready: bool
    read: bool
    problem: str | None
    frozen: list[int]
    promises: bool
    brings: bool
    sizes: list[SizeShape]
    compartments: list[CompartmentShape]
    visits: list[UnderWayShape]
    figures: FiguresShape
    voice: CabinetVoiceShape
    help: CabinetHelpShape | None


def cabinet_view(hall: Hall, words: Words, bank: str, now: int, around: Around = UNKNOWN) -> dict[str, Any]:
    """The whole picture of one bank."""
    plan, standing = plan_of(hall), hall.cabinets.banks[bank]
    laid, figures = plan.locker_bank[bank], plan.lockers
    return {
        "epoch": hall.epoch,
        "seq": hall.seq,
        "at": iso(plan, now),
        "bank": bank,
        "zone": laid.zone,
        "languages": plan.languages,
        "ready": is_ready(hall, bank),
        "read": standing.read,
        "problem": standing.problem,
        "frozen": standing.frozen,
        "promises": figures.help_service is not None,
        "brings": figures.drop_off,
        "sizes": [_size(hall, plan, bank, size, now) for size in figures.sizes],
        "compartments": [_compartment(hall, plan, bank, each) for each in laid.compartments],
        "visits": [
            _under_way(plan, visit, hall.cabinets.doors[f"{bank}/{visit.compartment}"], now)
            for visit in sorted(hall.cabinets.visits.values(), key=lambda each: each.order)
            if visit.bank == bank and (visit.ended_at is None or visit.ended_at > now - ENDED_MILLIS)
        ],
        "figures": {name: getattr(figures, name) for name in FiguresShape.model_fields},
        "voice": {"on": figures.voice, "volume": figures.volume, "night_volume": figures.night_volume,
                  "night": figures.night},
        "help": _help(hall, bank),
    }  # fmt: skip


def _help(hall: Hall, bank: str) -> dict[str, Any] | None:
    """Help that was asked for here: `called`, or `coming` once somebody took it."""
    call = open_at(hall, "locker", bank)
    if call is None:
        return None
    state = "coming" if call.taken_by is not None else "called"
    return {"id": call.id, "state": state, "since": iso(plan_of(hall), call.called_at)}


def _size(hall: Hall, plan: Plan, bank: str, size: str, now: int) -> dict[str, Any]:
    """How many compartments of just this size are free, and how many of those are low."""
    free = [
        each
        for each in plan.locker_bank[bank].compartments
        if each.size == size and is_open_to_all(hall, now, hall.cabinets.doors[f"{bank}/{each.no}"])
    ]
    return {"size": size, "free": len(free), "low": sum(is_low(plan, each) for each in free)}


def _compartment(hall: Hall, plan: Plan, bank: str, laid: Compartment) -> dict[str, Any]:
    door = hall.cabinets.doors[f"{bank}/{laid.no}"]
    return {
        "no": laid.no,
        "size": laid.size,
        "low": is_low(plan, laid),
        "height_mm": laid.height_mm,
        "state": door.state,
        "door": door.reading,
        "since": iso(plan, door.since_at),
        "open_since": iso_or_none(plan, door.opened_at),
        "doubt": door.doubt if door.state == "uncertain" else None,
        "problem": door.problem,
        "switch_fault": door.switch_fault_at is not None,
        "visit": door.visit,
    }


def _under_way(plan: Plan, visit: Visit, door: Door, now: int) -> dict[str, Any]:
    return {
        "id": visit.id,
        "kind": visit.kind,
        "compartment": visit.compartment,
        "state": visit.state,
        "asks": visit.asks,
        "pulses": visit.pulses,
        "open_since": iso_or_none(plan, door.opened_at) if visit.state == "open" else None,
        "prompt": _prompt(plan, door, now) if visit.state == "open" else None,
        "reopen_until": iso_or_none(plan, visit.reopen_until_at),
        "ticket": visit.ticket,
        "waits": visit.state == "opening" and visit.openings == 0,
    }


def _prompt(plan: Plan, door: Door, now: int) -> str | None:
    """How loud to ask that an open door be shut: not yet, `shut`, `louder`, `alarm`."""
    if door.opened_at is None:
        return None
    open_for, figures = (now - door.opened_at) / 1000, plan.lockers
    if open_for >= figures.alarm_seconds:
        return "alarm"
    if open_for >= figures.warn_seconds:
        return "louder"
    return "shut" if open_for >= figures.prompt_seconds else None


# --- on the sockets


def _bank_of(plan: Plan, bank: str) -> str | None:
    return bank if bank in plan.locker_bank else None


def _at_once(event: Event, hall: Hall) -> Iterable[str]:
    """Somebody stands before the door: what it does is shown at once."""
    bank = getattr(event, "bank", None)
    return (bank,) if isinstance(bank, str) else ()


SCREEN = Screen(
    namespace="/locker",
    rank=1,
    roles=frozenset({"locker", "clerk", "manager"}),
    unknown="unknown-bank",
    pace_millis=PACE_MILLIS,
    room=_bank_of,
    view=cabinet_view,
    at_once=_at_once,
)
