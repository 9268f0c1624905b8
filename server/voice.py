"""The hall's voice in the server: what its sentences are made of, looked at after each new plan, and told to staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from display.voice.clips import MISSING_TOLD, Clips
from display.voice.espeak import NoSpeech
from hall.alarms import Alarm
from hall.events import PlanAdopted
from hall.hall import Hall, plan_of
from hall.plan import Plan
from hall.voice import Said
from ledger.ledger import Ledger


class Voice:
    """`clips` of the hall, and how well it can speak. `spawn(act)` runs something beside the loop's other work, in a
    native thread."""

    def __init__(self, ledger: Ledger, clips: Clips, spawn: Callable[[Callable[[], None]], Any]) -> None:
        self._ledger, self.clips, self._spawn = ledger, clips, spawn
        self._since_at = ledger.clock.now()

    def look(self) -> None:
        """See what there is for the plan in force."""
        plan = plan_of(self._ledger.hall)
        self._spawn(lambda: self.clips.look(plan))

    def hear(self, kept: list[Any], missed: bool) -> None:
        """News: a new plan may want other words."""
        if missed or any(isinstance(event, PlanAdopted) for each in kept for event in each.events):
            self.look()

    def speak(self, plan: Plan, language: str, text: str) -> bytes | None:
        """A sentence of the hall's own words as a WAV file, for rooms that know no loudspeakers; None: nothing here can
        say it. Slow, so off the loop."""
        try:
            return self.clips.make(plan, language, Said(text, text))
        except NoSpeech:
            return None

    def alarms(self) -> tuple[Alarm, ...]:
        """A language without a voice, and a clip pack that is not used because it lacks something."""
        found = []
        for language, source in self.clips.sources.items():
            if source.kind == "none":
                found.append(Alarm(f"voice.{language}.no-voice", "no-voice", language, self._since_at))
            if source.missing:
                found.append(Alarm(f"voice.{language}.clips-missing", "clips-missing", language, self._since_at))
        return tuple(found)

    def state(self, hall: Hall) -> dict[str, Any]:
        """For /readyz: where each language's sentences come from, what is missing, and who speaks where."""
        languages = {
            language: {"source": each.kind, "problem": each.problem, "missing": each.missing[:MISSING_TOLD],
                       "missing_count": len(each.missing)}
            for language, each in self.clips.sources.items()
        }  # fmt: skip
        return {"ok": not self.alarms(), "languages": languages,
                "speakers": {voice: each.display for voice, each in hall.speakers.items()}}  # fmt: skip
