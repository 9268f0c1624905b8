"""The hall's own files on its displays: what is shown, what is not and why, and nothing that does not draw."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hall.plan import Look
from hall.records import changed
from server import hall_files as hf
from server.check import check
from tests.hall.cast import small_plan
from tests.server.small_config import SMALL

END = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))
PLAN = changed(small_plan(), screens=Look(logo="logo.png", pictures="walls"))


def png(width: int = 40, height: int = 30, note: str = "") -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    if note:
        info.add_text("Author", note)
    Image.new("RGB", (width, height), "#083b7c").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "JPEG")
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "walls").mkdir()
    (tmp_path / "logo.png").write_bytes(png())
    return tmp_path


def test_a_logo_and_pictures_in_order_of_name_have_their_addresses(folder: Path) -> None:
    (folder / "walls" / "b.jpg").write_bytes(jpeg())
    (folder / "walls" / "a.png").write_bytes(png())
    files = hf.found(folder, PLAN)
    assert files.wrong == ()
    assert [each.path.name for each in files.pictures] == ["a.png", "b.jpg"]
    addresses = files.addresses()
    assert [each.partition("?")[0] for each in (*addresses["logo"], *addresses["pictures"])] == [
        "/page/hall/logo", "/page/hall/picture-1", "/page/hall/picture-2",
    ]  # fmt: skip
    assert [files.named(each) for each in ("logo", "picture-2", "picture-3")] == [files.logo, files.pictures[1], None]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a PNG"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG"), (jpeg(), "not a PNG"),
        (png()[:-4], "not a whole PNG"), (moving(), "it moves"), (png(hf.LOGO_SIDE + 1, 4), "2001 by 4 pixels"),
        (png() + bytes(hf.LOGO_BYTES), "bytes, of at most"), (hf.PNG, "not a whole PNG"),
    ],
    ids=["empty", "svg", "jpeg", "cut", "moving", "wide", "large", "head"],
)  # fmt: skip
def test_what_is_no_logo_is_named_and_not_shown(folder: Path, data: bytes, why: str) -> None:
    (folder / "logo.png").write_bytes(data)
    files = hf.found(folder, PLAN)
    assert files.logo is None
    assert why in files.wrong[0]


def test_files_that_are_not_there_or_lie_elsewhere_are_named(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.png"
    elsewhere.write_bytes(png())
    (folder / "logo.png").unlink()
    (folder / "logo.png").symlink_to(elsewhere)
    (folder / "walls").rmdir()
    assert [line.split(": ")[1] for line in hf.found(folder, PLAN).wrong] == [
        "it lies outside of the folder of config.toml", "no such file or directory",
    ]  # fmt: skip


def test_only_so_many_pictures_are_shown(folder: Path) -> None:
    for at in range(hf.PICTURES_MOST + 3):
        (folder / "walls" / f"{at:02}.png").write_bytes(png())
    files = hf.found(folder, PLAN)
    assert (len(files.pictures), len(files.wrong)) == (hf.PICTURES_MOST, 1)


def test_a_png_loses_what_does_not_draw_it_and_keeps_its_picture() -> None:
    before = png(note="Zhang San 13800000000") + b"<script>"
    after = hf.clean_png(before)
    assert b"Zhang" in before and b"Zhang" not in after and b"<script>" not in after
    assert Image.open(io.BytesIO(after)).tobytes() == Image.open(io.BytesIO(png())).tobytes()


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_a_picture_or_a_no(data: bytes) -> None:
    chunk = struct.pack(">I4s", len(data), b"IHDR") + data + struct.pack(">I", zlib.crc32(b"IHDR" + data)) + END
    for size, tried in ((hf.png_size, hf.PNG + chunk), (hf.png_size, data), (hf.jpeg_size, hf.JPEG + data)):
        try:
            assert min(size(tried)) > 0
        except hf.NotAPicture as why:
            assert str(why)


def test_hall_check_names_wrong_files_and_screens_too_small_for_their_distance(tmp_path: Path) -> None:
    screens = (
        '[screens]\nlogo = "none.png"\n[[displays]]\nid = "far"\nzones = ["A"]\ninches = 32\ndistance_m = 30\n'
        '[[displays]]\nid = "near"\nwindows = ["A1"]\ninches = 7\ndistance_m = 3\n'
    )
    (tmp_path / "config.toml").write_text(SMALL + screens, "utf-8")
    assert check(tmp_path / "config.toml") == [
        'warning: display "far": on 32 inches its numbers stand about 29 mm high, which is read from 17 m, '
        "not from 30 m",
        'warning: screens.logo "none.png": no such file or directory',
    ]


@pytest.mark.parametrize("accent", ["#ffd84d", "#7db4ff", "blue", "#fff", "#00000g"])
def test_a_colour_that_white_is_not_legible_on_is_a_mistake(tmp_path: Path, accent: str) -> None:
    (tmp_path / "config.toml").write_text(f'{SMALL}\n[screens]\naccent = "{accent}"\n', "utf-8")
    (line,) = check(tmp_path / "config.toml")
    assert "screens.accent" in line and "7:1" in line


def test_a_windows_template_is_for_one_window(tmp_path: Path) -> None:
    display = '[[displays]]\nid = "D"\ntemplate = "window"\n'
    for shows, wrong in (('windows = ["A1"]', 0), ('windows = ["A1", "B3"]', 1), ('zones = ["A"]', 1)):
        (tmp_path / "config.toml").write_text(f"{SMALL}\n{display}{shows}\n", "utf-8")
        assert sum("template" in line for line in check(tmp_path / "config.toml")) == wrong
