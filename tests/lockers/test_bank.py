"""The bank over a wire inside, in virtual time: what it sends and when, and that it says only what it knows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from hall.plan import LockerBank
from lockers.bank import PULSE_GAP_SECONDS, BankUnsupported, LockerFailed, Reading
from lockers.bus import LATE_SECONDS
from lockers.engine import ANSWER_SECONDS
from lockers.simulated import Simulated, build
from tests.lockers.cast import FAMILIES, VirtualClock, planned
from wires.wire import Native


class Stage:
    def __init__(self, plan: LockerBank | None = None) -> None:
        self.clock = VirtualClock()
        self.bank = Simulated(plan or planned(), self.clock, Random(7))
        self.faults = self.bank.cabinet.faults

    def doors(self) -> str:
        """One letter a door: o, c, or ? for unknown."""
        return "".join({"open": "o", "closed": "c", "unknown": "?"}[each.door] for each in self.bank.read().values())

    def commands(self) -> list[tuple[float, bytes]]:
        return list(self.bank.cabinet.frames)

    def problem(self, act: Callable[[], object]) -> tuple[str, bool]:
        with pytest.raises(LockerFailed) as failed:
            act()
        return failed.value.problem, failed.value.sent


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("polarity", ["closed-is-one", "closed-is-zero"])
@pytest.mark.parametrize("first", [0, 1])
def test_one_pulse_opens_one_door_and_the_reading_tells(family: str, polarity: str, first: int) -> None:
    stage = Stage(planned(family, polarity=polarity, first_lock=first))
    assert stage.doors() == "cccccccc"
    stage.bank.unlock(6)
    assert stage.doors() == "cccccocc"
    assert [door.pulses for door in stage.bank.cabinet.doors.values()] == [0, 0, 0, 0, 0, 1, 0, 0]
    stage.bank.door(6).open = False
    assert stage.doors() == "cccccccc"


def test_the_other_set_of_command_bytes_is_spoken() -> None:
    stage = Stage(planned("kerong-cu48", commands="60-61-75"))
    stage.bank.unlock(1)
    assert stage.doors() == "occccccc"
    assert [frame[3] for _, frame in stage.commands()][:2] == [0x61, 0x60]


def test_inputs_of_a_relay_bank_may_be_a_board_of_their_own() -> None:
    stage = Stage(planned("modbus", inputs_offset=10))
    stage.bank.unlock(5)
    assert stage.doors() == "ccccoccc"
    assert [frame[0] for _, frame in stage.commands()] == [2, 11, 11, 12, 12]


def test_what_stands_inside_is_told_where_sensors_see_it_and_not_where_none_do() -> None:
    stage = Stage(planned(items=True))
    stage.bank.door(2).item = True
    assert [each.item for each in stage.bank.read().values()][:3] == [False, True, False]
    assert {each.item for each in Stage(planned()).bank.read().values()} == {None}
    assert {each.item for each in Stage(planned("8a")).bank.read().values()} == {None}


# --- pulses


def test_two_pulses_have_the_gap_that_the_supply_needs() -> None:
    stage = Stage()
    for compartment in (1, 2, 3):
        stage.bank.unlock(compartment)
    at = [at for at, _ in stage.commands()]
    assert all(later - earlier >= PULSE_GAP_SECONDS - 1e-6 for earlier, later in zip(at, at[1:], strict=False))


def test_a_door_is_read_before_its_lock_gets_a_second_pulse() -> None:
    stage = Stage()
    stage.bank.door(1).jammed = True
    stage.bank.unlock(1)
    assert stage.problem(lambda: stage.bank.unlock(1)) == ("unread", False)
    stage.faults.mute = True
    assert stage.problem(stage.bank.read) == ("silent", False)
    assert stage.problem(lambda: stage.bank.unlock(1)) == ("unread", False)
    stage.faults.mute = False
    assert stage.doors()[0] == "c"
    stage.bank.unlock(1)
    assert stage.bank.door(1).pulses == 2


def test_a_lock_has_three_pulses_a_minute_and_others_have_theirs() -> None:
    stage = Stage()
    stage.bank.door(1).jammed = True
    for _ in range(3):
        stage.bank.unlock(1)
        stage.bank.read()
    first = stage.clock.now()
    assert stage.problem(lambda: stage.bank.unlock(1)) == ("cooling", False)
    stage.bank.unlock(2)
    stage.clock.time = first + 60
    stage.bank.unlock(1)
    assert stage.bank.door(1).pulses == 4


def test_an_idle_bank_sends_its_pulse_at_once() -> None:
    stage = Stage()
    stage.bank.read()
    stage.clock.wait(1.0)
    asked = stage.clock.now()
    stage.bank.unlock(1)
    assert stage.commands()[-1][0] - asked < 0.01  # the five bytes' own time


# --- what goes wrong


def test_a_jammed_door_reads_closed_and_a_stuck_switch_what_it_says() -> None:
    stage = Stage()
    stage.bank.door(1).jammed, stage.bank.door(2).sensor = True, "closed"
    stage.bank.unlock(1)
    stage.bank.unlock(2)
    assert stage.doors() == "cccccccc" and stage.bank.door(2).open


def test_a_door_pulled_open_is_seen() -> None:
    stage = Stage()
    stage.bank.door(3).open = True
    assert stage.doors() == "ccoccccc"


@pytest.mark.parametrize("family", FAMILIES)
def test_an_echo_is_no_answer(family: str) -> None:
    stage = Stage(planned(family))
    stage.faults.echo = True
    assert stage.doors() == "cccccccc"
    stage.faults.mute = True
    stage.bank.unlock(1)  # an 8A board's echo is one of its two answers: still nothing is said of the door
    assert stage.problem(stage.bank.read)[0] == "silent"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("fault", "problem"), [("mute", "silent"), ("other_board", "garbled"), ("flip", "garbled")])
def test_without_a_good_answer_nothing_is_known(family: str, fault: str, problem: str) -> None:
    stage = Stage(planned(family, boards=1))
    setattr(stage.faults, fault, True)
    assert stage.problem(stage.bank.read) == (problem, False)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("fault", ["joined", "babble", "echo"])
def test_what_stands_around_an_answer_does_no_harm(family: str, fault: str) -> None:
    stage = Stage(planned(family))
    setattr(stage.faults, fault, True)
    stage.bank.unlock(7)
    assert stage.doors() == "ccccccoc"


def test_a_lost_beginning_is_told_as_garbled() -> None:
    stage = Stage(planned(boards=1))
    stage.faults.drop_front = True
    assert stage.problem(stage.bank.read)[0] == "garbled"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("late", [0.31, 0.4, 0.6, LATE_SECONDS - ANSWER_SECONDS - 0.05])
def test_an_answer_that_comes_late_is_not_taken_for_the_next_one(family: str, late: float) -> None:
    """Asked, too late; the door is opened; asked again: the old "closed" must not be the answer."""
    stage = Stage(planned(family, boards=1))
    stage.faults.late_seconds = late
    assert stage.problem(stage.bank.read)[0] == "silent"
    stage.faults.late_seconds = 0.0
    stage.bank.door(1).open = True
    assert stage.doors() == "occc"


def test_a_board_that_is_silent_leaves_the_others_known() -> None:
    stage = Stage(planned())
    stage.bank.cabinet.boards.remove(1)
    assert stage.doors() == "????cccc"


def test_a_power_cut_is_silence_and_what_was_open_stays_open() -> None:
    stage = Stage()
    stage.bank.unlock(1)
    stage.faults.power_off = True
    assert stage.problem(stage.bank.read)[0] == "silent"
    stage.bank.unlock(2)
    stage.faults.power_off = False
    assert stage.doors() == "occccccc"


def test_a_lost_adapter_is_offline_and_opened_again_when_it_is_back() -> None:
    stage = Stage()
    stage.bank.read()
    stage.faults.unplugged = True
    assert stage.problem(lambda: stage.bank.unlock(1)) == ("offline", False)
    assert stage.problem(stage.bank.read) == ("offline", False)
    stage.faults.unplugged = False
    stage.bank.unlock(1)  # what was not sent does not count as a pulse
    assert stage.doors() == "occccccc"


def test_a_relay_board_that_refuses_is_told() -> None:
    stage = Stage(planned("modbus", boards=1, locks=8))
    codec_lock = stage.bank.cabinet.firmware
    assert codec_lock.baud == 9600
    stage.bank.cabinet.firmware = Refuses()  # type: ignore[assignment]
    assert stage.problem(lambda: stage.bank.unlock(1)) == ("refused", True)


class Refuses:
    """A relay board that knows no "flash on"."""

    baud, command_bytes = 9600, 8

    def whole(self, frame: bytes) -> bool:
        return True

    def obey(self, locks: object, frame: bytes) -> list[bytes]:
        return [bytes.fromhex("01 85 01 83 50")]


def test_readings_hold_every_compartment_of_the_plan_by_its_own_number() -> None:
    assert list(Stage().bank.read()) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Reading() == Reading("unknown", None)


def test_a_lock_that_the_family_does_not_have_is_told_before_anything_is_sent() -> None:
    with pytest.raises(BankUnsupported, match="compartment 17"):
        build(planned(locks=17), Native())
