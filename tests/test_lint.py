"""The linter and the type checker, as two more claims of the suite: its closing line speaks for them too."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.source import ROOT


def found(*command: str) -> str:
    """What the tool complains about; empty when nothing."""
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr).strip() if run.returncode else ""


def test_the_linter_finds_nothing() -> None:
    wrong = found("ruff", "check", "--quiet", "--output-format", "concise", ".")
    assert not wrong, f"\n{wrong}"


@pytest.mark.timeout(300)  # without its cache the type checker reads every library once
def test_every_type_holds() -> None:
    wrong = found("mypy", "--no-error-summary", "--hide-error-context")
    assert not wrong, f"\n{wrong}"
