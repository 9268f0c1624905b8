"""A scanner at a cabinet: who hears the code that may open a door, and that it stands nowhere else."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.emulated import Emulated
from tests.served import Start
from tests.server.small_config import SMALL
from tests.stories.screens import Page

BANK = """
[[locker_banks]]
id = "L1"
kind = "simulated"
compartments = [{{ size = "S", height = 900, board = 0, lock = 1 }}]
scanner = {{ wire = {{ kind = "serial", path = "{path}" }} }}
"""
SECRET = "5EC2E7" * 5 + "00"


def test_only_the_cabinets_own_screen_hears_a_code_and_it_is_in_no_log_and_no_record(tmp_path: Path) -> None:
    with ExitStack() as ends:
        scanner = Emulated("scanner", "--pty")
        ends.callback(scanner.end)
        (tmp_path / "config.toml").write_text(SMALL + BANK.format(path=scanner.word_after("on")), "utf-8")
        start = Start(tmp_path / "data", tmp_path / "config.toml")
        ends.callback(start.kill)
        hall = start.served()
        cabinet, clerk = (Page(hall, "/locker", "L1", hall.key(role)).connect() for role in ("locker", "clerk"))
        scanner.told(f"LK1:90909:{SECRET}")
        assert cabinet.hears_code() == {"text": f"LK1:90909:{SECRET}"}
        clerk.hears_beat()
        assert clerk.codes == []
        scanner.told("取件码")
        assert cabinet.hears_code(2) == {"text": None}
        cabinet.leave()
        clerk.leave()
        code, log = hall.stop()
    assert code == 0 and '"locker":"L1","there":true' in log
    kept = [log.encode(), *(each.read_bytes() for each in (tmp_path / "data").rglob("*") if each.is_file())]
    assert not [each for each in kept if SECRET.encode() in each]
