"""Who may ask what: keys, roles, places, a visitor's own token; a cookie only from a page of ours."""

from __future__ import annotations

import pytest

from hall.codes import token
from server import folder
from tests.served import Served

SERVICE = "project-filing"
OPEN = ["/healthz", "/readyz", "/metrics", "openapi.json", "/", "/enter"]
MATRIX = [
    ("GET", "hall", {"kiosk", "clerk", "display", "helper", "manager", "program"}),
    ("GET", "alarms", {"clerk", "helper", "manager"}),
    ("GET", "windows/B5", {"clerk", "manager"}),
    ("GET", "displays/entrance", {"display"}),
    ("POST", "windows/B5/recall", {"clerk"}),
    ("POST", "windows/B5/resume", {"clerk", "manager"}),
    ("POST", "categories/nonsense/close", {"manager"}),
    ("POST", "notices", {"manager"}),
    ("POST", "tickets", {"kiosk", "program"}),
]
ROLES = ("kiosk", "clerk", "display", "helper", "manager", "program")


@pytest.mark.parametrize("path", OPEN)
def test_what_is_for_everybody_needs_no_key(served: Served, path: str) -> None:
    assert served.get(path).status == 200


@pytest.mark.parametrize(("method", "path", "allowed"), MATRIX)
def test_a_role_may_do_what_the_table_says_and_no_more(
    served: Served, method: str, path: str, allowed: set[str]
) -> None:
    assert served.ask(method, path).status == 401
    assert served.ask(method, path, key="no-such-key").status == 401
    for role in ROLES:
        status = served.ask(method, path, role).status
        assert (status == 403) == (role not in allowed), (role, status)
        assert status != 401


def test_a_key_is_only_taken_as_a_bearer(served: Served) -> None:
    key = served.key("manager")
    assert served.get("hall", Authorization=f"Basic {key}").status == 401
    assert served.get("hall", Authorization=key).status == 401
    assert served.get(f"hall?key={key}").status == 401
    assert served.get("hall", Authorization=f"bearer {key}").status == 200


def test_a_ticket_token_opens_its_own_ticket_and_nothing_else(served: Served) -> None:
    own, other = (served.post("tickets", "program", {"service": SERVICE}).body["id"] for _ in range(2))
    links = folder.key_for((served.data / "secret.key").read_bytes(), "links")
    mine = token(links, folder.KID, own)
    assert served.get(f"tickets/{own}", key=mine).body["link"] is None
    assert served.get(f"tickets/{other}", key=mine).status == 403
    assert served.get("hall", key=mine).status == 403
    assert served.post(f"tickets/{own}/reprint", key=mine).status == 403
    assert served.get(f"tickets/{own}", key=mine[:-1] + ("A" if mine[-1] != "A" else "B")).status == 401
    assert served.post(f"tickets/{own}/cancel", key=mine).body["state"] == "cancelled"
    served.post(f"tickets/{other}/cancel", "clerk")


def test_a_key_with_a_place_serves_no_other(served: Served) -> None:
    key = served.command("key", "add", "--role", "clerk", "--name", "at-b4", "--at", "B4").stdout.strip()
    kiosk = served.command("key", "add", "--role", "kiosk", "--name", "at-k2", "--at", "K2").stdout.strip()
    served.in_force(key)
    served.in_force(kiosk)
    assert served.get("windows/B4", key=key).status == 200
    assert served.get("windows/B5", key=key).status == 403
    assert served.get("windows/nonsense", key=key).status == 403
    assert served.post("tickets", key=kiosk, body={"service": SERVICE, "kiosk": "K1"}).status == 403
    taken = served.post("tickets", key=kiosk, body={"service": SERVICE})
    assert (taken.status, taken.body["hand_over"]) == (201, "pending")
    assert served.post("tickets", "kiosk", {"service": SERVICE}).body["field"] == "kiosk"


def test_a_page_swaps_its_key_for_a_cookie_that_no_script_can_read(served: Served) -> None:
    answer = served.post("/enter", body={"key": served.key("display")})
    assert answer.status == 200
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert served.get("displays/entrance", Cookie=answer.cookie).status == 200
    assert served.get("windows/B5", Cookie=answer.cookie).status == 403
    assert served.post("/enter", body={"key": "nonsense"}).status == 401


def test_a_cookie_acts_only_from_a_page_of_ours(served: Served) -> None:
    cookie = served.post("/enter", body={"key": served.key("manager")}).cookie
    ours = f"http://127.0.0.1:{served.port}"

    def close(**headers: str) -> tuple[int, str | None]:
        answer = served.post("categories/nonsense/close", Cookie=cookie, **headers)
        return answer.status, answer.body["reason"]

    for foreign in ({}, {"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"},
                    {"Sec_Fetch_Site": "same-site", "Origin": ours}, {"Origin": f"{ours}0"}):  # fmt: skip
        assert close(**foreign) == (403, "cross-site"), foreign
    assert close(Origin=ours) == (404, "unknown-category")
    assert close(Origin=ours, Sec_Fetch_Site="same-origin") == (404, "unknown-category")
    assert close(Sec_Fetch_Site="same-origin") == (404, "unknown-category")
    assert served.get("hall", Cookie=cookie, Origin="https://evil.example").status == 200


def test_nobody_is_signed_in_from_another_site(served: Served) -> None:
    assert served.post("/enter", body={"key": served.key("display")}, Origin="https://evil.example").status == 403
    body = {"name": "chen", "password": served.demo["people"]["chen"]}
    assert served.post("sign-ins", body=body, Sec_Fetch_Site="cross-site").status == 403


def test_every_answer_forbids_what_our_pages_do_not_do(served: Served) -> None:
    for path in ("/", "hall", "/page/front.css", "/nonsense", "/socket.io/?EIO=4&transport=polling"):
        headers = served.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert ("no-store" in headers["cache-control"]) == (path != "/page/front.css")
