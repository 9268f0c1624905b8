"""The simulated devices of a demo, on one page: every printer with its last slips and what may go wrong with it, what
stands on the bars above the windows, and which screens are there. A demo's alone: none of these addresses exists in a
real hall.
"""

from __future__ import annotations

from typing import Any, Literal

from flask import Flask, Response, current_app, render_template

from api import edge, tongue
from api.answers import reply
from api.live import Live
from hall.hall import Hall, plan_of
from hall.plan import Printer
from server.bars import Board
from server.devices import Machines
from server.sign_ins import from_our_page

SLIPS_SHOWN = 6
Paper = Literal["enough", "low", "out"]


class Switches(edge.Asked):
    """What is wrong with a simulated printer; what is left out stays. `mute`: it prints, but answers nothing."""

    paper: Paper | None = None
    cover_open: bool | None = None
    offline: bool | None = None
    mute: bool | None = None


def install(app: Flask, machines: Machines, live: Live) -> None:
    """/devices, /demo/devices, and below /demo/printers a slip's picture and the switches."""

    def page() -> str:
        return render_template("devices.html", say=tongue.say, language=tongue.language())

    def devices() -> Response:
        return reply(picture(edge.hall(), machines, live))

    def slip(printer: str, slip: int) -> Response:
        """Drawing one takes 20 ms, so off the loop."""
        drawn = current_app.extensions["off_loop"](machines.picture, printer, slip)
        edge.known("printer", drawn)
        return Response(drawn, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    def switch(printer: str) -> Response:
        from_our_page()
        edge.known("printer", printer in machines.simulated())
        set_switches(machines.faults(printer), edge.body(Switches))
        machines.look(printer)
        return reply(picture(edge.hall(), machines, live))

    app.add_url_rule("/devices", "devices_page", page)
    app.add_url_rule("/demo/devices", "devices", devices)
    app.add_url_rule("/demo/printers/<printer>/<int:slip>.png", "slip", slip)
    app.add_url_rule("/demo/printers/<printer>", "switches", switch, methods=["POST"])


def set_switches(faults: Any, asked: Switches) -> None:
    """Into the engine of a simulated printer; new paper is a whole roll."""
    if asked.paper is not None:
        faults.slips_left, faults.dots_left = (0 if asked.paper == "out" else None), None
        faults.low = asked.paper == "low"
    for name in ("cover_open", "offline", "mute"):
        if (wanted := getattr(asked, name)) is not None:
            setattr(faults, name, wanted)


def picture(hall: Hall, machines: Machines, live: Live) -> dict[str, Any]:
    """Everything on the page: what the hall knows of each printer beside what was switched, and who listens."""
    plan = plan_of(hall)
    kiosks, clerks, displays = (live.places(f"/{name}") for name in ("kiosk", "clerk", "display"))
    return {
        "seq": hall.seq,
        "printers": [_printer(hall, machines, plan.printer[name]) for name in machines.simulated()],
        "bars": [_bar(hall, each) for each in machines.bars.boards()],
        "kiosks": [
            {"id": each.id, "zone": each.zone, "printer": each.printer, "here": each.id in kiosks}
            for each in plan.kiosks
        ],
        "displays": [{"id": each.id, "board": each.board, "here": each.id in displays} for each in plan.displays],
        "windows": [
            {"id": each.id, "label": each.label, "state": hall.windows[each.id].state, "here": each.id in clerks}
            for each in plan.windows
        ],
    }


def _bar(hall: Hall, board: Board) -> dict[str, Any]:
    label = plan_of(hall).window[board.window].label
    return {"id": board.bar, "window": board.window, "label": label, "text": board.text}


def _printer(hall: Hall, machines: Machines, planned: Printer) -> dict[str, Any]:
    faults, known = machines.faults(planned.id), hall.devices.get(planned.id)
    return {
        "id": planned.id,
        "columns": planned.columns,
        "kiosks": [kiosk.id for kiosk in plan_of(hall).kiosks if kiosk.printer == planned.id],
        "problems": known.problems if known is not None else (),
        "paper": "out" if faults.paper_out else "low" if faults.paper_low else "enough",
        "cover_open": faults.cover_open,
        "offline": faults.offline,
        "mute": faults.mute,
        "slips": [{"no": slip.no, "text": slip.text} for slip in machines.slips(planned.id, SLIPS_SHOWN)],
    }
