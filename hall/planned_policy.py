"""The hall's own figures, as the plan carries them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Minutes = int
"""A length of time in whole minutes, or a time of day in minutes after midnight, as the name says."""


@dataclass(frozen=True)
class Policy:
    """The hall's own figures. The defaults of the dispatch rule are simulated ones: see docs/decisions.md."""

    floor_minutes: Minutes = 5
    appointment_promise_minutes: Minutes = 5
    late_grace_minutes: Minutes = 10
    early_checkin_minutes: Minutes = 30
    help: bool = True
    help_minutes: Minutes = 8
    exclusive_minutes: Minutes = 4
    auto_call: bool = False
    auto_start_seconds: int | None = None
    call_by_number: bool = True
    call_by_number_by: Literal["everyone", "permitted"] = "everyone"
    recalls_max: int = 3
    recall_seconds: int = 10
    miss_return_minutes: Minutes = 30
    miss_penalty_minutes: Minutes = 10
    hold_minutes_max: Minutes = 30
    undo_seconds: int = 10
    void_minutes: Minutes = 1
    reclass_minutes: Minutes = 5
    expire_minutes: Minutes = 60
    carry_over: Literal["by-hours", "always", "never"] = "by-hours"
    absent_minutes: Minutes = 10
    late_alarm_minutes: Minutes = 20
    failover: bool = False
    missing_days: int = 5
    widen_seconds: int = 60
