"""The table of proofs: what `make prove` ends in."""

from __future__ import annotations

import pytest

from tests.counts import PROVING, count, proof
from tests.proofs import Row, lines


def test_counts_are_small_unless_everything_is_proved() -> None:
    assert count(2, 2_000) == (2_000 if PROVING else 2)


def test_a_proof_carries_its_name_and_its_count() -> None:
    assert proof("nobody is lost", 7).args == ("nobody is lost", 7)


def test_the_table_says_name_count_result_and_seconds_in_columns() -> None:
    rows = [Row("kill -9", 10, "held", 12.34), Row("numbers are unique", 100_000, "0 doubles", 3.0)]
    assert lines(rows) == [
        "proof                 times  result     seconds",
        "kill -9                  10  held          12.3",
        "numbers are unique  100,000  0 doubles      3.0",
    ]


@pytest.mark.parametrize("rows", [[], [Row("x", 1, "held", 0.0)]])
def test_the_table_has_a_head_and_a_line_for_each(rows: list[Row]) -> None:
    assert len(lines(rows)) == len(rows) + 1
