"""A ticket away from the window: class, corrections, and how its number reaches the visitor."""

from __future__ import annotations

import pytest

from hall import calling, days, devices, serving, tickets
from hall.events import TicketRevived, TicketVoided
from hall.refused import Refused
from tests.hall.cast import Story, at, open_hall


@pytest.fixture
def story() -> Story:
    return Story(open_hall())


def test_due_times_follow_promise_class_and_slot(story: Story) -> None:
    assert story.issue("social", 0).due_at == at(30)
    assert story.issue("social", 1, priority_class="elderly").due_at == at(1 + 5)
    booked = story.issue("social", 2, slot_at=at(20))
    assert (booked.kind, booked.due_at) == ("appointment", at(25))
    late = story.issue("social", 40, slot_at=at(20))
    assert (late.kind, late.due_at) == ("walk-in", at(70))
    with pytest.raises(Refused, match="too-early"):
        story.take("social", 41, slot_at=at(90))


def test_a_correction_counts_from_the_first_arrival(story: Story) -> None:
    ticket = story.take("social", 0)
    story.later(10).do(tickets.reclass, ticket=ticket, service="medical")
    corrected = story.hall.tickets[ticket]
    assert (corrected.number, corrected.due_at, corrected.leg.entered_at) == ("S001", at(20), at(0))
    story.do(tickets.reclass, ticket=ticket, priority_class="elderly")
    assert story.hall.tickets[ticket].due_at == at(5)
    assert story.do(tickets.reclass, ticket=ticket, priority_class="elderly") == []
    story.do(tickets.reclass, ticket=ticket, priority_class=None, needs=("hearing",))
    assert story.hall.tickets[ticket].due_at == at(20) and story.hall.tickets[ticket].needs == ("hearing",)


def test_a_kiosk_corrects_only_its_own_ticket_for_five_minutes(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    words = {"ticket": ticket, "priority_class": "elderly"}
    with pytest.raises(Refused, match="not-allowed"):
        story.do(tickets.reclass, **words, by_kiosk="k2")
    with pytest.raises(Refused, match="not-allowed"):
        story.do(tickets.reclass, ticket=ticket, service="medical", by_kiosk="k1")
    story.do(tickets.reclass, **words, by_kiosk="k1")
    story.later(5.1)
    with pytest.raises(Refused, match="too-late"):
        story.do(tickets.reclass, ticket=ticket, priority_class=None, by_kiosk="k1")


def test_a_slip_is_pending_until_the_printer_says_so(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    assert story.hall.tickets[ticket].hand_over == "pending"
    story.do(devices.printed, ticket=ticket, printer="p1")
    assert story.hall.tickets[ticket].hand_over == "printed"
    assert story.issue("social", 1, kiosk="k2").hand_over == "shown"  # no printer there
    assert story.issue("social", 2).hand_over == "shown"


def test_a_number_nobody_got_is_void_after_a_minute(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    story.do(devices.print_failed, ticket=ticket, printer="p1", problem="paper-out")
    story.now += 59_000
    assert story.do(days.tick) == []
    story.now += 1_000
    assert story.do(days.tick) == [TicketVoided(ticket)]
    assert story.state(ticket) == "void" and story.hall.tickets[ticket].hand_over == "void"
    assert not calling.line(story.hall, "B2", 1)


@pytest.mark.parametrize("rescue", ["confirm", "reprint", "call"])
def test_a_word_a_reprint_or_a_call_ends_the_void_timer(story: Story, rescue: str) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    story.do(devices.print_failed, ticket=ticket, printer="p1", problem="paper-out")
    if rescue == "confirm":
        story.do(tickets.confirm, ticket=ticket, by="shown")
    elif rescue == "reprint":
        story.do(tickets.reprint, ticket=ticket)
    else:
        story.do(calling.call_next, window="B2")
    story.later(5)
    assert story.do(days.tick) == [] and story.state(ticket) != "void"


def test_unknown_and_sent_slips_stay_valid(story: Story) -> None:
    one, two = story.take("social", 0, kiosk="k1"), story.take("social", 1, kiosk="k1")
    story.do(devices.print_unknown, ticket=one, printer="p1", problem="silent")
    story.do(devices.sent, ticket=two, printer="p1")
    story.later(20)
    assert story.do(days.tick) == []
    story.do(tickets.confirm, ticket=two, by="nothing")
    story.later(1)
    assert story.do(days.tick) == [TicketVoided(two)]


def test_a_void_ticket_whose_slip_turns_up_comes_back_with_its_old_due_time(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    story.do(devices.print_failed, ticket=ticket, printer="p1", problem="paper-out")
    story.later(1).do(days.tick)
    assert isinstance(story.later(3).do(tickets.confirm, ticket=ticket, by="paper")[0], TicketRevived)
    back = story.hall.tickets[ticket]
    assert (back.state, back.due_at, back.leg.entered_at, back.hand_over) == ("waiting", at(30), at(0), "paper")


def test_a_late_word_of_the_printer_does_not_take_back_what_a_person_said(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    story.do(tickets.confirm, ticket=ticket, by="phone")
    story.do(devices.print_failed, ticket=ticket, printer="p1", problem="offline")
    found = story.hall.tickets[ticket]
    assert (found.hand_over, found.void_at) == ("phone", None)


def test_a_reprint_is_the_same_number_and_waits_for_the_first_slip(story: Story) -> None:
    ticket = story.take("social", 0, kiosk="k1")
    with pytest.raises(Refused, match="still-printing"):
        story.do(tickets.reprint, ticket=ticket)
    story.do(devices.print_unknown, ticket=ticket, printer="p1", problem="silent")
    story.do(tickets.reprint, ticket=ticket)
    found = story.hall.tickets[ticket]
    assert (found.number, found.reprints, found.hand_over) == ("S001", 1, "pending")


def test_cancelling_a_called_ticket_frees_the_window_and_withdraws_the_call(story: Story) -> None:
    ticket = story.take("social", 0)
    story.do(calling.call_next, window="B2")
    story.do(tickets.cancel, ticket=ticket)
    assert story.hall.windows["B2"].state == "idle" and story.hall.calls[1].withdrawn
    other = story.take("social", 1)
    story.do(calling.call_next, window="B2")
    story.do(serving.start, window="B2")
    with pytest.raises(Refused, match="wrong-state"):
        story.do(tickets.cancel, ticket=other)
