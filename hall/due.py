"""When a visitor is due: fixed once, at issue, and moved only by the events named here."""

from __future__ import annotations

from hall.hall import MINUTE, At
from hall.plan import Plan
from hall.refused import Refused


def due_at(plan: Plan, category: str, priority_class: str | None, arrived_at: At, slot_at: At | None = None) -> At:
    """A + max(T - H, F) for a walk-in; max(S, A) + T_P for an appointment that is on time."""
    policy = plan.policy
    if slot_at is not None and is_on_time(plan, arrived_at, slot_at):
        return max(slot_at, arrived_at) + policy.appointment_promise_minutes * MINUTE
    head_start = plan.priority_class[priority_class].head_start_minutes if priority_class is not None else 0
    promise = plan.category[category].promise_minutes
    return arrived_at + max(promise - head_start, policy.floor_minutes) * MINUTE


def is_on_time(plan: Plan, arrived_at: At, slot_at: At) -> bool:
    """Within the late grace. One who comes earlier than the earliest check-in is refused: wait, or take a number."""
    if arrived_at < slot_at - plan.policy.early_checkin_minutes * MINUTE:
        raise Refused("too-early", "slot_at")
    return arrived_at <= slot_at + plan.policy.late_grace_minutes * MINUTE


def due_after_move(plan: Plan, now: At, due: At, category: str) -> At:
    """Transferred, or on to the next leg: the wait already served counts."""
    soonest = now + plan.policy.floor_minutes * MINUTE
    return max(soonest, min(due, now + plan.category[category].promise_minutes * MINUTE))


def due_after_miss(plan: Plan, now: At, due: At) -> At:
    """Back after being missed: coming back never gains."""
    soonest = now + plan.policy.floor_minutes * MINUTE
    return max(due, soonest) + plan.policy.miss_penalty_minutes * MINUTE


def due_after_hold(plan: Plan, now: At) -> At:
    return now + plan.policy.floor_minutes * MINUTE
