"""What the pages' files must be, read off the files: nothing inline, no missing word or icon, imports that run down, a
bounded weight, libraries as they were published."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from server.pages import ALONE, ROOMS, SHELLS
from tests.source import ROOT, tell

PAGE = ROOT / "server" / "page"
VENDOR = PAGE / "vendor"
WEIGHT_MAX = 150 * 1024
"""Bytes of scripts and styles that one screen may take, compressed."""

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
KEY = re.compile(r"""["'`](page(?:\.[a-z][a-z0-9-]*)+[.-]?)(["'`]|\$\{)""")
FORBIDDEN = {
    r"\beval\(": "eval", r"new Function": "new Function", r"innerHTML|outerHTML|insertAdjacentHTML": "markup from text",
    r"dangerouslySetInnerHTML": "markup from text", r"document\.write": "document.write",
    r"setAttribute\(\s*[\"']style": "an inline style", r"debugger": "a debugger",
}  # fmt: skip


WHOSE = {**{screen: room for screen, (room, _) in SHELLS.items()}, **ALONE}
"""Each screen's address and the room whose page it is."""


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


def files(*suffixes: str) -> list[Path]:
    """Our own files of the pages, shared and of the rooms; the libraries have a test of their own."""
    found = (path for folder in (PAGE, *ROOMS.values()) for path in folder.rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if VENDOR not in path.parents)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def address(path: Path) -> str:
    """Where a browser finds a file."""
    room = next((room for room, folder in ROOMS.items() if folder in path.parents), None)
    return f"/page/{path.relative_to(PAGE).as_posix()}" if room is None else f"/page/{room}/{path.name}"


def file_of(where: str) -> Path:
    """The file behind an address."""
    first, _, rest = where.removeprefix("/page/").partition("/")
    return ROOMS[first] / rest if first in ROOMS else PAGE / where.removeprefix("/page/")


# --- nothing inline


def test_shells_and_templates_hold_nothing_inline() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+\s*=|\sstyle\s*=|javascript:", re.IGNORECASE)
    tell(*(f"{named(path)}: {found[0]}" for path in files(".html", ".svg") for found in inline.finditer(text(path))))


def test_scripts_make_no_code_and_no_markup_out_of_text() -> None:
    tell(*(
        f"{named(path)}: {what}"
        for path in files(".js")
        for pattern, what in FORBIDDEN.items()
        if re.search(pattern, text(path))
    ))  # fmt: skip


def test_templates_carry_no_style_attribute_as_text() -> None:
    """`style="..."` in htm is cssText: allowed by the policy, but it hides sizes from the style sheets."""
    tell(*(f"{named(path)}" for path in files(".js") if re.search(r'\sstyle="', text(path))))


@pytest.mark.parametrize("screen", WHOSE)
def test_a_shell_has_a_language_a_viewport_one_script_and_no_data(screen: str) -> None:
    shell = text(ROOMS[WHOSE[screen]] / "index.html")
    assert '<html lang="zh-CN"' in shell
    assert 'name="viewport"' in shell
    assert len(re.findall(r"<script [^>]*type=\"module\"", shell)) == 1
    assert "{{" not in shell and "{%" not in shell


# --- words and icons


@cache
def keys(language: str) -> frozenset[str]:
    def flat(table: dict[str, object], above: str = "") -> Iterator[str]:
        for name, value in table.items():
            yield from flat(value, f"{above}{name}.") if isinstance(value, dict) else [f"{above}{name}"]

    return frozenset(flat(json.loads((ROOT / "words" / f"{language}.json").read_text("utf-8"))))


def used() -> Iterator[tuple[Path, str, bool]]:
    """Every key that a script or template names: (file, key, whether it is whole, or only begins with this)."""
    for path in files(".js", ".html"):
        for key, ends in KEY.findall(text(path)):
            whole = ends != "${" and not key.endswith((".", "-"))
            yield path, key, whole


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_that_a_page_names_is_there(language: str) -> None:
    there = keys(language)
    tell(*sorted({
        f"{named(path)}: {key}{'' if whole else '...'}"
        for path, key, whole in used()
        if not (key in there if whole else any(each.startswith(key) for each in there))
    }))  # fmt: skip


def test_every_word_of_the_pages_is_named_by_one() -> None:
    """What nothing shows any more goes. A key that a script builds (`page.state.${word}`) counts by its start."""
    mine = list(used())
    whole = {key for _, key, is_whole in mine if is_whole}
    starts = tuple({key for _, key, is_whole in mine if not is_whole} | {f"{key}." for key in whole})
    tell(*sorted(
        key for key in keys("zh") if key.startswith("page.") and key not in whole and not key.startswith(starts)
    ))  # fmt: skip


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', text(PAGE / "icons.svg")))


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    named_icons = re.compile(r"""(?:\bicon\(\s*["']|icons\.svg#|\bsign=["'])([a-z][\w-]*)""")
    tell(*sorted({
        f"{named(path)}: {name}"
        for path in files(".js", ".html", ".css")
        for name in named_icons.findall(text(path))
        if name not in symbols()
    }))  # fmt: skip


def test_every_category_of_the_shipped_hall_has_its_icon() -> None:
    plan = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    assert {category["icon"] for category in plan["categories"]} <= symbols()


# --- imports


def test_scripts_import_their_own_room_and_the_shared_parts_alone() -> None:
    def may(path: Path, where: str) -> bool:
        own = address(path).rpartition("/")[0]
        shared = re.fullmatch(r"/page/[\w-]+\.js", where) is not None
        library = where.startswith("/page/vendor/") and path.parent == PAGE
        return (shared or library or where.rpartition("/")[0] == own) and file_of(where).is_file()

    tell(*(
        f"{named(path)}: {where}"
        for path in files(".js")
        for where in IMPORT.findall(text(path))
        if not may(path, where)
    ))  # fmt: skip


@pytest.mark.parametrize("screen", [*WHOSE, "devices"])
def test_a_screen_weighs_little(screen: str) -> None:
    shell = PAGE / "devices.html" if screen == "devices" else ROOMS[WHOSE[screen]] / "index.html"
    todo = [file_of(where) for where in re.findall(r'(?:href|src)="(/page/[^"]+\.(?:css|js))"', text(shell))]
    loaded: set[Path] = set()
    while todo:
        if (path := todo.pop()) not in loaded:
            loaded.add(path)
            todo += [file_of(where) for where in IMPORT.findall(text(path)) if path.suffix == ".js" and "/" in where]
    assert 20_000 < sum(len(gzip.compress(path.read_bytes())) for path in loaded) <= WEIGHT_MAX


# --- libraries


def test_each_library_is_the_one_that_is_written_down() -> None:
    rows = re.findall(r"^\| `(\S+)` \| (\S+) (\S+) \| `\S+` \| `([0-9a-f]{64})` \|$", text(VENDOR / "README.md"), re.M)
    assert {row[0] for row in rows} == {path.name for path in VENDOR.glob("*.js")}
    tell(*(f"{name}" for name, _, _, sha in rows if hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() != sha))


def test_each_library_keeps_its_licence_and_names_no_other_place() -> None:
    for path in VENDOR.glob("*.js"):
        licence = VENDOR / f"LICENSE.{path.stem}"
        assert licence.exists() or path.stem == "hooks", f"{licence.name} is missing"
        assert all(where.startswith("/page/vendor/") for where in re.findall(r'\bfrom"([^"]+)"', text(path)))
        assert "sourceMappingURL" not in text(path)
