"""The DUE rule: its worked example, and its ten properties as laws."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hall import calling, serving, tickets, windows
from hall.calling import line, people_ahead
from hall.events import TicketCalled
from hall.hall import MINUTE, Hall
from hall.lanes import put
from hall.plan import Plan, Policy, PriorityClass
from hall.records import changed
from tests.counts import count, proof
from tests.hall.cast import Story, at, name, open_hall, small_plan

SERVICES = ["start-up", "permit", "bundle", "medical", "social"]
ARRIVALS = st.lists(
    st.tuples(st.integers(0, 240), st.sampled_from(SERVICES), st.sampled_from([None, None, None, "elderly"])),
    min_size=1,
    max_size=25,
)
EXAMPLES = settings(max_examples=count(60, 2000), deadline=None)
FLOOR, EXCLUSIVE, HELP = 5, 4, 8
"""`O_max` is max(max T, E + T_P) = max(40, 35); minus the floor and plus delta_excl it bounds overtaking at 39."""
BOUND = (40 - FLOOR + EXCLUSIVE) * MINUTE


def waiting_hall(arrivals: list[tuple[int, str, str | None]], plan: Plan | None = None, **open_words: Any) -> Story:
    story = Story(open_hall(plan, **open_words))
    for minutes, service, priority in sorted(arrivals, key=lambda each: each[0]):
        story.take(service, minutes, priority_class=priority)
    return story


def emptied(story: Story, window: str) -> list[TicketCalled]:
    """Everybody this window may serve, in the order it calls them, a minute each."""
    calls = []
    while line(story.hall, window, 1):
        events = story.later(1).do(calling.call_next, window=window, finish=True)
        calls += [event for event in events if isinstance(event, TicketCalled)]
    return calls


def test_the_worked_example_is_called_in_its_order() -> None:
    story = Story(open_hall(opened=("A1", "B1", "B2", "B3")))
    enterprise = story.take("start-up", 38)
    bundle = story.take("bundle", 50)
    social = story.take("social", 55)
    booked = story.take("medical", 68, slot_at=at(75))
    medical = story.take("medical", 72, priority_class="elderly")
    story.now = at(80)
    order = [event.ticket for event in emptied(story, "B3")]
    assert order == [enterprise, medical, booked, social, bundle]


def test_without_help_the_window_starts_with_its_own_zone() -> None:
    story = Story(open_hall(opened=("B1", "B2", "B4")))
    story.take("start-up", 38)
    medical = story.take("medical", 72, priority_class="elderly")
    assert line(story.hall, "B4", 1)[0].ticket.id == medical


def test_a_specialised_window_calls_its_own() -> None:
    story = Story(open_hall(opened=("B2",)))
    story.take("medical", 1, priority_class="elderly")
    social = story.take("social", 2)
    assert [each.ticket.id for each in line(story.hall, "B2", 5)] == [social]


def test_a_call_says_why() -> None:
    story = Story(open_hall(opened=("B1", "B3")))
    for minutes in range(4):
        story.take("medical", minutes)
    (call,) = story.do(calling.call_next, window="B3")
    assert isinstance(call, TicketCalled)
    assert call.due_at == at(20) and call.next == (("B002", at(21)), ("B003", at(22)))


def test_the_integrated_only_reserve_follows_the_last_specialist() -> None:
    story = Story(open_hall(opened=("B2", "B3")))
    assert story.hall.exclusive == {"bundle", "medical", "enterprise"}
    story.do(windows.open_window, window="B1")
    assert "medical" not in story.hall.exclusive
    story.do(windows.pause, window="B1")
    assert "medical" not in story.hall.exclusive  # paused counts as open
    story.do(windows.close_window, window="B1")
    assert "medical" in story.hall.exclusive


@proof("1 the least (key, entry, order) is called, whatever the order of insertion", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.sampled_from(["A1", "A2", "B1", "B2", "B3", "B4"]), st.randoms())
def test_the_chosen_ticket_has_the_least_key(arrivals: list[Any], window: str, random: Any) -> None:
    story = waiting_hall(arrivals)
    found = line(story.hall, window, 100)
    assert [each[:3] for each in found] == sorted(each[:3] for each in found)
    shuffled = list(story.hall.tickets.values())
    random.shuffle(shuffled)
    again = changed(story.hall, tickets=story.hall.tickets, lanes=relaned(shuffled))
    assert [each.ticket.id for each in line(again, window, 100)] == [each.ticket.id for each in found]


def relaned(tickets_in_some_order: list[Any]) -> Any:
    hall = Hall()
    for ticket in tickets_in_some_order:
        hall = put(hall, ticket)
    return hall.lanes


@proof("2 work conserving", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.sampled_from(["A1", "A2", "B1", "B2", "B3", "B4"]))
def test_nobody_waiting_is_said_only_when_nobody_waits(arrivals: list[Any], window: str) -> None:
    story = waiting_hall(arrivals)
    may = story.hall.plan.may_serve[window]  # type: ignore[union-attr]
    mine = [t for t in story.hall.tickets.values() if t.leg.service in may]
    assert len(emptied(story, window)) == len(mine)


@proof("3 overtaking is bounded", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.lists(st.sampled_from(["A1", "A2", "B1", "B2", "B3", "B4"]), max_size=40))
def test_overtaking_is_bounded(arrivals: list[Any], turns: list[str]) -> None:
    """j called at w while i, of w's own categories, waits: A_j - A_i <= 39 minutes; 8 more for another zone's i."""
    story = waiting_hall(arrivals)
    for window in turns:
        if not line(story.hall, window, 1):
            continue
        passed = line(story.hall, window, 100)
        called = passed[0].ticket
        for other in passed[1:]:
            bound = BOUND + (HELP * MINUTE if other.help else 0)
            assert called.leg.entered_at - other.ticket.leg.entered_at <= bound
        story.do(calling.call_next, window=window, finish=True)


@proof("4 after the bound no newcomer can pass", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.sampled_from(SERVICES), st.sampled_from([None, "elderly"]))
def test_no_newcomer_passes_after_the_bound(arrivals: list[Any], service: str, priority: str | None) -> None:
    story = waiting_hall(arrivals)
    first = min(story.hall.tickets.values(), key=lambda ticket: ticket.order)
    story.now = first.issued_at + BOUND + HELP * MINUTE + 1
    newcomer = story.take(service, priority_class=priority)
    for window in story.hall.windows:
        order = [each.ticket.id for each in line(story.hall, window, 100)]
        if {newcomer, first.id} <= set(order):
            assert order.index(first.id) < order.index(newcomer)


@proof("5 first come, first served within a category and class", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.sampled_from(["A1", "A2", "B1", "B2", "B3", "B4"]))
def test_same_category_and_class_is_first_come_first_served(arrivals: list[Any], window: str) -> None:
    story = waiting_hall(arrivals)
    seen: dict[tuple[str, str | None], int] = {}
    for each in line(story.hall, window, 100):
        group = (each.ticket.leg.category, each.ticket.priority_class)
        assert seen.get(group, -1) < each.ticket.order
        seen[group] = each.ticket.order


@proof("6 a larger head start never harms its class, a longer promise never helps", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.integers(0, 40), st.integers(0, 40))
def test_head_start_and_promise_are_monotone(arrivals: list[Any], more: int, longer: int) -> None:
    plain = waiting_hall(arrivals)
    favoured = waiting_hall(arrivals, small_plan(priority_classes=(PriorityClass("elderly", name("e"), 30 + more),)))
    slower = waiting_hall(arrivals, with_promise("social", 30 + longer))
    for window in plain.hall.windows:
        was, now, slow = (places(story, window) for story in (plain, favoured, slower))
        for ticket in plain.hall.tickets.values():
            if ticket.id in was and ticket.priority_class:
                plain_ones = {t for t in was if not plain.hall.tickets[t].priority_class}
                assert ahead(now, ticket.id, plain_ones) <= ahead(was, ticket.id, plain_ones)
            if ticket.id in was and ticket.leg.category == "social":
                others = {t for t in was if plain.hall.tickets[t].leg.category != "social"}
                assert ahead(slow, ticket.id, others) >= ahead(was, ticket.id, others)


def with_promise(category: str, minutes: int) -> Plan:
    plan = small_plan()
    return small_plan(
        categories=tuple(changed(c, promise_minutes=minutes) if c.id == category else c for c in plan.categories)
    )


def places(story: Story, window: str) -> dict[str, int]:
    return {each.ticket.id: place for place, each in enumerate(line(story.hall, window, 100))}


def ahead(order: dict[str, int], ticket: str, others: set[str]) -> int:
    return sum(order[other] < order[ticket] for other in others)


@proof("7 shifting all times changes nothing", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.integers(1, 300))
def test_shifting_all_times_changes_nothing(arrivals: list[Any], minutes: int) -> None:
    now = waiting_hall(arrivals)
    later = waiting_hall([(start + minutes, service, priority) for start, service, priority in arrivals])
    for window in now.hall.windows:
        assert places(now, window) == places(later, window)


@proof("8 re-entry never gains", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.sampled_from(["no_show", "hold", "transfer"]), st.floats(0, 29))
def test_re_entry_never_gains(arrivals: list[Any], act: str, minutes: float) -> None:
    story = waiting_hall(arrivals)
    window = "B3"
    assume(line(story.hall, window, 1))
    story.do(calling.call_next, window=window)
    ticket = str(story.hall.windows[window].ticket)
    old = story.hall.tickets[ticket].due_at
    words = {"service": "social"} if act == "transfer" else {}
    story.do(getattr(serving, act), window=window, **words)
    if act != "transfer":
        story.later(minutes).do(tickets.return_ticket, ticket=ticket)
    due = story.hall.tickets[ticket].due_at
    assert due >= story.now + FLOOR * MINUTE
    assert act != "no_show" or due >= old


@proof("9 help off is two zones; no delta is one pool; a large one helps last", count(60, 2000))
@EXAMPLES
@given(ARRIVALS)
def test_help_is_a_matter_of_degree(arrivals: list[Any]) -> None:
    off = waiting_hall(arrivals, small_plan(policy=Policy(help=False)))
    assert all(each.ticket.leg.zone == "B" for each in line(off.hall, "B3", 100))
    pool = waiting_hall(arrivals, small_plan(policy=Policy(help_minutes=0, exclusive_minutes=0)))
    found = line(pool.hall, "B3", 100)
    assert [each.ticket.due_at for each in found] == sorted(each.ticket.due_at for each in found)
    last = waiting_hall(arrivals, small_plan(policy=Policy(help_minutes=10_000)))
    zones = [each.ticket.leg.zone for each in line(last.hall, "B3", 100)]
    assert zones == sorted(zones, reverse=True)


@proof("10 auto_call leaves nobody waiting beside an idle window", count(60, 2000))
@EXAMPLES
@given(ARRIVALS, st.lists(st.sampled_from(["A1", "A2", "B1", "B2", "B3", "B4"]), max_size=30), st.data())
def test_auto_call_leaves_nobody_beside_an_idle_window(arrivals: list[Any], turns: list[str], data: Any) -> None:
    story = waiting_hall(arrivals, small_plan(policy=Policy(auto_call=True)), opened=("A1", "B2", "B3"))
    for window in turns:
        standing = story.hall.windows[window]
        story.later(1)
        if standing.state == "closed":
            story.do(windows.open_window, window=window)
        elif standing.ticket is not None:
            story.do(getattr(serving, data.draw(st.sampled_from(["finish", "no_show", "hold"]))), window=window)
        idle = [each.id for each in story.hall.windows.values() if each.state == "idle"]
        assert not any(line(story.hall, each, 1) for each in idle)


def test_an_arrival_alerts_the_least_flexible_idle_window_of_its_zone() -> None:
    story = Story(open_hall(opened=("A2", "B3", "B4", "B1")))
    ticket = story.take("medical", 1)
    assert story.hall.windows["B1"].alert == ticket
    story.do(windows.pause, window="B1")
    again = story.take("medical", 2)
    assert story.hall.windows["B4"].alert == again  # fewer categories than B3, which also helps zone A


def test_people_ahead_are_those_of_the_category_who_are_due_sooner() -> None:
    story = Story(open_hall())
    first, second = story.take("social", 1), story.take("pension", 2)
    elder = story.take("social", 3, priority_class="elderly")
    ahead_of = {t: people_ahead(story.hall, story.hall.tickets[t]) for t in (first, second, elder)}
    assert ahead_of == {first: 1, second: 2, elder: 0}


def test_bound_tickets_are_called_only_where_they_are_bound() -> None:
    story = Story(open_hall(opened=("B2", "B3", "B4")))
    ticket = story.take("medical", 1)
    story.do(calling.call_next, window="B3")
    story.do(serving.transfer, window="B3", service="social", to_window="B2")
    assert not line(story.hall, "B3", 1) and line(story.hall, "B2", 1)[0].ticket.id == ticket


def test_a_line_is_the_first_of_all_that_wait_however_they_are_spread() -> None:
    """Only the lanes with the first heads are looked into; the answer is that of sorting everybody."""
    story = waiting_hall([(7 * step % 60, SERVICES[step % 5], None) for step in range(60)])
    for window in story.hall.windows:
        everybody = [each.ticket.id for each in line(story.hall, window, 100)]
        assert [each.ticket.id for each in line(story.hall, window, 7)] == everybody[:7]
