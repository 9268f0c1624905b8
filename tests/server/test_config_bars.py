"""A bar in config.toml: what its kind has, one line, one address, one id."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.plan import Bar, Wire
from server.check import check
from tests.server.small_config import SMALL, mistakes, read

SERIAL = 'wire = { kind = "serial", path = "/dev/ttyS1" }'
NUMBER = f'[[bars]]\nid = "b1"\nwindow = "A1"\nkind = "number-board"\n{SERIAL}\n'
TEXT = f'[[bars]]\nid = "t1"\nwindow = "B3"\nkind = "text-line"\n{SERIAL}\n'
FASTER = NUMBER.replace('"b1"', '"b2"').replace('S1"', 'S1", baud = 2400')
FILE = 'wire = { kind = "file", path = "/dev/x" }'


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    more = 'prefix = "02"\nsuffix = "0D0a"\nwidth = 8\nanswers = true\n'
    away = TEXT.replace("ttyS1", "ttyS2") + more
    one, other = Wire("serial", path="/dev/ttyS1"), Wire("serial", path="/dev/ttyS2")
    assert read(tmp_path, SMALL + NUMBER + away).bars == (
        Bar("b1", "A1", "number-board", one),
        Bar("t1", "B3", "text-line", other, prefix="02", suffix="0D0a", width=8, answers=True),
    )


def test_number_boards_share_a_wire_by_their_addresses(tmp_path: Path) -> None:
    other = NUMBER.replace('"b1"', '"b2"')
    assert mistakes(tmp_path, SMALL + NUMBER + other + "address = 2\n") == []
    (line,) = mistakes(tmp_path, SMALL + NUMBER + other)
    assert 'bars[1] "b2" address: found 1 a second time' in line


def test_digits_at_a_window_of_several_letters_are_worth_a_second_look(tmp_path: Path) -> None:
    other = '[[categories]]\nid = "extra"\nname = { zh = "其他", en = "Other" }\nprefix = "C"\nzone = "B"\n\n'
    extra = SMALL.replace('category = "social"', 'category = "extra"', 1)
    helped = extra.replace("[[services]]", f"{other}[[services]]", 1)
    path = tmp_path / "config.toml"
    path.write_text(helped + NUMBER.replace('"A1"', '"B3"'), "utf-8")
    assert check(path) == ['warning: bar "b1": its window serves B, C, and a number board shows no letters']
    path.write_text(helped + NUMBER, "utf-8")
    assert check(path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NUMBER.replace('"A1"', '"A9"'), "bars[0] \"b1\" window: found 'A9'; may stand: one of: A1, B3"),
        (NUMBER + "width = 8\n", "width: found 8; may stand: nothing, since a number-board bar has address, blank"),
        (TEXT + "address = 8\n", "address: found 8; may stand: nothing, since a text-line bar has"),
        (TEXT + 'prefix = "0"\n', "prefix: found '0'; may stand: 1 to 8 bytes in hex"),
        (TEXT + "width = 3\n", "width: found 3; may stand: a whole number from 4 to 32"),
        (NUMBER + TEXT, "the wire of another bar; may stand: a wire of its own: only number boards share one"),
        (NUMBER + FASTER + "address = 2\n", "the wire of another bar, set otherwise"),
        (TEXT.replace(SERIAL, ""), "wire: found nothing; may stand: a wire"),
        (TEXT.replace(SERIAL, 'wire = { kind = "usb", vendor = 1, product = 1 }'), "one of: serial, network, file"),
        (TEXT.replace("text-line", "simulated"), "wire: found a wire; may stand: nothing"),
        (TEXT.replace(SERIAL, FILE) + "answers = true\n", "since a device file cannot answer"),
        (TEXT + '[[printers]]\nid = "T1"\nkind = "simulated"\n', "'t1', the id of another device"),
        (TEXT + "address = [1]\n", "bars[0]"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_place(tmp_path: Path, text: str, said: str) -> None:
    found = mistakes(tmp_path, SMALL + text)
    assert found and any(said in line for line in found), found
