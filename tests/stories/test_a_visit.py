"""Whole trips through the real server: over HTTP, by socket, on disk. One for each promise to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.served import Said, Served
from tests.stories.screens import Page, Refused, call_of

Open = Callable[..., Page]
WINDOW, OTHER, BOARD_OF = "B1", "B2", "hall-b"


@pytest.fixture(autouse=True)
def windows(served: Served) -> Iterator[None]:
    """Both windows open and idle, nobody waiting there when the story ends."""
    for window in (WINDOW, OTHER):
        press(served, window, "open")
    yield
    for window in (WINDOW, OTHER):
        while press(served, window, "call-next", {"finish": True}).body.get("ticket"):
            pass
        press(served, window, "finish")


def press(served: Served, window: str, act: str, body: Any = None, **headers: str) -> Said:
    return served.post(f"windows/{window}/{act}", "clerk", body, **headers)


def tap(served: Served, **headers: str) -> dict[str, Any]:
    answer = served.post("tickets", "kiosk", {"service": served_by_both(served), "kiosk": kiosk(served)}, **headers)
    assert answer.status == 201, answer.raw
    ticket: dict[str, Any] = answer.body
    return ticket


def kiosk(served: Served) -> str:
    return str(served.get("hall", "program").body["kiosks"][0]["id"])


def served_by_both(served: Served) -> str:
    windows = {each["id"]: each for each in served.get("hall", "program").body["windows"]}
    return str(next(s for s in windows[WINDOW]["services"] if s in windows[OTHER]["services"]))


def test_a_tap_becomes_a_call_on_the_wall_and_at_the_window(served: Served, page: Open) -> None:
    wall, window = page("/display", BOARD_OF), page("/clerk", WINDOW)
    ticket = tap(served)
    window.hears(lambda view: any(each["id"] == ticket["id"] for each in view["waiting"]))
    called = press(served, WINDOW, "call-next").body
    assert called["ticket"]["id"] == ticket["id"]
    shown = wall.hears(lambda view: call_of(view, ticket["number"]) is not None)
    call = call_of(shown, ticket["number"])
    assert call is not None
    assert (call["window"], call["recall"], call["withdrawn"]) == (WINDOW, 0, False)
    assert call["say"].keys() == {"zh", "en"}
    at_desk = window.hears(lambda view: view["ticket"] is not None)
    assert (at_desk["state"], at_desk["ticket"]["number"]) == ("calling", ticket["number"])


def test_what_a_wall_has_shown_is_seen_at_the_window(served: Served, page: Open) -> None:
    wall, window = page("/display", BOARD_OF), page("/clerk", WINDOW)
    ticket = tap(served)
    press(served, WINDOW, "call-next")
    call = call_of(wall.hears(lambda view: call_of(view, ticket["number"]) is not None), ticket["number"])
    assert call is not None
    acked = served.post(f"displays/{BOARD_OF}/acks", "display", {"shown": [call["call"]], "spoken": [call["call"]]})
    assert (acked.status, acked.raw) == (204, b"")
    seen = window.hears(lambda view: (view["delivery"] or {}).get("shown") == 1)
    assert seen["delivery"]["call"] == call["call"]
    assert seen["delivery"]["spoken_at"] is not None


def test_a_display_that_reconnects_finds_every_call_it_missed(served: Served, page: Open) -> None:
    page("/display", BOARD_OF).leave()
    numbers = [tap(served)["number"] for _ in range(3)]
    for _ in numbers:
        press(served, WINDOW, "call-next", {"finish": True})
    first = page("/display", BOARD_OF).hears(lambda view: True)
    assert [call["number"] for call in first["calls"][:3]] == numbers[::-1]


def test_a_double_press_with_one_ask_key_is_one_ticket(served: Served) -> None:
    with ThreadPoolExecutor(4) as pressing:
        answers = list(pressing.map(lambda _: tap(served, Idempotency_Key="one press of one visitor"), range(4)))
    assert {answer["id"] for answer in answers} == {answers[0]["id"]}
    assert served.get(f"tickets/{answers[0]['id']}", "program").body["number"] == answers[0]["number"]


def test_two_clerks_at_once_get_two_visitors(served: Served) -> None:
    tickets = {tap(served)["id"] for _ in range(2)}
    with ThreadPoolExecutor(2) as pressing:
        called = list(pressing.map(lambda window: press(served, window, "call-next").body, (WINDOW, OTHER)))
    assert {answer["ticket"]["id"] for answer in called} == tickets


def test_an_undo_withdraws_the_call_on_the_wall_and_gives_the_place_back(served: Served, page: Open) -> None:
    wall = page("/display", BOARD_OF)
    ticket = tap(served)
    press(served, WINDOW, "call-next")
    wall.hears(lambda view: call_of(view, ticket["number"]) is not None)
    back = press(served, WINDOW, "undo").body["ticket"]
    assert (back["id"], back["state"], back["due_at"]) == (ticket["id"], "waiting", ticket["due_at"])
    wall.hears(lambda view: (call_of(view, ticket["number"]) or {"withdrawn": False})["withdrawn"])


def test_another_windows_visitor_is_nobodys_to_serve_here(served: Served) -> None:
    ticket = tap(served)
    press(served, WINDOW, "call-next")
    for act in ("recall", "start", "finish", "no-show", "hold"):
        answer = press(served, OTHER, act, {"ticket": ticket["id"]})
        assert (answer.status, answer.reason) == (409, "not-current")
    assert served.get(f"tickets/{ticket['id']}", "clerk").body["window"] == WINDOW


def test_a_kiosk_hears_what_is_open_and_how_many_wait(served: Served, page: Open) -> None:
    machine = page("/kiosk", kiosk(served))
    before = machine.hears(lambda view: True)
    ticket = tap(served)
    waiting = waiting_in(before, ticket["category"])
    machine.hears(lambda view: waiting_in(view, ticket["category"]) == waiting + 1)


def waiting_in(view: dict[str, Any], category: str) -> int:
    return next(int(each["waiting"]) for each in view["categories"] if each["id"] == category)


def test_a_screen_hears_a_beat_within_seconds(served: Served, page: Open) -> None:
    assert page("/display", BOARD_OF).hears_beat().keys() == {"epoch", "seq", "at"}


def test_a_socket_that_may_not_listen_hears_why(served: Served, page: Open) -> None:
    def refused(namespace: str, at: str, key: str | None) -> Any:
        with pytest.raises(Refused) as why:
            page(namespace, at, key)
        return why.value.args[0]

    tries = (
        ("/display", BOARD_OF, "no such key"), ("/display", "nowhere", None), ("/clerk", WINDOW, served.key("display")),
    )  # fmt: skip
    with ThreadPoolExecutor(len(tries)) as trying:
        heard = list(trying.map(lambda each: refused(*each), tries))
    reasons = ["no-key", "unknown-display", "not-allowed"]
    assert heard == [{"message": reason, "data": {"reason": reason}} for reason in reasons]


def test_a_withdrawn_key_loses_its_screen(served: Served, page: Open) -> None:
    key = served.command("key", "add", "--role", "display", "--name", "a-wall-to-lose").stdout.strip()
    served.in_force(key)
    wall = page("/display", BOARD_OF, key)
    wall.hears(lambda view: True)
    served.command("key", "revoke", "a-wall-to-lose")
    assert served.soon(wall.gone)
