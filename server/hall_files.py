"""The hall's own files on its displays, its logo and pictures: looked through at the start, served from their folder.

Nothing is decoded here. A picture is taken by its own head (kind, width, height, that it stands still), and of a PNG
only the parts that draw it are handed on: no text, no notes, nothing behind its end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hall.plan import Plan

LOGO_BYTES, LOGO_SIDE = 512 * 1024, 2000
PICTURE_BYTES, PICTURE_SIDE, PICTURES_MOST = 4 * 1024 * 1024, 4096, 20
KEPT_SECONDS = 24 * 3600
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"})
ENDINGS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
IHDR_BYTES = 13
HEAD = struct.Struct(">I4s")
SIZES_OF_JPEG = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class NotAPicture(Exception):
    """Why a file is not shown, in words."""


@dataclass(frozen=True)
class HallFile:
    """A file that is shown; `mark` changes when the file does."""

    path: Path
    kind: str
    mark: str


@dataclass(frozen=True)
class HallFiles:
    """What a hall shows of its own. `wrong` says, one line each, what it does not and why."""

    logo: HallFile | None = None
    pictures: tuple[HallFile, ...] = ()
    wrong: tuple[str, ...] = ()

    def addresses(self) -> dict[str, list[str]]:
        """Where displays fetch them: another address when the file is another."""
        logo = [f"/page/hall/logo?{self.logo.mark}"] if self.logo else []
        return {"logo": logo, "pictures": [f"/page/hall/picture-{n}?{p.mark}" for n, p in enumerate(self.pictures, 1)]}

    def named(self, name: str) -> HallFile | None:
        """The file behind the last part of an address."""
        every = {f"picture-{n}": picture for n, picture in enumerate(self.pictures, 1)}
        return self.logo if name == "logo" else every.get(name)


def found(folder: Path, plan: Plan) -> HallFiles:
    """The files that a plan names, in the folder of its config.toml."""
    wrong: list[str] = []
    logo = None
    if plan.screens.logo is not None:
        path = folder / plan.screens.logo
        try:
            logo = _looked_at(folder, path, LOGO_BYTES, LOGO_SIDE, frozenset({".png"}))
        except NotAPicture as why:
            wrong.append(f'screens.logo "{plan.screens.logo}": {why}')
    pictures: list[HallFile] = []
    for path in _listed(folder, plan, wrong):
        try:
            pictures.append(_looked_at(folder, path, PICTURE_BYTES, PICTURE_SIDE, frozenset(ENDINGS)))
        except NotAPicture as why:
            wrong.append(f'screens.pictures "{path.name}": {why}')
    return HallFiles(logo, tuple(pictures), tuple(wrong))


def _listed(folder: Path, plan: Plan, wrong: list[str]) -> Iterator[Path]:
    if plan.screens.pictures is None:
        return
    try:
        names = sorted(each for each in (folder / plan.screens.pictures).iterdir() if not each.name.startswith("."))
    except OSError as error:
        wrong.append(f'screens.pictures "{plan.screens.pictures}": {(error.strerror or "not readable").lower()}')
        return
    if len(names) > PICTURES_MOST:
        wrong.append(f'screens.pictures "{plan.screens.pictures}": {len(names)} files, of which the first 20 are shown')
    yield from names[:PICTURES_MOST]


def _looked_at(folder: Path, path: Path, bytes_max: int, side_max: int, endings: frozenset[str]) -> HallFile:
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None or path.suffix.lower() not in endings:
        raise NotAPicture("not a " + " or ".join(sorted(each[1:] for each in endings)) + " file")
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise NotAPicture("it lies outside of the folder of config.toml")
        stat = path.stat()
        data = path.read_bytes() if stat.st_size <= bytes_max else b""
    except OSError as error:
        raise NotAPicture((error.strerror or "not readable").lower()) from None
    if stat.st_size > bytes_max:
        raise NotAPicture(f"{stat.st_size} bytes, of at most {bytes_max}")
    width, height = png_size(data) if kind == "image/png" else jpeg_size(data)
    if max(width, height) > side_max:
        raise NotAPicture(f"{width} by {height} pixels, of at most {side_max} a side")
    return HallFile(path, kind, f"{stat.st_size:x}-{stat.st_mtime_ns:x}")


def read(file: HallFile) -> bytes:
    """What is handed to a display."""
    data = file.path.read_bytes()
    return clean_png(data) if file.kind == "image/png" else data


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height of a whole PNG that stands still."""
    parts = list(_chunks(data))
    if any(name == b"acTL" for name, _ in parts):
        raise NotAPicture("it moves; pictures beside calls stand still")
    name, head = parts[0]
    if name != b"IHDR" or len(head) != IHDR_BYTES:
        raise NotAPicture("not a whole PNG")
    width, height = struct.unpack_from(">II", head)
    if not width or not height:
        raise NotAPicture("a picture of nothing")
    return width, height


def clean_png(data: bytes) -> bytes:
    """The same picture without anything that does not draw it."""
    out = bytearray(PNG)
    for name, body in _chunks(data):
        if name in DRAWS:
            out += HEAD.pack(len(body), name) + body + struct.pack(">I", zlib.crc32(name + body))
    return bytes(out)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG up to its end, each with its check sum looked at."""
    if not data.startswith(PNG):
        raise NotAPicture("not a PNG, whatever it is called")
    at = len(PNG)
    while at + 12 <= len(data):
        length, name = HEAD.unpack_from(data, at)
        body = data[at + 8 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(name + body)):
            break
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length
    raise NotAPicture("not a whole PNG")


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height by the frame's own head."""
    if not data.startswith(JPEG):
        raise NotAPicture("not a JPEG, whatever it is called")
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark in SIZES_OF_JPEG:
            height, width = struct.unpack_from(">HH", data, at + 5)
            if width and height:
                return width, height
        at += 2 + length
    raise NotAPicture("not a whole JPEG")
