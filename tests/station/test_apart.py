"""The whole of it: the hall's server dies, the cabinet serves its results alone, and the hall hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, until
from tests.station.apart import SECONDS, Apart


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Apart]:
    made = Apart(tmp_path)
    yield made
    made.end()


def loaded(apart: Apart, hall: Served, reference: str) -> dict[str, Any]:
    """A result that lies in its compartment."""
    result: dict[str, Any] = hall.post("lockers/L1/loads", "clerk", {"reference": reference}).body
    visit = f"lockers/L1/visits/{result['id']}"
    assert until(lambda: hall.get(visit, "clerk").body["state"] == "open", SECONDS), result
    apart.door(result["compartment"]).open = False
    assert until(lambda: hall.get(visit, "clerk").body["state"] == "closed", SECONDS)
    assert hall.post(f"{visit}/confirm", "clerk", {"is": "put-in"}).status == 200
    return result


def deposits(hall: Served) -> set[str]:
    return {each["id"] for each in hall.get("lockers/L1/deposits", "clerk").body["deposits"]}


@pytest.mark.timeout(200)
def test_a_cabinet_serves_its_results_while_the_hall_is_away_and_the_hall_hears_of_it(apart: Apart) -> None:
    hall = apart.hall()
    apart.key()
    apart.station()
    assert until(lambda: bool(hall.get("lockers/L1", "locker").body["ready"]), SECONDS)
    taken, left = loaded(apart, hall, "ref-taken"), loaded(apart, hall, "ref-left")
    assert apart.is_led_to(apart.port)
    listed = apart.folder / "cabinet" / "list.json"
    assert until(lambda: listed.exists() and left["deposit"] in listed.read_text("utf-8"), SECONDS)
    text = listed.read_text("utf-8")
    assert taken["secret"] not in text and taken["qr"].split(":")[2].lower() not in text
    hall.start.kill()

    assert apart.is_led_to(apart.own)
    assert apart.process is not None
    apart.process.kill()
    apart.process.wait(SECONDS)
    apart.station()
    assert apart.is_led_to(apart.own), "its power went and came back"
    alone = apart.alone()
    assert apart.ask(alone, "POST", "/deposits").reason == "drop-off-closed"
    wrong = apart.ask(alone, "POST", "/pick-ups", {"locator": taken["locator"], "secret": "13572468"})
    assert wrong.reason == "wrong-code"
    code = {"locator": taken["locator"], "secret": taken["secret"]}
    visit = apart.ask(alone, "POST", "/pick-ups", code).body
    assert visit["compartment"] == taken["compartment"]
    path = f"/visits/{visit['id']}"
    assert until(lambda: apart.ask(alone, "GET", path).body["state"] == "open", SECONDS)
    apart.door(visit["compartment"]).open = False
    assert until(lambda: apart.ask(alone, "GET", path).body["state"] == "closed", SECONDS)
    assert apart.ask(alone, "POST", f"{path}/confirm", {"is": "taken"}).status == 200
    assert apart.ask(alone, "POST", "/pick-ups", code).reason == "wrong-code", "used once"

    again = apart.hall()
    assert until(lambda: deposits(again) == {left["deposit"]}, SECONDS)
    assert apart.is_led_to(apart.port)
    assert until(lambda: bool(again.get("lockers/L1", "locker").body["ready"]), SECONDS)
    assert again.get(f"lockers/L1/visits/{visit['id']}", "clerk").body["said"] == "taken"
    code = {"locator": left["locator"], "secret": left["secret"]}
    picked = again.post("lockers/L1/pick-ups", "locker", code)
    assert picked.status == 200
    assert until(lambda: apart.door(left["compartment"]).open, SECONDS)
    again.stop()
    assert again.command("verify").returncode == 0
