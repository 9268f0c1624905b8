"""How often a proof repeats itself: few times in `make test`, in full in `make prove`; and its mark for the table."""

from __future__ import annotations

import os

import pytest

PROVING = os.environ.get("HALL_PROVE") == "1"
"""Whether this run is `make prove`."""


def count(small: int, full: int) -> int:
    """`small` in `make test`, `full` in `make prove`."""
    return full if PROVING else small


def proof(name: str, times: int) -> pytest.MarkDecorator:
    """Marks a test (a function or a class) as a proof: the run's table shows its name, `times`, result and seconds.

    A test with more to say than "held" asks for `record_property` and calls `record_property("result", "0 doubles")`.
    """
    return pytest.mark.proof(name, times)
