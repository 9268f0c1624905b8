"""docs/config.md names every key of config.toml, what may stand there and its default, and no other."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticUndefined

from hall.plan import Access, Lockers, Messages, Policy, Printer, Wire
from server import config_file as f
from server.config import read_plan
from server.config_errors import hints, may_stand
from tests.source import ROOT

DOC = (Path(__file__).parents[2] / "docs" / "config.md").read_text("utf-8")
SECTIONS = {
    "[hall]": f.HallTable,
    "[hall.hours] and hours of a service": f.WeekTable,
    "name": f.NamesTable,
    "[[zones]]": f.ZoneTable,
    "[[categories]]": f.CategoryTable,
    "[[services]]": f.ServiceTable,
    "legs of a service": f.LegTable,
    "[[windows]]": f.WindowTable,
    "[[offices]]": f.OfficeTable,
    "[[priority_classes]]": f.PriorityClassTable,
    "[[kiosks]]": f.KioskTable,
    "scanner of a kiosk": f.ScannerTable,
    "wedge of a kiosk": f.WedgeTable,
    "[[displays]]": f.DisplayTable,
    "[screens]": f.ScreensTable,
    "[[loudspeakers]]": f.LoudspeakerTable,
    "times of a loudspeaker": f.LoudTimeTable,
    "[[printers]]": f.PrinterTable,
    "wire": f.WireTable,
    "[[locker_banks]]": f.LockerBankTable,
    "compartments of a locker bank": f.CompartmentTable,
    "[[bars]]": f.BarTable,
    "[policy]": f.PolicyTable,
    "[access]": f.AccessTable,
    "[slip]": f.SlipTable,
    "[codes]": f.CodesTable,
    "[voice]": f.VoiceTable,
    "[lockers]": f.LockersTable,
    "[messages]": f.MessagesTable,
    "The file": f.ConfigFile,
}
SPELLED = {"day_starts": '"04:00"', "night": '"22:00-07:00"'}
"""Defaults that are kept as minutes."""


def rows(section: str) -> dict[str, tuple[str, str, str]]:
    """Key -> (what may stand, default, meaning) of the table under a heading."""
    text = DOC.split(f"\n## {section}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| `")]
    return {key.strip("`"): (may, default, meaning) for key, may, default, meaning in cells}


def default(table: type[f.Table], key: str) -> str:
    value: Any = table.model_fields[key].default
    if key in SPELLED:
        return SPELLED[key]
    if value is PydanticUndefined:
        return "-"
    if value is None:
        return "none"
    return "its defaults" if isinstance(value, f.Table) else json.dumps(value)


@pytest.mark.parametrize(("section", "table"), SECTIONS.items(), ids=list(SECTIONS))
def test_a_section_says_what_the_table_takes(section: str, table: type[f.Table]) -> None:
    found = {key: (may, standard) for key, (may, standard, _) in rows(section).items()}
    assert found == {key: (may_stand(hint), default(table, key)) for key, hint in hints(table).items()}
    assert all(meaning for _, _, meaning in rows(section).values())


def test_every_table_has_its_section_and_no_other_has_one() -> None:
    headings = [line.removeprefix("## ") for line in DOC.splitlines() if line.startswith("## ")]
    assert headings == list(SECTIONS)
    assert set(SECTIONS.values()) == set(f.Table.__subclasses__())


def test_the_defaults_of_policy_and_wire_are_those_of_the_plan() -> None:
    from_plan: dict[type[f.Table], object] = {
        f.PolicyTable: Policy(),
        f.MessagesTable: Messages(),
        f.AccessTable: Access(),
        f.PrinterTable: Printer("P1", "simulated"),
        f.WireTable: Wire("file"),
    }
    for table, record in from_plan.items():
        for key, field in table.model_fields.items():
            if not field.is_required() and field.default is not None:
                assert getattr(record, key) == field.default, f"{table.__name__}.{key}"


def test_the_policy_takes_every_figure_of_the_plan_and_no_other() -> None:
    assert list(f.PolicyTable.model_fields) == [field.name for field in fields(Policy)]
    assert list(f.LockersTable.model_fields) == [field.name for field in fields(Lockers)]
    assert f.LockersTable().model_dump() | {"sizes": Lockers().sizes} == asdict(Lockers())
    assert list(f.AccessTable.model_fields) == [field.name for field in fields(Access)]


@pytest.mark.parametrize("page", ["lockers.md", "station.md"])
def test_the_plan_of_a_cabinet_away_from_the_hall_is_one(page: str, tmp_path: Path) -> None:
    """The whole file that the page shows."""
    (shown,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / page).read_text("utf-8"), re.DOTALL)
    (tmp_path / "config.toml").write_text(shown, "utf-8")
    assert list(read_plan(tmp_path / "config.toml").locker_bank) == ["L1"]
