"""The service day: when it opens, what is taken when, and what the clock alone brings about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hall import events as e
from hall.hall import MINUTE, At, Counter, Hall, Ticket, plan_of
from hall.looking import missing
from hall.plan import Plan, Service, Week
from hall.refused import Refused

DAY_MINUTES = 1440


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """The rules of a time zone: a table of the system, read once."""
    return ZoneInfo(name)


def local(plan: Plan, at: At) -> datetime:
    return datetime.fromtimestamp(at / 1000, zone(plan.timezone))


def service_day(plan: Plan, now: At) -> tuple[str, At]:
    """The service day `now` lies in, a date in the hall's zone, and when it ends. It starts at `day_starts` by the
    clock on the wall, so a day of a time change is shorter or longer and none is skipped."""
    here, starts = local(plan, now), timedelta(minutes=plan.day_starts)
    day = (here.replace(tzinfo=None) - starts).date()
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone(plan.timezone)) + starts
    return day.isoformat(), round(ends.timestamp() * 1000)


def open_day(hall: Hall, now: At) -> list[e.Event]:
    """DayOpened when `now` lies in another service day than the open one; before it an office hall lets go of who is
    left over, a round-the-clock hall carries on, unless its policy says otherwise. Cheap when nothing is due."""
    if hall.plan is None:
        return []
    if hall.day and now < hall.day_ends_at and hall.day_ends_at - now <= 2 * DAY_MINUTES * MINUTE:
        return []
    day, ends_at = service_day(hall.plan, now)
    if day == hall.day:
        return [] if ends_at == hall.day_ends_at else [e.DayOpened(day, ends_at)]
    left = [] if carries_over(hall.plan) else _left_over(hall)
    return [*left, e.DayOpened(day, ends_at)]


def is_round_the_clock(plan: Plan) -> bool:
    """Whether some day runs into the next: then a service day's end sends nobody home."""
    return any(
        any(to == DAY_MINUTES for _, to in today) and any(start == 0 for start, _ in plan.hours[(at + 1) % 7])
        for at, today in enumerate(plan.hours)
    )


def carries_over(plan: Plan) -> bool:
    """Whether who still waits when the service day ends keeps his number and his turn."""
    policy = plan.policy.carry_over
    return policy == "always" or (policy == "by-hours" and is_round_the_clock(plan))


def _left_over(hall: Hall) -> list[e.Event]:
    """Everybody who waits, is held or was missed; who is at a window is finished there."""
    waits = [hall.tickets[place.ticket] for places in hall.lanes.values() for place in places]
    apart = [hall.tickets[each] for name in ("held", "missed") for each in hall.apart.get(name, ())]
    return [e.TicketExpired(ticket.id) for ticket in sorted((*waits, *apart), key=lambda each: each.order)]


def tick(hall: Hall, now: At) -> list[e.Event]:
    """What the clock alone brings about: slips nobody confirmed are void, who never came back expires, service begins
    by itself where policy says so, and some minutes after closing who is left expires."""
    if hall.plan is None:
        return []
    if (hall.lanes or "held" in hall.apart or "missed" in hall.apart) and is_past_closing(hall.plan, now):
        return _left_over(hall)
    void = [each for each in hall.apart.get("doubt", ()) if _is_void(hall, each, now)]
    gone = [each for each in hall.apart.get("missed", ()) if _is_gone(hall, each, now)]
    return [*map(e.TicketVoided, sorted(void)), *map(e.TicketExpired, sorted(gone)), *_begun(hall, now)]


def _begun(hall: Hall, now: At) -> list[e.Event]:
    """With `policy.auto_start_seconds`: service begins so long after the call, or the latest recall, by itself."""
    if plan_of(hall).policy.auto_start_seconds is None:
        return []
    called = [hall.tickets[w.ticket] for w in hall.windows.values() if w.state == "calling" and w.ticket is not None]
    due = [each for each in {ticket.id: ticket for ticket in called}.values() if now >= (begins_at(hall, each) or now)]
    due = [each for each in due if not missing(each.leg)]
    due.sort(key=lambda each: each.id)
    return [e.TicketStarted(each.id, str(each.window), joined=each.leg.joint is None) for each in due]


def begins_at(hall: Hall, ticket: Ticket) -> At | None:
    """When the service of a called ticket begins by itself; None: when the clerk says so."""
    seconds = plan_of(hall).policy.auto_start_seconds
    called_at = ticket.recalled_at or ticket.called_at
    return None if seconds is None or called_at is None or ticket.state != "called" else called_at + seconds * 1000


def _is_void(hall: Hall, ticket: str, now: At) -> bool:
    found = hall.tickets[ticket]
    return found.state == "waiting" and found.void_at is not None and found.void_at <= now


def _is_gone(hall: Hall, ticket: str, now: At) -> bool:
    limit = plan_of(hall).policy.miss_return_minutes * MINUTE
    return now - (hall.tickets[ticket].missed_at or now) > limit


def is_past_closing(plan: Plan, now: At) -> bool:
    """Whether an office hall is `expire_minutes` past the last closing time of anything it does today."""
    if carries_over(plan):
        return False
    here = local(plan, now)
    closing = max((to for week in _weeks(plan) for _, to in week[here.weekday()]), default=0)
    if is_closed_day(plan, here.date()):
        closing = 0
    return here.hour * 60 + here.minute >= closing + plan.policy.expire_minutes


def _weeks(plan: Plan) -> list[Week]:
    return [plan.hours, *(service.hours for service in plan.services if service.hours is not None)]


def is_closed_day(plan: Plan, day: date) -> bool:
    return day.isoformat() in plan.closed_days


def taking(hall: Hall, now: At, service: Service) -> str | None:
    """The word why a service takes no ticket now, or None: it takes them within its hours unless a manager closed its
    category, whether or not a window is open."""
    plan = plan_of(hall)
    if service.category in hall.stops:
        return "category-closed"
    if is_closed_day(plan, local(plan, now).date()):
        return "closed-day"
    if not is_within_hours(plan, now, service):
        return "outside-hours"
    if service.quota is not None and hall.taken.get(service.id, 0) >= service.quota:
        return "quota-reached"
    return _taking_legs(hall, now, service) if service.legs else None


def _taking_legs(hall: Hall, now: At, service: Service) -> str | None:
    """A journey is begun only where it can be ended: a first leg is open now, and no leg is over for today."""
    plan, first = plan_of(hall), min(leg.step for leg in service.legs)
    legs = [plan.service[leg.service] for leg in service.legs]
    opens = [plan.service[leg.service] for leg in service.legs if leg.step == first]
    reasons = [reason for leg in legs if (reason := taking(hall, now, leg)) not in (None, "outside-hours")]
    if reasons:
        return reasons[0]
    still = all(is_within_hours(plan, now, leg, later=True) for leg in legs)
    return None if still and any(is_within_hours(plan, now, leg) for leg in opens) else "outside-hours"


def is_within_hours(plan: Plan, now: At, service: Service, *, later: bool = False) -> bool:
    """Whether it is within the service's hours now, or, asked so, now or later today."""
    here = local(plan, now)
    minute = here.hour * 60 + here.minute
    today = (service.hours or plan.hours)[here.weekday()]
    return any((later or start <= minute) and minute < to for start, to in today)


def close_category(hall: Hall, now: At, *, category: str, reason: str | None = None) -> list[e.Event]:
    """No more tickets today; who has one is still served."""
    if category not in plan_of(hall).category:
        raise Refused("unknown-category", "category")
    if category in hall.stops and hall.stops[category].reason == reason:
        return []
    return [e.CategoryClosed(category, reason)]


def open_category(hall: Hall, now: At, *, category: str) -> list[e.Event]:
    if category not in plan_of(hall).category:
        raise Refused("unknown-category", "category")
    return [e.CategoryOpened(category)] if category in hall.stops else []


def set_aside(hall: Hall, now: At, *, prefix: str, first: int, last: int, reason: str = "") -> list[e.Event]:
    """Keep numbers for paper, for a kiosk on its own, or away from a restored past: not one of them issued yet."""
    if prefix not in {category.prefix for category in plan_of(hall).categories}:
        raise Refused("unknown-prefix", "prefix")
    counter = hall.counters.get(f"{hall.day}/{prefix}", Counter())
    if not counter.last < first <= last or any(first <= to and start <= last for start, to in counter.aside):
        raise Refused("numbers-used", "first")
    return [e.NumbersSetAside(hall.day, prefix, first, last, reason)]


def step_clock(hall: Hall, now: At, *, by: int) -> list[e.Event]:
    """The wall clock was moved; what is live moves with it."""
    return [e.ClockStepped(by)] if by else []
