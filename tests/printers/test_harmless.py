"""Whatever stands in the hall's own texts, the printer is told to do what the slip's template says and nothing else."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from hall import plan as p
from hall.records import changed
from printers import escpos_read
from printers.drawing import Drawer, Raster
from printers.escpos_bytes import REAL_TIME, encode, is_plain
from printers.escpos_read import Command
from printers.lines import Line, Text
from printers.slip import slip_lines
from printers.text import width
from tests.counts import count, proof
from tests.printers.cast import TOKEN, WORDS, plan, printer, slip

TEXTS = 10
"""Strings that one slip is made of here: two names of the hall, the zone and the service, a text above, two papers, a
text below and the kiosk's id."""
SLIPS = count(500, 10_000)
COMMANDS = st.sampled_from([
    "\x1b@", "\x1bE\x01", "\x1d!\x77", "\x1dV\x00", "\x1c.", "\x1c&", "\x1b$\x00\x01", "\x1d(k\x03\x001Q0", "\x1dr\x01",
    "\x10\x04\x01", "\x10\x05\x02", "\x10\x14\x01\x00\x01", "\x1dv0\x00\x02\x00\x02\x00", "\x00", "\n", "\r", "\t",
    "\x7f", "\x81\x1b", "\u202e", "\u200b", "\u2066", "\ufeff", "\ud800", "\udc1b", "\ue000", "\uffff", "\x9b",
    "\u0301" * 5, "𠮷", "é", "😀", " " * 9, "—", "\u3000",
])  # fmt: skip
ANY = st.lists(COMMANDS | st.text(st.characters(exclude_categories=()), max_size=12), min_size=1, max_size=6).map(
    "".join
)


class Hostile:
    """Draws everything as a picture full of real-time commands, as wide as the paper."""

    def line(self, line: Text, columns: int, dots: int) -> Raster:
        return self._of(dots // 8, 24)

    def code(self, data: str, module: int, dots: int) -> Raster:
        return self._of(dots // 8, 24)

    def _of(self, wide: int, rows: int) -> Raster:
        return Raster(wide, (b"\x10\x04\x01\x10\x05\x02\x10\x14" * (wide * rows))[: wide * rows])


def hostile() -> Drawer:
    return Hostile()


def commands(sent: bytes) -> list[Command]:
    """All of them as a printer reads them; one that is not whole is an error."""
    found, at, chinese = [], 0, True
    while at < len(sent):
        command = escpos_read.command(sent, at, chinese)
        assert command is not None, sent[at:]
        found.append(command)
        at += command.length
    return found


def skeleton(told: list[Command]) -> list[tuple[str, bytes]]:
    """What the printer is told to do, without the texts and the dots it is given to print."""
    shown = {"text": 0, "picture": 4}
    return [(each.name, each.data[: shown.get(each.name)]) for each in told]


def meek(line: Line) -> Line:
    """The line as the template has it: as long, drawn if it would be, of one letter."""
    if not isinstance(line, Text) or not (line.text or line.right):
        return line
    drawn = not is_plain(line.text + line.right) or (line.size > 1 and not line.text.isascii())
    letter = "é" if drawn else "x"
    return changed(line, text=letter * width(line.text), right=letter * width(line.right))


@lru_cache
def template(columns: int, *, native: bool) -> set[bytes]:
    """What a command of a slip may be but for its own text: nothing else is ever sent."""
    sent = encode(slip_lines(hall(["x", "é"] * TEXTS), WORDS, slip(), columns), to(columns, "gb18030", native), hostile)
    orders = skeleton(commands(sent))
    return {name.encode() + data for name, data in orders if name not in ("place", "feed-dots", "picture")}


def to(columns: int, encoding: str, native: bool) -> p.Printer:
    return printer(columns=columns, dots=columns * 12, encoding=encoding, native_qr=native)


def hall(texts: list[str]) -> p.Plan:
    made = plan()
    zh, en, zone, one, other, head, first, second, foot, _ = texts[:TEXTS]
    both = p.Names(one, other)
    papers = (p.Names(first, other), p.Names(second, zh))
    return changed(
        made, name=p.Names(zh, en), zones=(p.Zone("B", p.Names(zone, en)),),
        services=tuple(changed(each, name=both, papers=papers) for each in made.services),
        slip=p.SlipText((p.Names(head, zh),), (p.Names(foot, en),)),
    )  # fmt: skip


@proof("hostile texts on slips (strings)", SLIPS * TEXTS)
@settings(max_examples=SLIPS, deadline=None)
@given(st.lists(ANY, min_size=TEXTS, max_size=TEXTS), st.sampled_from((32, 48)), st.sampled_from(("gb18030", "raster")),
       st.booleans())  # fmt: skip
def test_no_text_of_the_hall_tells_the_printer_anything(
    texts: list[str], columns: int, encoding: str, native: bool
) -> None:
    printed_on = to(columns, encoding, native)
    lines = slip_lines(hall(texts), WORDS, slip(kiosk=texts[-1]), columns)
    sent = encode(lines, printed_on, hostile)
    told = commands(sent)
    bones, names = skeleton(told), [each.name for each in told]
    assert bones == skeleton(commands(encode(map(meek, lines), printed_on, hostile)))
    assert not REAL_TIME.search(sent)
    assert {"unknown", "real-time", "other", "single-byte", "automatic"}.isdisjoint(names)
    assert (names[:2], names.count("reset"), names.count("cut"), names[-1]) == (["reset", "chinese"], 1, 1, "cut")
    assert [each.data[3:].decode() for each in told if each.data[:3] == b"1P0"] == [TOKEN] * native
    orders = {name.encode() + data for name, data in bones if name not in ("place", "feed-dots", "picture")}
    assert orders <= template(columns, native=native)
