"""A new bank tried out before it is trusted: which boards answer, whether the line echoes, which way the switches are
wired, and then one door at a time. Nothing is opened without a yes.

`ask` puts a question to the person at the cabinet and gives what was typed; `tell` says a line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hall.plan import LockerBank
from hall.records import changed
from lockers.bank import Door, LockerFailed
from lockers.bus import LATE_SECONDS, Bus
from lockers.clock import Clock
from lockers.codecs.codec import Switches
from lockers.serial_bank import SerialBank, codec_of, places
from wires.wire import Opener, Wire, WireBroken

SCANNED_MAX = 32
"""Addresses asked for boards that the plan does not name; Modbus has 247."""
OPENS_SECONDS = 3.0
ECHO_SECONDS = 0.1
YES = ("y", "yes")
Ask = Callable[[str], str]
Tell = Callable[[str], None]


@dataclass
class Found:
    """What came out: `wrong` holds a line for each thing to mend."""

    wrong: list[str] = field(default_factory=list)
    tried: int = 0
    polarity: str | None = None


class Commissioning:
    def __init__(self, planned: LockerBank, opener: Opener, clock: Clock, ask: Ask, tell: Tell) -> None:
        self._planned, self._opener, self._clock = planned, opener, clock
        self._ask, self._tell = ask, tell
        self._codec = codec_of(planned)
        self._places = places(planned, self._codec)
        self._named = sorted({board for board, _ in self._places.values()})
        self.found = Found()

    def run(self) -> Found:
        """Raises LockerFailed(`offline`) when the line cannot be opened or goes."""
        self._listen_for_echo()
        bus = Bus(self._opener, self._clock)
        try:
            answered = self._scan(bus)
            said = self._polarity(bus, answered) if answered else None
        finally:
            bus.close()
        if said is not None and answered == self._named:
            self._doors(said)
        else:
            self._wrong("No door was tried: first every board of the plan must answer, and the wiring must be clear.")
        return self.found

    def _wrong(self, line: str) -> None:
        self.found.wrong.append(line)
        self._tell(line)

    def _listen_for_echo(self) -> None:
        question = self._codec.ask(self._named[0])
        try:
            wire = self._opener()
            try:
                wire.send(question)
                echoes = _begins(wire, self._clock, question)
            finally:
                wire.close()
        except WireBroken as broken:
            raise LockerFailed("offline", detail=broken.detail) from broken
        self._tell("The line gives our own bytes back; they are dropped." if echoes else "The line has no echo.")
        self._clock.wait(LATE_SECONDS)  # whatever that question brings is not the next one's

    def _scan(self, bus: Bus) -> list[int]:
        """Ask every address; the planned boards that answered."""
        others = [board for board in self._codec.boards if board not in self._named][:SCANNED_MAX]
        self._tell(f"Asking {len(others) + len(self._named)} addresses for boards ...")
        here = [
            board for board in sorted(self._named + others)
            if self._switches(bus, board) or (board in self._named and self._switches(bus, board))
        ]  # fmt: skip
        self._tell(f"Boards that answer: {', '.join(map(str, here)) or 'none'}.")
        for board in self._named:
            if board not in here:
                self._wrong(f"Board {board} of the plan does not answer: its address, its cable or its supply.")
        for board in here:
            if board not in self._named:
                self._tell(f"Board {board} answers and is not in the plan.")
        return [board for board in here if board in self._named]

    def _switches(self, bus: Bus, board: int) -> Switches | None:
        try:
            question = self._codec.ask(board)
        except ValueError:
            return None
        try:
            return bus.ask(board, question, partial(self._codec.switches, board))
        except LockerFailed as failed:
            if failed.problem == "offline":
                raise
            return None

    def _polarity(self, bus: Bus, boards: list[int]) -> LockerBank | None:
        """The plan with the polarity that was found; None: the switches do not agree."""
        self._ask("Shut every door of this bank, then press Enter.")
        bits: dict[int, bool] = {}
        said = {board: self._switches(bus, board) for board in boards}
        for no, (board, lock) in self._places.items():
            switches = said.get(board)
            if switches is not None:
                bits[no] = bool(switches.ones >> lock & 1)
        if not bits:
            return None
        closed = sum(bits.values()) * 2 > len(bits)
        odd = [no for no, bit in bits.items() if bit != closed]
        if odd:
            self._wrong(
                f"All doors shut, and {_numbers(odd)} read otherwise than the rest: not shut, or wired otherwise."
            )
            return None
        polarity = "closed-is-one" if closed else "closed-is-zero"
        self.found.polarity = polarity
        if polarity == self._planned.polarity:
            self._tell(f"Every switch reads {int(closed)} on a shut door, as planned.")
        else:
            self._wrong(f'Every switch reads {int(closed)} on a shut door: set polarity = "{polarity}" in the plan.')
        return changed(self._planned, polarity=polarity)

    def _doors(self, planned: LockerBank) -> None:
        bank = SerialBank(planned, self._opener, self._clock)
        try:
            for no, (board, lock) in self._places.items():
                place = f"compartment {no} (board {board}, lock {lock + planned.first_lock})"
                answer = self._ask(f"Open {place}? [y = yes, n = next, q = enough]").strip().lower()
                if answer in ("q", "quit"):
                    break
                if answer in YES:
                    self._one(bank, no, place)
        finally:
            bank.close()
        self._tell(f"Doors tried: {self.found.tried} of {len(self._places)}.")

    def _one(self, bank: SerialBank, no: int, place: str) -> None:
        self.found.tried += 1
        try:
            before = {each: reading.door for each, reading in bank.read().items()}
            bank.unlock(no)
            now = self._until_changed(bank, before)
        except LockerFailed as failed:
            self._wrong(f"{place}: {failed.problem} {failed.detail}".rstrip() + ".")
            return
        moved = [each for each, door in now.items() if door != before[each]]
        if moved == [no] and now[no] == "open":
            self._tell(f"{place}: open, and no other door moved.")
            self._shut(bank, no, place)
        elif moved:
            self._wrong(f"{place}: {_numbers(moved)} changed instead: locks or switches are swapped.")
        elif self._ask(f"{place}: its switch has not changed. Did the door open? [y/n]").strip().lower() in YES:
            self._wrong(f"{place}: the door opens and its switch does not tell.")
        else:
            self._wrong(f"{place}: the lock did not open: its supply, its cable or its bolt.")

    def _until_changed(self, bank: SerialBank, before: dict[int, Door]) -> dict[int, Door]:
        until = self._clock.now() + OPENS_SECONDS
        while True:
            now = {each: reading.door for each, reading in bank.read().items()}
            if now != before or self._clock.now() >= until:
                return now

    def _shut(self, bank: SerialBank, no: int, place: str) -> None:
        self._ask(f"Shut {place}, then press Enter.")
        try:
            if bank.read()[no].door != "closed":
                self._wrong(f"{place}: shut, and its switch does not tell.")
        except LockerFailed as failed:
            self._wrong(f"{place}: {failed.problem} when it was to be read shut.")


def _begins(wire: Wire, clock: Clock, question: bytes) -> bool:
    came, until = b"", clock.now() + ECHO_SECONDS
    while (left := until - clock.now()) > 0 and len(came) < len(question):
        came += wire.receive(left)
    return came.startswith(question)


def _numbers(compartments: list[int]) -> str:
    return f"compartment{'s' if len(compartments) > 1 else ''} {', '.join(map(str, compartments))}"
