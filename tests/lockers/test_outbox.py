"""The word of a ready result: at least once, under one id, a bounded number of times, across restarts, never kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from hall import locker_codes, locker_doors, lockers, planning
from hall.alarms import alarms
from hall.plan import Messages, Plan
from hall.records import changed
from ledger.ledger import Asker, Ledger
from lockers.outbox import Outbox, SmsGateway, Webhook
from lockers.secrets import Secrets
from tests.ledger.cast import Time, make
from tests.lockers.cabinet import BANK, locker_plan
from tests.words import WORDS
from wires.post import Post

SECRETS = Secrets(b"k" * 32)
BY = Asker("test")


@dataclass
class Told:
    """An adapter that takes what it is given, once `problems` are used up."""

    problems: list[str] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def send(self, message: str, facts: dict[str, Any]) -> str | None:
        self.heard.append((message, facts))
        return self.problems.pop(0) if self.problems else None


def plan(**figures: Any) -> Plan:
    return changed(locker_plan(), messages=Messages(kind="webhook", url="http://x", **figures))


@dataclass
class Hall:
    """A record with one result that has just been confirmed."""

    ledger: Ledger
    time: Time

    def outbox(self, adapter: Any) -> Outbox:
        return Outbox(self.ledger, adapter, SECRETS, WORDS)

    def kinds(self) -> list[str]:
        with self.ledger.reading() as db:
            return [kind for (kind,) in db.execute("SELECT kind FROM events ORDER BY seq")]


def confirmed(folder: Path, planned: Plan) -> Hall:
    time = Time()
    ledger = make(folder, time.clock())
    ledger.start()
    doors = tuple((no, "closed", None) for no in range(1, 7))
    with_open = tuple((no, "open" if no == 1 else "closed", None) for no in range(1, 7))
    code = SECRETS.hashes(SECRETS.of("d1", 1, 8))
    for rule, words in (
        (planning.adopt, {"plan": planned}),
        (locker_doors.start, {"bank": BANK}),
        (locker_doors.seen, {"bank": BANK, "doors": doors}),
        (lockers.load, {"bank": BANK, "deposit": "d1", "visit": "v1", "reference": "case-9", "code": code, "seed": 1}),
        (locker_doors.seen, {"bank": BANK, "doors": with_open}),
        (locker_doors.seen, {"bank": BANK, "doors": doors}),
        (lockers.confirm, {"visit": "v1", "said": "put-in", "message": "m1"}),
    ):
        rule_: Any = rule
        ledger.by(BY).record(rule_, **words)
    return Hall(ledger, time)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = confirmed(tmp_path, plan())
    yield made
    made.ledger.close()


def test_it_goes_out_when_the_result_lies_there_and_holds_what_opens_it(hall: Hall) -> None:
    told = Told()
    hall.outbox(told).turn()
    ((message, facts),) = told.heard
    deposit = hall.ledger.hall.cabinets.deposits["d1"]
    assert (message, facts["reference"], facts["locator"]) == ("m1", "case-9", deposit.locator)
    assert SECRETS.hashed(facts["secret"]) == deposit.code_hash
    assert facts["secret"] in facts["text"] and str(deposit.locator) in facts["text"]
    hall.outbox(told).turn()
    assert len(told.heard) == 1 and "MessageSent" in hall.kinds()


def test_it_is_tried_again_under_the_same_id_ever_later_and_then_given_up(tmp_path: Path) -> None:
    hall = confirmed(tmp_path, plan(attempts_max=4, again_seconds=10))
    told, at = Told(problems=["silent"] * 9), list[int]()
    for second in range(200):
        before = len(told.heard)
        hall.outbox(told).turn()
        at += [second] * (len(told.heard) - before)
        hall.time.pass_by(1_000)
    assert at == [0, 10, 30, 70] and {message for message, _ in told.heard} == {"m1"}
    assert "message-failed" in {each.what for each in alarms(hall.ledger.hall, hall.ledger.clock.now())}
    hall.ledger.close()


def test_a_restart_sends_what_was_not_taken(tmp_path: Path) -> None:
    hall = confirmed(tmp_path, plan())
    hall.outbox(Told(problems=["offline"])).turn()
    hall.ledger.close()
    again = make(tmp_path, hall.time.clock())
    again.start()
    hall.time.pass_by(60_000)
    told = Told()
    Outbox(again, told, SECRETS, WORDS).turn()
    assert [message for message, _ in told.heard] == ["m1"]
    again.close()


def test_a_new_code_is_told_and_the_old_one_no_more(hall: Hall) -> None:
    code = SECRETS.hashes(SECRETS.of("d1", 2, 8))
    hall.ledger.by(BY).record(locker_codes.new_code, deposit="d1", issue=2, code=code, seed=9, message="m2")
    told = Told()
    hall.outbox(told).turn()
    ((message, facts),) = told.heard
    assert message == "m2" and facts["secret"] == SECRETS.of("d1", 2, 8).digits


def test_nothing_that_opens_a_door_stands_in_the_record(hall: Hall) -> None:
    hall.outbox(Told()).turn()
    secret = SECRETS.of("d1", 1, 8)
    with hall.ledger.reading() as db:
        everything = str(db.execute("SELECT data FROM events").fetchall())
    assert secret.digits not in everything and secret.qr not in everything


class Gateway(BaseHTTPRequestHandler):
    statuses: list[int] = []
    heard: list[tuple[str | None, Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.headers["Idempotency-Key"], json.loads(body)))
        self.send_response(self.statuses.pop(0) if self.statuses else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said."""


def test_the_adapters_over_http() -> None:
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    post = Post(f"http://127.0.0.1:{server.server_port}/ready", 5.0)
    Gateway.statuses, Gateway.heard = [503], []
    facts = {"reference": "case-9", "text": "ready", "secret": "13572468"}
    assert Webhook(post).send("m1", facts) == "status-503"
    assert Webhook(post).send("m1", facts) is None
    assert SmsGateway(post).send("m2", facts) is None
    server.shutdown()
    server.server_close()
    assert Gateway.heard == [
        ("m1", facts), ("m1", facts), ("m2", {"id": "m2", "to": "case-9", "text": "ready"}),
    ]  # fmt: skip
    assert Webhook(post).send("m3", facts) == "offline"
