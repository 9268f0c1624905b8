"""A Chinese font for screens whose device has none: one face of a font of the server's machine. None is shipped."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from printers import fonts

KEPT_SECONDS = 30 * 24 * 3600
"""How long a device keeps it."""

FACES = {"wqy-microhei.ttc": 0, "NotoSansCJK-Regular.ttc": 2, "msyh.ttc": 0, "PingFang.ttc": 0}
"""The face for pages in a collection: proportional, the forms of the mainland (slips take a face of equal widths)."""

COLLECTION = b"ttcf"
RECORD = struct.Struct(">4sIII")
"""A table's entry in a font's directory: its name, check sum, offset and length."""


@dataclass(frozen=True)
class PageFont:
    """A font file and the face in it; `mark` changes when the file does."""

    path: Path
    face: int
    mark: str


def found() -> PageFont | None:
    """The best Chinese font here, or None."""
    path = next((Path(font.path) for font in fonts.present() if font.cjk), None)
    if path is None:
        return None
    stat, face = path.stat(), FACES.get(path.name, 0)
    return PageFont(path, face, f"{path.stem}-{face}-{stat.st_size}-{int(stat.st_mtime)}")


def read(font: PageFont) -> bytes:
    """The face as a font file of its own: browsers take no collections."""
    data = font.path.read_bytes()
    return face_of(data, font.face) if data[:4] == COLLECTION else data


def face_of(data: bytes, face: int) -> bytes:
    """One face of a collection (TrueType or OpenType): its directory, then its tables, each on a multiple of four."""
    start = struct.unpack_from(">I", data, 12 + 4 * face)[0]
    count = struct.unpack_from(">H", data, start + 4)[0]
    directory, tables = bytearray(data[start : start + 12]), bytearray()
    begin = 12 + RECORD.size * count
    for at in range(start + 12, start + begin, RECORD.size):
        name, check, offset, length = RECORD.unpack_from(data, at)
        directory += RECORD.pack(name, check, begin + len(tables), length)
        tables += data[offset : offset + length] + bytes(-length % 4)
    return bytes(directory + tables)
