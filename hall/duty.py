"""Floor staff: who is on duty, which calls for help are open, and who has taken an alarm in hand."""

from __future__ import annotations

from dataclasses import dataclass

from hall.events import At


@dataclass(frozen=True)
class OnDuty:
    """A helper on duty. `zone` None: all over the hall; `free_at`: since when nobody needs him, which orders helpers of
    equal nearness."""

    id: str
    since_at: At
    free_at: At
    zone: str | None = None


@dataclass(frozen=True)
class HelpCall:
    """An open call for help. `helper` was chosen and told first; `for_all`: it is everybody's now; `taken_by` has it in
    hand since `taken_at`."""

    id: str
    kind: str
    place: str
    zone: str | None
    called_at: At
    helper: str | None = None
    why: str = ""
    for_all: bool = False
    taken_by: str | None = None
    taken_at: At | None = None


@dataclass(frozen=True)
class Hand:
    """Who has taken an alarm in hand, and since when he says that it is done. The alarm goes with its cause."""

    id: str
    helper: str
    taken_at: At
    done_at: At | None = None
