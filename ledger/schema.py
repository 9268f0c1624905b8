"""The tables of the record: what is kept for ever, what the next start reads, what a person reads with Datasette."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from ledger import case_tables

FILE = "ledger.db"
BUSY_SECONDS = 5.0
"""Nobody else writes, so this is only met by a person with another tool open on the file."""
STATEMENTS_KEPT = 256
CACHE_KIB = 16_384
WAL_KEPT_BYTES = 64 * 1024 * 1024
"""The write-ahead log is cut back to this when a checkpoint has emptied it."""

PRAGMAS = (
    "PRAGMA synchronous=FULL",  # NORMAL loses the last commits when the power goes
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA wal_autocheckpoint=0",  # the writer checkpoints after it has answered, not inside a visitor's COMMIT
    f"PRAGMA cache_size=-{CACHE_KIB}",
    f"PRAGMA journal_size_limit={WAL_KEPT_BYTES}",
)
REGISTER = (
    "compartments", "visits", "deposits", *case_tables.REGISTER, "device_news", "window_times", "calls", "legs",
    "tickets", "days",
)  # fmt: skip
"""What is folded from the events for people and reports, children before parents."""

MIGRATIONS = Migrations("ledger")

EVENTS_SQL = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY,   -- 1, 2, 3, ... without a gap
    at INTEGER NOT NULL,       -- milliseconds since 1970 UTC
    kind TEXT NOT NULL,        -- its name in docs/events.md
    data TEXT NOT NULL,        -- canonical JSON: keys sorted, no spaces
    who TEXT NOT NULL,
    place TEXT,
    previous BLOB NOT NULL,    -- the hash of the event before (32 zero bytes before the first)
    hash BLOB NOT NULL         -- sha256(previous + canonical JSON of [seq, at, kind, data, who, place])
) STRICT;
CREATE TABLE answers (
    asker TEXT NOT NULL,
    ask_key TEXT NOT NULL,
    request TEXT NOT NULL,     -- method and path
    body_hash BLOB NOT NULL,   -- keyed, so that nobody can try out what was asked
    status INTEGER,
    body BLOB,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (asker, ask_key)
) STRICT;
CREATE TABLE live (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

REGISTER_SQL = """
CREATE TABLE days (day TEXT PRIMARY KEY, opened_at TEXT NOT NULL, ends_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL REFERENCES days(day),
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    service TEXT NOT NULL,     -- of the current or last leg, as category, zone and window
    category TEXT NOT NULL,
    zone TEXT NOT NULL,
    window TEXT,
    kind TEXT NOT NULL,
    priority_class TEXT,
    needs TEXT NOT NULL,       -- a JSON list
    language TEXT NOT NULL,
    kiosk TEXT,
    issued_at TEXT NOT NULL,
    slot_at TEXT,
    due_at TEXT NOT NULL,
    called_at TEXT,
    ended_at TEXT,
    recalls INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    hand_over TEXT NOT NULL,
    reprints INTEGER NOT NULL,
    UNIQUE (day, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE legs (
    ticket TEXT NOT NULL REFERENCES tickets(id),
    no INTEGER NOT NULL,
    service TEXT NOT NULL,
    category TEXT NOT NULL,
    zone TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at TEXT NOT NULL,
    entered_at TEXT NOT NULL,  -- the entry that orders the queue; who comes back to a window keeps his first
    windows TEXT NOT NULL,     -- a JSON list: the windows it is bound to, if any
    person TEXT,
    window TEXT,
    called_at TEXT,
    started_at TEXT,
    finished_at TEXT,
    outcome TEXT,
    service_seconds REAL,
    PRIMARY KEY (ticket, no)
) STRICT, WITHOUT ROWID;
CREATE TABLE calls (
    call INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets(id),
    leg INTEGER NOT NULL,
    window TEXT NOT NULL,
    zone TEXT NOT NULL,
    service TEXT NOT NULL,
    person TEXT,
    called_at TEXT NOT NULL,
    waited_seconds REAL NOT NULL,  -- since the ticket last joined the queue
    recall INTEGER NOT NULL,       -- 0 for a call
    due_at TEXT NOT NULL,
    key_at TEXT,                   -- what the rule compared
    next TEXT,                     -- a JSON list of [number, due]: who would have come after
    out_of_turn INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    spoken_at TEXT,
    FOREIGN KEY (ticket, leg) REFERENCES legs(ticket, no)
) STRICT;
CREATE INDEX calls_of_ticket ON calls (ticket, leg);
CREATE INDEX calls_of_window ON calls (window, call);
CREATE TABLE window_times (
    window TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES events(seq),
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    from_at TEXT NOT NULL,
    until_at TEXT,             -- NULL: still so
    seconds REAL,
    ticket TEXT REFERENCES tickets(id),
    person TEXT,
    reason TEXT,
    PRIMARY KEY (window, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX window_times_of_day ON window_times (day, window);
CREATE TABLE device_news (
    seq INTEGER PRIMARY KEY REFERENCES events(seq),
    at TEXT NOT NULL,
    device TEXT NOT NULL,
    news TEXT NOT NULL,        -- the event's name
    problems TEXT NOT NULL,    -- a JSON list
    ticket TEXT
) STRICT;
CREATE INDEX device_news_of_device ON device_news (device, seq);
"""

LOCKERS_SQL = """
CREATE TABLE deposits (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,        -- drop-off or result
    bank TEXT NOT NULL,
    compartment INTEGER NOT NULL,
    state TEXT NOT NULL,
    live INTEGER,              -- 1 while it has its compartment, NULL when it is over
    size TEXT NOT NULL,
    reference TEXT,
    case_ TEXT,
    receipt TEXT,
    offered_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    overdue INTEGER NOT NULL,
    to_check INTEGER NOT NULL, -- staff must see whether it is there
    locked INTEGER NOT NULL,   -- too many wrong codes: only staff can open
    issue INTEGER NOT NULL,    -- how many codes it has had
    ended_at TEXT,
    why TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_live_deposit_a_compartment ON deposits (bank, compartment) WHERE live = 1;
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    bank TEXT NOT NULL,
    compartment INTEGER NOT NULL,
    deposit TEXT REFERENCES deposits(id),
    place TEXT,
    batch TEXT,
    state TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    opened_at TEXT,
    closed_at TEXT,
    reopen_until_at TEXT,
    ended_at TEXT,
    openings INTEGER NOT NULL,
    said TEXT,
    ticket TEXT,               -- promised to its visitor when the door stayed shut
    receipt TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_of_compartment ON visits (bank, compartment);
CREATE TABLE compartments (
    bank TEXT NOT NULL,
    no INTEGER NOT NULL,
    state TEXT NOT NULL,
    since_at TEXT NOT NULL,
    reading TEXT NOT NULL,     -- of its door: open, closed or unknown
    item INTEGER,              -- of its sensor, where there is one
    deposit TEXT REFERENCES deposits(id),
    visit TEXT REFERENCES visits(id),
    doubt TEXT,
    problem TEXT,
    reason TEXT,
    opens INTEGER NOT NULL,
    opened_at TEXT,
    PRIMARY KEY (bank, no)
) STRICT, WITHOUT ROWID;
"""


@MIGRATIONS()
def events_and_what_the_next_start_reads(db: Database) -> None:
    _create(db, EVENTS_SQL)


@MIGRATIONS()
def register_for_people(db: Database) -> None:
    _create(db, REGISTER_SQL)


@MIGRATIONS()
def outcomes_cases_and_help(db: Database) -> None:
    _create(db, case_tables.SQL)


@MIGRATIONS()
def lockers(db: Database) -> None:
    _create(db, LOCKERS_SQL)


JOURNEYS_SQL = """
ALTER TABLE tickets ADD COLUMN journey TEXT;  -- the service of several legs that the visitor came for
"""


@MIGRATIONS()
def journeys_and_joint_sessions(db: Database) -> None:
    _create(db, JOURNEYS_SQL)


def _create(db: Database, sql: str) -> None:
    """One statement at a time: executescript would commit the migration's own transaction first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def open_writer(path: Path) -> Database:
    """The one connection that writes and checkpoints, for the thread that calls this. (SQLite before 3.51.3 can lose
    commits of a WAL when two connections do.)"""
    return prepared(connect(path))


def connect(path: Path, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=STATEMENTS_KEPT, factory=factory
    )


def prepared(conn: sqlite3.Connection) -> Database:
    """A writing connection in WAL mode with the newest schema."""
    db = Database(conn, recursive_triggers=False, execute_plugins=False)
    db.enable_wal()
    for pragma in PRAGMAS:
        db.execute(pragma).close()
    MIGRATIONS.apply(db)
    return db


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. It sees what was committed when its first statement ran."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def scratch() -> Database:
    """The same tables in a nameless file of SQLite's own, gone when it is closed: what verify folds into."""
    db = Database(sqlite3.connect("", isolation_level=None), recursive_triggers=False, execute_plugins=False)
    db.execute("PRAGMA journal_mode=OFF").close()
    db.execute("PRAGMA synchronous=OFF").close()
    MIGRATIONS.apply(db)
    return db
