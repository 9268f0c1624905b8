"""The emulated cabinet on a real line: the bank's own driver reads and opens it, and `hall locker-test` tries it
out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from click.testing import CliRunner

from hall.plan import LockerBank, Wire
from hall.records import changed
from lockers.bank import LockerFailed
from lockers.serial_bank import SerialBank, build
from lockers.simulated import cabinet_of
from server.commands import locker_test
from server.emulate import PtyLine, TcpLine
from server.emulate_cabinet import CabinetOnLine, CabinetPage
from tests.counts import count, proof
from tests.lockers.cast import FAMILIES, planned
from tests.server.small_config import SMALL
from wires.wire import Native

LineKind = type[PtyLine[CabinetOnLine]] | type[TcpLine[CabinetOnLine]]
SOON = 5.0
ACTS = count(10, 400)


class Emulated:
    """A cabinet on a line of its own, and the real driver for it."""

    def __init__(self, plan: LockerBank, line: LineKind = PtyLine) -> None:
        self.cabinet = cabinet_of(plan, Random(3))
        self.line = line(CabinetOnLine(self.cabinet))
        self.line.start()
        if isinstance(self.line, PtyLine):
            wire = Wire("serial", path=self.line.path, baud=19200)
        else:
            wire = Wire("network", host="127.0.0.1", port=self.line.port)
        self.bank: SerialBank = build(changed(plan, kind=plan.family, wire=wire), Native())

    def close(self) -> None:
        self.bank.close()
        self.line.close()


def doors(bank: SerialBank) -> str:
    return "".join(reading.door[0] for reading in bank.read().values())


@pytest.mark.parametrize("line", [PtyLine, TcpLine])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_driver_speaks_to_every_family_over_real_lines(family: str, line: LineKind) -> None:
    with closing(Emulated(planned(family, boards=1), line)) as it:
        assert doors(it.bank) == "cccc"
        it.bank.unlock(3)
        assert doors(it.bank) == "ccoc"


@proof("the same over a pseudo terminal", ACTS)
def test_over_a_pseudo_terminal_no_door_seems_what_it_is_not() -> None:
    random = Random(11)
    with closing(Emulated(planned("kerong-cu16", boards=1, items=True))) as it:
        lock = list(it.cabinet.doors.values())
        told = 0
        for _ in range(ACTS):
            it.cabinet.faults.loss = random.choice([0.0, 0.0, 0.02])
            it.cabinet.faults.echo = random.random() < 0.5
            door = random.choice(lock)
            door.open, door.item = random.random() < 0.5, random.random() < 0.5
            try:
                readings = list(it.bank.read().values())
            except LockerFailed as failed:
                assert failed.problem in ("silent", "garbled")
                continue
            told += 1
            assert [(r.door == "open", r.item) for r in readings] == [(each.open, each.item) for each in lock]
    assert told > ACTS / 2


def test_one_line_has_one_master_and_a_line_that_went_is_offline() -> None:
    plan = planned("8a", boards=1)
    with closing(Emulated(plan)) as it:
        assert doors(it.bank) == "cccc"
        assert isinstance(it.line, PtyLine)
        wire = Wire("serial", path=it.line.path)
        with pytest.raises(LockerFailed) as failed:
            build(changed(plan, kind="8a", wire=wire), Native()).read()
        assert failed.value.problem == "offline"
    with pytest.raises(LockerFailed) as failed:
        it.bank.read()
    assert (failed.value.problem, failed.value.sent) == ("offline", False)


# --- its page


@pytest.fixture
def page() -> Iterator[CabinetPage]:
    made = CabinetPage(cabinet_of(planned(boards=1)), "somewhere", 0)
    Thread(target=made.server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def ask(page: CabinetPage, path: str, body: str | None = None, kind: str = "application/json") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", page.port, timeout=SOON)
    connection.request("GET" if body is None else "POST", path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_doors_are_pulled_shut_jammed_and_filled_on_the_page(page: CabinetPage) -> None:
    status, state = ask(page, "/doors/1/2", '{"open": true, "item": true, "jammed": true, "sensor": "closed"}')
    door = page.cabinet.doors[1, 2]
    assert (status, door.open, door.item, door.jammed, door.sensor) == (200, True, True, True, "closed")
    assert json.loads(state)["doors"][2] == {"board": 1, "lock": 2, **vars(door)}
    form = "application/x-www-form-urlencoded"
    status, shown = ask(page, "/doors/1/2", "open=false", form)
    assert (status, door.open) == (200, False) and "pull open" in shown
    assert ask(page, "/faults", "mute=true&loss=0.02", form)[0] == 200
    assert (page.cabinet.faults.mute, page.cabinet.faults.loss) == (True, 0.02)
    assert "Emulated cabinet" in ask(page, "/")[1]


@pytest.mark.parametrize(
    ("path", "body", "status", "told"),
    [
        ("/faults", '{"mut": true}', 422, "no such fault: mut"),
        ("/faults", '{"mute": 1}', 422, "mute is true or false"),
        ("/faults", '{"loss": 2}', 422, "loss is from 0 to 1"),
        ("/faults", '{"late_seconds": "x"}', 422, "late_seconds is a number"),
        ("/faults", "[]", 422, "an object is wanted"),
        ("/faults", "{", 422, "Expecting"),
        ("/doors/1/2", '{"open": "yes"}', 422, "open is true or false"),
        ("/doors/1/2", '{"pulses": 3}', 422, "pulses cannot be 3"),
        ("/doors/1/99", "{}", 404, "not here"),
        ("/doors/x/y", "{}", 404, "not here"),
        ("/elsewhere", "{}", 404, "not here"),
    ],
)
def test_what_no_cabinet_can_have_is_told_and_not_taken(
    page: CabinetPage, path: str, body: str, status: int, told: str
) -> None:
    before = ask(page, "/state")[1]
    answer = ask(page, path, body)
    assert answer[0] == status and told in answer[1]
    assert ask(page, "/state")[1] == before


# --- hall locker-test


def config(folder: Path, wire: str) -> Path:
    path = folder / "config.toml"
    path.write_text(
        SMALL + f'[[locker_banks]]\nid = "L1"\nkind = "kerong-cu48"\n{wire}\ncompartments = [\n'
        '{ size = "S", height = 900, board = 1, lock = 1 },\n{ size = "S", height = 900, board = 1, lock = 2 }]\n',
        "utf-8",
    )
    return path


def test_a_bank_is_tried_out_over_a_pseudo_terminal(tmp_path: Path) -> None:
    plan = planned("kerong-cu48", boards=1, locks=2, polarity="closed-is-zero")
    with closing(Emulated(plan)) as it:
        assert isinstance(it.line, PtyLine)
        path = config(tmp_path, f'wire = {{ kind = "serial", path = "{it.line.path}", baud = 19200 }}')
        typed = "\ny\nn\nn\n"  # all shut; open 1: yes; (shut 1: Enter, and it is not shut); open 2: no
        ran = CliRunner().invoke(locker_test.command, ["L1", "--config", os.fspath(path)], input=typed)
    assert ran.exit_code == 1
    assert "Boards that answer: 1." in ran.output
    assert 'set polarity = "closed-is-zero"' in ran.output
    assert "compartment 1 (board 1, lock 1): open, and no other door moved." in ran.output
    assert "compartment 1 (board 1, lock 1): shut, and its switch does not tell." in ran.output
    assert "Doors tried: 1 of 2." in ran.output
    assert [door.pulses for door in it.cabinet.doors.values()] == [1, 0]


@pytest.mark.parametrize(
    ("bank", "wire", "told", "code"),
    [
        ("L2", 'wire = { kind = "serial", path = "/dev/none" }', 'no locker bank "L2"', 2),
        ("L1", 'wire = { kind = "serial", path = "/dev/none" }', "the line of L1 cannot be used", 1),
    ],
)
def test_a_bank_that_cannot_be_tried_is_one_line(tmp_path: Path, bank: str, wire: str, told: str, code: int) -> None:
    ran = CliRunner().invoke(locker_test.command, [bank, "--config", os.fspath(config(tmp_path, wire))])
    assert ran.exit_code == code and told in ran.output
