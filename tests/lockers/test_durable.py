"""The lockers around a real record: an intention is on disk before its pulse, and a race ends with one deposit each."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from hall import locker_doors, lockers, planning
from hall.refused import Refused
from ledger.ledger import Asker, Ledger
from ledger.schema import open_reader
from ledger.verify import verify
from tests.counts import count, proof
from tests.ledger.cast import make
from tests.lockers.cabinet import BANK, Steel, locker_plan
from tests.lockers.running import Lobby

VISITS = count(12, 300)
RACES = count(3, 100)


class Witness(Steel):
    """Looks into the record's file, by a connection of its own, at the moment of each pulse."""

    record: Path | None = None
    seen = 0

    def unlock(self, compartment: int) -> None:
        assert self.record is not None
        with closing(open_reader(self.record)) as db:
            kept = [json.loads(data)["compartment"] for (data,) in db.execute(
                "SELECT data FROM events WHERE kind IN ('OpeningIntended', 'PulseIntended') ORDER BY seq")]  # fmt: skip
        super().unlock(compartment)
        self.seen += 1
        assert kept.count(compartment) >= self.pulses.count(compartment), "a pulse without its intention on disk"


@proof("disk and wire in one trace: no pulse before its intention", VISITS)
@pytest.mark.timeout(600)
def test_at_every_pulse_its_intention_is_on_disk(tmp_path: Path) -> None:
    lobby, dice = Lobby(tmp_path, locker_plan(), steel=Witness), Random(3)
    assert isinstance(lobby.steel, Witness)
    lobby.steel.record = lobby.ledger.path
    for _ in range(VISITS):
        visit = lobby.locker("POST", "/deposits").get_json()
        lobby.opened(visit["id"])
        lobby.shut(visit["id"])
        said = dice.choice(("nothing", "nothing", "put-in"))
        lobby.locker("POST", f"/visits/{visit['id']}/confirm", {"is": said})
        if said == "put-in":
            collected = lobby.clerk("POST", "/collections", {"deposits": [visit["deposit"]]}).get_json()["visits"][0]
            lobby.opened(collected["id"])
            lobby.shut(collected["id"])
            lobby.clerk("POST", f"/visits/{collected['id']}/confirm", {"is": "taken"})
        lobby.seconds += 120
    assert lobby.steel.seen == len(lobby.steel.pulses) >= VISITS
    lobby.close()
    assert lobby.faults == [] and verify(tmp_path).difference is None


def bank_ready(folder: Path, compartments: int) -> Ledger:
    ledger = make(folder)
    ledger.start()
    ledger.by(Asker("server")).record(planning.adopt, plan=locker_plan(compartments))
    ledger.by(Asker("bank")).record(locker_doors.start, bank=BANK)
    doors = tuple((no, "closed", None) for no in range(1, compartments + 1))
    ledger.by(Asker("bank")).record(locker_doors.seen, bank=BANK, doors=doors)  # type: ignore[arg-type]
    return ledger


@proof("50 racing deposits never share a compartment", RACES)
@pytest.mark.timeout(600)
def test_racing_deposits_never_share_a_compartment(tmp_path: Path) -> None:
    for race in range(RACES):
        ledger = bank_ready(tmp_path / str(race), 40)

        def bring(n: int, ledger: Ledger = ledger) -> int | str:
            try:
                ledger.by(Asker(f"k{n}")).record(
                    lockers.drop_off, bank=BANK, deposit=f"d{n}", visit=f"v{n}", receipt="R"
                )
            except Refused as no:
                return no.reason
            return ledger.hall.cabinets.deposits[f"d{n}"].compartment

        with ThreadPoolExecutor(50) as people:
            got = list(people.map(bring, range(50)))
        ledger.close()
        given = [each for each in got if isinstance(each, int)]
        assert len(given) == len(set(given)) == 40 and got.count("no-compartment") == 10


def test_the_register_itself_refuses_two_live_deposits_in_one_compartment(tmp_path: Path) -> None:
    ledger = bank_ready(tmp_path, 2)
    ledger.by(Asker("k")).record(lockers.drop_off, bank=BANK, deposit="d1", visit="v1", receipt="R")
    ledger.close()
    with closing(sqlite3.connect(ledger.path)) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(
            "INSERT INTO deposits SELECT 'd2', kind, bank, compartment, state, live, size, reference, case_, receipt,"
            " offered_at, due_at, overdue, to_check, locked, issue, ended_at, why FROM deposits"
        )
