"""Which plan runs: the file's when it is right and leaves nobody without a place, else the last adopted, said aloud."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog

from hall import planning
from hall.alarms import Alarm
from hall.hall import At
from hall.refused import Refused
from ledger.asks import Asker
from ledger.ledger import Ledger
from server.config import ConfigErrors, describe, read_plan
from server.trouble import Trouble

log = structlog.get_logger("server")
SERVER = Asker("server")


@dataclass(frozen=True)
class PlanInForce:
    """`errors`: why the file is not the plan in force (none: it is), one line each; `since_at` when that was found."""

    file: str
    errors: tuple[str, ...] = ()
    since_at: At = 0

    def alarms(self) -> tuple[Alarm, ...]:
        """The alarm for staff while an older plan runs."""
        if not self.errors:
            return ()
        return (Alarm("server.config-not-adopted", "config-not-adopted", self.file, self.since_at),)


def adopt(ledger: Ledger, config: Path) -> PlanInForce:
    """Put the file's plan in force. With nothing to fall back on, a wrong file ends the start with exit code 2."""
    errors = _try(ledger, config)
    if not errors:
        return PlanInForce(config.name)
    if ledger.hall.plan is None:
        raise Trouble("\n".join([f"{config} cannot be the hall's plan:", *errors]), code=2)
    for error in errors:
        log.error("config-not-adopted", error=error)
    return PlanInForce(config.name, errors, ledger.clock.now())


def _try(ledger: Ledger, config: Path) -> tuple[str, ...]:
    try:
        plan = read_plan(config)
    except ConfigErrors as wrong:
        return tuple(describe(wrong.errors))
    try:
        ledger.by(SERVER).record(planning.adopt, plan=plan)
    except Refused as no:
        return (f"{no.field}: number {no.detail} still needs it ({no.reason})",)
    return ()
