"""A simulated day through the real rules and a real record, and its measures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

import click

from hall import planning
from hall.days import local
from hall.measures import Measures, Spread, measure
from hall.plan import Plan
from server import rehearse_crowd as crowd
from server.config import ConfigErrors, describe, read_plan
from server.options import config_option
from server.rehearse import Rehearsal, Time
from server.rehearse_record import Recorded
from server.trouble import Trouble

VISITORS_MAX = 50_000
VISITORS_HELP = "How many come; without it, as many as the windows can bear."
COLUMNS = "{:24}{:>8}{:>8}{:>8}{:>8}{:>8}"


@click.command(name="rehearse")
@click.option("--visitors", type=click.IntRange(1, VISITORS_MAX), help=VISITORS_HELP)
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same day.")
@config_option
def command(visitors: int | None, seed: int, config: Path) -> None:
    """Rehearse a day of this hall, in seconds, and print how it went. Nothing of it is kept."""
    try:
        plan = read_plan(config)
    except ConfigErrors as wrong:
        raise Trouble("\n".join([f"{config} cannot be the hall's plan:", *describe(wrong.errors)]), code=2) from None
    for line in rehearsed(plan, visitors, seed):
        click.echo(line)


def rehearsed(plan: Plan, visitors: int | None, seed: int) -> Iterator[str]:
    """One day, played and told in lines."""
    try:
        span = crowd.span_of(plan)
    except ValueError as never:
        raise Trouble(str(never)) from None
    wanted = crowd.demands(plan)
    people = crowd.visitors(plan, span, wanted, visitors or crowd.usual_visits(plan, span, wanted), Random(seed))
    time = Time(span.opens_at)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder, Recorded(Path(folder), time) as record:
        began = perf_counter()
        record.record(planning.adopt, plan=plan)
        rehearsal = Rehearsal(plan, record, time, span, people)
        rehearsal.run()
        seconds = perf_counter() - began
    figures = measure(plan, record.facts)
    opens, closes = (local(plan, at) for at in (span.opens_at, span.closes_at))
    yield f"{plan.name.en}: {opens:%A %Y-%m-%d %H:%M} to {closes:%H:%M}, {len(plan.windows)} windows, seed {seed}"
    yield from told(figures, rehearsal.refused)
    pace = figures.events / seconds
    yield f"records                 {figures.events} events in {seconds:.1f} s, {pace:,.0f} a second"


def told(figures: Measures, refused: dict[str, int]) -> Iterator[str]:
    yield COLUMNS.format("wait, minutes", "visits", "mean", "P50", "P90", "P99")
    yield row("all", figures.wait)
    yield from (row(f"  zone {zone}", each) for zone, each in figures.by_zone.items())
    yield from (row(f"  {group}", each) for group, each in figures.by_group.items())
    yield f"tickets                 {figures.visits} taken, {figures.served} served"
    yield f"promise kept            {figures.promise_kept:.1%} waited no longer than their category promises"
    bound = f"(bound {figures.overtaking_bound} min; beyond it {figures.overtakings_beyond})"
    yield f"largest overtaking      {figures.overtaking_minutes:.1f} min {bound}"
    yield f"help                    {figures.help_calls} calls from another zone"
    yield f"out of turn             {figures.out_of_turn} calls of a given number"
    gone = f"{figures.returned} came back, {figures.abandoned} did not"
    yield f"missed                  {figures.missed}, of whom {gone}"
    yield f"left the queue          {figures.cancelled} cancelled, {figures.expired} sent home at closing"
    if refused:
        yield "refused                 " + ", ".join(f"{count} {reason}" for reason, count in sorted(refused.items()))
    yield f"windows                 {figures.utilisation:.0%} of their open time in service"


def row(name: str, each: Spread) -> str:
    numbers = (f"{value:.1f}" for value in (each.mean, each.p50, each.p90, each.p99))
    return COLUMNS.format(name, each.count, *numbers)
