"""The lockers as they stand: banks, doors, deposits, visits, and what else the rules of hall.lockers look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from immutables import Map

from hall.events import (
    At,
    CompartmentState,
    DepositKind,
    DepositSlipKind,
    DoorReading,
    Doubt,
    HandOver,
    LockerProblem,
    Problem,
    VisitKind,
)

DepositState = Literal["offered", "put-in", "confirmed", "called-for", "taken", "overdue", "returned"]
VisitState = Literal["opening", "open", "closed", "done", "uncertain", "failed"]
Asks = Literal["opened", "shut"]
"""`opened`: did it open? `shut`: it did, says the person; what was done there, now that it is shut again?"""
OVER: tuple[VisitState, ...] = ("done", "uncertain", "failed")


@dataclass(frozen=True)
class Standing:
    """A bank. `read`: its doors have been read since the server began to look after it; `problem`: it does not answer;
    `frozen`: the compartments that changed when nobody had asked for it."""

    id: str
    since_at: At
    read: bool = False
    problem: LockerProblem | None = None
    frozen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Door:
    """A compartment. `reading` and `item` are what was last seen of it, `state` what the rules make of that; `doubt`
    says why it is uncertain, `reason` what staff wrote. `pulsed` are the times of its latest pulses, `opens` counts how
    often it was seen open (wear). `opened_at` while it is open. `switch_fault_at`: since then its door's switch is not
    believed, and only staff's `repaired` ends that."""

    id: str
    bank: str
    no: int
    state: CompartmentState = "free"
    since_at: At = 0
    reading: DoorReading = "unknown"
    item: bool | None = None
    deposit: str | None = None
    visit: str | None = None
    doubt: Doubt | None = None
    reason: str | None = None
    problem: LockerProblem | None = None
    pulsed: tuple[At, ...] = ()
    opens: int = 0
    opened_at: At | None = None
    switch_fault_at: At | None = None


@dataclass(frozen=True)
class Deposit:
    """Something that lies, or is about to lie, in a compartment. `to_check`: staff must see whether it is there.
    `errors` are wrong codes typed at its locator since the code was issued; `locked`: only staff can help."""

    id: str
    kind: DepositKind
    bank: str
    compartment: int
    state: DepositState
    size: str
    offered_at: At
    due_at: At
    reference: str | None = None
    case: str | None = None
    receipt: str | None = None
    overdue: bool = False
    to_check: bool = False
    issue: int = 0
    locator: str | None = None
    code_hash: str = ""
    qr_hash: str = ""
    errors: int = 0
    locked: bool = False


@dataclass(frozen=True)
class Returned:
    """A result that staff took out, by its last locator: whoever still comes with its code is told where it is, and
    nobody else gets that locator. `reference` may be a case's number."""

    id: str
    bank: str
    code_hash: str
    qr_hash: str
    due_at: At
    returned_at: At
    reference: str | None = None


@dataclass(frozen=True)
class Visit:
    """One time that somebody has a door opened. `openings` counts its intentions, `pulses` those of the latest one;
    `before` is the compartment's state before it, to be gone back to; `ticket` is promised to its visitor. `asks`: what
    its person is to say, until `answer_by_at`, of a door that is read as shut."""

    id: str
    kind: VisitKind
    bank: str
    compartment: int
    before: CompartmentState
    begun_at: At
    order: int
    state: VisitState = "opening"
    deposit: str | None = None
    place: str | None = None
    batch: str | None = None
    openings: int = 0
    pulses: int = 0
    intended_at: At | None = None
    opened_at: At | None = None
    closed_at: At | None = None
    reopen_until_at: At | None = None
    ended_at: At | None = None
    said: str | None = None
    ticket: str | None = None
    asks: Asks | None = None
    answer_by_at: At | None = None

    @property
    def opening(self) -> str:
        """The id of its latest intention."""
        return f"{self.id}.{self.openings}"


@dataclass(frozen=True)
class Tries:
    """Wrong codes at a panel ("panel L1") or a locator ("locator 12345"), whether or not there is such a one."""

    count: int
    last_at: At
    until_at: At


@dataclass(frozen=True)
class Promise:
    """A ticket that is owed to somebody before a stuck door. `deposit`: what he came for."""

    ticket: str
    service: str
    priority_class: str | None
    promised_at: At
    deposit: str | None = None


@dataclass(frozen=True)
class Message:
    """A word of a ready result on its way out; tried again at `again_at` (None: given up)."""

    id: str
    deposit: str
    channel: str
    queued_at: At
    attempts: int = 0
    again_at: At | None = 0


@dataclass(frozen=True)
class DepositSlip:
    """A slip about a deposit, and how it came out: the latest of its kind (`what`). `asked_at`: for the first time;
    `reprint` counts from 1."""

    id: str
    deposit: str
    bank: str
    what: DepositSlipKind
    printer: str
    asked_at: At
    hand_over: HandOver = "pending"
    problem: Problem | None = None
    reprint: int = 0


@dataclass(frozen=True)
class Cabinets:
    """All of it, in one field of the hall: a ticket's event copies the hall, and need not copy these. `banks` and
    `deposits` by id, `returned` by locator, `doors` by "bank/number", `locators` the deposit of each locator."""

    banks: Map[str, Standing] = field(default_factory=Map)
    doors: Map[str, Door] = field(default_factory=Map)
    deposits: Map[str, Deposit] = field(default_factory=Map)
    visits: Map[str, Visit] = field(default_factory=Map)
    tries: Map[str, Tries] = field(default_factory=Map)
    promises: Map[str, Promise] = field(default_factory=Map)
    messages: Map[str, Message] = field(default_factory=Map)
    slips: Map[str, DepositSlip] = field(default_factory=Map)
    returned: Map[str, Returned] = field(default_factory=Map)
    locators: Map[str, str] = field(default_factory=Map)


def door_id(bank: str, compartment: int) -> str:
    return f"{bank}/{compartment}"


def panel_tries(bank: str) -> str:
    return f"panel {bank}"


def locator_tries(locator: str) -> str:
    return f"locator {locator}"


def locators_of(deposits: Map[str, Deposit]) -> Map[str, str]:
    """The deposit that each locator stands for."""
    return Map({each.locator: each.id for each in deposits.values() if each.locator is not None})
