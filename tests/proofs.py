"""A pytest plugin: gathers the tests marked with `tests.counts.proof` and prints them as one table.

`make test` ends with pytest's own closing line, so there the table stands above it; `make prove` ends with the table.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.counts import PROVING

ROWS = pytest.StashKey[list["Row"]]()
PROPERTY = "proof"


@dataclass(frozen=True)
class Row:
    """One proof as it went. `times` is how often it was repeated."""

    name: str
    times: int
    result: str
    seconds: float


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(config.stash[ROWS]), "table-of-proofs")
    config.addinivalue_line("markers", "proof(name, times): a repeated proof, shown in the table at the end")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The mark travels with the report, since tests may run in processes of their own."""
    report = yield
    mark = item.get_closest_marker("proof")
    if mark is not None and (report.when == "call" or report.outcome != "passed"):
        report.user_properties.append((PROPERTY, list(mark.args)))
    return report


class Table:
    """Gathers rows from reports, in the one process that sees them all."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told: dict[str, Any] = dict(report.user_properties)
        if PROPERTY in told:
            name, times = told[PROPERTY]
            self._rows.append(Row(name, times, _result(report), report.duration))


def _result(report: pytest.TestReport) -> str:
    outcome: str = report.outcome  # pytest's own three, and rerunfailures' "rerun"
    if outcome == "rerun":
        return "failed, tried again"
    if report.outcome == "skipped":
        return "SKIPPED"
    if report.outcome == "failed":
        return "FAILED"
    return str(dict(report.user_properties).get("result", "held"))


def lines(rows: list[Row]) -> list[str]:
    """The table, ready to print."""
    head = [("proof", "times", "result", "seconds")]
    body = [(row.name, f"{row.times:,}", row.result, f"{row.seconds:.1f}") for row in rows]
    name, times, result, seconds = (max(map(len, column)) for column in zip(*head, *body, strict=False))
    return [f"{n:{name}}  {t:>{times}}  {r:{result}}  {s:>{seconds}}" for n, t, r, s in head + body]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[ROWS] and not PROVING:
        terminalreporter.section("proofs, with small counts (in full: make prove)")
        terminalreporter.write("\n".join(lines(config.stash[ROWS])) + "\n")


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash[ROWS] and PROVING:
        print("\nproofs, with full counts")
        print("\n".join(lines(config.stash[ROWS])))
