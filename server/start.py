"""Starting the hall's server, step by step, and stopping it clean. Only `hall serve` comes here, already patched."""

from __future__ import annotations

import ctypes
import gc
import signal
import sqlite3
import time
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

import gevent
import structlog
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from display.voice.clips import Clips
from hall.hall import plan_of
from ledger.book import Damaged
from ledger.clock import Clock
from ledger.ledger import Ledger
from ledger.lock import InUse
from server import app as whole
from server import (
    cabinets,
    demo,
    demo_cabinets,
    demo_devices,
    devices,
    figures,
    folder,
    front,
    hall_files,
    health,
    logs,
    plan_in_force,
    presence,
    scanners,
    seam,
    serving,
    speakers,
    taking_over,
    ticking,
    voice,
)
from server.access import Access
from server.fan_out import FanOut
from server.keyring import Keyring
from server.ticket_codes import TicketCodes
from server.trouble import Trouble

log = structlog.get_logger("server")
STOP_SECONDS = 5.0
GARBAGE_NEW, GARBAGE_MIDDLE, GARBAGE_OLD = 20_000, 20, 50
"""Objects, and rounds, after which the collector looks at the newest, the younger and all."""


@dataclass(frozen=True)
class Asked:
    """What the command line says."""

    config: Path
    data: Path
    host: str
    port: int
    demo: bool = False
    listed: Path | None = None


def run(asked: Asked) -> None:
    """Serve until SIGTERM or SIGINT."""
    logs.start()
    if asked.listed is not None:
        seam.spawn(taking_over.end_with_the_station)
    data = folder.make(asked.data)
    secret = folder.secret(data)
    bell = seam.Bell()
    ledger = open_ledger(data, folder.key_for(secret, "answers"), bell)
    try:
        plan = plan_in_force.adopt(ledger, asked.config)
        codes = taking_over.begin(ledger, asked.listed) if asked.listed is not None else lockers_key(data)
        listening = serving.listener(asked.host, asked.port)
        links = folder.key_for(secret, "links")
        access, shown = open_access(data, links, asked.demo)
        serve(Running(ledger, access, plan, data, bell, links, codes, listening, shown, asked.config))
    finally:
        ledger.close()
        log.info("stopped")


def open_ledger(data: Path, key: bytes, bell: seam.Bell) -> Ledger:
    """The record, started; what keeps it from starting is one line."""
    ledger = Ledger(
        data, spawn=seam.spawn, promise=seam.Promise, inbox=seam.inbox, wake=bell.ring,
        clock=Clock(time.time, time.monotonic), key=key,
    )  # fmt: skip
    try:
        ledger.start(told_progress)
    except (InUse, Damaged, sqlite3.Error) as error:
        raise Trouble(str(error)) from None
    return ledger


def told_progress(done: int, of: int) -> None:
    """A register made anew from a long record says how far it is. Called in the writer's native thread."""
    logs.line("rebuilding", level="info", done=done, of=of)


def open_access(data: Path, links: bytes, with_demo: bool) -> tuple[Access, demo.Demo | None]:
    """Keys and people in force; with the demo's own where they are asked for."""
    keyring = Keyring(data)
    shown = demo.prepare(data, keyring) if with_demo else None
    access = Access(keyring, {folder.KID: links})
    access.look()
    return access, shown


def lockers_key(data: Path) -> bytes:
    """What the codes of deposits are worked out from."""
    return folder.key_for(folder.secret(data), "lockers")


def lock_seconds(ledger: Ledger) -> float:
    """After how long without a request a person at a window is asked for the password again; inf: never."""
    return plan_of(ledger.hall).access.lock_minutes * 60.0 or inf


@dataclass(frozen=True)
class Running:
    """The parts of one running server."""

    ledger: Ledger
    access: Access
    plan: plan_in_force.PlanInForce
    data: Path
    bell: seam.Bell
    links: bytes
    codes: bytes
    listening: Any
    demo: demo.Demo | None
    config: Path


def serve(running: Running) -> None:
    """Put the app together, listen, and wait for the signal to stop."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    running.access.lock_seconds = lambda: lock_seconds(running.ledger)
    ticking.tell_keys(running.ledger, running.access)
    files = hall_files.found(running.config.parent, plan_of(running.ledger.hall))
    for line in files.wrong:
        log.warning("not-shown", what=line)
    words = whole.read_words()
    clips = Clips(running.data / "voice", running.config.resolve().parent, words.tongues, seam.native())
    spoken = voice.Voice(running.ledger, clips, off_loop_soon)
    alarms = lambda: (*running.plan.alarms(), *spoken.alarms())  # noqa: E731
    parts = whole.Parts(running.ledger, running.access, words, off_loop, alarms, files)
    app = whole.create(parts)
    socketio = serving.sockets_for(app)
    live = whole.screens(app, FanOut(socketio), parts, Event(), gevent.sleep)
    codes = app.extensions["ticket_codes"] = TicketCodes(running.links)
    lockers = cabinets.start(app, running.ledger, running.access, running.codes)
    machines = devices.start(running.ledger, parts.words, codes.text, cabinets.opening(app))
    scanning = scanners.start(app, live, running.ledger.hall)
    speaking = speak(app, running, live, spoken)
    measured(app, running, live, spoken)
    front.install(app, running.demo)
    if running.demo is not None:
        demo_devices.install(app, machines, live)
        demo_cabinets.install(app, lockers.banks)
    present = presence.Presence(running.ledger, partial(live.places, "/clerk"))
    app.extensions["news"].tell("presence", present.hear)
    greenlets = [gevent.spawn(live.run), speaking,
                 gevent.spawn(ticking.run, running.ledger, running.access, app.extensions["pulse"],
                              ticking.Screens(live.displays_heard), present),
                 gevent.spawn(running.bell.answer, lambda: drain(app, running.ledger, machines, lockers))]  # fmt: skip
    server = serving.server(app, running.listening)
    collect_seldom()
    give_back()
    server.start()
    log.info("serving", host=running.listening.getsockname()[0], port=running.listening.getsockname()[1])
    stop.wait()
    live.stop()
    scanning.stop()
    lockers.stop()
    end(server, greenlets, machines, running.access)


def speak(app: Any, running: Running, live: Any, spoken: voice.Voice) -> Any:
    """The voice: its clips looked at now and after each new plan, and a greenlet that names speakers."""
    app.extensions.update(clips=spoken.clips, speak=spoken.speak)
    app.extensions["news"].tell("voice", spoken.hear)
    spoken.look()
    bell = Event()
    return gevent.spawn(speakers.run, speakers.start(running.ledger, live, app.extensions["news"], bell), bell)


def collect_seldom() -> None:
    """What was loaded is never garbage, and little of what a request makes is a cycle: with Python's own numbers the
    collector runs twice a request, and looks through the whole hall again and again."""
    gc.freeze()
    gc.set_threshold(GARBAGE_NEW, GARBAGE_MIDDLE, GARBAGE_OLD)


def give_back() -> None:
    """What only the start needed goes back to the machine: 20 MB of 91, which the C library would keep for later. Other
    C libraries than glibc have no word for it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def off_loop(act: Any, *args: Any) -> Any:
    """Run something slow in one of gevent's native threads."""
    return gevent.get_hub().threadpool.apply(act, args)


def off_loop_soon(act: Any) -> Any:
    """The same, without waiting for it."""
    return gevent.get_hub().threadpool.spawn(act)


def measured(app: Any, running: Running, live: Any, spoken: voice.Voice) -> None:
    """healthz, readyz and metrics."""
    pulse = app.extensions["pulse"] = ticking.Pulse()
    counted = figures.Figures(running.ledger, live.__len__)
    app.extensions["news"].tell("figures", counted.hear)
    app.extensions["commit_seconds"] = counted.commit
    health.install(app, health.Ready(running.ledger, pulse, running.plan, running.data, spoken), counted.registry)


def drain(app: Any, ledger: Ledger, machines: devices.Machines, lockers: cabinets.Cabinets) -> None:
    """The writer rang: tell the listeners what is new, and the log what went wrong."""
    app.extensions["news"].drain()
    lockers.drain()
    machines.drain()
    for trouble in ledger.troubles.take():
        log.error("record", what=trouble.what, detail=trouble.detail)


def end(server: WSGIServer, greenlets: list[Any], machines: devices.Machines, access: Access) -> None:
    """Take no more, finish what is asked, then stop what runs beside it."""
    server.stop(timeout=STOP_SECONDS)
    gevent.killall(greenlets, timeout=STOP_SECONDS)
    machines.stop()
    access.close()
