"""The hall as it stands: one immutable value. Dropping a reference to a newer one is all that undoing a batch takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from immutables import Map

from hall.cabinet import Cabinets
from hall.case import Case, OutcomeSlip
from hall.duty import Hand, HelpCall, OnDuty
from hall.events import At as At
from hall.events import BarProblem, DisplayProblem, HandOver, Kind, Problem
from hall.leg import Joint as Joint
from hall.leg import Leg as Leg
from hall.leg import Remark as Remark
from hall.leg import State as State
from hall.plan import MINUTE as MINUTE
from hall.plan import Journey, Plan

WindowState = Literal["closed", "idle", "calling", "serving", "paused"]


@dataclass(frozen=True)
class Ticket:
    """A live ticket. `order` is the ledger's number of its issue; `touched` that of its last event by a person or the
    clock (not by a printer); `leg_at` indexes the current leg; `way_back` are legs to enter when this one is over;
    `journey` is what is left of a matter of several legs."""

    id: str
    number: str
    day: str
    kind: Kind
    order: int
    issued_at: At
    legs: tuple[Leg, ...]
    priority_class: str | None = None
    needs: tuple[str, ...] = ()
    language: str = "zh"
    kiosk: str | None = None
    slot_at: At | None = None
    leg_at: int = 0
    state: State = "waiting"
    call: int | None = None
    called_at: At | None = None
    recalls: int = 0
    recalled_at: At | None = None
    missed_at: At | None = None
    misses: int = 0
    held_until_at: At | None = None
    hold_reason: str | None = None
    preferred: str | None = None
    way_back: tuple[Leg, ...] = ()
    hand_over: HandOver = "shown"
    void_at: At | None = None
    reprints: int = 0
    touched: int = 0
    journey: Journey | None = None
    remark: Remark | None = None

    @property
    def leg(self) -> Leg:
        return self.legs[self.leg_at]

    @property
    def due_at(self) -> At:
        return self.leg.due_at

    @property
    def window(self) -> str | None:
        return self.leg.window if self.state in ("called", "serving") else None


class Lane(NamedTuple):
    """Tickets of equal eligibility: a service, and the windows or the person they are bound to, if any."""

    service: str
    windows: tuple[str, ...] = ()
    person: str | None = None


class Place(NamedTuple):
    """A waiting ticket's place in its lane; lanes are sorted tuples of these."""

    due_at: At
    entered_at: At
    order: int
    ticket: str


@dataclass(frozen=True)
class Seat:
    """How a window stood that had joined another's visitor, before the other's act."""

    window: str
    state: WindowState
    since_at: At
    served: int
    served_millis: int


@dataclass(frozen=True)
class Undoable:
    """What a window's last record changed, to give it back: the tickets and the window as they were before it.
    `seq` is the record's last event, `calls` the call numbers it made, `over` and `made` what it ended or began."""

    seq: int
    at: At
    state: WindowState
    since_at: At
    current: str | None
    served: int
    served_millis: int
    tickets: tuple[Ticket, ...]
    calls: tuple[int, ...] = ()
    over: tuple[str, ...] = ()
    out_of_turn: int = 0
    made: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Window:
    """A window as it stands. `alert` is a ticket that arrived while it was idle and that it was chosen for;
    `calls` its latest call numbers, oldest first; `served`, `served_millis` and `out_of_turn` (calls of given numbers)
    are this service day's. Of the person there: `skills` (services or categories he knows; none named: all) and `may`
    (permissions). `services`: what a manager lets the window serve today instead of the plan's."""

    id: str
    state: WindowState = "closed"
    since_at: At = 0
    ticket: str | None = None
    person: str | None = None
    reason: str | None = None
    back_at: At | None = None
    alert: str | None = None
    undo: Undoable | None = None
    calls: tuple[int, ...] = ()
    served: int = 0
    served_millis: int = 0
    skills: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    services: tuple[str, ...] | None = None
    out_of_turn: int = 0


@dataclass(frozen=True)
class Call:
    """One call or recall: what a screen shows, a speaker says, and both acknowledge by its number `call`. `moved`: the
    visitor was sent on from another window; `begun`: the loudspeaker zones in which it has been spoken, or nearly."""

    call: int
    ticket: str
    number: str
    window: str
    zone: str
    called_at: At
    recall: int = 0
    language: str = "zh"
    withdrawn: bool = False
    shown: tuple[str, ...] = ()
    spoken_at: At | None = None
    moved: bool = False
    begun: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    id: str
    text: dict[str, str]
    zones: tuple[str, ...]
    posted_at: At
    until_at: At | None = None


@dataclass(frozen=True)
class Device:
    """The last news of a printer, display or bar: `problems`, and of a display its `sound`. `slips` came out since a
    printer said that its paper is low; a display stands here from the day on which it first came."""

    id: str
    kind: Literal["printer", "display", "bar"]
    since_at: At
    problems: tuple[Problem | DisplayProblem | BarProblem, ...] = ()
    sound: str | None = None
    slips: int = 0


@dataclass(frozen=True)
class Speaker:
    """The display that speaks in a loudspeaker zone; which of its pages began a sentence there last, and when; and the
    last closing time that was announced there."""

    voice: str
    display: str
    since_at: At
    page: str = ""
    begun_at: At = 0
    closing: str | None = None


@dataclass(frozen=True)
class Counter:
    """How far the numbers of a prefix got on a day, and the ranges set aside ((first, last), sorted)."""

    last: int = 0
    aside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Stop:
    """A category that takes no more tickets today, by a manager."""

    category: str
    since_at: At
    reason: str | None = None


@dataclass(frozen=True)
class Hall:
    """All that stands. `seq` and `at` are of the last event; `tickets` are the live ones and today's void ones;
    `lanes` hold the waiting ones; `apart` the ids of those held, missed, void, and in doubt (a void timer runs); `days`
    are the latest opened service days, `counters` by "day/prefix"; `exclusive` the categories that only integrated
    windows serve just now; `serves` what the windows may serve whose list differs from the plan's. `cases`
    are the open ones, `case_counts` how many a year had, `slips` today's outcomes; `helpers` are on duty, `help_calls`
    open, `hands` the alarms somebody has taken; `cabinets` all that stands of lockers."""

    seq: int = 0
    at: At = 0
    epoch: int = 1
    plan: Plan | None = None
    day: str = ""
    day_ends_at: At = 0
    days: tuple[str, ...] = ()
    calls_made: int = 0
    tickets: Map[str, Ticket] = Map()
    lanes: Map[Lane, tuple[Place, ...]] = Map()
    numbers: Map[str, str] = Map()
    counters: Map[str, Counter] = Map()
    taken: Map[str, int] = Map()
    windows: Map[str, Window] = Map()
    calls: Map[int, Call] = Map()
    apart: Map[str, frozenset[str]] = Map()
    stops: Map[str, Stop] = Map()
    notices: Map[str, Notice] = Map()
    devices: Map[str, Device] = Map()
    seen: Map[str, At] = Map()
    speakers: Map[str, Speaker] = Map()
    exclusive: frozenset[str] = frozenset()
    serves: Map[str, frozenset[str]] = Map()
    cases: Map[str, Case] = Map()
    case_counts: Map[str, int] = Map()
    slips: Map[str, OutcomeSlip] = Map()
    helpers: Map[str, OnDuty] = Map()
    help_calls: Map[str, HelpCall] = Map()
    hands: Map[str, Hand] = Map()
    cabinets: Cabinets = Cabinets()


EMPTY = Hall()


def plan_of(hall: Hall) -> Plan:
    """The plan in force. A hall without one can do nothing: the first event of every record is PlanAdopted."""
    if hall.plan is None:
        raise LookupError("no plan has been adopted yet")
    return hall.plan
