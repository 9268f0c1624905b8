"""The hall that is measured: the shipped plan with kiosks without printers and as many displays as a claim wants."""

from __future__ import annotations

import re
from pathlib import Path

from bench.machine import ROOT
from hall.plan import Plan
from server.config import read_plan

KIOSKS = 8
BOARDS = 8
"""Displays share their pictures: at most so many different ones."""
CLERKS = 8
DEVICES = ("kiosks", "printers", "displays", "bars")


def shipped() -> Path:
    return ROOT / "config.toml"


def written(folder: Path, displays: int = 0) -> Path:
    """A config.toml in `folder`. Every display shows both zones, so every call concerns every one."""
    path = folder / "config.toml"
    parts = [_without_devices(shipped().read_text(encoding="utf-8"))]
    parts += [f'[[kiosks]]\nid = "k{at}"\nzone = "{"AB"[at % 2]}"\n' for at in range(KIOSKS)]
    parts += [_display(at) for at in range(displays)]
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _without_devices(text: str) -> str:
    tables = re.split(r"(?m)^(?=\[)", text)
    kept = (table for table in tables if not re.match(rf"\[\[({'|'.join(DEVICES)})\]\]", table))
    return re.sub(r"(?m)^printer = .*\n", "", "".join(kept))  # those of the windows


def _display(at: int) -> str:
    return f'[[displays]]\nid = "d{at}"\nzones = ["A", "B"]\nboard = "board-{at % BOARDS}"\n'


def plan_of(config: Path) -> Plan:
    return read_plan(config)


def clerks(plan: Plan) -> list[str]:
    """The windows that call: integrated ones first, then by the plan."""
    ordered = sorted(plan.windows, key=lambda window: window.kind != "integrated")
    return [window.id for window in ordered][:CLERKS]


def services(plan: Plan, windows: list[str]) -> list[str]:
    """What is asked for, in turn: the services that these windows serve, every window's own about equally often."""
    turns = [plan.window[window].services for window in windows]
    return [services[turn % len(services)] for turn in range(max(map(len, turns))) for services in turns]
