"""The plan: what the hall is laid out to be. One value made from config.toml, kept as an event, never edited."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from hall.planned_devices import Access as Access
from hall.planned_devices import Bar as Bar
from hall.planned_devices import Codes as Codes
from hall.planned_devices import Compartment as Compartment
from hall.planned_devices import Display as Display
from hall.planned_devices import Kiosk as Kiosk
from hall.planned_devices import Language as Language
from hall.planned_devices import LockerBank as LockerBank
from hall.planned_devices import Look as Look
from hall.planned_devices import Loudspeaker as Loudspeaker
from hall.planned_devices import LoudTime as LoudTime
from hall.planned_devices import Names as Names
from hall.planned_devices import Printer as Printer
from hall.planned_devices import Scanner as Scanner
from hall.planned_devices import SlipLogo as SlipLogo
from hall.planned_devices import SlipText as SlipText
from hall.planned_devices import Voice as Voice
from hall.planned_devices import Wedge as Wedge
from hall.planned_devices import Wire as Wire
from hall.planned_legs import Journey as Journey
from hall.planned_legs import PlannedLeg as PlannedLeg
from hall.planned_lockers import Lockers as Lockers
from hall.planned_lockers import Messages as Messages
from hall.planned_policy import Minutes as Minutes
from hall.planned_policy import Policy as Policy

MINUTE = 60_000
"""In milliseconds."""
Week = tuple[tuple[tuple[Minutes, Minutes], ...], ...]
"""Seven days from Monday, each a tuple of (from, to) in minutes after midnight; `to` is at most 1440."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_DAY: Week = (((0, 1440),),) * 7
PREFIXES = "ABCFGHKLRSWXY"
"""Letters that cannot be misread or misheard (0 and O, B and P, M and N): what a prefix is made of."""

NEEDS = ("wheelchair", "hearing", "sight", "helper", "interpreter")
PERMISSIONS = ("out-of-turn",)
"""What a person may be allowed beyond his role: `out-of-turn`, to call a given number where the hall asks for leave."""
Outcome = Literal["done", "accepted", "accepted-incomplete", "refused"]


@dataclass(frozen=True)
class Zone:
    id: str
    name: Names


@dataclass(frozen=True)
class Category:
    """Services that share a prefix, a zone and a promise (`promise_minutes`: the wait the hall means to keep)."""

    id: str
    name: Names
    prefix: str
    zone: str
    promise_minutes: Minutes = 30
    icon: str = ""


@dataclass(frozen=True)
class Service:
    """One thing a visitor comes for. `hours` None: the hall's own; `quota` None: no limit a day. `outcomes`: how a
    visit may end; `promised_days`: working days from receipt to result; `collect`: the window where the result is to
    be fetched (None: where it was received). `legs`: the services it is made of, at whose windows it is then served."""

    id: str
    name: Names
    category: str
    hours: Week | None = None
    quota: int | None = None
    papers: tuple[Names, ...] = ()
    outcomes: tuple[Outcome, ...] = ("done", "refused")
    promised_days: int | None = None
    collect: str | None = None
    legs: tuple[PlannedLeg, ...] = ()


@dataclass(frozen=True)
class PlannedWindow:
    """A window as laid out. `services` is worked out: integrated means every service of its zone."""

    id: str
    label: str
    zone: str
    kind: Literal["integrated", "specialised"]
    services: tuple[str, ...]
    helps: tuple[str, ...] = ()
    printer: str | None = None


@dataclass(frozen=True)
class Office:
    """A back office: where cases are worked on between reception and issue."""

    id: str
    name: Names


@dataclass(frozen=True)
class PriorityClass:
    """`offered`: kiosks ask for it; otherwise staff and the hall itself give it."""

    id: str
    name: Names
    head_start_minutes: Minutes
    offered: bool = True


class Shift(NamedTuple):
    """By how much a window's key differs from the due time, in milliseconds, and why: it helps another zone, or only
    integrated windows (`alone`) serve the category."""

    millis: int
    helps: bool
    alone: bool


@dataclass(frozen=True)
class Plan:
    """Everything config.toml says, worked out and bounded. Holds no secret."""

    name: Names
    zones: tuple[Zone, ...]
    categories: tuple[Category, ...]
    services: tuple[Service, ...]
    windows: tuple[PlannedWindow, ...]
    languages: tuple[Language, ...] = ("zh", "en")
    timezone: str = "Asia/Shanghai"
    hours: Week = ALL_DAY
    closed_days: tuple[str, ...] = ()
    day_starts: Minutes = 240
    address: str | None = None
    priority_classes: tuple[PriorityClass, ...] = ()
    kiosks: tuple[Kiosk, ...] = ()
    displays: tuple[Display, ...] = ()
    loudspeakers: tuple[Loudspeaker, ...] = ()
    printers: tuple[Printer, ...] = ()
    locker_banks: tuple[LockerBank, ...] = ()
    bars: tuple[Bar, ...] = ()
    policy: Policy = field(default_factory=Policy)
    access: Access = field(default_factory=Access)
    slip: SlipText = field(default_factory=SlipText)
    codes: Codes = field(default_factory=Codes)
    screens: Look = field(default_factory=Look)
    offices: tuple[Office, ...] = ()
    voice: Voice = field(default_factory=Voice)
    lockers: Lockers = field(default_factory=Lockers)
    messages: Messages = field(default_factory=Messages)

    @cached_property
    def zone(self) -> dict[str, Zone]:
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def category(self) -> dict[str, Category]:
        return {category.id: category for category in self.categories}

    @cached_property
    def service(self) -> dict[str, Service]:
        return {service.id: service for service in self.services}

    @cached_property
    def window(self) -> dict[str, PlannedWindow]:
        return {window.id: window for window in self.windows}

    @cached_property
    def office(self) -> dict[str, Office]:
        return {office.id: office for office in self.offices}

    @cached_property
    def priority_class(self) -> dict[str, PriorityClass]:
        return {each.id: each for each in self.priority_classes}

    @cached_property
    def kiosk(self) -> dict[str, Kiosk]:
        return {kiosk.id: kiosk for kiosk in self.kiosks}

    @cached_property
    def display(self) -> dict[str, Display]:
        return {display.id: display for display in self.displays}

    @cached_property
    def loudspeaker(self) -> dict[str, Loudspeaker]:
        """Every loudspeaker zone that a display speaks in, as it is laid out or else with the defaults."""
        laid = {each.id: each for each in self.loudspeakers}
        heard = dict.fromkeys(display.voice for display in self.displays if display.voice is not None)
        return {voice: laid.get(voice) or Loudspeaker(voice, languages=self.languages) for voice in heard}

    @cached_property
    def voice_windows(self) -> dict[str, frozenset[str]]:
        """The windows whose calls each loudspeaker zone speaks: those of its displays' boards."""
        boards = {voice: {d.board for d in self.displays if d.voice == voice} for voice in self.loudspeaker}
        return {voice: frozenset(w for b in named for w in self.board_windows[b]) for voice, named in boards.items()}

    @cached_property
    def printer(self) -> dict[str, Printer]:
        return {printer.id: printer for printer in self.printers}

    @cached_property
    def locker_bank(self) -> dict[str, LockerBank]:
        return {bank.id: bank for bank in self.locker_banks}

    @cached_property
    def services_of(self) -> dict[str, tuple[str, ...]]:
        """The services of each category, in the plan's order."""
        return {c.id: tuple(s.id for s in self.services if s.category == c.id) for c in self.categories}

    @cached_property
    def zone_of(self) -> dict[str, str]:
        """The zone of each service."""
        return {service.id: self.category[service.category].zone for service in self.services}

    @cached_property
    def may_serve(self) -> dict[str, frozenset[str]]:
        """What each window may serve: its own services and, where help is on, those of the zones it helps."""
        return {
            window.id: frozenset(window.services)
            | frozenset(s for s in self.zone_of if self.policy.help and self.zone_of[s] in window.helps)
            for window in self.windows
        }

    @cached_property
    def category_of(self) -> dict[str, str]:
        return {service.id: service.category for service in self.services}

    @cached_property
    def shifts(self) -> dict[str, dict[str, tuple[Shift, Shift]]]:
        """For each window and service, by how much its key differs from the due time: while a specialised window serves
        the service's category, and while only integrated ones do."""
        return {w.id: {s: self._shifts(zone != w.zone) for s, zone in self.zone_of.items()} for w in self.windows}

    def _shifts(self, helps: bool) -> tuple[Shift, Shift]:
        later, sooner = helps * self.policy.help_minutes, self.policy.exclusive_minutes
        return Shift(later * MINUTE, helps, False), Shift((later - sooner) * MINUTE, helps, True)

    @cached_property
    def windows_for(self) -> dict[str, tuple[str, ...]]:
        """The windows that may serve each service, in the plan's order."""
        return {s: tuple(w.id for w in self.windows if s in self.may_serve[w.id]) for s in self.service}

    @cached_property
    def boards(self) -> dict[str, tuple[Display, ...]]:
        """The displays of each board, in the plan's order."""
        return {
            name: tuple(d for d in self.displays if d.board == name)
            for name in dict.fromkeys(d.board for d in self.displays)
        }

    @cached_property
    def board_marks(self) -> dict[str, str]:
        """A mark of each board that is another when something of its screens' looks is: they ask for it anew."""
        every = (self.name, self.hours, self.closed_days, self.screens, self.windows, self.zones)
        looks = {name: repr((screens, every)).encode() for name, screens in self.boards.items()}
        return {name: hashlib.sha256(look).hexdigest()[:8] for name, look in looks.items()}

    @cached_property
    def board_windows(self) -> dict[str, frozenset[str]]:
        """The windows whose calls concern each board: those of its zones and those it names."""
        return {
            name: frozenset(w.id for w in self.windows for d in screens if w.zone in d.zones or w.id in d.windows)
            for name, screens in self.boards.items()
        }
