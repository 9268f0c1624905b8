"""What `hall check` says of a config.toml: its mistakes, or else what is right and yet worth a second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hall.plan import Plan
from server import hall_files
from server.config import ConfigErrors, describe, read_plan

WARNING = "warning: "
MM_PER_INCH, SIXTEEN_TO_NINE = 25.4, 9 / 337**0.5
"""A screen's height is this part of its diagonal."""

ROW_SHARE, WINDOW_SHARE = 0.072, 0.4
"""How high a capital may stand at most, as a part of the screen: a row of a board; the number on a window's screen."""

METRES_PER_MM = 0.6
"""From how far a capital of a millimetre can be read at all; clearly from 0.4."""

SCANNER_WIRES = ("serial", "network")
"""What a scanner may hang on: as a keyboard it needs no entry in the plan, its page reads it."""

LOGO_SECONDS_MAX = 2.0
BITS_A_BYTE = 10
"""On a serial line: eight, one before and one after."""


def check(path: Path) -> list[str]:
    """One line for each mistake; without any, one line that begins with `WARNING` for each thing worth a look."""
    try:
        return warnings(read_plan(path), path.parent)
    except ConfigErrors as wrong:
        return describe(wrong.errors)


def warnings(plan: Plan, folder: Path) -> list[str]:
    """What the plan may hold and this version does not drive yet, and what is likely not meant. `folder` is where
    config.toml lies, and the files that it names."""
    looks = (_not_driven, _unused, _slow_logos, _digits_alone, _alike, _too_small)
    found = [line for look in looks for line in look(plan)]
    return [WARNING + line for line in (*found, *hall_files.found(folder, plan).wrong)]


def _not_driven(plan: Plan) -> Iterator[str]:
    for kiosk in plan.kiosks:
        if kiosk.scanner is not None and kiosk.scanner.wire.kind not in SCANNER_WIRES:
            yield f'kiosk "{kiosk.id}": this version does not read a scanner over a {kiosk.scanner.wire.kind} wire'


def _unused(plan: Plan) -> Iterator[str]:
    for category in plan.categories:
        if not plan.services_of[category.id]:
            yield f'category "{category.id}" has no service: nobody can take its numbers'
    for zone in plan.zones:
        if all(window.zone != zone.id for window in plan.windows):
            yield f'zone "{zone.id}" has no window of its own'
    for speaker in plan.loudspeakers:
        if speaker.id not in plan.loudspeaker:
            yield f'loudspeaker zone "{speaker.id}" has no display that speaks in it'
    used = Counter(kiosk.printer for kiosk in plan.kiosks)
    for printer in plan.printers:
        if used[printer.id] == 0:
            yield f'printer "{printer.id}" is used by no kiosk'
        elif used[printer.id] > 1:
            yield f'printer "{printer.id}" is used by several kiosks: a slip may come out where nobody waits for it'


def _slow_logos(plan: Plan) -> Iterator[str]:
    """A logo is a picture, and a slow line takes its time with it."""
    if plan.slip.logo is None:
        return
    for printer in plan.printers:
        if printer.wire is not None and printer.wire.kind == "serial":
            seconds = len(plan.slip.logo.rows) * 3 / 4 * BITS_A_BYTE / printer.wire.baud
            if seconds > LOGO_SECONDS_MAX:
                yield f'printer "{printer.id}": the logo alone takes {seconds:.0f} seconds on its serial line'


def _digits_alone(plan: Plan) -> Iterator[str]:
    """A board of digits shows A008 and B008 alike."""
    for bar in plan.bars:
        services = plan.window[bar.window].services
        letters = sorted({plan.category[plan.category_of[service]].prefix for service in services})
        if bar.kind == "number-board" and len(letters) > 1:
            yield f'bar "{bar.id}": its window serves {", ".join(letters)}, and a number board shows no letters'


def _alike(plan: Plan) -> Iterator[str]:
    for board, screens in plan.boards.items():
        if len({(screen.zones, screen.windows) for screen in screens}) > 1:
            yield f'board "{board}" is named by displays of different zones or windows: it will show all of them'
        labels = Counter(window.label for window in plan.windows if window.id in plan.board_windows[board])
        for label in sorted(label for label, times in labels.items() if times > 1):
            yield f'board "{board}" shows several windows labelled "{label}": visitors cannot tell them apart'


def _too_small(plan: Plan) -> Iterator[str]:
    """Screens whose numbers (a row of a board, the number of a window) cannot be read from as far as the plan says."""
    for display in plan.displays:
        height_mm = display.inches * MM_PER_INCH * SIXTEEN_TO_NINE
        cap = height_mm * (WINDOW_SHARE if display.template == "window" else ROW_SHARE)
        if cap < display.distance_m / METRES_PER_MM:
            read_m, wanted_m = cap * METRES_PER_MM, display.distance_m
            numbers = f"on {display.inches:g} inches its numbers stand about {cap:.0f} mm high"
            yield f'display "{display.id}": {numbers}, which is read from {read_m:.0f} m, not from {wanted_m:g} m'
