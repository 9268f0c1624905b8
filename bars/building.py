"""From a bar as planned to what drives it: the real driver each time, on a real wire or on one to a board inside."""

from __future__ import annotations

from dataclasses import dataclass

from bars.bar import Bar
from bars.board import Board
from bars.line import Line
from bars.number_board import NumberBoard
from bars.text_line import TextLine
from hall import plan
from wires.memory import MemoryWire
from wires.opening import opener_of
from wires.wire import Native, WireBroken


@dataclass(frozen=True)
class Built:
    """A bar as planned, with what drives it. `board`: a simulated one's, to look at."""

    planned: plan.Bar
    driver: Bar
    line: Line
    board: Board | None = None


def built(bars: tuple[plan.Bar, ...], native: Native) -> list[Built]:
    """Number boards that hang on one wire share its line."""
    lines: dict[tuple[str, str, int, str], Line] = {}
    return [_real(each, each.wire, lines, native) if each.wire is not None else simulated(each) for each in bars]


def _real(planned: plan.Bar, wire: plan.Wire, lines: dict[tuple[str, str, int, str], Line], native: Native) -> Built:
    place = (wire.kind, wire.host, wire.port, wire.path)
    line = lines.setdefault(place, Line(opener_of(wire, native), wire.reply_seconds))
    return Built(planned, driven(planned, line), line)


def driven(planned: plan.Bar, line: Line) -> Bar:
    if planned.kind == "number-board":
        return NumberBoard(line, planned.address, planned.blank)
    return TextLine(line, planned)


def simulated(planned: plan.Bar) -> Built:
    """The real driver, byte for byte, on a wire to a board inside. It can be off, and fall silent."""
    board = Board(planned)

    def opened() -> MemoryWire:
        if board.faults.offline:
            raise WireBroken("refused", "the simulated bar is off")
        board.connected()
        return MemoryWire(taken)

    def taken(data: bytes) -> bytes:
        if board.faults.offline:
            raise WireBroken("lost", "the simulated bar went off")
        return board.receive(data)

    line = Line(opened)
    return Built(planned, driven(planned, line), line, board)
