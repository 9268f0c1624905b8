"""`python -m bench [--quick] [CLAIM ...]`: measures the claims and prints a table with the machine named."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from time import perf_counter

from bench import boards, calls, console, floors, growth, issue, lockers, machine, memory, paper, tap
from bench.result import Row, Scale, table

CLAIMS: dict[str, Callable[[Scale], list[Row]]] = {
    "floors": floors.run,
    "issue": issue.run,
    "calls": calls.run,
    "boards": boards.run,
    "memory": memory.run,
    "tap": tap.run,
    "console": console.run,
    "paper": paper.run,
    "lockers": lockers.run,
    "growth": growth.run,
}


def main() -> int:
    """0 when every target of the claims asked for is kept."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="small counts, about a minute: the shape, not the figure")
    asked.add_argument("claims", nargs="*", metavar="CLAIM", help=f"some of: {', '.join(CLAIMS)} (default: all)")
    given = asked.parse_args()
    if unknown := set(given.claims) - set(CLAIMS):
        asked.error(f"no such claim: {', '.join(sorted(unknown))}")
    machine.settle()
    for line in machine.described():
        print(line)
    print(f"pinned    server on core {machine.server_core()}, load on core {machine.CORES[machine.LOAD_CORE]}")
    rows = measured(given.claims or list(CLAIMS), Scale(given.quick))
    print()
    for line in table(rows):
        print(line)
    return int(any(row.verdict == "MISS" for row in rows))


def measured(claims: list[str], scale: Scale) -> list[Row]:
    rows: list[Row] = []
    for name in claims:
        began = perf_counter()
        rows += CLAIMS[name](scale)
        print(f"  {name}: {perf_counter() - began:.0f} s", file=sys.stderr)
    return rows


if __name__ == "__main__":
    sys.exit(main())
