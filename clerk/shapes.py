"""What a window's view and answers look like, for the OpenAPI document; `clerk.view` makes them, a test compares."""

from __future__ import annotations

from typing import Literal

from api.shapes import AlarmShape, Shape, TicketShape
from clerk.case_shapes import ToldShape
from hall.hall import WindowState

Why = Literal[
    "first-come", "appointment", "priority", "transferred", "returned", "bound", "helped-zone", "integrated-only"
]


class WaitingShape(Shape):
    id: str
    number: str
    service: str
    priority_class: str | None
    needs: list[str]
    since: str
    why: list[Why]


class LaneShape(Shape):
    service: str
    count: int


class ApartTicketShape(Shape):
    id: str
    number: str
    until: str | None
    reason: str | None


class ApartShape(Shape):
    """Missed or held visitors: how many, and the latest of them."""

    count: int
    tickets: list[ApartTicketShape]


class TodayShape(Shape):
    served: int
    mean_service_minutes: float | None
    out_of_turn: int


class AlertShape(Shape):
    id: str
    number: str


class DeliveryShape(Shape):
    """How the last call went out: on `shown` of the `of` displays it concerns, and spoken or not yet. `away`: those of
    them that nobody can count on just now."""

    call: int
    number: str
    shown: int
    of: int
    spoken_at: str | None
    away: list[str]


class VisitShape(Shape):
    """Of the current visitor: `begins_at` when service begins by itself (null: when the clerk says so); `noted`: staff
    wrote something, which `GET /tickets/{ticket}/note` shows to who is signed in; `may_miss`: a
    recall or a no-show is possible as things stand, the recall from `recall_from` on and `recalls_left` times."""

    language: Literal["zh", "en"]
    started_at: str | None
    begins_at: str | None
    may_miss: bool
    noted: bool
    recalls_left: int
    recall_from: str


class PolicyShape(Shape):
    """What the hall's policy lets this window do, with who sits there now."""

    hold_minutes_max: int
    call_by_number: bool
    lock_minutes: int


class PartShape(Shape):
    """A service of a joint session and the window that came for it."""

    service: str
    window: str | None
    window_label: str | None


class JointShape(Shape):
    """The joint session this window is at: `window` is the visitor's place."""

    window: str
    window_label: str
    parts: list[PartShape]


class InvitationShape(Shape):
    """A called visitor whom this window could join at `window`, for `service`."""

    id: str
    number: str
    window: str
    window_label: str
    service: str


class ColleagueShape(Shape):
    name: str
    window: str


class WindowShape(Shape):
    epoch: int
    seq: int
    at: str
    window: str
    label: str
    zone: str
    kind: Literal["integrated", "specialised"]
    state: WindowState
    since: str
    person: str | None
    reason: str | None
    back_at: str | None
    ticket: TicketShape | None
    visit: VisitShape | None
    joint: JointShape | None
    invitations: list[InvitationShape]
    policy: PolicyShape
    colleagues: list[ColleagueShape]
    waiting: list[WaitingShape]
    lanes: list[LaneShape]
    missed: ApartShape
    held: ApartShape
    today: TodayShape
    alert: AlertShape | None
    outcome: ToldShape | None
    undo_until: str | None
    delivery: DeliveryShape | None
    alarms: list[AlarmShape]


class CalledShape(Shape):
    """`ticket` is null, and `why` with it, when the current one was finished and nobody waited."""

    ticket: TicketShape | None
    why: str | None
    finished: str | None = None
