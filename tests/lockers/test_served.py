"""The shipped hall's cabinet through the real server: a door opens, the power goes, and the truth is told after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.served import Served, Start, until

SECONDS = 20.0


def visit(served: Served, name: str) -> dict[str, Any]:
    found: dict[str, Any] = served.get(f"lockers/L1/visits/{name}", "locker").body
    return found


def test_a_power_cut_with_the_door_open_leaves_it_uncertain_and_everybody_told(tmp_path: Path) -> None:
    served = Start(tmp_path / "hall").served()
    assert served.get("lockers/L1", "locker").body["ready"]
    begun = served.post("lockers/L1/deposits", "locker", {"size": "S", "low": True})
    assert begun.status == 201
    name = begun.body["id"]
    assert until(lambda: visit(served, name)["state"] == "open", SECONDS)
    served.start.kill()

    again = Start(tmp_path / "hall").served()
    assert visit(again, name)["state"] == "uncertain"
    view = again.get("lockers/L1", "locker").body
    (door,) = [each for each in view["compartments"] if each["no"] == begun.body["compartment"]]
    assert (door["state"], door["doubt"]) == ("uncertain", "restart")
    (listed,) = again.get("lockers/L1/deposits", "clerk").body["deposits"]
    assert listed["to_check"] and listed["receipt"] == begun.body["receipt"]
    assert any(each["id"].endswith(".compartment-uncertain") for each in again.get("alarms", "clerk").body["alarms"])

    looked = again.post(f"lockers/L1/compartments/{door['no']}/stock-take", "clerk", {"holds": None})
    assert looked.status == 200
    assert again.get("lockers/L1/deposits", "clerk").body == {"deposits": []}
    again.stop()
    assert again.command("verify").returncode == 0
