"""The simulated cabinets of a demo, for its page of devices: doors are pushed shut, pulled open and jammed, things are
put in and taken out, and the power goes. A demo's alone: none of these addresses exists in a real hall.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from flask import Flask, Response

from api import edge
from api.answers import reply
from hall.hall import Hall, plan_of
from hall.plan import LockerBank
from lockers.bank import Bank
from lockers.simulated import Simulated
from server.sign_ins import from_our_page


class DoorByHand(edge.Asked):
    """What somebody does at a door; what is left out stays. `sensor`: what its switch says, whatever is true."""

    open: bool | None = None
    item: bool | None = None
    jammed: bool | None = None
    sensor: Literal["good", "open", "closed"] | None = None


class CabinetFaults(edge.Asked):
    """What is wrong with a whole cabinet; what is left out stays. `mute`: its boards obey, and answer nothing."""

    power_off: bool | None = None
    unplugged: bool | None = None
    mute: bool | None = None


def install(app: Flask, banks: Mapping[str, Bank]) -> None:
    """/demo/lockers, and below it a cabinet's faults and its doors."""
    simulated = {name: bank for name, bank in banks.items() if isinstance(bank, Simulated)}

    def all_of_them() -> Response:
        return reply(picture(edge.hall(), simulated))

    def faults(bank: str) -> Response:
        from_our_page()
        edge.known("bank", bank in simulated)
        put(simulated[bank].cabinet.faults, edge.body(CabinetFaults))
        return all_of_them()

    def door(bank: str, compartment: int) -> Response:
        from_our_page()
        edge.known("bank", bank in simulated)
        edge.known("compartment", compartment in simulated[bank].compartments)
        put(simulated[bank].door(compartment), edge.body(DoorByHand))
        return all_of_them()

    app.add_url_rule("/demo/lockers", "cabinets", all_of_them)
    app.add_url_rule("/demo/lockers/<bank>", "cabinet_faults", faults, methods=["POST"])
    app.add_url_rule("/demo/lockers/<bank>/doors/<int:compartment>", "cabinet_door", door, methods=["POST"])


def put(into: Any, asked: edge.Asked) -> None:
    for name, value in asked.model_dump(exclude_none=True).items():
        setattr(into, name, value)


def picture(hall: Hall, simulated: Mapping[str, Simulated]) -> dict[str, Any]:
    """Every simulated cabinet as it truly is, whatever the hall knows of it."""
    planned = plan_of(hall).locker_bank
    return {"cabinets": [_cabinet(planned[name], bank) for name, bank in simulated.items() if name in planned]}


def _cabinet(planned: LockerBank, bank: Simulated) -> dict[str, Any]:
    faults = bank.cabinet.faults
    return {
        "id": planned.id,
        "family": planned.family,
        "power_off": faults.power_off,
        "unplugged": faults.unplugged,
        "mute": faults.mute,
        "compartments": [
            {"no": each.no, "size": each.size, "height_mm": each.height_mm, **vars(bank.door(each.no))}
            for each in planned.compartments if each.no in bank.compartments
        ],
    }  # fmt: skip
