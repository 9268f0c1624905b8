"""Nobody's name, number or telephone reaches a public screen, a socket of one, a sentence, a slip or the log, whatever
people write into the fields that the hall has for its own people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.counts import PROVING, proof
from tests.pages.conftest import Pages
from tests.served import Served, Start
from tests.stories.screens import Page

CANARIES = ("张三丰", "Zhang Sanfeng", "110101199003071234", "13812345678")
TEXT = " ".join(CANARIES)
PERSON, PASSWORD = "Zhang Sanfeng 13812345678", "a long enough password"
PUSHES = [(role, canary) for role in ("manager", "clerk", "kiosk") for canary in (TEXT, CANARIES[2])]
PUSHES = PUSHES if PROVING else PUSHES[:1]
PUBLIC_TEXT = {"notices"}
"""What is written to be read by everybody."""

CALLS = 3
"""Of the day below, on the wall of zone B."""

WALLS = ("hall-a", "hall-b", "entrance", "at-b1", "at-b4")


@pytest.fixture
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall of this story's own: its log is read to the end."""
    server = Start(tmp_path_factory.mktemp("privacy")).served()
    yield server
    server.start.kill()


@pytest.fixture
def listening(hall: Served) -> Iterator[list[Page]]:
    """Every public screen on its socket, from the first moment on."""
    kiosks = [each["id"] for each in hall.get("hall", "program").body["kiosks"]]
    pages = [Page(hall, "/display", each, hall.key("display")).connect() for each in WALLS]
    pages += [Page(hall, "/kiosk", each, hall.key("kiosk")).connect() for each in kiosks]
    yield pages
    for each in pages:
        each.leave()


# --- every field there is, by the document


def fields(hall: Served) -> Iterator[tuple[str, str, list[str]]]:
    """(method, path, where in the body) of every text that a body may hold."""
    document = hall.get("openapi.json").body
    parts = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method in {"post", "put", "patch", "delete"} & item.keys():
            if (body := item[method].get("requestBody")) is not None and path.split("/")[3] not in PUBLIC_TEXT:
                schema = body["content"]["application/json"]["schema"]
                for where in texts(schema, parts):
                    yield method.upper(), path, where


def texts(schema: dict[str, Any], parts: dict[str, Any]) -> Iterator[list[str]]:
    """Where a text may stand that is not one of a few words."""
    schema = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for choice in schema.get("anyOf", ()):
        yield from texts(choice, parts)
    if schema.get("type") == "string" and not {"enum", "const"} & schema.keys():
        yield []
    if isinstance(schema.get("items"), dict):
        yield from (["[]", *each] for each in texts(schema["items"], parts))
    for name, inner in schema.get("properties", {}).items():
        yield from ([name, *each] for each in texts(inner, parts))


def body_with(where: list[str], text: str) -> Any:
    if not where:
        return text
    inner = body_with(where[1:], text)
    return [inner] if where[0] == "[]" else {where[0]: inner}


def push_everywhere(hall: Served, ids: dict[str, str]) -> int:
    """The canaries into every text of every body, one at a time; most are refused, and that is told somewhere too."""
    pushed = 0
    for method, path, where in fields(hall):
        at = path
        for name, value in ids.items():
            at = at.replace(f"{{{name}}}", value)
        for role, canary in PUSHES:
            hall.ask(method, at, role, body_with(where, canary))
        pushed += 1
    return pushed


# --- what a day writes


def sign_in(hall: Served) -> str:
    """A clerk whose name says who he is; once he mistypes it."""
    hall.command("user", "add", PERSON, "--role", "clerk", "--password-stdin", stdin=PASSWORD)
    hall.post("sign-ins", body={"name": TEXT, "password": PASSWORD})
    return hall.known_person(PERSON, PASSWORD)


def a_day(hall: Served) -> str:
    """Everything that people of the hall write, where it is taken; a live ticket's id."""
    cookie = sign_in(hall)
    assert hall.post("sign-ins", body={"name": PERSON, "password": PASSWORD, "window": "B1"}).status == 201

    def press(window: str, act: str, body: Any = None) -> Any:
        answer = hall.post(f"windows/{window}/{act}", "clerk", body)
        assert answer.status in (200, 201, 204), (window, act, answer.raw)
        return answer

    def take(service: str) -> dict[str, Any]:
        ticket: dict[str, Any] = hall.post("tickets", "kiosk", {"service": service, "kiosk": "K1"}).body
        return ticket

    for window in ("B1", "B2", "B4"):
        press(window, "open")
    press("B2", "pause", {"reason": TEXT})
    held, served, sent = take("id-card"), take("id-card"), take("id-card")
    press("B1", "call", {"ticket": held["id"]})
    press("B1", "hold", {"reason": TEXT})
    press("B1", "call", {"ticket": served["id"]})
    press("B1", "start")
    press("B1", "finish", {"note": TEXT})
    press("B1", "call", {"ticket": sent["id"]})
    press("B1", "transfer", {"service": "id-card", "person": PERSON})
    press("B4", "close", {"reason": TEXT})
    assert hall.post("categories/housing/close", "manager", {"reason": TEXT}).status == 200
    hall.post("kiosks/K1/codes", "kiosk", {"text": TEXT})
    assert cookie
    return str(held["id"])


# --- where it may not be


def leaks(where: str, text: str) -> list[str]:
    return [f"{where}: {canary}" for canary in CANARIES if canary in text or json.dumps(canary)[1:-1] in text]


def public(hall: Served, listening: list[Page]) -> Iterator[tuple[str, str]]:
    for page in listening:
        yield f"socket {page.namespace}", json.dumps(page.views, ensure_ascii=False)
    for each in WALLS:
        yield f"display {each}", hall.get(f"displays/{each}", "display").raw.decode()
    slips = hall.get("/demo/devices", "manager")
    assert slips.status == 200 and slips.body["printers"]
    printed = [slip for printer in slips.body["printers"] for slip in printer["slips"]]
    assert printed
    yield "slips", json.dumps(printed, ensure_ascii=False)
    for name in ("/healthz", "/readyz", "/metrics"):
        yield name, hall.get(name).raw.decode()


@proof("privacy: names, numbers and telephones into every text of every body, by so many keys", len(PUSHES))
def test_no_name_number_or_telephone_reaches_a_public_screen_a_slip_or_the_log(
    hall: Served, listening: list[Page], page_at: Pages
) -> None:
    ticket = a_day(hall)
    assert TEXT in hall.get("windows/B1", "clerk").raw.decode(), "the staff's own screens do show it"
    listening[WALLS.index("hall-b")].hears(lambda view: len(view["calls"]) == CALLS)
    ids = {"window": "B1", "ticket": ticket, "kiosk": "K1", "display": "hall-b", "category": "housing", "bank": "L1"}
    assert push_everywhere(hall, ids) > 30
    screens = [page_at("display", 1280, 800, at=f"/display/{each}") for each in ("hall-b", "at-b1", "at-b4")]
    for screen in screens:
        screen.locator('[data-test="wall"], [data-test="window"]').wait_for()
    found = [leak for where, text in public(hall, listening) for leak in leaks(where, text)]
    found += [leak for screen in screens for leak in leaks(screen.url, screen.content())]
    code, log = hall.stop()
    assert code == 0 and "serving" in log
    assert [*found, *leaks("log", log)] == []
