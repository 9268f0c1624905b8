"""Printers as the rules see them: where a slip comes out, how much paper is left, alarms that clear themselves."""

from __future__ import annotations

from hall import devices
from hall.alarms import alarms
from hall.plan import Kiosk, Plan, Policy, Printer
from hall.records import changed
from tests.hall.cast import Story, open_hall, small_plan


def plan(failover: bool = True) -> Plan:
    """Kiosks 1, 3, 4 and 5 stand in zone B, 2 in zone A; 4 has no printer."""
    places = {"k1": ("B", "p1"), "k2": ("A", "p2"), "k3": ("B", "p3"), "k4": ("B", None), "k5": ("B", "p5")}
    return small_plan(
        printers=tuple(Printer(each, "simulated", near_end_slips=10) for _, each in places.values() if each),
        kiosks=tuple(Kiosk(kiosk, zone, printer) for kiosk, (zone, printer) in places.items()),
        policy=changed(Policy(), failover=failover),
    )


def story(failover: bool = True) -> Story:
    return Story(open_hall(plan(failover)))


def says(told: Story, printer: str, *problems: str) -> None:
    told.do(devices.printer_changed, printer=printer, problems=problems)


def test_a_slip_comes_out_at_its_own_kiosk_while_that_one_prints() -> None:
    told = story()
    says(told, "p1", "paper-low")
    assert devices.printer_for(told.hall, "k1") == "p1"
    assert devices.printer_for(told.hall, "k4") is None


def test_a_slip_goes_to_the_next_kiosk_of_the_zone_that_prints() -> None:
    told = story()
    says(told, "p1", "paper-out")
    assert devices.printer_for(told.hall, "k1") == "p3"
    says(told, "p3", "cover-open")
    assert devices.printer_for(told.hall, "k1") == "p5"
    assert devices.printer_for(told.hall, "k3") == "p5"
    says(told, "p1")
    assert (devices.printer_for(told.hall, "k1"), devices.printer_for(told.hall, "k3")) == ("p1", "p5")


def test_where_none_prints_or_policy_does_not_want_it_the_slip_stays_at_its_own() -> None:
    told = story()
    for printer in ("p1", "p3", "p5"):
        says(told, printer, "offline")
    assert devices.printer_for(told.hall, "k1") == "p1"
    told = story(failover=False)
    says(told, "p1", "offline")
    assert devices.printer_for(told.hall, "k1") == "p1"


def left(told: Story) -> list[int | None]:
    return [each.left for each in alarms(told.hall, told.now)]


def test_a_low_roll_counts_its_slips_down_and_a_new_roll_ends_the_alarm() -> None:
    told = story()
    tickets = [told.take("social", kiosk="k1") for _ in range(4)]
    told.do(devices.printed, ticket=tickets[0], printer="p1")
    says(told, "p1", "paper-low")
    assert left(told) == [10]
    told.do(devices.printed, ticket=tickets[1], printer="p1")
    told.do(devices.sent, ticket=tickets[2], printer="p1")
    says(told, "p1", "cover-open", "paper-low")
    assert sorted(left(told), key=str) == [8, None]
    for _ in range(20):
        told.do(devices.printed, ticket=tickets[3], printer="p1")
    assert 0 in left(told)
    says(told, "p1")
    assert alarms(told.hall, told.now) == ()
    says(told, "p1", "paper-low")
    assert left(told) == [10]


def test_an_alarm_goes_when_its_cause_does_and_is_news_again_when_it_comes_back() -> None:
    told = story()
    for problem in ("paper-low", "paper-out", "cover-open", "offline"):
        says(told, "p3", problem)
        (alarm,) = alarms(told.hall, told.now)
        assert (alarm.what, alarm.where, alarm.seen) == (problem, "p3", False)
        says(told, "p3")
        assert alarms(told.hall, told.now) == ()
