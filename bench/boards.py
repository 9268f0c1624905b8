"""Claim: from a clerk's press to the slowest of 50 and 500 displays, in a quiet hall and while eight kiosks issue."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from pathlib import Path

from bench import floors, hall_plan, press
from bench.http_load import connected
from bench.press import Hall
from bench.result import Row, Scale, percentile
from bench.sockets import Screen, Wall, rounds

TARGETS = {50: 15.0, 500: 45.0}
PAUSE_SECONDS = 0.2
KIOSK_SECONDS = 0.5
"""A kiosk's pause between two tickets: quicker than people are."""


def run(scale: Scale) -> list[Row]:
    return [row for screens in TARGETS for row in at_screens(scale, screens)]


def at_screens(scale: Scale, screens: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        config = hall_plan.written(Path(folder), displays=screens)
        with press.hall(config, Path(folder) / "data") as hall:
            hall.issue(scale.of(800, 400))
            wall = Wall([screen(hall, at) for at in range(screens)])
            try:
                return measured(hall, wall, scale, screens)
            finally:
                wall.close()


def screen(hall: Hall, at: int) -> Screen:
    return Screen(hall.port, "/display,", {"key": hall.keys.display, "at": f"d{at}"})


def measured(hall: Hall, wall: Wall, scale: Scale, screens: int) -> list[Row]:
    """Quiet, with kiosks as busy as people can make them, and (nothing claimed) with kiosks that never pause."""
    count, rows, quiet = scale.of(60, 15), [], floors.fan_out(scale, screens)

    def ask(turn: int) -> bytes:
        return hall.call(hall.windows[turn % len(hall.windows)])

    for how, pause in (("", None), (", 8 kiosks issuing", KIOSK_SECONDS), (", 8 kiosks without a pause", 0.0)):
        wall.listen(1.0)
        with nullcontext() if pause is None else press.kiosks_issuing(hall, pause), connected(hall.port) as line:
            took = rounds(wall, line, ask, count, PAUSE_SECONDS)
        what = f"call to the slowest of {screens} displays{how}, p50"
        note = f"p99 {percentile(took, 0.99):.0f} ms; bare {quiet:.1f} ms"
        rows.append(Row(what, percentile(took, 0.5), "ms", None if pause == 0.0 else TARGETS[screens], note=note))
    return rows
