"""Who was passed by whom: the bound that the rule keeps, and the queue as it stood at each call of a day."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from hall.hall import At
from hall.plan import Minutes, Plan


def overtaking_bound(plan: Plan) -> Minutes:
    """By how many minutes a later arrival can at most have come after someone it is called before, at a window of his
    own zone: O_max - F + delta_excl. Who came back from being missed adds the penalty."""
    policy = plan.policy
    longest = max(category.promise_minutes for category in plan.categories)
    longest = max(longest, policy.early_checkin_minutes + policy.appointment_promise_minutes)
    return longest - policy.floor_minutes + policy.exclusive_minutes


class Queue:
    """The waiting tickets by service, oldest entry first, for the overtaking of each call. Bound ones are left out."""

    def __init__(self) -> None:
        self.entered: dict[str, At] = {}
        self._lines: dict[tuple[str, bool], list[tuple[At, str]]] = {}

    def enter(self, ticket: str, service: str, at: At, penalised: bool = False) -> None:
        self.entered[ticket] = at
        heappush(self._lines.setdefault((service, penalised), []), (at, ticket))

    def leave(self, ticket: str) -> At | None:
        return self.entered.pop(ticket, None)

    def oldest(self, services: Iterable[str], penalised: bool) -> At | None:
        heads = [head for each in services if (head := self._head((each, penalised))) is not None]
        return min(heads, default=None)

    def _head(self, line: tuple[str, bool]) -> At | None:
        places = self._lines.get(line, [])
        while places and self.entered.get(places[0][1]) != places[0][0]:
            heappop(places)
        return places[0][0] if places else None
