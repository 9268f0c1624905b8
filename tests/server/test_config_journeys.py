"""A service of several legs in config.toml, and what is said of one that leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.plan import PlannedLeg
from tests.server.small_config import SMALL, mistakes, read

MATTER = """
[[services]]
id = "matter"
name = { zh = "一件事", en = "One Matter" }
category = "social"
legs = [LEGS]
"""


def with_legs(legs: str) -> str:
    return SMALL + MATTER.replace("LEGS", legs)


def test_legs_come_by_step_and_those_without_one_by_their_place(tmp_path: Path) -> None:
    legs = '{ service = "record", step = 3 }, { service = "returns", together = ["pension"] }'
    plan = read(tmp_path, with_legs(legs))
    assert plan.service["matter"].legs == (PlannedLeg("returns", 2, ("pension",)), PlannedLeg("record", 3))


def test_a_matter_needs_no_window_of_its_own(tmp_path: Path) -> None:
    assert read(tmp_path, with_legs('{ service = "record" }')).windows_for["matter"] == ()


@pytest.mark.parametrize(
    ("legs", "place", "found"),
    [
        ('{ service = "recrod" }', 'services[3] "matter" legs[0].service', "'recrod'"),
        ('{ service = "record" }, { service = "matter" }', 'services[3] "matter" legs[1].service', "has legs itself"),
        ('{ service = "record" }, { service = "record" }', 'services[3] "matter" legs[1].service', "a second time"),
        (
            '{ service = "record", together = ["record"] }',
            'services[3] "matter" legs[0].together[0]',
            "'record' a second time",
        ),
        ('{ service = "record", together = ["x"] }', 'services[3] "matter" legs[0].together[0]', "'x'"),
        ('{ service = "record", together = ["pension"] }', 'services[3] "matter" legs[0].together', "['pension']"),
        ('{ service = "record", step = 0 }', 'services[3] "matter" legs[0].step', "found 0"),
        ("", 'services[3] "matter" legs', "found []"),
    ],
)
def test_a_journey_to_nowhere_is_named_with_its_place(tmp_path: Path, legs: str, place: str, found: str) -> None:
    (line,) = mistakes(tmp_path, with_legs(legs))
    assert place in line and found in line, line
