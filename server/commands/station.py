"""A cabinet's own computer: passes its line on to the hall, and serves it while the hall is out of reach."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from hall.plan import LockerBank, Plan
from lockers.serial_bank import codec_of, places
from server import folder, logs
from server.app import ROOT, read_words
from server.config import ConfigErrors, describe, read_plan
from server.devices import native
from server.options import config_option, data_option
from server.trouble import Trouble
from station.alone import Alone
from station.asking import Asking
from station.front import Front
from station.lists import KeptList
from station.relay import Relay
from station.station import Laid, Station
from wires.opening import opener_of
from wires.wire import Wire

TURN_SECONDS = 1.0
CALLED = (sys.executable, "-m", "server")
LANGUAGES = {"zh": "zh-CN", "en": "en"}


@click.command(name="station")
@click.argument("bank")
@click.option("--server", required=True, metavar="URL", help="The hall's computer, such as http://192.168.1.10:8080.")
@click.option("--key-file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="A file with the key that the hall's plan names as this cabinet's station.")  # fmt: skip
@click.option("--listen", default=5000, show_default=True, type=click.IntRange(0, 65535), help="Port of the line.")
@click.option("--front", default=5080, show_default=True, type=click.IntRange(0, 65535),
              help="Port, on this computer alone, that the cabinet's screen opens.")  # fmt: skip
@click.option("--port", default=5081, show_default=True, type=click.IntRange(1, 65535),
              help="Port, on this computer alone, of its own Hallway.")  # fmt: skip
@config_option
@data_option
def command(
    bank: str, server: str, key_file: Path, listen: int, front: int, port: int, config: Path, data: Path
) -> None:  # fmt: skip
    """Serve the locker BANK of the plan FILE beside its boards, for a hall that has it at this computer's address."""
    planned = _bank(_plan(config), bank)
    logs.start()
    kept, key = folder.make(data.resolve()), key_file.read_text("utf-8").strip()
    hall = Asking(_address(server), key)
    with closing(socket.create_server(("", listen))) as listener:
        relay = _relay(planned, listener, hall.url)
        alone = Alone(kept, config.resolve(), bank, port, planned.station or "", CALLED, ROOT.parent)
        station = Station(
            _laid(_plan(config), planned), hall, relay, alone, KeptList(kept, bank, key), kept / "past",
            time.monotonic, lambda: time.time_ns() // 1_000_000,
        )  # fmt: skip
        shown = Front(front, lambda: _leads(station, hall.url, bank, alone, shown), _waiting())
        shown.start()
        click.echo(f"{bank}: line at port {listener.getsockname()[1]}, screen at {shown.address}", err=True)
        _run(station, relay, shown)


def _run(station: Station, relay: Relay, shown: Front) -> None:
    """Until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=relay.run, daemon=True).start()
    try:
        while not stop.wait(TURN_SECONDS):
            station.turn()
    finally:
        shown.close()
        station.close()


def _leads(station: Station, hall: str, bank: str, alone: Alone, shown: Front) -> str | None:
    if station.mode == "alone":
        return alone.page(shown.address)
    return f"{hall}/locker/{bank}?station={shown.address}" if station.mode == "hall" else None


def _waiting() -> list[tuple[str, str]]:
    words, keys = read_words(), ("page.locker.away.title", "page.locker.away.say")
    return [(tag, words.say(one, key)) for one, tag in LANGUAGES.items() for key in keys]


def _relay(planned: LockerBank, listener: socket.socket, hall: str) -> Relay:
    codec = codec_of(planned)
    pulses = {codec.unlock(*place): no for no, place in places(planned, codec).items()}
    if planned.wire is None:
        raise Trouble(f"{planned.id} has no wire", code=2)
    opener = partial[Wire](opener_of(planned.wire, native()))
    return Relay(listener, opener, partial(_is_the_hall, urlsplit(hall).hostname or ""), pulses, time.monotonic)


def _is_the_hall(host: str, address: str) -> bool:
    """By its address: whoever is on the line can open doors."""
    try:
        return address in {found[4][0] for found in socket.getaddrinfo(host, None)}
    except OSError:
        return False


def _laid(plan: Plan, planned: LockerBank) -> Laid:
    compartments = [[each.no, each.board, each.lock] for each in planned.compartments]
    return Laid(planned.id, compartments, plan.lockers.code_digits)


def _plan(config: Path) -> Plan:
    try:
        return read_plan(config)
    except ConfigErrors as wrong:
        raise Trouble("\n".join([f"{config} cannot be a cabinet's plan:", *describe(wrong.errors)]), code=2) from None


def _bank(plan: Plan, bank: str) -> LockerBank:
    """The bank of a plan that is a station's."""
    found = plan.locker_bank.get(bank)
    if found is None:
        there = ", ".join(plan.locker_bank) or "none"
        raise Trouble(f'no locker bank "{bank}" in the plan; there are: {there}', code=2)
    wrong = [
        *([f"locker_banks {bank} wire: it is at this computer's line"] if found.wire is None else []),
        *([f"locker_banks {bank} station: the name of this computer's key"] if found.station is None else []),
        *(["lockers.drop_off: false, since nothing can be taken in without the hall"] if plan.lockers.drop_off else []),
        *(["lockers.help_service: nothing, since its tickets are the hall's"] if plan.lockers.help_service else []),
    ]
    if wrong:
        raise Trouble("\n".join(["this is not a station's plan; it wants", *wrong]), code=2)
    return found


def _address(server: str) -> str:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise Trouble(f"{server} is not the address of a hall, such as http://192.168.1.10:8080", code=2)
    return server.rstrip("/")
