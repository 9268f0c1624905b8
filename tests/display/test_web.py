"""A display over HTTP: what it is, and what it says it has shown and spoken."""

from __future__ import annotations

from typing import Any

from display.shapes import DisplayShape
from tests.api.web_cast import House, said


def call(house: House) -> int:
    house.take()
    house.at("B1", "call-next")
    return house.ledger.hall.calls_made


def test_a_display_hears_what_it_is_and_its_boards_view(house: House) -> None:
    call(house)
    shown = house.ask("display@hall-b", "GET", "/displays/hall-b").get_json()
    DisplayShape.model_validate(shown)
    assert (shown["id"], shown["board"], shown["view"]["calls"][0]["number"]) == ("hall-b", "zone-b", "B001")


def test_what_was_shown_and_spoken_is_kept_once(house: House) -> None:
    number = call(house)
    body = {"shown": [number, number, 999], "spoken": [number], "sound": "ready"}
    before = house.ledger.hall.seq
    assert house.ask("display", "POST", "/displays/hall-b/acks", body).status_code == 204
    assert house.ledger.hall.calls[number].shown == ("hall-b",)
    assert house.ledger.hall.seq == before + 1
    assert house.ask("display", "POST", "/displays/hall-b/acks", body).data == b""
    assert house.ledger.hall.seq == before + 1


WRONG: list[tuple[str, str, Any, tuple[int, str, str | None]]] = [
    ("display", "/displays/hall-z/acks", {}, (404, "unknown-display", None)),
    ("display@hall-a", "/displays/hall-b/acks", {}, (403, "not-allowed", None)),
    ("clerk", "/displays/hall-b/acks", {}, (403, "not-allowed", None)),
    ("display", "/displays/hall-b/acks", {"shown": [True]}, (422, "bad-field", "shown.0")),
    ("display", "/displays/hall-b/acks", {"shown": [-1]}, (422, "bad-field", "shown.0")),
    ("display", "/displays/hall-b/acks", {"shown": list(range(201))}, (422, "bad-field", "shown")),
    ("display", "/displays/hall-b/acks", {"sound": "loud"}, (422, "bad-field", "sound")),
]


def test_a_wrong_acknowledgement_is_refused(house: House) -> None:
    for key, path, body, no in WRONG:
        assert said(house.ask(key, "POST", path, body)) == no, body
