"""One contract for every bar: both kinds, on a wire in memory, over TCP, on a serial line, and simulated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bars.bar import Bar, Shown
from bars.board import Board
from bars.building import built, driven, simulated
from bars.line import Line
from bars.number_board import frame
from hall import plan as p
from server.emulate import PtyLine, TcpLine
from tests.served import until
from wires.memory import MemoryWire
from wires.opening import opener_of
from wires.wire import Native, WireBroken

NUMBER, TEXT = "number-board", "text-line"
CALLED = Shown("A008→3号", "A008", 1)
CASES = [(wire, kind) for wire in ("memory", "tcp", "pty") for kind in (NUMBER, TEXT)] + [("simulated", TEXT)]


@dataclass
class Case:
    driver: Bar
    board: Board
    line: Line
    kind: str

    def stands(self, text: str) -> bool:
        """A line takes its time; what it was sent stands there soon."""
        return until(lambda: self.board.text == text)


class Heard:
    """A far end that keeps every byte and says nothing."""

    def __init__(self) -> None:
        self.all = b""

    def open(self) -> MemoryWire:
        return MemoryWire(self._take)

    def _take(self, data: bytes) -> bytes:
        self.all += data
        return b""


def planned(kind: str, **more: object) -> p.Bar:
    return p.Bar(**{"id": "b1", "window": "B3", "kind": kind, **more})  # type: ignore[arg-type]


@pytest.fixture(params=CASES, ids="-".join)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    wire, kind = request.param
    if wire == "simulated":
        made = simulated(planned("simulated"))
        assert made.board is not None
        yield Case(made.driver, made.board, made.line, TEXT)
        return
    bar = planned(kind, address=5)
    board = Board(bar)
    if wire == "memory":
        line = Line(lambda: MemoryWire(board.receive))
        yield Case(driven(bar, line), board, line, kind)
        return
    far = TcpLine(board) if wire == "tcp" else PtyLine(board)
    far.start()
    if isinstance(far, TcpLine):
        way = p.Wire("network", host="127.0.0.1", port=far.port)
    else:
        way = p.Wire("serial", path=far.path)
    line = Line(opener_of(way, Native()), 0.2)
    try:
        yield Case(driven(bar, line), board, line, kind)
    finally:
        line.close()
        far.close()


def test_what_it_is_told_stands_on_it_and_goes_again(case: Case) -> None:
    assert case.driver.show(CALLED) is None
    assert case.stands("008" if case.kind == NUMBER else "A008→3号")
    assert case.driver.show(Shown("C120→12号", "C120", 2)) is None
    assert case.stands("120" if case.kind == NUMBER else "C120→12号")
    assert case.driver.clear() is None
    assert case.stands("")


def test_a_pause_is_a_word_on_letters_and_nothing_on_digits(case: Case) -> None:
    case.driver.show(CALLED)
    assert case.driver.show(Shown("暂停服务")) is None
    assert case.stands("" if case.kind == NUMBER else "暂停服务")


def test_told_the_same_again_it_shows_the_same(case: Case) -> None:
    for _ in range(3):
        assert case.driver.show(CALLED) is None
    assert until(lambda: case.board.frames == 3)
    assert case.stands("008" if case.kind == NUMBER else "A008→3号")


def test_a_number_board_gets_the_four_bytes_of_its_maker() -> None:
    assert frame(5, 999) == bytes.fromhex("05 03 E7 EF")
    sent = Heard()
    driven(planned(NUMBER, address=5), Line(sent.open)).show(Shown("", "A999"))
    assert sent.all == bytes.fromhex("05 03 E7 EF")


def test_a_text_line_is_what_the_plan_puts_around_it() -> None:
    sent = Heard()
    driven(planned(TEXT, prefix="02", suffix="030d", width=10), Line(sent.open)).show(CALLED)
    assert sent.all == b"\x02" + "A008→3号".encode("gb18030") + b" \x03\r"


@pytest.mark.parametrize(
    ("text", "encoding", "width", "stands"),
    [
        ("A008→发证大厅号", "gb18030", 12, "A008"),
        ("A008→3号", "gb18030", 8, "A008"),
        ("A008 > 3", "ascii", 8, "A008 > 3"),
        ("A008→3号", "ascii", 12, "A008?3?"),
        ("A008→𠮷", "gb18030", 12, "A008→?"),
        ("A0\x1b\r8", "gb18030", 12, "A0??8"),
    ],
)
def test_what_does_not_fit_is_the_number_alone_and_what_it_cannot_show_a_question_mark(
    text: str, encoding: str, width: int, stands: str
) -> None:
    board = Board(bar := planned(TEXT, encoding=encoding, width=width))
    assert driven(bar, Line(lambda: MemoryWire(board.receive))).show(Shown(text, "A008")) is None
    assert board.text == stands


def test_two_number_boards_on_one_wire_each_take_their_own() -> None:
    one, other = Board(planned(NUMBER, address=1)), Board(planned(NUMBER, address=2))
    line = Line(lambda: MemoryWire(lambda data: one.receive(data) + other.receive(data)))
    driven(planned(NUMBER, address=1), line).show(Shown("", "A008"))
    driven(planned(NUMBER, address=2), line).show(Shown("", "A009"))
    assert (one.text, other.text) == ("008", "009")


def test_bars_of_one_wire_share_a_line_and_others_do_not() -> None:
    wire, away = p.Wire("serial", path="/dev/ttyS8"), p.Wire("serial", path="/dev/ttyS9")
    bars = [planned(NUMBER, id=f"b{n}", wire=each) for n, each in enumerate((wire, wire, away, None))]
    one, same, other, inside = built(tuple(bars), Native())
    assert one.line is same.line
    assert len({id(each.line) for each in (one, other, inside)}) == 3
    assert inside.board is not None and one.board is None


def test_nobody_at_the_other_end_is_offline() -> None:
    far = TcpLine(Board(planned(TEXT)))
    far.close()
    way = p.Wire("network", host="127.0.0.1", port=far.port, connect_seconds=0.5)
    assert driven(planned(TEXT), Line(opener_of(way, Native()))).show(CALLED) == "bar-offline"


def test_a_line_that_broke_is_opened_again_and_the_same_frame_goes() -> None:
    """The first wire breaks at its second frame; nothing is lost and nobody is told."""
    board, opened = Board(planned(TEXT)), 0

    def opener() -> MemoryWire:
        nonlocal opened
        opened += 1
        return MemoryWire(breaks if opened == 1 else board.receive)

    def breaks(data: bytes) -> bytes:
        if board.frames:
            raise WireBroken("lost")
        return board.receive(data)

    driver = driven(planned(TEXT), Line(opener))
    assert [driver.show(CALLED), driver.show(Shown("A009→3号", "A009"))] == [None, None]
    assert (opened, board.text) == (2, "A009→3号")


def test_a_simulated_one_that_is_off_is_offline_until_it_is_on_again() -> None:
    made = simulated(planned("simulated"))
    assert made.board is not None
    made.driver.show(CALLED)
    made.board.faults.offline = True
    assert made.driver.clear() == "bar-offline"
    made.board.faults.offline = False
    assert made.driver.clear() is None and made.board.text == ""


def test_one_that_should_answer_and_does_not_is_silent_until_it_does() -> None:
    board = Board(bar := planned(TEXT, answers=True))
    driver = driven(bar, Line(lambda: MemoryWire(board.receive)))
    assert driver.show(CALLED) is None
    board.faults.mute = True
    assert driver.show(CALLED) == "bar-silent"
    board.faults.mute = False
    assert driver.show(CALLED) is None


def test_junk_before_a_frame_is_passed_over_and_half_a_frame_waits() -> None:
    board = Board(planned(NUMBER, address=5))
    board.receive(b"\xff\x05\x00" + bytes.fromhex("0503E7"))
    assert board.text == ""
    board.receive(b"\xef")
    assert board.text == "999"
