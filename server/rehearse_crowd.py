"""Who comes to a rehearsed hall and when: the day, the demand worked out from the plan, visitors drawn by a seed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from hall.days import is_closed_day, is_round_the_clock, zone
from hall.hall import MINUTE, At
from hall.plan import Minutes, Plan, Service

PROFILE = (0.7, 1.3, 1.6, 1.4, 1.0, 0.6, 0.5, 0.7, 1.2, 1.5, 1.4, 1.1, 0.8, 0.7, 0.5)
"""How many come in each half hour of a hall that takes tickets for 7.5 hours; other days stretch it."""

FIRST_DAY = date(2026, 3, 2)
"""A Monday. The rehearsed day is the first from here on which the hall is open."""

OFFICE_HOURS = (540, 1020)
"""What is rehearsed of a hall that never closes: nine to five."""

LAST_INTAKE_MINUTES = 30
"""Visitors come until so long before closing."""

PROMISE_TO_SERVICE = 2.5
"""A promise is about two and a half times the mean service time, so the mean is the promise divided by this."""

LOAD = 0.75
"""How busy the windows are to be when nobody says how many come."""

BREAKS_MINUTES = 30
"""What a clerk's breaks take of a day."""

SERVICE_MINUTES = (1, 75)
SLOT_MINUTES = 15


@dataclass(frozen=True)
class Crowd:
    """How visitors behave. `unheard`: the share who miss a call though they are there, of whom `come_back` return;
    `cancel`: the share of those out of patience who say so instead of just going."""

    priority: float = 0.12
    appointments: float = 0.18
    variation: float = 0.7
    patience_minutes: float = 95.0
    patience_spread: float = 0.6
    unheard: float = 0.03
    come_back: float = 0.7
    cancel: float = 0.2
    walk_seconds: int = 20
    unevenness: float = 0.15


@dataclass(frozen=True)
class Span:
    """The rehearsed day: from opening to closing."""

    opens_at: At
    closes_at: At

    @property
    def minutes(self) -> float:
        return (self.closes_at - self.opens_at) / MINUTE


@dataclass(frozen=True)
class Demand:
    """What one service asks of the hall: its share of the visits, and how long one takes on average."""

    service: str
    share: float
    mean_minutes: float


@dataclass(frozen=True)
class Visitor:
    """One person, whole: every draw is made beforehand, so that rules under comparison meet the same people."""

    arrives_at: At
    service: str
    serve_millis: int
    priority_class: str | None = None
    slot_at: At | None = None
    patience_millis: int | None = None
    hears: bool = True
    cancels: bool = False
    back_millis: int | None = None


def span_of(plan: Plan) -> Span:
    """The first open day from FIRST_DAY on, from its first opening to its last closing."""
    for later in range(366):
        day = FIRST_DAY + timedelta(days=later)
        hours = plan.hours[day.weekday()]
        if hours and not is_closed_day(plan, day):
            first, last = (hours[0][0], hours[-1][1]) if not is_round_the_clock(plan) else OFFICE_HOURS
            midnight = datetime.combine(day, datetime.min.time(), zone(plan.timezone))
            start = round(midnight.timestamp() * 1000)
            return Span(start + first * MINUTE, start + last * MINUTE)
    raise ValueError("the hall is open on no day of the year")


def open_minutes(plan: Plan, service: Service, span: Span) -> list[tuple[Minutes, Minutes]]:
    """When a service takes tickets that day, in minutes after opening."""
    weekday = datetime.fromtimestamp(span.opens_at / 1000, zone(plan.timezone))
    start = weekday.hour * 60 + weekday.minute
    hours = (service.hours or plan.hours)[weekday.weekday()]
    last = span.minutes - LAST_INTAKE_MINUTES
    cut = ((max(0, first - start), min(last, to - start)) for first, to in hours)
    return [(first, int(to)) for first, to in cut if to > first]


def demands(plan: Plan) -> tuple[Demand, ...]:
    """Every window gives its time in equal parts to the categories of its own zone that it serves, and a category's to
    its services; so each is asked for what the plan has windows for. A mean service is the promise / 2.5."""
    minutes = dict.fromkeys(plan.service, 0.0)
    for window in plan.windows:
        categories = Counter(plan.service[service].category for service in window.services)
        for service in window.services:
            minutes[service] += 1 / len(categories) / categories[plan.service[service].category]
    means = {s.id: plan.category[s.category].promise_minutes / PROMISE_TO_SERVICE for s in plan.services}
    visits = {service: minutes[service] / means[service] for service in minutes}
    return tuple(Demand(each, visits[each] / sum(visits.values()), means[each]) for each in visits if visits[each])


def usual_visits(plan: Plan, span: Span, wanted: tuple[Demand, ...]) -> int:
    """So many that the windows are LOAD busy."""
    capacity = len(plan.windows) * max(1.0, span.minutes - BREAKS_MINUTES)
    mean = sum(each.share * each.mean_minutes for each in wanted)
    return max(1, round(LOAD * capacity / mean))


def visitors(
    plan: Plan, span: Span, wanted: tuple[Demand, ...], count: int, draw: Random, crowd: Crowd | None = None
) -> list[Visitor]:
    """`count` people in the order they come. Some days one zone has more to do: its share varies by `unevenness`."""
    crowd = crowd or Crowd()
    tilt = {each.id: math.exp(draw.gauss(0, crowd.unevenness)) for each in plan.zones}
    shares = [each.share * tilt[plan.zone_of[each.service]] for each in wanted]
    chosen = draw.choices(wanted, shares, k=count)
    drawn = (_visitor(plan, span, each, draw, crowd) for each in chosen)
    return sorted((each for each in drawn if each is not None), key=lambda each: each.arrives_at)


def _arrival(plan: Plan, span: Span, service: str, draw: Random) -> float | None:
    """Minutes after opening, by the profile, within the service's hours."""
    times = open_minutes(plan, plan.service[service], span)
    slice_minutes = (span.minutes - LAST_INTAKE_MINUTES) / len(PROFILE)
    for _ in range(100 if times else 0):
        half = draw.choices(range(len(PROFILE)), PROFILE)[0]
        minute = (half + draw.random()) * slice_minutes
        if any(first <= minute < to for first, to in times):
            return minute
    return None


def _visitor(plan: Plan, span: Span, wanted: Demand, draw: Random, crowd: Crowd) -> Visitor | None:
    minute = _arrival(plan, span, wanted.service, draw)
    if minute is None:
        return None
    lot = draw.random()
    booked, urgent = lot < crowd.appointments, crowd.appointments <= lot < crowd.appointments + crowd.priority
    slot = SLOT_MINUTES * round((minute + draw.gauss(6, 8)) / SLOT_MINUTES)
    patience = crowd.patience_minutes * math.exp(draw.gauss(0, crowd.patience_spread))
    classes = [each.id for each in plan.priority_classes if each.offered]
    unheard, back, cancels = draw.random() < crowd.unheard, draw.random(), draw.random() < crowd.cancel
    return Visitor(
        arrives_at=span.opens_at + round(minute * MINUTE),
        service=wanted.service,
        serve_millis=round(_service_minutes(wanted.mean_minutes, crowd.variation, draw) * MINUTE),
        priority_class=classes[int(draw.random() * len(classes))] if urgent and classes else None,
        slot_at=span.opens_at + slot * MINUTE if booked else None,
        patience_millis=None if booked else round(patience * MINUTE),
        hears=not unheard,
        cancels=cancels,
        back_millis=round((1 + 14 * back / crowd.come_back) * MINUTE) if back < crowd.come_back else None,
    )


def _service_minutes(mean: float, variation: float, draw: Random) -> float:
    """Lognormal, with this coefficient of variation, cut to what happens in a hall."""
    sigma = math.sqrt(math.log(1 + variation * variation))
    shortest, longest = SERVICE_MINUTES
    return min(longest, max(shortest, mean * math.exp(draw.gauss(-sigma * sigma / 2, sigma))))
