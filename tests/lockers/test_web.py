"""Lockers over HTTP: the flows of the contract, who may ask, and codes that are shown once and never kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger import schema
from tests.api.web_cast import said
from tests.lockers.cabinet import BANK, locker_plan
from tests.lockers.running import Lobby


@pytest.fixture
def lobby(tmp_path: Path) -> Iterator[Lobby]:
    made = Lobby(tmp_path, locker_plan())
    yield made
    made.close()
    assert made.faults == []


def test_a_drop_off_from_the_touch_to_the_receipt(lobby: Lobby) -> None:
    answer = lobby.locker("POST", "/deposits", {"case": "QK1:X", "size": "S", "low": True})
    visit = answer.get_json()
    assert answer.status_code == 201
    assert (visit["kind"], visit["bank"], visit["compartment"], visit["state"]) == ("drop-off", BANK, 1, "opening")
    assert visit["receipt"].startswith("R") and visit["reopen_until"] is None
    assert lobby.opened(visit["id"]) == 1
    lobby.shut(visit["id"])
    assert lobby.locker("GET", f"/visits/{visit['id']}").get_json()["reopen_until"] is not None
    done = lobby.locker("POST", f"/visits/{visit['id']}/confirm", {"is": "put-in"}).get_json()
    assert (done["state"], done["receipt"]) == ("done", visit["receipt"])
    (listed,) = lobby.clerk("GET", "/deposits").get_json()["deposits"]
    assert (listed["state"], listed["case"], listed["compartment_state"]) == ("confirmed", "QK1:X", "occupied")


def test_a_pick_up_by_the_code_and_by_the_qr(lobby: Lobby) -> None:
    for way in ("secret", "qr"):
        result = lobby.loaded()
        secret = result["secret"] if way == "secret" else result["qr"].split(":")[2]
        answer = lobby.locker("POST", "/pick-ups", {"locator": result["locator"], "secret": secret})
        assert answer.status_code == 200, answer.text
        visit = answer.get_json()["id"]
        lobby.opened(visit)
        lobby.shut(visit)
        assert lobby.locker("POST", f"/visits/{visit}/confirm", {"is": "taken"}).get_json()["state"] == "done"


def test_wrong_and_unknown_codes_are_refused_in_the_same_words(lobby: Lobby) -> None:
    result = lobby.loaded()
    known = [tries(lobby, result["locator"]) for _ in range(5)]
    right = lobby.seconds = lobby.seconds + 60
    assert right and lobby.locker("POST", "/pick-ups", {k: result[k] for k in ("locator", "secret")}).status_code == 200
    unknown = [tries(lobby, "11111") for _ in range(5)]
    assert known == unknown and {reason for _, reason, _ in known} == {"wrong-code"}
    assert [status for status, _, _ in known] == [403] * 5


def tries(lobby: Lobby, locator: str) -> tuple[int, str, str]:
    """A wrong code: status, reason and text."""
    answer = lobby.locker("POST", "/pick-ups", {"locator": locator, "secret": "13572468"})
    return answer.status_code, answer.get_json()["reason"], answer.get_json()["message"]


def test_a_wrong_code_says_how_often_one_may_still_try(lobby: Lobby) -> None:
    texts = [tries(lobby, "11111")[2] for _ in range(5)]
    for left, text in zip((4, 3, 2, 1), texts, strict=False):
        assert str(left) in text
    assert "15" in texts[-1]


def test_a_right_code_sent_twice_gives_the_same_visit(lobby: Lobby) -> None:
    result = lobby.loaded()
    body = {"locator": result["locator"], "secret": result["secret"]}
    first, again = (lobby.locker("POST", "/pick-ups", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.get_json()["id"] == again.get_json()["id"]
    lobby.opened(first.get_json()["id"])
    assert lobby.steel.pulses.count(result["compartment"]) == 2, "one of the load, one of the pick-up"
    lobby.shut(first.get_json()["id"])
    lobby.locker("POST", f"/visits/{first.get_json()['id']}/confirm", {"is": "taken"})


def test_whoever_comes_too_late_reads_until_when_and_where(lobby: Lobby) -> None:
    result = lobby.loaded()
    visit = lobby.clerk("POST", "/collections", {"deposits": [result["deposit"]]}).get_json()["visits"][0]["id"]
    lobby.opened(visit)
    lobby.shut(visit)
    lobby.clerk("POST", f"/visits/{visit}/confirm", {"is": "taken"})
    answer = lobby.locker("POST", "/pick-ups", {"locator": result["locator"], "secret": result["secret"]})
    assert said(answer) == (409, "result-returned", None)
    assert "2026-" in answer.get_json()["message"]


def test_five_wrong_codes_make_the_panel_wait_before_anything_is_hashed(lobby: Lobby) -> None:
    for n in range(5):
        assert lobby.locker("POST", "/pick-ups", {"locator": f"1111{n}", "secret": "1234"}).status_code == 403
    before = lobby.ledger.hall.seq
    answer = lobby.locker("POST", "/pick-ups", {"locator": "99999", "secret": "1234"})
    assert said(answer) == (429, "slow-down", None)
    assert 1 <= int(answer.headers["Retry-After"]) <= 15
    assert lobby.ledger.hall.seq == before


def test_a_repeated_load_gives_the_same_code_that_nobody_kept(lobby: Lobby) -> None:
    first = lobby.clerk("POST", "/loads", {"reference": "r"}, once="k1").get_json()
    again = lobby.clerk("POST", "/loads", {"reference": "r"}, once="k1").get_json()
    assert first == again and len(lobby.ledger.hall.cabinets.deposits) == 1
    with sqlite3.connect(f"file:{lobby.ledger.folder / schema.FILE}?mode=ro", uri=True) as db:
        everything = "\n".join(str(row) for table in ("events", "answers", "live", "deposits") for row in db.execute(
            f"SELECT * FROM {table}"))  # fmt: skip
    assert first["secret"] not in everything and first["qr"].split(":")[2].lower() not in everything.lower()


def test_a_batch_is_loaded_one_door_after_the_other(lobby: Lobby) -> None:
    body = {"loads": [{"reference": "a"}, {"reference": "b", "size": "L"}]}
    visits = lobby.clerk("POST", "/loads/batch", body).get_json()["visits"]
    assert len({each["secret"] for each in visits}) == 2
    first, second = (each["id"] for each in visits)
    lobby.opened(first)
    assert lobby.ledger.hall.cabinets.visits[second].openings == 0
    lobby.shut(first)
    lobby.clerk("POST", f"/visits/{first}/confirm", {"is": "put-in"})
    assert lobby.opened(second) == visits[1]["compartment"]


def test_a_new_code_kills_the_old(lobby: Lobby) -> None:
    result = lobby.loaded()
    fresh = lobby.clerk("POST", f"/deposits/{result['deposit']}/new-code").get_json()
    old = lobby.locker("POST", "/pick-ups", {"locator": result["locator"], "secret": result["secret"]})
    new = lobby.locker("POST", "/pick-ups", {"locator": fresh["locator"], "secret": fresh["secret"]})
    assert (old.status_code, new.status_code) == (403, 200)


def test_force_open_needs_a_second_person_who_is_another(lobby: Lobby) -> None:
    path, why = "/compartments/2/force-open", "lost her code"
    wrong = lobby.clerk("POST", path, {"reason": why, "second": {"name": "bo", "password": "no"}})
    assert said(wrong) == (403, "wrong-second", "second")
    same = lobby.person("clerk:bo@B1", "POST", f"/lockers/{BANK}{path}",
                        {"reason": why, "second": {"name": "bo", "password": "secret-b"}})  # fmt: skip
    assert said(same) == (403, "wrong-second", "second")
    right = lobby.clerk("POST", path, {"reason": why, "second": {"name": "bo", "password": "secret-b"}})
    assert right.status_code == 200
    assert lobby.opened(right.get_json()["id"]) == 2
    assert said(lobby.clerk("POST", path, {"reason": why})) == (422, "bad-field", "second")


def test_a_compartment_is_marked_repaired_and_counted_by_staff(lobby: Lobby) -> None:
    states = []
    for act, body in (("fault", {"reason": "hinge"}), ("repaired", {"reason": "new"}), ("stock-take", {"holds": None})):
        view = lobby.clerk("POST", f"/compartments/3/{act}", body).get_json()
        states.append(next(each["state"] for each in view["compartments"] if each["no"] == 3))
    assert states == ["fault", "free", "free"]


def test_the_morning_collection(lobby: Lobby) -> None:
    deposits = []
    for _ in range(2):
        visit = lobby.locker("POST", "/deposits").get_json()
        lobby.opened(visit["id"])
        lobby.shut(visit["id"])
        lobby.locker("POST", f"/visits/{visit['id']}/confirm", {"is": "put-in"})
        deposits.append(visit["deposit"])
    visits = lobby.clerk("POST", "/collections", {"deposits": deposits}).get_json()["visits"]
    for each in visits:
        lobby.opened(each["id"])
        lobby.shut(each["id"])
        lobby.clerk("POST", f"/visits/{each['id']}/confirm", {"is": "taken"})
    assert lobby.clerk("GET", "/deposits").get_json() == {"deposits": []}


def test_the_picture_shows_doors_and_nothing_of_whose_they_are(lobby: Lobby) -> None:
    result = lobby.loaded()
    view = lobby.locker("GET", "").get_json()
    assert view["ready"] and [each["no"] for each in view["compartments"]] == [1, 2, 3, 4, 5, 6]
    assert {each["size"]: (each["free"], each["low"]) for each in view["sizes"]}["S"] == (2, 2)
    text = str(view)
    assert result["locator"] not in text and "case-7" not in text and result["deposit"] not in text


WHO: list[tuple[str, str, str, Any, int]] = [
    ("kiosk@k1", "GET", "", None, 403),
    ("locker@L2", "GET", "", None, 403),
    ("locker@L1", "POST", "/loads", {"reference": "r"}, 403),
    ("locker@L1", "GET", "/deposits", None, 403),
    ("clerk@B1", "POST", "/deposits", None, 403),
    ("clerk@B1", "POST", "/pick-ups", {"locator": "1", "secret": "1234"}, 403),
    ("manager", "POST", "/compartments/1/fault", {"reason": "x"}, 403),
    ("clerk@B1", "POST", "/compartments/99/fault", {"reason": "x"}, 404),
    ("clerk@B1", "GET", "/visits/nobody", None, 404),
    ("clerk@B1", "POST", "/deposits/nothing/new-code", None, 404),
    ("clerk@B1", "POST", "/collections", {"deposits": ["nothing"]}, 422),
    ("clerk@B1", "POST", "/collections", {"deposits": []}, 422),
    ("locker@L1", "POST", "/deposits", {"size": "XS"}, 422),
    ("locker@L1", "POST", "/pick-ups", {"locator": "abc", "secret": "1234"}, 422),
    ("locker@L1", "POST", "/pick-ups", {"locator": "1", "secret": ""}, 422),
    ("clerk@B1", "POST", "/unfreeze", {"reason": "x"}, 409),
]


@pytest.mark.parametrize(("key", "method", "path", "body", "status"), WHO)
def test_who_may_not_and_what_will_not_do_is_refused_and_nothing_is_written(
    lobby: Lobby, key: str, method: str, path: str, body: Any, status: int
) -> None:
    before = lobby.ledger.hall.seq
    assert lobby.ask(key, method, f"/lockers/{BANK}{path}", body).status_code == status
    assert lobby.ledger.hall.seq == before


def test_a_visit_that_is_long_over_is_still_told_and_takes_no_more(lobby: Lobby) -> None:
    visit = lobby.loaded()["id"]
    lobby.seconds += 7200
    lobby.locker("POST", "/deposits")
    assert visit not in lobby.ledger.hall.cabinets.visits
    found = lobby.clerk("GET", f"/visits/{visit}").get_json()
    assert (found["id"], found["state"]) == (visit, "done")
    assert said(lobby.clerk("POST", f"/visits/{visit}/reopen")) == (409, "wrong-state", None)
