"""Claims: a hall with a million stored tickets and 10,000 waiting is as quick as a new one, and starts as quickly."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench import hall_plan, many, press, servers
from bench.press import Hall
from bench.result import Row, Scale

PAIRS = 5
SMALL = 1_000
START_SECONDS = 1.2
RATIO = 1.25


def run(scale: Scale) -> list[Row]:
    stored, waiting = scale.of(1_000_000, 20_000), scale.of(10_000, 2_000)
    with tempfile.TemporaryDirectory() as folder:
        config = hall_plan.written(Path(folder))
        data = Path(folder) / "large"
        seconds = many.stored(data, config, stored, waiting)
        size = (data / "ledger.db").stat().st_size / 1e9
        many.stored(Path(folder) / "small", config, SMALL, SMALL)
        rows = [*growth(config, Path(folder), scale, stored, waiting), *start(config, data, scale, stored)]
    return [*rows, Row(f"(storing {stored:,} tickets for this)", seconds, "s", note=f"{size:.1f} GB")]


def growth(config: Path, folder: Path, scale: Scale, stored: int, waiting: int) -> list[Row]:
    with both(config, folder) as (small, large):
        pairs = [(acts(small, scale), acts(large, scale)) for _ in range(PAIRS)]
    what = f"growth from {SMALL:,} to {stored:,} stored and {waiting:,} waiting"
    rows = []
    for at, act in enumerate(("issue", "call-next")):
        ratio = median(large[at] / small[at] for small, large in pairs)
        rates = [median(1 / each[at] for each in side) for side in zip(*pairs, strict=True)]
        rows.append(Row(f"{what}: {act}", ratio, "x", RATIO, note=f"{rates[0]:,.0f}/s and {rates[1]:,.0f}/s, c=8"))
    return rows


def acts(hall: Hall, scale: Scale) -> tuple[float, float]:
    """Seconds an issue and a call take, at eight at once; as many wait afterwards as before."""
    count = scale.of(800, 160)
    issued, called = hall.issue(count), hall.call_next(count)
    return issued.seconds / count, called.seconds / count


@contextmanager
def both(config: Path, folder: Path) -> Iterator[tuple[Hall, Hall]]:
    with press.hall(config, folder / "small") as small, press.hall(config, folder / "large") as large:
        for hall in (small, large):
            acts(hall, Scale(quick=True))
        yield small, large


def start(config: Path, data: Path, scale: Scale, stored: int) -> list[Row]:
    """From the command to the first 200 of readyz, after a clean stop; the median of some starts."""
    took: dict[Path, list[float]] = {data.with_name("small"): [], data: []}
    for _ in range(scale.of(5, 2)):
        for each, seconds in took.items():
            with servers.hall(config, each) as process:
                seconds.append(process.start_seconds)
    small, large = (median(seconds) for seconds in took.values())
    note = f"{small:.2f} s with {SMALL:,} stored"
    return [Row(f"start to first 200, {stored:,} stored", large, "s", START_SECONDS, note=note)]
