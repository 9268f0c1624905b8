"""A hall whose cabinet hangs on a real line, and people before it who go on when the server's power is gone."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

from hall.plan import LockerBank
from ledger.schema import FILE, open_reader
from lockers.engine import Cabinet, Door
from lockers.serial_bank import codec_of, places
from lockers.simulated import firmware_of
from server.config import read_plan
from server.emulate import TcpLine
from server.emulate_cabinet import CabinetOnLine
from tests.served import CONFIG, Served, Start, until

BANK, SECONDS = "L1", 20.0
PAUSE_SECONDS = 0.2
GONE = (OSError, HTTPException, ValueError)
"""How a request ends when the server dies under it."""


class Dark(Exception):
    """The server is gone, or nothing came of what was asked: this life is over."""


class Witness(Cabinet):
    """Looks into the record's file at the moment a coil moves: `unfounded` are pulses without their intention."""

    def __init__(self, plan: LockerBank, record: Path) -> None:
        super().__init__(firmware_of(plan), places(plan, codec_of(plan)).values(), closed_is_one=True)
        self._no = {place: no for no, place in places(plan, codec_of(plan)).items()}
        self._record, self.unfounded = record, list[int]()

    def pulse(self, board: int, lock: int) -> None:
        super().pulse(board, lock)
        no = self._no[board, lock]
        if intended(self._record).get(no, 0) < self.doors[board, lock].pulses:
            self.unfounded.append(no)


def intended(record: Path) -> dict[int, int]:
    """How many pulses of each compartment have their intention on disk."""
    found: dict[int, int] = {}
    with closing(open_reader(record)) as db:
        for (data,) in db.execute("SELECT data FROM events WHERE kind IN ('OpeningIntended', 'PulseIntended')"):
            no = json.loads(data)["compartment"]
            found[no] = found.get(no, 0) + 1
    return found


class Night:
    """`lights()` starts the server; `life(draw)` lets people come until its power goes, at any moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plan = read_plan(CONFIG).locker_bank[BANK]
        self.cabinet = Witness(plan, folder / "hall" / FILE)
        self.line = TcpLine(CabinetOnLine(self.cabinet))
        self.line.start()
        self.config = folder / "config.toml"
        self.config.write_text(_on_a_line(CONFIG.read_text("utf-8"), plan, self.line.port), "utf-8")
        self.places = places(plan, codec_of(plan))
        self.inside: set[int] = set()
        self.codes: list[tuple[str, str]] = []
        self.served: Served | None = None

    def lights(self) -> Served:
        self.served = Start(self.folder / "hall", self.config).served()
        assert until(lambda: bool(self.view()["read"]), SECONDS)
        return self.served

    def lights_out_and_verified(self) -> int:
        """The server is stopped; what `hall verify` then ends with."""
        assert self.served is not None
        self.served.stop()
        return self.served.command("verify").returncode

    def end(self) -> None:
        if self.served is not None:
            self.served.start.kill()
        self.line.close()

    def door(self, no: int) -> Door:
        return self.cabinet.doors[self.places[no]]

    def shut(self, no: int) -> None:
        self.door(no).open = False

    # --- what people ask

    def ask(self, method: str, path: str, role: str = "locker", body: Any = None) -> Any:
        assert self.served is not None
        try:
            answer = self.served.ask(method, f"lockers/{BANK}{path}", role, body)
        except GONE:
            raise Dark from None
        return answer.body if answer.status < 300 and answer.raw else {"status": answer.status, "raw": answer.raw}

    def view(self) -> Any:
        return self.ask("GET", "")

    def deposits(self) -> list[Any]:
        found: list[Any] = self.ask("GET", "/deposits", "clerk")["deposits"]
        return found

    def life(self, draw: Random) -> str:
        """What was under way when the power went."""
        assert self.served is not None
        doing, power = "nothing", Timer(0.1 + draw.random() * 3.9, self.served.start.process.kill)
        power.start()
        with suppress(Dark):
            while self._alive():
                doing = self._what_now(draw)
                self.one(doing, draw)
        power.join()
        self.served.start.kill()
        for no in self.places:  # who stands before an open door when the light goes may go on, or leave
            if self.door(no).open and draw.random() < 0.5:
                self.at_the_door(no, draw)
        return doing

    def _what_now(self, draw: Random) -> str:
        """As the cabinet fills: somebody fetches a result, staff take out what was brought."""
        chances = ["bring", "load", *["fetch"] * min(len(self.codes), 2), *["collect"] * (len(self.inside) > 2)]
        return draw.choice(chances)

    def one(self, doing: str, draw: Random) -> None:
        if doing == "bring":
            self.through(self.ask("POST", "/deposits", body={"size": draw.choice(("S", "M"))}), "put-in", draw)
        elif doing == "load":
            begun = self.ask("POST", "/loads", "clerk", {"reference": f"ref-{draw.random()}"})
            if "secret" in begun:
                self.codes.append((begun["locator"], begun["secret"]))
            self.through(begun, "put-in", draw, "clerk")
        elif doing == "fetch" and self.codes:
            locator, secret = self.codes.pop(draw.randrange(len(self.codes)))
            self.through(self.ask("POST", "/pick-ups", body={"locator": locator, "secret": secret}), "taken", draw)
        else:
            mine = [each["id"] for each in self.deposits() if each["compartment_state"] == "occupied"][:1]
            visits = self.ask("POST", "/collections", "clerk", {"deposits": mine}).get("visits") if mine else None
            self.through(visits[0] if visits else {}, "taken", draw, "clerk")

    def through(self, begun: Any, said: str, draw: Random, role: str = "locker") -> None:
        """From the door that opens to the word of what was done."""
        if "compartment" not in begun:  # refused: all is full, a lock is cooling; the next one tries
            until(lambda: not self._alive(), PAUSE_SECONDS)
            return
        no, path = begun["compartment"], f"/visits/{begun['id']}"
        self._until(path, role, "open")
        self.at_the_door(no, draw)
        self.shut(no)
        self._until(path, role, "closed")
        did = (no in self.inside) == (said == "put-in")
        self.ask("POST", f"{path}/confirm", role, {"is": said if did else "nothing"})

    def _until(self, path: str, role: str, state: str) -> None:
        """Wait until the visit has come to this; a door that the server does not see in time ends this life."""
        if not until(lambda: self.ask("GET", path, role).get("state") == state, SECONDS):
            raise Dark

    def _alive(self) -> bool:
        return self.served is not None and self.served.start.process.poll() is None

    def at_the_door(self, no: int, draw: Random) -> None:
        """Puts in or takes out, or does not; shuts it, or does not."""
        if draw.random() < 0.7:
            self.inside ^= {no}
        if draw.random() < 0.6:
            self.shut(no)

    # --- what must be so

    def truth(self) -> int:
        """Every certain word about a compartment is so, and no coil was pulsed without its intention; how many pulses
        there were."""
        assert not self.cabinet.unfounded, f"pulsed without a reason on disk: {self.cabinet.unfounded}"
        assert self.view()["frozen"] == [], "a door seen late after its own pulse is no stranger"
        for each in self.view()["compartments"]:
            no, state, door = each["no"], each["state"], self.door(each["no"])
            assert state not in ("opening", "open", "reserved"), f"{no} is {state} after a start"
            assert each["door"] == ("open" if door.open else "closed"), f"{no} is read as {each['door']}"
            if state in ("free", "occupied"):
                assert not door.open and (no in self.inside) == (state == "occupied"), f"{no} is called {state}"
        booked = {each["compartment"] for each in self.deposits()}
        uncertain = {each["no"] for each in self.view()["compartments"] if each["state"] == "uncertain"}
        assert self.inside <= booked | uncertain, "something lies there that no book knows"
        return sum(self.door(no).pulses for no in self.places)

    def morning(self) -> None:
        """Staff shut every door, look into what is uncertain, and take out what no book knows."""
        for no in self.places:
            self.shut(no)
        assert until(lambda: all(each["door"] == "closed" for each in self.view()["compartments"]), SECONDS)
        booked = {each["compartment"]: each["id"] for each in self.deposits()}
        for each in self.view()["compartments"]:
            if each["state"] == "uncertain":
                no = each["no"]
                holds = booked.get(no) if no in self.inside else None
                if holds is None:
                    self.inside.discard(no)
                self.ask("POST", f"/compartments/{no}/stock-take", "clerk", {"holds": holds})


def _on_a_line(text: str, plan: LockerBank, port: int) -> str:
    """The shipped plan with its cabinet behind a network box, and compartments that are soon free for others."""
    simulated = f'id = "{plan.id}"\nkind = "simulated"'
    assert simulated in text and "\n[lockers]\n" in text
    text = text.replace("\n[lockers]\n", "\n[lockers]\nreopen_seconds = 10\n")
    wire = f'wire = {{ kind = "network", host = "127.0.0.1", port = {port} }}'
    return text.replace(simulated, f'id = "{plan.id}"\nkind = "{plan.family}"\n{wire}')
