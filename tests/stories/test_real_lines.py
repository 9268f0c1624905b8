"""The hall on lines as real devices have them: printers, a scanner and a bar in processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from printers import fonts
from tests.emulated import Emulated
from tests.served import Served, Start, hall, until
from tests.server.small_config import SMALL
from tests.stories.screens import Page

try:
    from pyzbar import pyzbar
except ImportError:  # the system's library is not here: `make test` names what to install
    pyzbar = None

SOON = 25.0
"""A printer that has nothing to do is asked how it is each ten seconds."""
DEVICES = """
[[kiosks]]
id = "K1"
zone = "A"
printer = "P1"
scanner = {{ wire = {{ kind = "serial", path = "{scanner}" }} }}

[[kiosks]]
id = "K2"
zone = "B"
printer = "P2"

[[printers]]
id = "P1"
kind = "thermal"
status = "completion"
wire = {{ kind = "network", host = "127.0.0.1", port = {port}, reply_seconds = 1 }}

[[printers]]
id = "P2"
kind = "thermal"
columns = 32
dots = 384
wire = {{ kind = "serial", path = "{pty}", baud = 115200, reply_seconds = 1 }}

[[bars]]
id = "bar-1"
window = "A1"
kind = "text-line"
wire = {{ kind = "serial", path = "{bar}" }}
"""


@dataclass
class Lines:
    """The hall, and the far ends of its lines."""

    hall: Served
    network: Emulated
    serial: Emulated
    scanner: Emulated
    bar: Emulated
    papers: Path

    def take(self, kiosk: str) -> str:
        service = "returns" if kiosk == "K1" else "pension"
        ticket: str = self.hall.post("tickets", "kiosk", {"service": service, "kiosk": kiosk}).body["id"]
        return ticket

    def hand_over(self, ticket: str, *wanted: str) -> bool:
        return until(lambda: self.hall.get(f"tickets/{ticket}", "program").body["hand_over"] in wanted, SOON)

    def alarms(self) -> list[str]:
        return [each["id"] for each in self.hall.get("alarms", "manager").body["alarms"]]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    folder = tmp_path_factory.mktemp("lines")
    papers = folder / "papers"
    with ExitStack() as ends:
        network = emulated(ends, "printer", "--port", "0", "--out", str(papers / "network"))
        serial = emulated(ends, "printer", "--pty", "--dots", "384", "--out", str(papers / "serial"))
        scanner, bar = emulated(ends, "scanner", "--pty"), emulated(ends, "bar", "--pty")
        devices = DEVICES.format(port=network.word_after("port"), pty=serial.word_after("on"),
                                 scanner=scanner.word_after("on"), bar=bar.word_after("on"))  # fmt: skip
        (folder / "config.toml").write_text(SMALL + devices, "utf-8")
        start = Start(folder / "data", folder / "config.toml")
        ends.callback(start.kill)
        yield Lines(start.served(), network, serial, scanner, bar, papers)


def emulated(ends: ExitStack, *words: str) -> Emulated:
    far = Emulated(*words)
    ends.callback(far.end)
    return far


def codes_on(paper: Path) -> list[str]:
    return [found.data.decode() for found in pyzbar.decode(Image.open(paper).convert("L"))]


@pytest.mark.skipif(pyzbar is None, reason="no reader of codes here: install libzbar0")
@pytest.mark.parametrize(("kiosk", "name"), [("K1", "network"), ("K2", "serial")])
def test_a_press_is_a_slip_on_paper_that_the_printer_said_is_out_with_a_code_that_reads(
    lines: Lines, kiosk: str, name: str
) -> None:
    ticket = lines.take(kiosk)
    assert lines.hand_over(ticket, "printed")
    number = lines.hall.get(f"tickets/{ticket}", "program").body["number"]
    far = lines.network if name == "network" else lines.serial
    assert number in far.says(number)
    slip = lines.papers / name / f"slip-{int(far.says(number).split()[1].strip(':')):04}.png"
    assert until(slip.exists, SOON)
    assert until(lambda: len(codes_on(slip)) == 1, SOON)
    (code,) = codes_on(slip)
    page = Page(lines.hall, "/kiosk", "K1", lines.hall.key("kiosk")).connect()
    lines.scanner.told(code)
    try:
        told = page.hears_code()
        assert (told["what"], told["ticket"]["number"]) == ("own-ticket", number)
    finally:
        page.leave()


@pytest.mark.parametrize(
    ("faults", "hand_over", "problem"),
    [
        ('{"slips_left": 0}', "failed", "paper-out"),
        ('{"cover_open": true}', "failed", "cover-open"),
        ('{"breaks_after": 300, "breaks": "cutter"}', "unknown", "cutter"),
        ('{"dies_after": 300}', "unknown", "offline"),
    ],
)
def test_a_fault_set_on_its_page_is_one_honest_state_and_an_alarm_that_goes_by_itself(
    lines: Lines, faults: str, hand_over: str, problem: str
) -> None:
    assert lines.network.faults(faults) == 200
    ticket = lines.take("K1")
    try:
        assert lines.hand_over(ticket, hand_over)
        assert until(lambda: f"P1.{problem}" in lines.alarms(), SOON)
    finally:
        assert lines.network.faults("{}") == 200
    again = lines.take("K1")
    assert lines.hand_over(again, "printed") or lines.hand_over(lines.take("K1"), "printed")
    assert until(lambda: not [each for each in lines.alarms() if each.startswith("P1.")], SOON)


def test_a_call_stands_on_the_bar_and_goes_with_the_visitor(lines: Lines) -> None:
    lines.take("K1")
    lines.hall.post("windows/A1/open", "clerk", {})
    number = lines.hall.post("windows/A1/call-next", "clerk", {}).body["ticket"]["number"]
    lines.bar.says(f"shows: {number}→1号")
    lines.hall.post("windows/A1/finish", "clerk", {})
    assert until(lambda: lines.bar.lines[-1] == "shows:", SOON)


def test_the_font_that_lines_are_drawn_with_stands_in_the_start_log_and_in_readyz(lines: Lines) -> None:
    told = [line for line in lines.hall.start.said if '"event": "font"' in line]
    ready = lines.hall.get("/readyz").body["font"]
    assert ready == {"ok": fonts.found() is not None, "name": fonts.found()}
    assert len(told) == 1 and all(font.name in told[0] for font in fonts.present())


@pytest.mark.parametrize("way", [("--port", "0"), ("--pty",)], ids=["tcp", "pty"])
def test_hall_print_test_prints_on_the_emulated_printer_and_says_what_it_answered(
    way: tuple[str, ...], tmp_path: Path
) -> None:
    with ExitStack() as ends:
        far = emulated(ends, "printer", *way)
        wire = 'kind = "network", host = "127.0.0.1", port = ' if "--port" in way else 'kind = "serial", path = '
        wire += far.word_after("port") if "--port" in way else f'"{far.word_after("on")}"'
        printer = f'[[printers]]\nid = "P1"\nkind = "thermal"\nstatus = "completion"\nwire = {{ {wire} }}\n'
        (tmp_path / "config.toml").write_text(SMALL + printer, "utf-8")
        run = hall("print-test", "P1", "--config", str(tmp_path / "config.toml"))
        assert run.returncode == 0, run.stdout + run.stderr
        assert "< 37 22 74 65 73 74 00" in run.stdout and "printed after" in run.stdout
        assert "TEST PAGE" in far.says("TEST PAGE")
