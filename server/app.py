"""The app: every room's routes on one APIFlask, with what they all share in `app.extensions`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from apiflask import APIFlask

from api import errors, openapi
from api.live import Live
from api.news import News
from api.pace import Pace
from clerk import cases_web, visits_web
from clerk import view as clerk_view
from clerk import web as clerk
from display import view as display_view
from display import web as display
from display.voice import web as spoken
from hall import voice
from hall.alarms import Alarm
from hall.codes import Ids
from hall.words import Words
from helper import view as helper_view
from helper import web as helper
from kiosk import view as kiosk_view
from kiosk import web as kiosk
from ledger.ledger import Ledger
from lockers import slips_web, speech_web, station_web, tickets_web
from lockers import staff_web as lockers_staff
from lockers import view as locker_view
from lockers import web as lockers
from server import hall_web, pages, sign_ins
from server.access import Access
from server.hall_files import HallFiles
from server.sign_ins import Door

ROOT = Path(__file__).resolve().parent
SPEC = "/api/v1/openapi.json"
ROOMS = (
    hall_web.blueprint, sign_ins.blueprint, kiosk.routes, clerk.routes, cases_web.routes, visits_web.routes,
    helper.routes, display.routes, spoken.routes, lockers.routes, lockers_staff.routes,
    slips_web.routes, speech_web.routes, station_web.routes, tickets_web.routes,
)  # fmt: skip
SCREENS = (kiosk_view.SCREEN, clerk_view.SCREEN, display_view.SCREEN, helper_view.SCREEN, locker_view.SCREEN)


@dataclass(frozen=True)
class Parts:
    """What the app is made of. `off_loop(act, *args)` runs something slow in a native thread and waits for it;
    `alarms` are the server's own, `files` the hall's on its displays."""

    ledger: Ledger
    access: Access
    words: Words
    off_loop: Callable[..., Any]
    alarms: Callable[[], tuple[Alarm, ...]]
    files: HallFiles = HallFiles()


class Whole(APIFlask):
    """The app. Every view is a plain function: none is asked each time whether it is a coroutine (20 us a request)."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def read_words() -> Words:
    """The tables of words/, read once."""
    folder = ROOT.parent / "words"
    files = sorted((folder / "voice").glob("*.json"))
    tongues = {file.stem: voice.tongue(json.loads(file.read_text("utf-8"))) for file in files}
    tables = {language: json.loads((folder / f"{language}.json").read_text("utf-8")) for language in ("zh", "en")}
    return Words(tables, tongues)


def create(parts: Parts) -> APIFlask:
    """The app with every room's routes. Nothing listens yet."""
    app = Whole(
        "hallway", title="Hallway", version="1", spec_path=SPEC, docs_path=None, json_errors=False,
        static_folder=None,  # type: ignore[arg-type]  # Flask takes None, APIFlask's types forget it
        template_folder=str(ROOT / "page"),
    )  # fmt: skip
    app.config.update(
        OPENAPI_VERSION="3.1.0", PROVIDE_AUTOMATIC_OPTIONS=False, MAX_CONTENT_LENGTH=None, SERVERS=None,
        AUTO_404_RESPONSE=False, AUTO_VALIDATION_ERROR_RESPONSE=False, AUTO_AUTH_ERROR_RESPONSE=False,
        DESCRIPTION="The queue and kiosk system of a public-service hall.",
    )  # fmt: skip
    app.extensions.update(
        ledger=parts.ledger, callers=parts.access, words=parts.words, off_loop=parts.off_loop, pace=Pace(), ids=Ids(),
        door=Door(), news=News(parts.ledger), server_alarms=parts.alarms,
        hall_files=parts.files, looks=parts.files.addresses(),
    )  # fmt: skip
    errors.install(app)
    for routes in ROOMS:
        app.register_blueprint(routes)
    pages.install(app)
    app.spec_processor(lambda spec: openapi.complete(app, cast(dict[str, Any], spec)))
    return app


def screens(app: APIFlask, socketio: Any, parts: Parts, bell: Any, sleep: Callable[[float], None]) -> Live:
    """What every screen hears, wired to the news; the server runs it in a greenlet of its own."""
    live = Live(
        ledger=parts.ledger, socketio=socketio, screens=SCREENS, words=parts.words, now=parts.ledger.clock.now,
        bell=bell, sleep=sleep, alarms=parts.alarms,
    )  # fmt: skip
    live.listen()
    parts.access.on_gone.append(live.drop)
    app.extensions["news"].tell("live", live.hear)
    app.extensions["live"] = live
    return live
