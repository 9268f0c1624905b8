"""What a measurement came to, beside its target, and the table they make together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure. `target` None: shown for comparison, nothing is claimed."""

    what: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        kept = self.value >= self.target if self.at_least else self.value <= self.target
        return "PASS" if kept else "MISS"

    @property
    def aim(self) -> str:
        if self.target is None:
            return ""
        return f"{'>=' if self.at_least else '<='} {shown(self.target, self.unit)}"


@dataclass(frozen=True)
class Scale:
    """How much is measured: in full, or quickly (the same shapes with small counts)."""

    quick: bool

    def of(self, full: int, quick: int) -> int:
        return quick if self.quick else full


def shown(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or (unit == "/s" and value >= 10) else 2
    return f"{value:,.{digits}f} {unit}"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Columns as wide as what stands in them."""
    cells = [(row.what, shown(row.value, row.unit), row.aim, row.verdict, row.note) for row in rows]
    heads = ("claim", "measured", "target", "", "against")
    widths = [max(len(line[at]) for line in (heads, *cells)) for at in range(len(heads))]
    for line in (heads, tuple("-" * width for width in widths), *cells):
        yield "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()


def percentile(values: Sequence[float], share: float) -> float:
    """Of values in any order; the nearest one at or above this share."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
