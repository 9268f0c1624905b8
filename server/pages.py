"""Files that browsers fetch (shared parts, each room's page, the words, a font), and the shells of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import Flask, Response, abort, current_app, render_template, request, send_from_directory

from api import edge, tongue
from hall.plan import Plan
from server import hall_files, page_font
from server.sign_ins import enter

ROOT = Path(__file__).resolve().parent
PAGE = ROOT / "page"
WORDS = ROOT.parent / "words"
ROOMS = {room: ROOT.parent / room / "page" for room in ("kiosk", "clerk", "display", "helper")} | {
    "locker": ROOT.parent / "lockers" / "page",
    "cabinet": ROOT.parent / "lockers" / "staff",
}
SENT = frozenset({".js", ".css", ".svg", ".png"})
"""What a page may fetch; templates, notes and licences stay here."""

SHELLS: dict[str, tuple[str, Callable[[Plan], Iterable[str]]]] = {
    "kiosk": ("kiosk", lambda plan: plan.kiosk),
    "window": ("clerk", lambda plan: plan.window),
    "display": ("display", lambda plan: plan.display),
    "locker": ("locker", lambda plan: plan.locker_bank),
    "cabinet": ("cabinet", lambda plan: plan.locker_bank),
}
"""The address of each screen: whose page it is, and the ids that it may be opened at."""

ALONE = {"helper": "helper"}
"""Screens that a hall has one of: their address names no place."""


def install(app: Flask) -> None:
    """/page/..., /page/hall/..., /words/..., /enter, POST /enter, and /kiosk/ID, /window/ID, /display/ID, /locker/ID,
    /cabinet/ID, /helper."""
    app.add_url_rule("/page/<path:name>", "page", page)
    rooms = ", ".join(ROOMS)
    app.add_url_rule(f"/page/<any({rooms}):room>/<path:name>", "room_page", room_page)
    app.add_url_rule("/page/font", "font", font)
    app.add_url_rule("/page/hall/<name>", "hall_file", hall_file)
    app.add_url_rule("/favicon.ico", "mark", lambda: sent(PAGE, "mark.svg"))
    app.add_url_rule("/words/<any(zh, en):language>.json", "words", words)
    app.add_url_rule("/enter", "enter", enter_page)
    app.add_url_rule("/enter", "enter_key", enter, methods=["POST"])
    for name in SHELLS:
        app.add_url_rule(f"/{name}/<place>", name, screen, defaults={"screen": name})
    for name in ALONE:
        app.add_url_rule(f"/{name}", name, alone, defaults={"screen": name})


def page(name: str) -> Response:
    return sent(PAGE, name)


def room_page(room: str, name: str) -> Response:
    return sent(ROOMS[room], name)


def words(language: str) -> Response:
    return send_from_directory(WORDS, f"{language}.json")


def sent(folder: Path, name: str) -> Response:
    """A file, asked for anew each time by its ETag: after an update no screen runs half of the old one."""
    if Path(name).suffix not in SENT:
        abort(404)
    return send_from_directory(folder, name)


def font() -> Response:
    """A Chinese font for a device that has none (base.css asks for it only then). 5 to 16 MB, so read off the loop."""
    if (found := page_font.found()) is None:
        abort(404)
    answer = Response(content_type="font/sfnt")
    answer.set_etag(found.mark)
    answer.cache_control.public = True
    answer.cache_control.max_age = page_font.KEPT_SECONDS
    if request.if_none_match.contains(found.mark):
        answer.status_code = 304
    else:
        answer.set_data(current_app.extensions["off_loop"](page_font.read, found))
    return answer


def hall_file(name: str) -> Response:
    """The hall's logo, or a picture of its displays: read off the loop; another file has another address."""
    files: hall_files.HallFiles = current_app.extensions["hall_files"]
    if (file := files.named(name)) is None:
        abort(404)
    try:
        answer = Response(current_app.extensions["off_loop"](hall_files.read, file), content_type=file.kind)
    except (OSError, hall_files.NotAPicture):
        abort(404)  # it went, or changed under us: the display goes on without it
    answer.cache_control.max_age = hall_files.KEPT_SECONDS
    return answer


def screen(screen: str, place: str) -> Response | tuple[str, int]:
    """The shell of a screen: no data in it. A place that the plan does not have is told in words."""
    room, places = SHELLS[screen]
    if place not in places(edge.plan()):
        return render_template("unknown.html", say=tongue.say, language=tongue.language(), place=place), 404
    return send_from_directory(ROOMS[room], "index.html")


def alone(screen: str) -> Response:
    """The shell of a screen that needs no place."""
    return send_from_directory(ROOMS[ALONE[screen]], "index.html")


def enter_page() -> str:
    demo = current_app.extensions.get("demo")
    return render_template("enter.html", say=tongue.say, language=tongue.language(), demo=demo)
