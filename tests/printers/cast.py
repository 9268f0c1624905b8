"""The cast of the printer tests: a small hall, its slips, printers of each kind, and an engine behind a real socket."""

from __future__ import annotations

import json
from pathlib import Path

from hall import plan as p
from hall.words import Words
from printers import paper
from printers.drawing import Drawer
from printers.slip import Slip

ROOT = Path(__file__).parents[2]
TABLES = {language: json.loads((ROOT / "words" / f"{language}.json").read_text("utf-8")) for language in ("zh", "en")}
WORDS = Words(TABLES)
NINE_FORTY_ONE = 1_795_225_260_000
"""2026-11-21 09:41 in Shanghai."""
TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234"


def names(zh: str, en: str) -> p.Names:
    return p.Names(zh, en)


def printer(**changes: object) -> p.Printer:
    return p.Printer(**{"id": "p1", "kind": "simulated", **changes})  # type: ignore[arg-type]


def plan(*printers: p.Printer) -> p.Plan:
    windows = [("b1", "1"), ("b3", "3"), ("b4", "4"), ("b5", "5"), ("b6", "6")]
    made = printers or (printer(),)
    return p.Plan(
        name=names("某某区政务服务中心", "Someplace Service Hall"),
        zones=(p.Zone("B", names("二楼 B 区", "Floor 2, Zone B")),),
        categories=(p.Category("social", names("社保", "Social"), "A", "B"),),
        services=(p.Service("si", names("社保 医保", "Social insurance"), "social"),),
        windows=tuple(p.PlannedWindow(i, label, "B", "integrated", ("si",)) for i, label in windows),
        kiosks=tuple(p.Kiosk(f"k{i}", "B", each.id) for i, each in enumerate(made, start=1)),
        printers=made,
    )


def slip(**changes: object) -> Slip:
    facts: dict[str, object] = {
        "ticket": "mzxw6ytb2k7a", "number": "A008", "service": "si", "zone": "B",
        "windows": ("b3", "b4", "b5", "b6"), "ahead": 6, "issued_at": NINE_FORTY_ONE, "language": "zh", "kiosk": "k2",
        "code": TOKEN,
    }  # fmt: skip
    return Slip(**{**facts, **changes})  # type: ignore[arg-type]


def drawing() -> Drawer:
    return paper


def nothing_to_draw() -> Drawer:
    raise AssertionError("this slip needs no drawing")
