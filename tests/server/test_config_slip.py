"""A hall's logo and text blocks are held against its printers' paper before they ever come out of one."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from hall.plan import Plan
from printers import paper
from printers.escpos_bytes import REAL_TIME, encode
from printers.lines import Picture
from printers.printer import Job
from printers.sheet import Bits
from printers.simulated import Simulated
from printers.slip import slip_lines
from server.check import check
from server.config_slip import LOGO_BYTES_MAX, LOGO_ROWS_MAX
from tests.printers.cast import WORDS, drawing, names, nothing_to_draw, printer, slip
from tests.served import Start, until
from tests.server.small_config import SMALL, mistakes, read

SMALL_PRINTER = '[[printers]]\nid = "P3"\nkind = "simulated"\ncolumns = 32\ndots = 384\n'
LOGO = '[slip]\nlogo = "logo.png"\n'


def png(width: int, height: int, mode: str = "RGBA", ink: object = (0, 0, 0, 255)) -> bytes:
    """A disc on transparent (or black) ground."""
    image = Image.new(mode, (width, height))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), fill=ink)  # type: ignore[arg-type]
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def hall(folder: Path, file: bytes | None, more: str = SMALL_PRINTER) -> list[str]:
    if file is not None:
        (folder / "logo.png").write_bytes(file)
    return mistakes(folder, SMALL + more + LOGO)


def test_a_logo_is_read_into_the_plan_as_dots(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(100, 40))
    logo = read(tmp_path, SMALL + SMALL_PRINTER + LOGO).slip.logo
    assert logo is not None and logo.dots == 100
    rows = b64decode(logo.rows)
    assert len(rows) == 13 * 40
    assert rows[13 * 20 + 6] == 0xFF and rows[0] == 0 and rows[12] == 0


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "no such file"),
        (b"GIF89a", "no picture that can be read"),
        (png(100, 40)[:60], "no picture that can be read"),
        (png(100, 40)[:-30], "no picture that can be read"),
        (png(385, 10), "385 by 10 dots"),
        (png(10, LOGO_ROWS_MAX + 1), f"10 by {LOGO_ROWS_MAX + 1} dots"),
        (png(60_000, 1), "60000 by 1 dots"),
        (png(100, 40, ink=(255, 255, 255, 255)), "nothing dark"),
        (png(100, 40, "I;16", 9), "colours of the kind"),
        (b"\x89PNG" + bytes(LOGO_BYTES_MAX), f"more than {LOGO_BYTES_MAX} bytes"),
    ],
)  # fmt: skip
def test_a_logo_that_cannot_be_printed_is_a_mistake_with_its_place(
    tmp_path: Path, file: bytes | None, said: str
) -> None:
    (line,) = hall(tmp_path, file)
    assert "slip.logo: found 'logo.png': " in line and said in line
    assert line.endswith("a PNG of at most 384 dots (printer P3) by 240, and 200000 bytes")
    assert line.startswith("line ")


def test_a_logo_is_measured_by_the_narrowest_printer(tmp_path: Path) -> None:
    assert hall(tmp_path, png(576, 10), "") == []
    assert len(hall(tmp_path, png(576, 10))) == 1


@pytest.mark.parametrize("part", ["head", "foot"])
def test_a_text_block_wider_than_the_paper_is_a_mistake_with_its_place(tmp_path: Path, part: str) -> None:
    long = f'[slip]\n{part} = [{{ zh = "好", en = "Well" }}, {{ zh = "{"长" * 60}", en = "Long" }}]\n'
    (line,) = mistakes(tmp_path, SMALL + SMALL_PRINTER + long)
    assert f"slip.{part}[1].zh: found a text of more than 3 lines" in line
    assert line.endswith("may stand: at most 3 lines of 32 columns (printer P3)")
    assert mistakes(tmp_path, SMALL + long) == []


def with_logo(folder: Path, width: int, height: int) -> Plan:
    (folder / "logo.png").write_bytes(png(width, height))
    return read(folder, SMALL + SMALL_PRINTER + LOGO)


@pytest.mark.parametrize("encoding", ["gb18030", "raster"])
def test_the_logo_stands_at_the_head_of_the_slip_in_the_middle(tmp_path: Path, encoding: str) -> None:
    plan = with_logo(tmp_path, 96, 40)
    lines = slip_lines(plan, WORDS, slip(service="pension", zone="B", windows=("B3",)), 32)
    assert isinstance(lines[0], Picture)
    driver = Simulated(printer(columns=32, dots=384, encoding=encoding), drawing)
    assert driver.print(Job("t", lines)).state == "printed"
    first = driver.slips[0].printed[0]
    assert isinstance(first, Bits)
    assert (first.width_bytes, len(first.data) // first.width_bytes) == (18 + 12, 40)
    middle = first.data[30 * 20 : 30 * 21]
    assert middle == bytes(18) + b"\xff" * 12
    assert paper.picture(driver.slips[0].printed, 384)


def test_a_logo_whose_dots_read_as_an_order_is_altered_by_a_dot(tmp_path: Path) -> None:
    bad = Picture(3, b"\x10\x04\x01" * 10)
    sent = encode([bad], printer(dots=24 * 8), nothing_to_draw)
    assert not REAL_TIME.search(sent)


def test_a_logo_that_is_slow_on_a_serial_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(384, 200))
    serial = '[[printers]]\nid = "P1"\nkind = "thermal"\ndots = 384\ncolumns = 32\n'
    serial += 'wire = { kind = "serial", path = "/dev/ttyS0" }\n'
    kiosk = '[[kiosks]]\nid = "K1"\nzone = "A"\nprinter = "P1"\n'
    (tmp_path / "config.toml").write_text(SMALL + serial + kiosk + LOGO, "utf-8")
    assert check(tmp_path / "config.toml") == [
        'warning: printer "P1": the logo alone takes 10 seconds on its serial line'
    ]


def test_a_head_line_and_the_hall_stand_below_the_logo(tmp_path: Path) -> None:
    plan = with_logo(tmp_path, 96, 40)
    lines = slip_lines(plan, WORDS, slip(service="pension", zone="B", windows=("B3",)), 32)
    assert plan.name == names("小厅", "Small Hall")
    assert [getattr(line, "text", "") for line in lines[:3]] == ["", "", "小厅"]


def test_the_server_says_at_its_start_what_hall_check_says(start: Callable[..., Start], config: Path) -> None:
    config.write_text(config.read_text("utf-8") + LOGO, "utf-8")
    (said,) = check(config)
    code, log = start().ended()
    assert code == 2 and said in log and "slip.logo: found 'logo.png': no such file" in said


def test_a_hall_that_ran_before_goes_on_with_the_logo_it_had(start: Callable[..., Start], config: Path) -> None:
    (config.parent / "logo.png").write_bytes(png(200, 60))
    config.write_text(config.read_text("utf-8") + LOGO, "utf-8")
    assert start("--demo").served().stop()[0] == 0
    (config.parent / "logo.png").unlink()
    served = start("--demo").served()
    assert "slip.logo" in served.get("/readyz").body["plan"]["errors"][0]
    ticket = served.post("tickets", "kiosk", {"service": "project-filing", "kiosk": "K1"}).body["id"]
    assert until(lambda: served.get(f"tickets/{ticket}", "program").body["hand_over"] == "printed", 20.0)
    shown = served.get("/demo/printers/P1/1.png").raw
    head = Image.open(io.BytesIO(shown)).convert("L").crop((16, 16, 16 + 576, 16 + 60))
    assert head.histogram()[0] > 200 * 60 * 0.7  # a black disc as wide as the logo
