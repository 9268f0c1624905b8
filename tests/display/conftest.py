"""A hall with its routes on a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.plan import Display
from tests.api.web_cast import House
from tests.hall.cast import small_plan


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path, small_plan(displays=(Display("hall-b", ("B",), (), "zone-b"),)))
    made.open("A1", "B1", "B2", "B3")
    yield made
    made.close()
