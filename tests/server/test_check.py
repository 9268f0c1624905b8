"""`hall check` names mistakes, and what is accepted and yet not driven or hardly meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.check import WARNING, check
from tests.server.small_config import DEVICES, SMALL, with_

SHIPPED = Path(__file__).parents[2] / "config.toml"


def lines(folder: Path, text: str) -> list[str]:
    (folder / "config.toml").write_text(text, "utf-8")
    return check(folder / "config.toml")


def test_the_shipped_file_needs_no_second_look() -> None:
    assert check(SHIPPED) == []


def test_mistakes_are_told_without_warnings(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, with_('prefix = "B"', 'prefix = "O"') + DEVICES)
    assert not line.startswith(WARNING)


def test_what_nobody_uses_is_told(tmp_path: Path) -> None:
    assert lines(tmp_path, SMALL + DEVICES) == ['warning: printer "P2" is used by no kiosk']


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            SMALL + '[[categories]]\nid = "spare"\nname = { zh = "备用", en = "Spare" }\nprefix = "C"\nzone = "A"\n',
            'category "spare" has no service',
        ),
        (with_('id = "B3"\nlabel = "3"\nzone = "B"', 'id = "B3"\nlabel = "3"\nzone = "A"'), 'zone "B" has no window'),
        (
            SMALL + '[[displays]]\nid = "D1"\nzones = ["A"]\nboard = "all"\n'
            '[[displays]]\nid = "D2"\nzones = ["B"]\nboard = "all"\n',
            'board "all" is named by displays of different zones',
        ),
        (
            with_('label = "3"', 'label = "1"') + '[[displays]]\nid = "D1"\nzones = ["A", "B"]\n',
            'shows several windows labelled "1"',
        ),
        (
            SMALL + '[[printers]]\nid = "P1"\nkind = "simulated"\n[[kiosks]]\nid = "K1"\nzone = "A"\nprinter = "P1"\n'
            '[[kiosks]]\nid = "K2"\nzone = "A"\nprinter = "P1"\n',
            "used by several kiosks",
        ),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_told(tmp_path: Path, text: str, told: str) -> None:
    (line,) = lines(tmp_path, text)
    assert line.startswith(WARNING) and told in line
