"""Whose the cabinet is: the hall's, or its own. Looked at once a second, and changed in steps between any two of which
the power may go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import structlog

from station.asking import Away, Refused
from station.lists import COMPARTMENT, KeptList, without

log = structlog.get_logger("station")
LIST_SECONDS = 10.0
"""How old the list may be while the hall is there. What changes hands meanwhile is pulsed, and struck out at once."""
SILENT_SECONDS = 10.0
"""The hall reads its doors every second; after so long without a byte from it, and without an answer, it is away."""
LINE_SECONDS = 5.0
BACK_TURNS = 2
"""So often in a row the hall must answer before the cabinet is given back."""
UNDER_WAY_TURNS = 300
"""How long somebody before an open door is waited for when the hall is back."""
TOLD = ("visits", "locked", "uncertain")
Mode = Literal["hall", "alone", "nobody"]


class Hall(Protocol):
    """`station.asking.Asking`."""

    def get(self, path: str) -> Any: ...
    def post(self, path: str, body: Any, press: str) -> Any: ...


class Line(Protocol):
    """`station.relay.Relay`."""

    heard_at: float
    pulsed: dict[int, float]

    def start(self) -> None: ...
    def stop(self, seconds: float) -> bool: ...


class Own(Protocol):
    """`station.alone.Alone`."""

    @property
    def runs(self) -> bool: ...
    @property
    def has_begun(self) -> bool: ...
    def begin(self, found: dict[str, Any] | None) -> None: ...
    def end(self) -> None: ...
    def account(self) -> dict[str, Any]: ...
    def put_away(self, past: Path, stamp: str) -> None: ...


@dataclass(frozen=True)
class Laid:
    """The cabinet as this computer's own plan has it: each compartment's number, board and lock."""

    bank: str
    compartments: list[list[int]]
    code_digits: int

    def is_as(self, found: dict[str, Any]) -> bool:
        return (found["compartments"], found["code_digits"]) == (self.compartments, self.code_digits)


class Station:
    """`turn()` once a second. `mode`: who serves the cabinet now. `clock` gives seconds that nobody sets, `now`
    milliseconds since 1970; `past` is where the records of times alone are put away."""

    def __init__(
        self, laid: Laid, hall: Hall, line: Line, own: Own, kept: KeptList, past: Path,
        clock: Callable[[], float], now: Callable[[], int],
    ) -> None:  # fmt: skip
        self._laid, self._hall, self._line, self._own = laid, hall, line, own
        self._kept, self._past, self._clock, self._now = kept, past, clock, now
        self._listed_at = float("-inf")
        self._answers = 0
        self.mode: Mode = "nobody"

    def turn(self) -> None:
        match self.mode:
            case "hall":
                self._hall_serves()
            case "alone":
                self._serves_itself()
            case "nobody" if self._own.has_begun:
                if not (self._answers_again() and self._given_back()):
                    self._go_alone()
            case "nobody":
                if self._listed() or not self._go_alone():
                    self._give_to_the_hall()

    def close(self) -> None:
        self._line.stop(LINE_SECONDS)
        self._own.end()

    # --- the hall has the line

    def _give_to_the_hall(self) -> None:
        self._line.start()
        self._is("hall")

    def _hall_serves(self) -> None:
        self._strike()
        silent = self._clock() - self._line.heard_at > SILENT_SECONDS
        if not silent and self._clock() - self._listed_at < LIST_SECONDS:
            return
        if self._listed() or not silent:
            return
        alone = self._line.stop(LINE_SECONDS) and self._go_alone()
        if not alone and not self._own.has_begun:
            self._give_to_the_hall()  # without a list this computer can do nothing with the line

    def _strike(self) -> None:
        """What lies behind a door that was pulsed since is not certain any more."""
        pulsed = {no for no, at in self._line.pulsed.items() if at >= self._listed_at}
        found = self._kept.read(self._now()) if pulsed else None
        if found is not None and any(each[COMPARTMENT] in pulsed for each in found["deposits"]):
            self._kept.keep(without(found, pulsed))

    def _listed(self) -> bool:
        """Whether the hall answers. Its list is kept, if it is this cabinet's."""
        asked_at = self._clock()
        try:
            found = self._hall.get(f"/lockers/{self._laid.bank}/list")
        except Away:
            return False
        except Refused as no:
            log.error("list", refused=str(no))
            return True
        self._listed_at = asked_at
        if self._laid.is_as(found):
            self._kept.keep(found)
            self._strike()  # a door that was pulsed while the list was made
        else:
            log.error("plan-differs", of="compartments or code_digits")
        return True

    # --- the cabinet serves itself

    def _go_alone(self) -> bool:
        found = self._kept.read(self._now())
        try:
            if found is not None:
                self._own.begin(found)
        except Away as away:
            log.error("alone", problem=str(away))
            found = None
        self._answers = 0
        self._is("nobody" if found is None else "alone")
        return found is not None

    def _serves_itself(self) -> None:
        if not self._own.runs or self._kept.read(self._now()) is None:  # it fell, or its list is a day old
            self._own.end()
            self._is("nobody")
            return
        self._answers = self._answers + 1 if self._answers_again() else 0
        patient = self._answers < BACK_TURNS + UNDER_WAY_TURNS
        if self._answers >= BACK_TURNS and not (patient and self._is_busy()):
            self._given_back()

    def _answers_again(self) -> bool:
        try:
            self._hall.get(f"/lockers/{self._laid.bank}")
        except Away:
            return False
        except Refused as no:
            log.error("hall", refused=str(no))
        return True

    def _is_busy(self) -> bool:
        try:
            return bool(self._own.account()["under_way"])
        except (Away, Refused):
            return False

    def _given_back(self) -> bool:
        """The hall hears what happened, and only then has the line. What it did not hear is told again, with what comes
        to it until then."""
        try:
            if not self._own.runs:
                self._own.begin(None)
            told = {name: each for name, each in self._own.account().items() if name in TOLD}
            self._own.end()
            press = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
            self._hall.post(f"/lockers/{self._laid.bank}/accounts", told, press)
        except (Away, Refused) as no:
            log.error("account", problem=str(no))
            self._own.end()
            self._is("nobody")
            return False
        self._own.put_away(self._past, str(self._now()))
        self._give_to_the_hall()
        return True

    def _is(self, mode: Mode) -> None:
        if mode != self.mode:
            self.mode = mode
            log.info("cabinet", served_by=mode)
