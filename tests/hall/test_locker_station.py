"""A cabinet that goes on alone: what it begins with, and what the hall makes of its account."""

from __future__ import annotations

from hall import locker_doors, locker_station, locker_tick, lockers
from hall.cabinet import Deposit
from hall.locker_station import Listed, Told
from tests.lockers.cabinet import BANK, Cabinet, kinds, locker_plan, refused


def told(deposit: Deposit, outcome: str = "done", taken: bool = True) -> Told:
    return Told("far.1", deposit.compartment, deposit.id, outcome, 1_000, 2_000, "taken" if taken else None, taken)  # type: ignore[arg-type]


def accounted(hall: Cabinet, *visits: Told, locked: tuple[str, ...] = (), uncertain: tuple[int, ...] = ()) -> None:
    hall.do(locker_station.account, bank=BANK, visits=visits, locked=locked, uncertain=uncertain)


def test_only_what_lies_there_for_certain_is_listed() -> None:
    hall = Cabinet()
    sure, under_way, doubtful = hall.loaded("a"), hall.loaded("b"), hall.loaded("c")
    hall.later(2)
    hall.pick_up(str(under_way.locator), "b")
    hall.do(locker_doors.seen, bank=BANK, doors=((doubtful.compartment, "open", None),))
    brought = hall.drop_off() if hall.hall.cabinets.banks[BANK].frozen == () else None
    listed = locker_station.certain(hall.hall, BANK)
    assert [each.id for each in listed] == [sure.id] and brought is None


def test_a_cabinet_that_takes_over_opens_for_the_codes_of_its_list_and_takes_nothing_in() -> None:
    alone = Cabinet(locker_plan(drop_off=False, help_service=None))
    listed = Listed("d9", 2, "S", alone.now + 1_000, 3, "34567", "code", "qr")
    alone.do(locker_station.take_over, bank=BANK, deposits=(listed,))
    alone.steel.inside[2] = "d9"
    assert (alone.door(2).state, alone.hall.cabinets.deposits["d9"].state) == ("occupied", "confirmed")
    assert refused(alone, lockers.drop_off, bank=BANK, deposit="d", visit="v", receipt="R") == "drop-off-closed"
    assert alone.pick_up("34567", "guess") is None
    visit = alone.pick_up("34567", "qr")
    assert visit is not None and alone.visit(visit.id).state == "open"
    alone.do(locker_tick.tick)


def test_what_was_taken_without_the_hall_is_out_of_its_books() -> None:
    hall = Cabinet()
    result = hall.loaded()
    accounted(hall, told(result))
    assert result.id not in hall.hall.cabinets.deposits and hall.door(result.compartment).state == "free"
    assert hall.visit("far.1").said == "taken"
    before = kinds(hall)
    accounted(hall, told(result))
    assert kinds(hall) == before, "told twice it counts once"


def test_what_is_not_certain_there_is_not_certain_here() -> None:
    hall = Cabinet()
    result, other = hall.loaded("a"), hall.loaded("b")
    accounted(hall, told(result, "uncertain", taken=False), locked=(other.id,), uncertain=(result.compartment,))
    door = hall.door(result.compartment)
    assert (door.state, door.doubt) == ("uncertain", "away")
    assert hall.hall.cabinets.deposits[result.id].to_check and hall.hall.cabinets.deposits[other.id].locked


def test_of_what_the_hall_knows_better_nothing_changes() -> None:
    hall = Cabinet()
    result = hall.loaded()
    gone = told(Deposit("gone", "result", BANK, result.compartment, "taken", "S", 0, 0))
    accounted(hall, gone, locked=("gone",), uncertain=(result.compartment,))
    assert hall.hall.cabinets.deposits[result.id].state == "confirmed"
    accounted(hall, uncertain=(result.compartment,))
    assert kinds(hall).count("CompartmentDoubted") == 1
