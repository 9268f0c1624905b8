"""Everything that can happen in a hall, in the past tense, on one page.

An event carries what was decided (number, due time, call number, the why), so a fold never decides again and a replay
years later is exact. A published event never changes: it gains a field with a default, or a new event is added.
Times (`..._at`) are milliseconds since 1970 UTC; ids are strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from hall.planned_legs import Journey

HandOver = Literal["pending", "printed", "sent", "paper", "shown", "phone", "unknown", "failed", "void"]
Kind = Literal["walk-in", "appointment", "other-place"]
Problem = Literal["paper-out", "paper-low", "cover-open", "cutter", "offline", "error", "silent", "busy"]
PROBLEMS: tuple[str, ...] = get_args(Problem)
DisplayProblem = Literal["screen-away"]
DISPLAY_PROBLEMS: tuple[str, ...] = get_args(DisplayProblem)
BarProblem = Literal["bar-offline", "bar-silent"]
BAR_PROBLEMS: tuple[str, ...] = get_args(BarProblem)
Next = tuple[str, int]
"""A ticket that was next in line when another was called: its number and its due time."""

CaseState = Literal["received", "in-office", "ready", "issued", "returned", "withdrawn"]
CaseWay = Literal["window", "locker", "courier"]
Item = dict[str, str]
"""A paper that is missing, named in each language."""

At = int
Millis = int


# --- the hall and its day


@dataclass(frozen=True)
class PlanAdopted:
    """The whole plan now in force, as plain data (`hall.records.to_data` of a Plan)."""

    plan: dict[str, Any]


@dataclass(frozen=True)
class DayOpened:
    """A service day began. `day` is a date in the hall's own zone; it ends at `ends_at`."""

    day: str
    ends_at: At


@dataclass(frozen=True)
class ClockStepped:
    """The wall clock was moved by `by` milliseconds; times of what is live move with it."""

    by: Millis


@dataclass(frozen=True)
class NumbersSetAside:
    """Numbers `first` to `last` of a prefix will not be issued this day (offline blocks, paper, a restore)."""

    day: str
    prefix: str
    first: int
    last: int
    reason: str = ""


@dataclass(frozen=True)
class CategoryClosed:
    category: str
    reason: str | None = None


@dataclass(frozen=True)
class CategoryOpened:
    category: str


@dataclass(frozen=True)
class NoticePosted:
    """A line on the walls. `zones` empty: everywhere; `until_at` None: until it is removed."""

    notice: str
    text: dict[str, str]
    zones: tuple[str, ...] = ()
    until_at: At | None = None


@dataclass(frozen=True)
class NoticeRemoved:
    notice: str


# --- tickets


@dataclass(frozen=True)
class TicketTaken:
    """`count` is the number without its prefix; `alert` the idle window told of it. With a `journey`, service, category
    and zone are those of its first leg, and the prefix is the matter's own."""

    ticket: str
    number: str
    prefix: str
    count: int
    day: str
    service: str
    category: str
    zone: str
    due_at: At
    kind: Kind = "walk-in"
    priority_class: str | None = None
    needs: tuple[str, ...] = ()
    language: str = "zh"
    kiosk: str | None = None
    hand_over: HandOver = "shown"
    slot_at: At | None = None
    alert: str | None = None
    journey: Journey | None = None


@dataclass(frozen=True)
class TicketCalled:
    """A visitor was called. `key_at` is what the rule compared (`due_at`, plus help, less exclusive); `next` who would
    have come after; `finished` the ticket finished in the same record; `joined`: this call belongs to the record of the
    window's act just before it, and is undone with it."""

    ticket: str
    window: str
    call: int
    due_at: At
    key_at: At
    next: tuple[Next, ...] = ()
    out_of_turn: bool = False
    finished: str | None = None
    joined: bool = False


@dataclass(frozen=True)
class TicketRecalled:
    ticket: str
    window: str
    call: int
    recall: int


@dataclass(frozen=True)
class TicketStarted:
    """`joined`: the clock began it (`policy.auto_start_seconds`): it belongs to the call and is undone with it."""

    ticket: str
    window: str
    joined: bool = False


@dataclass(frozen=True)
class TicketFinished:
    """The current leg is over. `served_from_at`: when service began (the call, when start was never pressed);
    `over`: the whole ticket is done, no leg follows."""

    ticket: str
    window: str
    served_from_at: At
    outcome: str = "done"
    note: str | None = None
    over: bool = True


@dataclass(frozen=True)
class LegEntered:
    """The ticket waits for its next leg, after a transfer's "come back to me" or as its journey says. Who comes back
    keeps his first due time and his first entry (`entered_at`). `journey`: what is left from here on."""

    ticket: str
    service: str
    category: str
    zone: str
    due_at: At
    entered_at: At
    windows: tuple[str, ...] = ()
    person: str | None = None
    alert: str | None = None
    journey: Journey | None = None


@dataclass(frozen=True)
class TicketMissed:
    ticket: str
    window: str


@dataclass(frozen=True)
class TicketHeld:
    ticket: str
    window: str
    until_at: At
    reason: str | None = None


@dataclass(frozen=True)
class TicketReturned:
    """A missed or held visitor is back and waits again, due at `due_at`. `preferred`: the window that knows him."""

    ticket: str
    due_at: At
    preferred: str | None = None
    alert: str | None = None


@dataclass(frozen=True)
class TicketTransferred:
    """The current leg goes on elsewhere; the number is kept. `come_back`: afterwards back to `window`."""

    ticket: str
    window: str
    service: str
    category: str
    zone: str
    due_at: At
    windows: tuple[str, ...] = ()
    person: str | None = None
    come_back: bool = False
    alert: str | None = None
    journey: Journey | None = None


@dataclass(frozen=True)
class TicketReclassed:
    """Corrected before service: worked out anew from the first arrival, which stays."""

    ticket: str
    service: str
    category: str
    zone: str
    due_at: At
    priority_class: str | None
    needs: tuple[str, ...]
    language: str
    journey: Journey | None = None


@dataclass(frozen=True)
class TicketCancelled:
    ticket: str


@dataclass(frozen=True)
class TicketVoided:
    """No slip ever reached anybody, and nobody said otherwise in time."""

    ticket: str


@dataclass(frozen=True)
class TicketRevived:
    """The slip of a void ticket turned up: it waits again with its old due time."""

    ticket: str
    alert: str | None = None


@dataclass(frozen=True)
class TicketExpired:
    """The day is over, or nobody came back in time."""

    ticket: str


@dataclass(frozen=True)
class TicketServed:
    """Somebody without a ticket is served: the next number was issued and is in service at once, without a call."""

    ticket: str
    number: str
    prefix: str
    count: int
    day: str
    service: str
    category: str
    zone: str
    window: str
    due_at: At
    priority_class: str | None = None
    language: str = "zh"
    journey: Journey | None = None


@dataclass(frozen=True)
class TicketNoted:
    """Staff wrote something about a ticket, for staff (None: it was taken away). `by`: the sign-in name."""

    ticket: str
    note: str | None
    by: str


@dataclass(frozen=True)
class TicketGivenBack:
    """The clerk who called is not there: the visitor waits again at the head of his line, and the call is withdrawn."""

    ticket: str
    window: str


@dataclass(frozen=True)
class WindowJoined:
    """A window came to the visitor of another one, for a `service` that the joint session needs."""

    ticket: str
    window: str
    service: str


@dataclass(frozen=True)
class WindowReleased:
    """`window` says that a joint session does without a window: `released` is free again (None: nobody had come yet),
    and `needed` says whether the service is still waited for."""

    ticket: str
    window: str
    service: str
    released: str | None = None
    needed: bool = False


@dataclass(frozen=True)
class Undone:
    """A window took back its own last record, the one that ended with event `undone`."""

    window: str
    undone: int


# --- windows


@dataclass(frozen=True)
class WindowOpened:
    window: str
    person: str | None = None


@dataclass(frozen=True)
class WindowClosed:
    window: str
    reason: str | None = None


@dataclass(frozen=True)
class WindowPaused:
    window: str
    reason: str | None = None
    back_at: At | None = None


@dataclass(frozen=True)
class WindowResumed:
    window: str


@dataclass(frozen=True)
class PersonSignedIn:
    """`skills`: services or categories the person knows (none named: all); `may`: what else the person is allowed."""

    window: str
    person: str
    skills: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonSignedOut:
    window: str
    person: str


@dataclass(frozen=True)
class WindowServicesSet:
    """A manager says what the window serves for the rest of the day, instead of the plan; None: the plan again."""

    window: str
    services: tuple[str, ...] | None = None


# --- devices: their news is a fact like any other


@dataclass(frozen=True)
class SlipPrinted:
    """The printer said the slip came out."""

    ticket: str
    printer: str


@dataclass(frozen=True)
class SlipSent:
    """All bytes went; this printer cannot answer."""

    ticket: str
    printer: str


@dataclass(frozen=True)
class SlipUnknown:
    """The job went, and no answer came: the slip may be out or not."""

    ticket: str
    printer: str
    problem: Problem


@dataclass(frozen=True)
class SlipFailed:
    """No slip came out. A ticket still waiting is void at `void_at` unless somebody confirms it."""

    ticket: str
    printer: str
    problem: Problem
    void_at: At | None = None


@dataclass(frozen=True)
class ReprintAsked:
    """The same number again on paper, marked as a reprint; `reprint` counts from 1."""

    ticket: str
    printer: str
    reprint: int


@dataclass(frozen=True)
class HandOverConfirmed:
    """The visitor said how the number reached him; `failed`: nothing did, and it is void at `void_at`."""

    ticket: str
    hand_over: HandOver
    void_at: At | None = None


@dataclass(frozen=True)
class PrinterChanged:
    """A printer's problems are now these (none: it is ready)."""

    printer: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class DisplayChanged:
    """A display's problems are now these; none means that it is there and shows what it should."""

    display: str
    problems: tuple[DisplayProblem, ...]


@dataclass(frozen=True)
class BarChanged:
    """A bar's problems are now these; none means that its line takes what it is sent."""

    bar: str
    problems: tuple[BarProblem, ...]


@dataclass(frozen=True)
class CallsAcked:
    """A display said which calls it has shown and spoken, and whether its sound works."""

    display: str
    shown: tuple[int, ...] = ()
    spoken: tuple[int, ...] = ()
    sound: str | None = None


@dataclass(frozen=True)
class SpeakerNamed:
    """This display now speaks in its loudspeaker zone."""

    voice: str
    display: str


@dataclass(frozen=True)
class SpeechBegun:
    """A page of a loudspeaker zone's speaker is about to say these calls, or that tickets end at `closing`."""

    voice: str
    display: str
    page: str
    calls: tuple[int, ...] = ()
    closing: str | None = None


@dataclass(frozen=True)
class KeyAdded:
    key: str
    role: str
    place: str | None = None


@dataclass(frozen=True)
class KeyRevoked:
    key: str


@dataclass(frozen=True)
class AlarmSeen:
    alarm: str


# --- how a visit ended, and the cases it left


@dataclass(frozen=True)
class OutcomeGiven:
    """What a visitor was told at a window when it was more than "done", and takes along on a slip. Dates are
    YYYY-MM-DD; `collect` is the window where the result is to be fetched; `hand_over` is `pending` when `printer`
    prints it."""

    slip: str
    ticket: str
    window: str
    number: str
    service: str
    language: str
    outcome: str
    case: str | None = None
    promised: str | None = None
    missing: tuple[Item, ...] = ()
    missing_until: str | None = None
    collect: str | None = None
    printer: str | None = None
    hand_over: HandOver = "shown"


@dataclass(frozen=True)
class OutcomeWithdrawn:
    """The window took its act back, so this slip says what is not so."""

    slip: str


@dataclass(frozen=True)
class OutcomeSlipTold:
    """The printer's word on an outcome's slip."""

    slip: str
    printer: str
    hand_over: HandOver
    problem: Problem | None = None


@dataclass(frozen=True)
class OutcomeSlipAsked:
    """The same outcome on paper again; `reprint` counts from 1."""

    slip: str
    printer: str
    reprint: int


@dataclass(frozen=True)
class CaseReceived:
    """A window accepted a matter: its case has a number of its own, from now on in this window's hand. `by` is who."""

    case: str
    year: str
    count: int
    ticket: str
    service: str
    window: str
    by: str
    promised: str
    missing: tuple[Item, ...] = ()
    missing_until: str | None = None
    collect: str | None = None


@dataclass(frozen=True)
class CasePassed:
    """A case went from one hand to another (`kind/id`, as in `window/B1`); `state` is what it is there."""

    case: str
    by: str
    from_place: str
    to_place: str
    state: CaseState
    note: str | None = None


@dataclass(frozen=True)
class CaseCompleted:
    """What was missing is there. `promised`: the date that now holds."""

    case: str
    by: str
    promised: str


@dataclass(frozen=True)
class CaseReady:
    """The result is there, to be fetched or sent."""

    case: str
    by: str


@dataclass(frozen=True)
class CaseIssued:
    """The result is out of the hall's hands: over at `place`, or on its way with a courier under `tracking`."""

    case: str
    by: str
    way: CaseWay
    place: str
    ticket: str | None = None
    tracking: str | None = None


@dataclass(frozen=True)
class CaseReturned:
    """The hall gave the application back without a result."""

    case: str
    by: str
    reason: str | None = None


@dataclass(frozen=True)
class CaseWithdrawn:
    """The visitor took the application back, or the window took its receipt back."""

    case: str
    by: str
    reason: str | None = None


# --- help on the floor


@dataclass(frozen=True)
class DutyBegun:
    """A helper is on duty, in this zone (None: all over the hall). Again with another zone: he moved."""

    helper: str
    zone: str | None = None


@dataclass(frozen=True)
class DutyEnded:
    helper: str


@dataclass(frozen=True)
class HelpCalled:
    """Somebody at this place asks for help. `helper` was chosen for being nearest, `why` says by what; `next` are those
    who would have come after. Nobody free: the call is everybody's at once (`for_all`)."""

    help: str
    kind: str
    place: str
    zone: str | None
    helper: str | None
    why: str
    next: tuple[str, ...] = ()
    for_all: bool = False


@dataclass(frozen=True)
class HelpWidened:
    """Nobody took it in time: it is everybody's."""

    help: str


@dataclass(frozen=True)
class HelpTaken:
    help: str
    helper: str


@dataclass(frozen=True)
class HelpClosed:
    """`by` is the helper who took it, the place itself (not needed any more), or the clock. `how`: `helped`,
    `not-needed`, `forgotten`."""

    help: str
    by: str
    how: str


@dataclass(frozen=True)
class AlarmTaken:
    alarm: str
    helper: str


@dataclass(frozen=True)
class AlarmDone:
    """The helper says it is done; the alarm itself goes when its cause does."""

    alarm: str
    helper: str


# --- lockers: an intention is kept before a byte moves, and what is not known is said to be uncertain


CompartmentState = Literal["free", "reserved", "opening", "open", "occupied", "uncertain", "fault", "out-of-use"]
DepositKind = Literal["drop-off", "result"]
DepositSlipKind = Literal["code", "receipt"]
VisitKind = Literal["drop-off", "load", "pick-up", "collection", "force"]
DoorReading = Literal["open", "closed", "unknown"]
LockerProblem = Literal["offline", "silent", "garbled", "refused", "cooling", "unread", "jammed"]
LOCKER_PROBLEMS: tuple[str, ...] = get_args(LockerProblem)
Doubt = Literal["restart", "unasked", "unread", "sensor", "unconfirmed", "unanswered", "door-sensor", "away"]
DOUBTS: tuple[str, ...] = get_args(Doubt)
Seen = tuple[int, DoorReading, bool | None]
"""A compartment's number, what its door was read as, and whether something lies in it (None: no sensor)."""


@dataclass(frozen=True)
class BankStarted:
    """The server begins to look after a bank: no door has been read yet, and none opens before they have been."""

    bank: str


@dataclass(frozen=True)
class BankLost:
    """The bank does not answer: every door of it is unknown from here on."""

    bank: str
    problem: LockerProblem


@dataclass(frozen=True)
class DoorsRead:
    """What these doors are now read as; the bank answers."""

    bank: str
    doors: tuple[Seen, ...]


@dataclass(frozen=True)
class BankFrozen:
    """Beside the door that was asked for, `compartments` changed as well: nothing opens until staff have looked."""

    bank: str
    compartments: tuple[int, ...]


@dataclass(frozen=True)
class BankUnfrozen:
    bank: str
    reason: str


@dataclass(frozen=True)
class DepositOffered:
    """A compartment is set aside for something. `due_at`: a result is overdue then, a drop-off should be worked on."""

    deposit: str
    kind: DepositKind
    bank: str
    compartment: int
    size: str
    due_at: At
    reference: str | None = None
    case: str | None = None
    receipt: str | None = None


@dataclass(frozen=True)
class VisitBegun:
    """Somebody is to have a door opened. `place`: the panel or window that began it; `before`: the compartment's state;
    `batch`: visits opened one after another."""

    visit: str
    kind: VisitKind
    bank: str
    compartment: int
    before: CompartmentState
    deposit: str | None = None
    place: str | None = None
    batch: str | None = None


@dataclass(frozen=True)
class OpeningForced:
    """Staff have a compartment opened for a reason, and a second person has agreed."""

    visit: str
    bank: str
    compartment: int
    reason: str
    second: str


@dataclass(frozen=True)
class OpeningIntended:
    """The lock may now get its first pulse for `opening`; kept before it is sent."""

    opening: str
    visit: str
    bank: str
    compartment: int


@dataclass(frozen=True)
class PulseIntended:
    """The door was read and is still shut: the lock may get pulse number `pulse`."""

    opening: str
    visit: str
    bank: str
    compartment: int
    pulse: int


@dataclass(frozen=True)
class OpeningFailed:
    """The door is still shut. Nothing in it has changed."""

    opening: str
    visit: str
    bank: str
    compartment: int
    problem: LockerProblem


@dataclass(frozen=True)
class OpeningAsked:
    """The lock had its pulses and its door is read as shut: until `until_at` its person is asked whether it opened."""

    opening: str
    visit: str
    bank: str
    compartment: int
    until_at: At


@dataclass(frozen=True)
class OpeningVouched:
    """Its person says that the door opened: its switch is at fault until staff have repaired it, and nothing that is
    said of this visit is believed before they have looked. Until `until_at` the person may say what was done."""

    opening: str
    visit: str
    bank: str
    compartment: int
    until_at: At


@dataclass(frozen=True)
class DoorOpened:
    """A door was seen open. `visit` None: nobody had asked for it."""

    bank: str
    compartment: int
    visit: str | None = None


@dataclass(frozen=True)
class DoorClosed:
    """A door was seen shut after it was open. `state`: what that leaves the compartment as; `reopen_until_at`: so long
    the visitor may have it opened again."""

    bank: str
    compartment: int
    state: CompartmentState
    visit: str | None = None
    reopen_until_at: At | None = None


@dataclass(frozen=True)
class CompartmentDoubted:
    """What lies in a compartment, or how its door is, is not known: staff must look."""

    bank: str
    compartment: int
    why: Doubt
    visit: str | None = None


@dataclass(frozen=True)
class CompartmentMarked:
    """Staff say what a compartment is: `fault`, `out-of-use`, or in use again."""

    bank: str
    compartment: int
    state: CompartmentState
    reason: str


@dataclass(frozen=True)
class CompartmentChecked:
    """Staff have looked inside. `holds`: the deposit found there."""

    bank: str
    compartment: int
    state: CompartmentState
    holds: str | None = None


@dataclass(frozen=True)
class DepositMoved:
    """The door did not open: another compartment instead."""

    deposit: str
    visit: str
    bank: str
    compartment: int
    before: CompartmentState


@dataclass(frozen=True)
class DepositPutIn:
    """The door is shut again; whether something lies inside, nobody has said yet."""

    deposit: str


@dataclass(frozen=True)
class DepositConfirmed:
    """It lies in its compartment."""

    deposit: str


@dataclass(frozen=True)
class CodeIssued:
    """A code is in force, and every earlier one of the deposit is dead. Only keyed, slow hashes of it are kept; the
    code itself can be worked out from the deposit, `issue` and the hall's secret."""

    deposit: str
    issue: int
    locator: str
    code_hash: str
    qr_hash: str


@dataclass(frozen=True)
class CodeAccepted:
    """The right code: the deposit is called for."""

    deposit: str
    bank: str
    locator: str


@dataclass(frozen=True)
class CodeRefused:
    """A wrong code, or a locator that nobody has. `deposit`: whose locator it was; `locks`: it needs staff from now on.
    Until the two times this panel, and this locator, take no further try."""

    bank: str
    locator: str
    panel_errors: int
    locator_errors: int
    panel_until_at: At
    locator_until_at: At
    deposit: str | None = None
    locks: bool = False


@dataclass(frozen=True)
class DepositKept:
    """Called for, and still there: it waits as before, and its code is good again."""

    deposit: str


@dataclass(frozen=True)
class DepositOverdue:
    """A result that nobody came for in time, or what a visitor brought and nobody has taken out in time."""

    deposit: str


@dataclass(frozen=True)
class DepositTaken:
    """Whoever it was for has it: the visitor his result, the back office its drop-off."""

    deposit: str


@dataclass(frozen=True)
class DepositReturned:
    """It went back, or never came in: `why` is a word of docs/events.md."""

    deposit: str
    why: Literal["nothing-put-in", "no-compartment", "by-staff", "not-found"]


@dataclass(frozen=True)
class VisitEnded:
    """Nothing more will be asked of this visit. `said`: what the person said of it."""

    visit: str
    outcome: Literal["done", "failed", "uncertain"]
    said: Literal["put-in", "taken", "nothing"] | None = None


@dataclass(frozen=True)
class VisitReported:
    """A visit at a cabinet whose own computer went on while the hall's could not be reached, as that computer tells it.
    Both times are of its clock."""

    visit: str
    bank: str
    compartment: int
    deposit: str
    outcome: Literal["done", "failed", "uncertain"]
    began_at: At
    ended_at: At
    said: Literal["taken", "nothing"] | None = None


@dataclass(frozen=True)
class DepositLocked:
    """Too many wrong codes were tried while the hall could not be reached: it needs staff from now on."""

    deposit: str


@dataclass(frozen=True)
class TicketPromised:
    """A door would not open: its visitor gets a ticket as soon as the service takes any. `deposit`: what he came for;
    who comes for it again before that is promised the same ticket."""

    ticket: str
    service: str
    bank: str
    compartment: int
    visit: str
    priority_class: str | None = None
    deposit: str | None = None


@dataclass(frozen=True)
class TicketPromiseKept:
    """The promised ticket was taken in the same record."""

    ticket: str


@dataclass(frozen=True)
class MessageQueued:
    """Somebody is to be told that a result lies ready. What is told is made when it is sent, and never kept."""

    message: str
    deposit: str
    channel: str


@dataclass(frozen=True)
class MessageSent:
    """The adapter took it."""

    message: str
    attempts: int


@dataclass(frozen=True)
class MessageFailed:
    """It could not be sent; tried again at `again_at`, or given up (None)."""

    message: str
    attempts: int
    problem: str
    again_at: At | None = None


@dataclass(frozen=True)
class DepositSlipAsked:
    """A slip about a deposit is to be printed: the `code` that opens it, for whoever comes for a result, or the
    `receipt` of what was brought. What stands on it is made when it is printed, and never kept. `reprint` counts from
    1."""

    slip: str
    deposit: str
    bank: str
    what: DepositSlipKind
    printer: str
    reprint: int = 0


@dataclass(frozen=True)
class DepositSlipTold:
    """The printer's word on a slip about a deposit."""

    slip: str
    bank: str
    printer: str
    hand_over: HandOver
    problem: Problem | None = None


Event = (
    PlanAdopted
    | DayOpened
    | ClockStepped
    | NumbersSetAside
    | CategoryClosed
    | CategoryOpened
    | NoticePosted
    | NoticeRemoved
    | TicketTaken
    | TicketCalled
    | TicketRecalled
    | TicketStarted
    | TicketFinished
    | LegEntered
    | TicketMissed
    | TicketHeld
    | TicketReturned
    | TicketTransferred
    | TicketReclassed
    | TicketCancelled
    | TicketVoided
    | TicketRevived
    | TicketExpired
    | TicketServed
    | TicketNoted
    | TicketGivenBack
    | WindowJoined
    | WindowReleased
    | Undone
    | WindowOpened
    | WindowClosed
    | WindowPaused
    | WindowResumed
    | PersonSignedIn
    | PersonSignedOut
    | WindowServicesSet
    | SlipPrinted
    | SlipSent
    | SlipUnknown
    | SlipFailed
    | ReprintAsked
    | HandOverConfirmed
    | PrinterChanged
    | DisplayChanged
    | BarChanged
    | CallsAcked
    | SpeakerNamed
    | SpeechBegun
    | KeyAdded
    | KeyRevoked
    | AlarmSeen
    | OutcomeGiven
    | OutcomeWithdrawn
    | OutcomeSlipTold
    | OutcomeSlipAsked
    | CaseReceived
    | CasePassed
    | CaseCompleted
    | CaseReady
    | CaseIssued
    | CaseReturned
    | CaseWithdrawn
    | DutyBegun
    | DutyEnded
    | HelpCalled
    | HelpWidened
    | HelpTaken
    | HelpClosed
    | AlarmTaken
    | AlarmDone
    | BankStarted
    | BankLost
    | DoorsRead
    | BankFrozen
    | BankUnfrozen
    | DepositOffered
    | VisitBegun
    | OpeningForced
    | OpeningIntended
    | PulseIntended
    | OpeningFailed
    | OpeningAsked
    | OpeningVouched
    | DoorOpened
    | DoorClosed
    | CompartmentDoubted
    | CompartmentMarked
    | CompartmentChecked
    | DepositMoved
    | DepositPutIn
    | DepositConfirmed
    | CodeIssued
    | CodeAccepted
    | CodeRefused
    | DepositKept
    | DepositOverdue
    | DepositLocked
    | VisitReported
    | DepositTaken
    | DepositReturned
    | VisitEnded
    | TicketPromised
    | TicketPromiseKept
    | MessageQueued
    | MessageSent
    | MessageFailed
    | DepositSlipAsked
    | DepositSlipTold
)
EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}
