"""Help over HTTP: who may ask from where, who takes a call, and what floor staff see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hall import devices, help
from hall.plan import LockerBank
from helper.shapes import FloorShape, HelpCallShape, MyFloor
from helper.view import SCREEN
from ledger.ledger import Asker
from tests.api.web_cast import House, said
from tests.hall.cast import small_plan


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, small_plan(locker_banks=(LockerBank("L1", "simulated"),)))
    yield made
    made.close()


def on_duty(house: House, name: str, zone: str | None = None) -> dict[str, Any]:
    answer = house.person(f"helper:{name}", "POST", "/duty", {"on": True, **({"zone": zone} if zone else {})})
    assert answer.status_code == 200, answer.text
    floor: dict[str, Any] = answer.get_json()
    FloorShape.model_validate(floor)
    return floor


def call(house: House, key: str = "kiosk@k1", body: Any = None) -> dict[str, Any]:
    answer = house.ask(key, "POST", "/help-calls", body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.get_json()
    HelpCallShape.model_validate(found)
    return found


def test_a_kiosk_calls_the_helper_of_its_zone_and_sees_that_somebody_comes(house: House) -> None:
    on_duty(house, "ben", "B")
    on_duty(house, "ann", "A")
    asked = call(house)
    assert (asked["place"], asked["zone"], asked["helper"], asked["why"]) == ("k1", "A", "ann", "same-zone")
    assert call(house)["id"] == asked["id"]
    taken = house.person("helper:ben", "POST", f"/help-calls/{asked['id']}/take")
    assert taken.get_json()["taken_by"] == "ben"
    assert said(house.person("helper:ann", "POST", f"/help-calls/{asked['id']}/take")) == (409, "help-taken", None)
    assert house.person("helper:ben", "POST", f"/help-calls/{asked['id']}/close").status_code == 204
    again = house.person("helper:ben", "POST", f"/help-calls/{asked['id']}/close")
    assert said(again) == (404, "unknown-help-call", None)


@pytest.mark.parametrize(("key", "body", "place"), [
    ("kiosk", {"kiosk": "k2"}, ("kiosk", "k2")), ("clerk@B1", None, ("window", "B1")),
    ("locker@L1", {}, ("locker", "L1")), ("manager", {"window": "A1"}, ("window", "A1")),
])  # fmt: skip
def test_every_place_may_ask_for_help(house: House, key: str, body: Any, place: tuple[str, str]) -> None:
    asked = call(house, key, body)
    assert (asked["kind"], asked["place"]) == place and asked["for_all"]


@pytest.mark.parametrize(("key", "body", "no"), [
    ("kiosk@k1", {"kiosk": "k2"}, (403, "not-allowed", "kiosk")),
    ("kiosk", {"window": "B1"}, (403, "not-allowed", "window")),
    ("kiosk", {}, (422, "bad-field", "kiosk")), ("kiosk", {"kiosk": "zz"}, (422, "unknown-kiosk", "kiosk")),
    ("manager", {"window": "zz"}, (422, "unknown-window", "window")),
    ("manager", {"locker": "zz"}, (422, "unknown-locker", "locker")),
    ("manager", {"kiosk": "k1", "window": "B1"}, (422, "bad-field", "kiosk")),
    ("display", {}, (403, "not-allowed", None)), ("helper", {}, (403, "not-allowed", None)),
])  # fmt: skip
def test_a_call_from_nowhere_or_from_another_place_is_refused(
    house: House, key: str, body: Any, no: tuple[int, str, str | None]
) -> None:
    assert said(house.ask(key, "POST", "/help-calls", body)) == no


def test_a_place_takes_its_own_call_back_and_no_other(house: House) -> None:
    asked = call(house)
    assert said(house.ask("kiosk@k2", "POST", f"/help-calls/{asked['id']}/close"))[0] == 403
    assert house.ask("kiosk@k1", "POST", f"/help-calls/{asked['id']}/close").status_code == 204
    assert house.ask("manager", "GET", "/help-calls").get_json()["calls"] == []


def test_who_is_not_on_duty_takes_nothing(house: House) -> None:
    asked = call(house)
    assert said(house.person("helper:ann", "POST", f"/help-calls/{asked['id']}/take")) == (409, "not-on-duty", None)
    assert said(house.person("helper:ann", "POST", "/duty", {"on": True, "zone": "Z"})) == (422, "unknown-zone", "zone")
    assert said(house.person("clerk:bo@B1", "POST", "/duty", {"on": True}))[0] == 403


def test_the_floor_names_who_asks_who_is_there_and_what_is_in_hand(house: House) -> None:
    on_duty(house, "ann", "A")
    house.ledger.by(Asker("p1")).record(devices.printer_changed, printer="p1", problems=("paper-out",))
    assert house.person("helper:ann", "POST", "/alarms/p1.paper-out/take").status_code == 200
    assert said(house.person("helper:ben", "POST", "/alarms/p1.paper-out/take")) == (409, "alarm-taken", None)
    floor = house.person("helper:ann", "GET", "/help-calls").get_json()
    MyFloor.model_validate(floor)
    assert floor["me"] == "ann" and floor["helpers"] == [
        {"name": "ann", "zone": "A", "since": floor["helpers"][0]["since"], "busy": False}
    ]
    (alarm,) = floor["alarms"]
    assert (alarm["kind"], alarm["taken_by"], alarm["done_at"]) == ("paper-out", "ann", None)
    done = house.person("helper:ann", "POST", "/alarms/p1.paper-out/done").get_json()["alarms"][0]
    assert done["done_at"] and done["seen"]
    assert said(house.person("helper:ann", "POST", "/alarms/none/take")) == (404, "unknown-alarm", None)


def test_a_call_is_on_every_phone_at_once_and_the_kiosk_hears_that_somebody_comes(house: House) -> None:
    asked = call(house)
    (event,) = house.ledger.by(Asker("test")).record(help.call, help="x", kind="kiosk", place="k2").events
    assert list(SCREEN.at_once(event, house.ledger.hall)) == ["floor"]
    assert SCREEN.room(house.ledger.hall.plan or small_plan(), "floor") == SCREEN.only == "floor"
    assert asked["label"] == "k1"
