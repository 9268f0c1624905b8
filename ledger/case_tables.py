"""Outcomes, cases, calls for help and duties as tables: for lists, reports and Datasette."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from hall import events as e
from hall.case import Case
from hall.fold_cases import case_after
from ledger.step import Step, inserting, json_list, replacing

REGISTER = ("case_steps", "outcomes", "cases", "help_calls", "duties")
"""Children before parents."""

SQL = """
CREATE TABLE cases (
    number TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    ticket TEXT NOT NULL REFERENCES tickets(id),
    window TEXT NOT NULL,      -- where it was received
    state TEXT NOT NULL,
    place TEXT NOT NULL,       -- the one hand that has it: window/B1, office/permits, locker/L1, courier/...
    received_at TEXT NOT NULL,
    received_by TEXT NOT NULL,
    promised TEXT NOT NULL,    -- a date, in working days from receipt
    missing TEXT NOT NULL,     -- a JSON list of what the visitor still owes, in each language
    missing_until TEXT,
    due TEXT,                  -- by when somebody must have acted; NULL once it is ready or over
    completed_at TEXT,
    collect TEXT,
    ready_at TEXT,
    closed_at TEXT,
    way TEXT,                  -- window, locker or courier
    tracking TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_of_state ON cases (state, due);
CREATE TABLE case_steps (
    number TEXT NOT NULL REFERENCES cases(number),
    seq INTEGER NOT NULL REFERENCES events(seq),
    at TEXT NOT NULL,
    step TEXT NOT NULL,        -- received, passed, completed, ready, issued, returned, withdrawn
    by TEXT NOT NULL,
    from_place TEXT,
    to_place TEXT,
    state TEXT NOT NULL,       -- after it
    note TEXT,
    PRIMARY KEY (number, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcomes (
    slip TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    ticket TEXT NOT NULL REFERENCES tickets(id),
    window TEXT NOT NULL,
    service TEXT NOT NULL,
    outcome TEXT NOT NULL,
    case_number TEXT REFERENCES cases(number),
    promised TEXT,
    missing TEXT NOT NULL,     -- a JSON list
    missing_until TEXT,
    hand_over TEXT NOT NULL,   -- of its slip; withdrawn: the window took its act back
    problem TEXT,
    reprints INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE help_calls (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    zone TEXT,
    called_at TEXT NOT NULL,
    helper TEXT,               -- who was chosen
    why TEXT NOT NULL,
    widened_at TEXT,           -- everybody's since
    taken_by TEXT,
    taken_at TEXT,
    closed_at TEXT,
    closed_by TEXT,
    how TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE duties (
    helper TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES events(seq),
    zone TEXT,
    from_at TEXT NOT NULL,
    until_at TEXT,
    PRIMARY KEY (helper, seq)
) STRICT, WITHOUT ROWID;
"""

CASE = (
    "number", "service", "ticket", "window", "state", "place", "received_at", "received_by", "promised", "missing",
    "missing_until", "due", "completed_at", "collect", "ready_at", "closed_at", "way", "tracking",
)  # fmt: skip
PUT_CASE = replacing("cases", CASE, ("number",))
STEP = ("number", "seq", "at", "step", "by", "from_place", "to_place", "state", "note")
NEW_STEP = inserting("case_steps", STEP)
OUTCOME = (
    "slip", "at", "ticket", "window", "service", "outcome", "case_number", "promised", "missing", "missing_until",
    "hand_over", "problem", "reprints",
)  # fmt: skip
NEW_OUTCOME = inserting("outcomes", OUTCOME)
NEW_HELP = inserting(
    "help_calls", ("id", "kind", "place", "zone", "called_at", "helper", "why", "widened_at")
)  # fmt: skip


def _received(db: Database, step: Step) -> None:
    case = step.after.cases[step.event.case]
    _put(db, step, case)
    _step(db, step, case, "received", None, case.at, None)


STEPS: dict[type, str] = {
    e.CasePassed: "passed", e.CaseCompleted: "completed", e.CaseReady: "ready", e.CaseIssued: "issued",
    e.CaseReturned: "returned", e.CaseWithdrawn: "withdrawn",
}  # fmt: skip


def _moved(db: Database, step: Step) -> None:
    """The case after the event, also when it left the hall with it."""
    event, was = step.event, step.before.cases[step.event.case]
    case = case_after(was, event, step.at)
    _put(db, step, case)
    moves = isinstance(event, e.CasePassed | e.CaseIssued)
    note = getattr(event, "note", None) or getattr(event, "reason", None)
    _step(db, step, case, STEPS[type(event)], was.at, case.at if moves else None, note)


def _put(db: Database, step: Step, case: Case) -> None:
    values = (
        case.id, case.service, case.ticket, case.window, case.state, case.at, step.local(case.received_at),
        case.received_by, case.promised, json_list(case.missing), case.missing_until, case.due,
        step.maybe(case.completed_at), case.collect, step.maybe(case.ready_at), step.maybe(case.closed_at), case.way,
        case.tracking,
    )  # fmt: skip
    db.execute(PUT_CASE, values)


def _step(
    db: Database, step: Step, case: Case, word: str, from_place: str | None, to_place: str | None, note: str | None
) -> None:
    by = step.event.by
    db.execute(NEW_STEP, (case.id, step.seq, step.local(step.at), word, by, from_place, to_place, case.state, note))


def _outcome(db: Database, step: Step) -> None:
    given = step.event
    values = (
        given.slip, step.local(step.at), given.ticket, given.window, given.service, given.outcome, given.case,
        given.promised, json_list(given.missing), given.missing_until, given.hand_over, None, 0,
    )  # fmt: skip
    db.execute(NEW_OUTCOME, values)


def _outcome_withdrawn(db: Database, step: Step) -> None:
    db.execute("UPDATE outcomes SET hand_over = 'withdrawn' WHERE slip = ?", (step.event.slip,))


def _slip_told(db: Database, step: Step) -> None:
    said = step.event
    sql = "UPDATE outcomes SET hand_over = ?, problem = ? WHERE slip = ?"
    db.execute(sql, (said.hand_over, said.problem, said.slip))


def _slip_asked(db: Database, step: Step) -> None:
    sql = "UPDATE outcomes SET hand_over = 'pending', problem = NULL, reprints = ? WHERE slip = ?"
    db.execute(sql, (step.event.reprint, step.event.slip))


def _help_called(db: Database, step: Step) -> None:
    call, at = step.event, step.local(step.at)
    widened = at if call.for_all else None
    db.execute(NEW_HELP, (call.help, call.kind, call.place, call.zone, at, call.helper, call.why, widened))


def _help_widened(db: Database, step: Step) -> None:
    db.execute("UPDATE help_calls SET widened_at = ? WHERE id = ?", (step.local(step.at), step.event.help))


def _help_taken(db: Database, step: Step) -> None:
    sql = "UPDATE help_calls SET taken_by = ?, taken_at = ? WHERE id = ?"
    db.execute(sql, (step.event.helper, step.local(step.at), step.event.help))


def _help_closed(db: Database, step: Step) -> None:
    sql = "UPDATE help_calls SET closed_by = ?, how = ?, closed_at = ? WHERE id = ?"
    db.execute(sql, (step.event.by, step.event.how, step.local(step.at), step.event.help))


END_DUTY = "UPDATE duties SET until_at = ? WHERE helper = ? AND until_at IS NULL"


def _duty_begun(db: Database, step: Step) -> None:
    """Another zone is another row."""
    at, duty = step.local(step.at), step.event
    db.execute(END_DUTY, (at, duty.helper))
    sql = "INSERT INTO duties (helper, seq, zone, from_at) VALUES (?, ?, ?, ?)"
    db.execute(sql, (duty.helper, step.seq, duty.zone, at))


def _duty_ended(db: Database, step: Step) -> None:
    db.execute(END_DUTY, (step.local(step.at), step.event.helper))


WRITES: dict[type, Callable[[Database, Step], None]] = {
    e.CaseReceived: _received,
    **dict.fromkeys(STEPS, _moved),
    e.OutcomeGiven: _outcome,
    e.OutcomeWithdrawn: _outcome_withdrawn,
    e.OutcomeSlipTold: _slip_told,
    e.OutcomeSlipAsked: _slip_asked,
    e.HelpCalled: _help_called,
    e.HelpWidened: _help_widened,
    e.HelpTaken: _help_taken,
    e.HelpClosed: _help_closed,
    e.DutyBegun: _duty_begun,
    e.DutyEnded: _duty_ended,
}
