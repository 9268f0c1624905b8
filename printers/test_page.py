"""The page that shows what a printer can do: its width, its letters, its sizes, a code, a picture, a cut. Pure."""

from __future__ import annotations

from hall import plan
from printers.lines import Code, Cut, Gap, Line, Text
from printers.text import clean, wrap

RARE = "㐀 Zürich"
"""Characters that no printer of two-byte codes has: they come out as a picture, or the printer knows no pictures."""


def test_page(planned: plan.Printer, name: plan.Names, at: str) -> tuple[Line, ...]:
    """`at`: the time, as it is to be read."""
    ruler = ("1234567890" * 8)[: planned.columns]
    title = [line for each in (name.zh, name.en) for line in wrap(clean(each), planned.columns)]
    return (
        *(Text(line, "center", bold=True) for line in title),
        Text("测试页 TEST PAGE", "center", bold=True),
        Text(clean(f"{planned.id} {planned.columns}/{planned.dots} {planned.encoding}")),
        Text(clean(at)),
        Text(ruler),
        Text("社会保险 医疗保险：（一）、①"),
        Text(RARE),
        Text("A008", "center", size=min(6, planned.columns // 4), bold=True),
        Gap(16),
        Code("TEST PAGE"),
        Gap(16),
        Text("-" * planned.columns),
        Cut(),
    )
