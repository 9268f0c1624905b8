"""A door sticks at night: the code of the promised ticket is on the screen, and in the morning it is a number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hall import locker_doors, locker_tick
from hall.codes import token
from hall.records import changed
from ledger.asks import Asker
from lockers import tickets_web, web
from tests.api.web_cast import House, said
from tests.kiosk.test_codes import KEY, Signed, Signing
from tests.lockers.cabinet import BANK, locker_plan

BY_HAND = Asker("test")
HOURS = 3600.0
OFFICE = (((9 * 60, 17 * 60),),) * 5 + ((),) * 2


@pytest.fixture
def night(tmp_path: Path) -> Iterator[House]:
    """A hall that is open from nine to five, on Monday evening at ten; a cabinet with one large compartment, read as
    shut, and nobody who would pulse its locks."""
    house = House(tmp_path, changed(locker_plan(2), hours=OFFICE))
    house.app.extensions.update(callers=Signed(), ticket_codes=Signing())
    house.app.register_blueprint(web.routes)
    house.app.register_blueprint(tickets_web.routes)
    house.seconds += 13 * HOURS
    kept = house.ledger.by(BY_HAND)
    kept.record(locker_doors.start, bank=BANK, ticket="none")
    kept.record(locker_doors.seen, bank=BANK, doors=((1, "closed", None), (2, "closed", None)), ticket="none")
    yield house
    house.close()


def let_down(house: House) -> dict[str, Any]:
    """The visit of somebody whose papers fit only into the compartment that does not open."""
    begun = house.ask("locker@L1", "POST", f"/lockers/{BANK}/deposits", {"size": "L"}).get_json()
    while (visit := house.ledger.hall.cabinets.visits[begun["id"]]).asks is None:
        house.seconds += 4
        house.ledger.by(BY_HAND).record(
            locker_doors.not_opened, opening=visit.opening, problem="jammed", ticket="none"
        )
    told = house.ask("locker@L1", "POST", f"/lockers/{BANK}/visits/{begun['id']}/confirm", {"is": "not-opened"})
    answer: dict[str, Any] = told.get_json()
    assert answer["state"] == "failed", answer
    return answer


def code_of(house: House, visit: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = house.ask("locker@L1", "GET", f"/lockers/{BANK}/visits/{visit['id']}/code").get_json()
    return found


def scanned(house: House, text: str) -> dict[str, Any]:
    answer: dict[str, Any] = house.ask("kiosk@k1", "POST", "/kiosks/k1/codes", {"text": text}).get_json()
    return answer


def test_the_code_photographed_at_night_is_a_number_before_the_others_in_the_morning(night: House) -> None:
    visit = let_down(night)
    code = code_of(night, visit)
    assert code["text"] == token(KEY, 1, visit["ticket"]) and code["rows"]
    assert (code["number"], code["opens_at"]) == (None, "2026-11-24T09:00:00.000+08:00")
    assert scanned(night, code["text"]) == {"what": "promised", "ticket": None, "service": None}
    night.ledger.by(Asker("clock")).record(locker_tick.tick)
    assert code_of(night, visit)["number"] is None
    night.seconds += 11 * HOURS
    night.ledger.by(Asker("clock")).record(locker_tick.tick)
    told = scanned(night, code["text"])
    assert (told["what"], told["ticket"]["number"]) == ("own-ticket", "B001")
    assert (told["ticket"]["service"], told["ticket"]["priority_class"]) == ("medical", "elderly")
    now = code_of(night, visit)
    assert (now["number"], now["opens_at"], now["text"]) == ("B001", None, code["text"])


def test_only_the_cabinet_that_let_him_down_shows_a_code_and_only_of_a_promise(night: House) -> None:
    visit = let_down(night)
    address = f"/lockers/{BANK}/visits/{visit['id']}/code"
    for key, status in (("locker@L2", 403), ("clerk@B1", 403), ("kiosk@k1", 403), ("program", 403)):
        assert night.ask(key, "GET", address).status_code == status
    other = night.ask("locker@L1", "POST", f"/lockers/{BANK}/deposits", {"size": "S"}).get_json()
    assert said(night.ask("locker@L1", "GET", f"/lockers/{BANK}/visits/{other['id']}/code"))[:2] == (409, "wrong-state")
    assert night.ask("locker@L1", "GET", f"/lockers/{BANK}/visits/none/code").status_code == 404
