"""The emulated printer speaks as a real one, fails as told, and shows its paper; what a test page hears is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from hall.plan import Wire
from printers import paper
from printers.engine import Engine, Faults
from printers.status import Automatic, Replies
from server.commands import print_test
from server.emulate import PtyLine, TcpLine
from server.emulate_page import Page, faults_of
from tests.printers.cast import plan, printer
from wires.opening import opener_of
from wires.wire import Native, Opener

SOON = 5.0


@pytest.fixture
def line() -> Iterator[TcpLine[Engine]]:
    made = TcpLine(Engine())
    made.start()
    yield made
    made.close()


def opener(line: TcpLine[Engine] | PtyLine[Engine]) -> Opener:
    return opener_of(wire_to(line), Native())


def wire_to(line: TcpLine[Engine] | PtyLine[Engine]) -> Wire:
    if isinstance(line, PtyLine):
        return Wire("serial", path=line.path)
    return Wire("network", host="127.0.0.1", port=line.port)


def test_it_tells_of_its_faults_unasked_once_it_was_told_to(line: TcpLine[Engine]) -> None:
    wire, replies = opener(line)(), Replies()
    wire.send(b"\x1da\x0f")
    assert replies.feed(wire.receive(SOON)) == [Automatic(b"\x10\x00\x00\x0f")]
    line.engine.faults.cover_open = True
    assert replies.feed(wire.receive(SOON)) == [Automatic(b"\x38\x00\x00\x0f")]
    line.engine.faults = Faults(slips_left=0)
    assert replies.feed(wire.receive(SOON)) == [Automatic(b"\x18\x00\x0f\x0f")]
    wire.close()


def test_a_slow_line_takes_its_time(line: TcpLine[Engine]) -> None:
    line.engine.faults.bytes_a_second = 2_000
    wire = opener(line)()
    wire.send(b"x" * 300 + b"\x1dr\x01")
    assert wire.receive(0.05) == b""
    assert wire.receive(SOON) == b"\x00"
    wire.close()


@pytest.fixture
def page() -> Iterator[Page]:
    made = Page(Engine(), "TCP port 1", paper.picture, 0)
    Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def ask(page: Page, how: str, path: str, body: str = "", kind: str = "application/json") -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", page.port, timeout=SOON)
    connection.request(how, path, body.encode(), {"Content-Type": kind})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_its_page_sets_faults_and_shows_the_paper(page: Page) -> None:
    page.engine.receive(b"\x1b@A008\n\x1dV\x00")
    status, body = ask(page, "GET", "/")
    assert status == 200 and b"/slips/1.png" in body and b"A008" in body
    assert ask(page, "GET", "/slips/1.png")[1].startswith(b"\x89PNG")
    assert ask(page, "POST", "/faults", '{"cover_open": true, "dies_after": 7}')[0] == 200
    assert page.engine.faults == Faults(cover_open=True, dies_after=7)
    assert json.loads(ask(page, "GET", "/faults")[1])["dies_after"] == 7
    form = "application/x-www-form-urlencoded"
    assert ask(page, "POST", "/faults", "low=on&slips_left=&breaks=cutter&breaks_after=9", form)[0] == 200
    assert page.engine.faults == Faults(low=True, breaks="cutter", breaks_after=9)


@pytest.mark.parametrize("body", ["", "[]", '{"ghost": 1}', '{"low": 1}', '{"dies_after": -1}', '{"breaks": "x"}', "{"])
def test_what_no_printer_has_is_refused_and_changes_nothing(page: Page, body: str) -> None:
    page.engine.faults.low = True
    assert ask(page, "POST", "/faults", body)[0] == 422
    assert page.engine.faults == Faults(low=True)
    assert ask(page, "GET", "/slips/9.png")[0] == 404
    assert ask(page, "POST", "/else", "{}")[0] == 404


def test_every_fault_may_be_set_from_outside() -> None:
    assert faults_of(vars(Faults())) == Faults()


@pytest.mark.parametrize("pty", [True, False])
def test_a_test_page_comes_out_and_every_answer_is_told(pty: bool, capsys: pytest.CaptureFixture[str]) -> None:
    line = PtyLine(Engine()) if pty else TcpLine(Engine())
    line.start()
    wire = wire_to(line)
    try:
        assert print_test.tried(printer(kind="thermal", status="completion", wire=wire), plan())
        assert "TEST PAGE" in line.engine.slips[0].text
        line.engine.faults.cover_open = True
        assert not print_test.tried(printer(kind="thermal", wire=wire), plan())
    finally:
        line.close()
    said = capsys.readouterr().out
    assert "< 37 22 74 65 73 74 00" in said
    assert "printed after" in said
    assert "failed (cover-open)" in said and "its state now: cover-open" in said


def test_a_printer_that_is_not_in_the_plan_is_named(tmp_path: Path) -> None:
    config = Path(__file__).parents[2] / "config.toml"
    run = CliRunner().invoke(print_test.command, ["P9", "--config", str(config)])
    assert run.exit_code == 2 and 'no printer "P9"' in run.output
