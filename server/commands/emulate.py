"""Devices that are not there, on wires that are: a printer, cabinet or bar on a port or a serial line, a scanner."""

from __future__ import annotations

import os
import sys
import threading
import time
import tty
from pathlib import Path
from typing import Literal

import click

from bars.board import Board
from hall.plan import Bar
from hall.planned_devices import Boards, Compartment, LockerBank
from lockers.bank import BankUnsupported
from lockers.engine import Cabinet
from lockers.simulated import cabinet_of
from printers import paper
from printers.engine import Engine
from server.config_lockers import FAMILIES
from server.emulate import PtyLine, TcpLine
from server.emulate_cabinet import CabinetOnLine, CabinetPage
from server.emulate_page import Page
from server.trouble import Trouble
from wires.frames import Frame, framed

LOOK_SECONDS = 0.2
CODE_MAX = 256


@click.group(name="emulate")
def command() -> None:
    """Emulate a device: for tests, training halls and rehearsals. Ends with Ctrl+C."""


@command.command("printer")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this TCP port (0: a free one).")
@click.option("--pty", is_flag=True, help="Be a serial line instead; its path is printed.")
@click.option("--dots", type=click.IntRange(256, 1024), default=576, show_default=True, help="Width of its head.")
@click.option("--page", "page_port", type=click.IntRange(0, 65535), default=0, show_default=True,
              help="Port of its own page, where faults are set (0: a free one).")  # fmt: skip
@click.option("--slow", type=click.IntRange(1), help="Bytes a second that its line takes.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder for its slips as pictures.")
def printer(port: int | None, pty: bool, dots: int, page_port: int, slow: int | None, out: Path | None) -> None:
    """A receipt printer: obeys, answers and fails as a real one does, and draws its paper."""
    if pty == (port is not None):
        raise Trouble("one of --port and --pty")
    engine = Engine(dots)
    engine.faults.bytes_a_second = slow
    line = PtyLine(engine) if pty else TcpLine(engine, port or 0)
    page = Page(engine, line.place, paper.picture, page_port)
    line.start()
    threading.Thread(target=page.server.serve_forever, daemon=True).start()
    click.echo(f"printer on {line.place}, its page at http://127.0.0.1:{page.port}/")
    try:
        follow(engine, out)
    except KeyboardInterrupt:
        line.close()


def follow(engine: Engine, out: Path | None) -> None:
    """Until Ctrl+C: a line for each slip, and its picture where a folder is given."""
    told = 0
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    while True:
        time.sleep(LOOK_SECONDS)
        for slip in [each for each in tuple(engine.slips) if each.number > told]:
            told = slip.number
            click.echo(f"slip {slip.number}: {' | '.join(filter(None, map(str.strip, slip.text.splitlines())))[:100]}")
            if out is not None:
                (out / f"slip-{slip.number:04}.png").write_bytes(paper.picture(slip.printed, engine.dots))


@command.command("scanner")
@click.option("--pty", is_flag=True, required=True, help="Be a serial line; its path is printed.")
@click.option("--frame", type=click.Choice(["terminated", "stx-etx", "length"]), default="terminated",
              show_default=True, help="What each code comes in.")  # fmt: skip
def scanner(pty: bool, frame: Frame) -> None:
    """A code scanner: every line typed here is a code it has read."""
    far, near = os.openpty()
    tty.setraw(near)
    click.echo(f"scanner on {os.ttyname(near)}; type a code and press Enter")
    for code in sys.stdin:
        os.write(far, framed(code.rstrip("\r\n")[:CODE_MAX].encode(), frame))




@command.command("lockers")
@click.option("--family", type=click.Choice([*FAMILIES]), default="kerong-cu16", show_default=True, help="Its boards.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this TCP port (0: a free one).")
@click.option("--pty", is_flag=True, help="Be a serial line instead; its path is printed.")
@click.option("--boards", type=click.IntRange(1, 8), default=1, show_default=True, help="From its first address on.")
@click.option("--locks", type=click.IntRange(1, 48), default=8, show_default=True, help="Locks on each.")
@click.option("--closed-is-zero", is_flag=True, help="Its switches read 0 when a door is shut.")
@click.option("--page", "page_port", type=click.IntRange(0, 65535), default=0, show_default=True,
              help="Port of its own page, with its doors and faults (0: a free one).")  # fmt: skip
def lockers(
    family: Boards, port: int | None, pty: bool, boards: int, locks: int, closed_is_zero: bool, page_port: int
) -> None:
    """A cabinet with lock boards: obeys, answers and fails as a real one does; its doors stand on its page."""
    if pty == (port is not None):
        raise Trouble("one of --port and --pty")
    cabinet = cabinet_with(family, boards, locks, closed_is_zero)
    engine = CabinetOnLine(cabinet)
    line = PtyLine(engine) if pty else TcpLine(engine, port or 0)
    page = CabinetPage(cabinet, line.place, page_port)
    line.start()
    threading.Thread(target=page.server.serve_forever, daemon=True).start()
    click.echo(f"{family} cabinet on {line.place}, its doors at http://127.0.0.1:{page.port}/")
    try:
        follow_doors(cabinet)
    except KeyboardInterrupt:
        line.close()


def cabinet_with(family: Boards, boards: int, locks: int, closed_is_zero: bool) -> Cabinet:
    first = FAMILIES[family].boards.start  # a board as it comes: address 0 with Kerong, 1 with the others
    compartments = tuple(
        Compartment(no=board * locks + lock + 1, size="S", height_mm=0, board=first + board, lock=lock + 1)
        for board in range(boards) for lock in range(locks)
    )  # fmt: skip
    polarity: Literal["closed-is-zero", "closed-is-one"] = "closed-is-zero" if closed_is_zero else "closed-is-one"
    try:
        return cabinet_of(LockerBank("emulated", "simulated", None, None, polarity, compartments, family))
    except BankUnsupported as wrong:
        raise Trouble(str(wrong), code=2) from None


def follow_doors(cabinet: Cabinet) -> None:
    """Until Ctrl+C: a line for each door that moved."""
    stood = {place: door.open for place, door in cabinet.doors.items()}
    while True:
        time.sleep(LOOK_SECONDS)
        for (board, lock), door in cabinet.doors.items():
            if door.open != stood[board, lock]:
                stood[board, lock] = door.open
                click.echo(f"board {board} lock {lock + 1}: {'open' if door.open else 'shut'}")


@command.command("bar")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this TCP port (0: a free one).")
@click.option("--pty", is_flag=True, help="Be a serial line instead; its path is printed.")
@click.option("--kind", type=click.Choice(["number-board", "text-line"]), default="text-line", show_default=True)
@click.option("--address", type=click.IntRange(0, 255), default=1, show_default=True, help="Of a number board.")
@click.option("--width", type=click.IntRange(4, 32), default=12, show_default=True, help="Of a text line.")
def bar(port: int | None, pty: bool, kind: Literal["number-board", "text-line"], address: int, width: int) -> None:
    """A bar above a window: a line here whenever something else stands on it."""
    if pty == (port is not None):
        raise Trouble("one of --port and --pty")
    board = Board(Bar("emulated", "", kind, address=address, width=width))
    line = PtyLine(board) if pty else TcpLine(board, port or 0)
    line.start()
    click.echo(f"bar on {line.place}")
    stood = ""
    try:
        while True:
            time.sleep(LOOK_SECONDS)
            if board.text != stood:
                stood = board.text
                click.echo(f"shows: {stood}")
    except KeyboardInterrupt:
        line.close()
