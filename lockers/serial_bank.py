"""A bank of real boards on a serial line or behind a TCP box: which frames when, and how often a lock may be pulsed."""

from __future__ import annotations

from functools import partial

from hall import plan
from lockers.bank import (
    PULSE_GAP_SECONDS,
    PULSES_A_MINUTE,
    SETTLE_SECONDS,
    BankUnsupported,
    Door,
    LockerFailed,
    Problem,
    Reading,
)
from lockers.bus import Bus
from lockers.clock import Clock, NativeClock
from lockers.codecs.codec import Codec, Switches
from lockers.codecs.eight_a import EightA
from lockers.codecs.kerong_cu16 import KerongCu16
from lockers.codecs.kerong_cu48 import KerongCu48
from lockers.codecs.modbus import Modbus
from wires.opening import opener_of
from wires.wire import Native, Opener

AGREE = 2
"""So many answers must say the same, with none between that says otherwise. A sum or an XOR misses some pairs of wrong
bits; that two answers have the same pair is another matter."""
ASKS_MAX = 4
SILENCES_MAX = 2
"""A board that does not answer at all is given up sooner: it would hold up the others."""
A_MINUTE = 60.0


class SerialBank:
    """A `lockers.bank.Bank`. Connects when it is first used, and again after the wire was lost."""

    def __init__(self, planned: plan.LockerBank, opener: Opener, clock: Clock) -> None:
        self._codec = codec_of(planned)
        self._places = places(planned, self._codec)
        self._boards = sorted({board for board, _ in self._places.values()})
        self._closed_is_one = planned.polarity == "closed-is-one"
        self._items = planned.items
        self._bus, self._clock = Bus(opener, clock), clock
        self._pulses: dict[int, tuple[float, ...]] = {}
        self._unread: set[int] = set()
        self._last_pulse: float | None = None

    def unlock(self, compartment: int) -> None:
        board, lock = self._places[compartment]
        self._allow(compartment)
        command = self._codec.unlock(board, lock)
        self._wait_since_pulse(PULSE_GAP_SECONDS)
        before = self._pulses.get(compartment, ())
        self._pulse(compartment)
        find = partial(self._codec.answered, board, lock) if self._codec.answers_unlock else None
        try:
            answer = self._bus.tell(command, find)
        except LockerFailed as failed:
            if not failed.sent:
                self._pulses[compartment] = before
                self._unread.discard(compartment)
            raise
        if answer is False:
            raise LockerFailed("refused", sent=True)

    def read(self) -> dict[int, Reading]:
        self._wait_since_pulse(SETTLE_SECONDS)
        said: dict[int, Switches] = {}
        problem: LockerFailed | None = None
        for board in self._boards:
            try:
                said[board] = self._agreed(board)
            except LockerFailed as failed:
                problem = failed
                if failed.problem == "offline":
                    break
        if problem is not None and not said:
            self._bus.close()
            raise problem
        readings = {no: self._reading(said.get(board), lock) for no, (board, lock) in self._places.items()}
        self._unread -= {no for no, reading in readings.items() if reading.door != "unknown"}
        return readings

    def close(self) -> None:
        self._bus.close()

    def _agreed(self, board: int) -> Switches:
        """What the board says, said twice. Raises LockerFailed with its last problem."""
        last: Switches | None = None
        same, silences, problem = 0, 0, LockerFailed("garbled")
        for _ in range(ASKS_MAX):
            try:
                said = self._bus.ask(board, self._codec.ask(board), partial(self._codec.switches, board))
            except LockerFailed as failed:
                problem = failed
                silences += failed.problem == "silent"
                if failed.problem == "offline" or silences == SILENCES_MAX:
                    raise
                continue
            same = same + 1 if said == last else 1
            last = said
            if same == AGREE:
                return said
        raise problem

    def _reading(self, said: Switches | None, lock: int) -> Reading:
        if said is None:
            return Reading()
        door: Door = "closed" if bool(said.ones >> lock & 1) == self._closed_is_one else "open"
        item = bool(said.items >> lock & 1) if self._items and said.items is not None else None
        return Reading(door, item)

    def _allow(self, compartment: int) -> None:
        """Raises LockerFailed where a pulse now could harm the lock or would be a blind one."""
        problem: Problem | None = "unread" if compartment in self._unread else None
        begun = self._clock.now() - A_MINUTE
        recent = tuple(at for at in self._pulses.get(compartment, ()) if at > begun)
        self._pulses[compartment] = recent
        if len(recent) >= PULSES_A_MINUTE:
            problem = "cooling"
        if problem is not None:
            raise LockerFailed(problem)

    def _pulse(self, compartment: int) -> None:
        """Counted before it goes, so that one which breaks off within is counted too."""
        self._pulses[compartment] = (*self._pulses[compartment], self._clock.now())
        self._unread.add(compartment)
        self._last_pulse = self._clock.now()

    def _wait_since_pulse(self, seconds: float) -> None:
        if self._last_pulse is not None:
            self._clock.wait(self._last_pulse + seconds - self._clock.now())


def codec_of(planned: plan.LockerBank) -> Codec:
    match planned.speaks:
        case "kerong-cu48":
            return KerongCu48(planned.commands)
        case "8a":
            return EightA()
        case "modbus":
            return Modbus(planned.pulse_ms, planned.inputs_offset)
        case "kerong-cu16":
            return KerongCu16()


def places(planned: plan.LockerBank, codec: Codec) -> dict[int, tuple[int, int]]:
    """Board and lock (from 0) of every compartment. Raises BankUnsupported for what the family does not have."""
    found: dict[int, tuple[int, int]] = {}
    for each in planned.compartments:
        board, lock = each.board, each.lock - planned.first_lock
        try:
            codec.ask(board)
            codec.unlock(board, lock)
        except ValueError as wrong:
            raise BankUnsupported(f"locker bank {planned.id}, compartment {each.no}: {wrong}") from None
        found[each.no] = (board, lock)
    return found


def build(planned: plan.LockerBank, native: Native) -> SerialBank:
    if planned.wire is None:
        raise BankUnsupported(f"locker bank {planned.id} has no wire")
    return SerialBank(planned, opener_of(planned.wire, native), NativeClock(native))
