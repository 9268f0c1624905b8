"""Words of ready results on their way out: made when they are sent, kept nowhere, and tried until they were taken.

An adapter that took one and whose answer was lost gets it again, under the same id: at least once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from api.shapes import iso
from hall import locker_messages
from hall.cabinet import Deposit, Message
from hall.hall import Hall, plan_of
from hall.plan import Messages
from hall.words import Words
from ledger.asks import Asker, NotKept
from ledger.ledger import Ledger
from lockers.secrets import Secrets, qr_text
from wires.post import FAILURES, Post

ASKER = Asker("outbox")
TURN_MAX = 20
"""Messages in one turn: a gateway that hangs must not keep the outbox from stopping."""


class Adapter(Protocol):
    def send(self, message: str, facts: dict[str, Any]) -> str | None:
        """Hand it over under the id `message`; None when it was taken, else the problem in one word."""


class Webhook:
    """The facts, as JSON."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def send(self, message: str, facts: dict[str, Any]) -> str | None:
        return posted(self._post, message, facts)


class SmsGateway:
    """A text for whoever the back office knows by the reference: `{"id", "to", "text"}`."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def send(self, message: str, facts: dict[str, Any]) -> str | None:
        return posted(self._post, message, {"id": message, "to": facts["reference"], "text": facts["text"]})


def posted(post: Post, message: str, body: dict[str, Any]) -> str | None:
    try:
        status, _ = post.post(json.dumps(body).encode(), {"Idempotency-Key": message})
    except FAILURES as failure:
        return "silent" if isinstance(failure, TimeoutError) else "offline"
    return None if 200 <= status < 300 else f"status-{status}"


ADAPTERS: dict[str, Callable[[Post], Adapter]] = {"webhook": Webhook, "sms": SmsGateway}


def adapter_of(planned: Messages) -> Adapter | None:
    """What the plan says; None: nobody is told, or on paper, which is the printers' part."""
    if planned.kind in ("none", "slip"):
        return None
    return ADAPTERS[planned.kind](Post(planned.url, planned.seconds))


class Outbox:
    """`turn` runs in a greenlet of its own: it may wait for the gateway."""

    def __init__(self, ledger: Ledger, adapter: Adapter | None, secrets: Secrets, words: Words) -> None:
        self._ledger, self._adapter, self._secrets, self._words = ledger, adapter, secrets, words

    def turn(self) -> None:
        """Try what is due, and record what became of it. What cannot be recorded is sent again."""
        if self._adapter is None:
            return
        door = self._ledger.by(ASKER)
        for message in locker_messages.due(self._ledger.hall, self._ledger.clock.now())[:TURN_MAX]:
            facts = self._facts(self._ledger.hall, message)
            problem = self._adapter.send(message.id, facts) if facts is not None else "gone"
            try:
                if problem is None:
                    door.record(locker_messages.sent, message=message.id)
                else:
                    door.record(locker_messages.failed, message=message.id, problem=problem)
            except NotKept:
                return

    def _facts(self, hall: Hall, message: Message) -> dict[str, Any] | None:
        """What is told: everything its receiver needs, and nothing of who that is but the back office's own word."""
        deposit = hall.cabinets.deposits.get(message.deposit)
        if deposit is None or deposit.locator is None:
            return None
        plan = plan_of(hall)
        secret = self._secrets.of(deposit.id, deposit.issue, plan.lockers.code_digits)
        facts = {
            "id": message.id,
            "deposit": deposit.id,
            "reference": deposit.reference,
            "bank": deposit.bank,
            "compartment": deposit.compartment,
            "locator": deposit.locator,
            "secret": secret.digits,
            "qr": qr_text(deposit.locator, secret),
            "until": iso(plan, deposit.due_at),
        }
        return facts | {"text": self._text(hall, deposit, secret.digits)}

    def _text(self, hall: Hall, deposit: Deposit, digits: str) -> str:
        plan = plan_of(hall)
        until = iso(plan, deposit.due_at)[:16].replace("T", " ")
        return self._words.say(
            plan.languages[0], "message.ready", bank=deposit.bank, locator=deposit.locator, code=digits, until=until
        )
