"""Signing in: the same words for a wrong name and a wrong password, slower after errors, one person a window."""

from __future__ import annotations

from typing import Any

from tests.served import Said, Served

OURS = {"Sec_Fetch_Site": "same-origin"}


def sign_in(served: Served, name: str, password: str | None = None, **more: Any) -> Said:
    secret = password if password is not None else served.demo["people"][name]
    return served.post("sign-ins", body={"name": name, "password": secret} | more)


def test_a_clerk_signs_in_at_a_window_works_there_and_signs_out(served: Served) -> None:
    answer = sign_in(served, "chen", window="A3")
    assert (answer.status, answer.body) == (201, {"name": "chen", "role": "clerk", "window": "A3"})
    cookie = answer.cookie
    assert served.get("windows/A3", Cookie=cookie).body["person"] == "chen"
    assert served.get("windows/A4", Cookie=cookie).status == 403
    assert served.post("windows/A3/open", Cookie=cookie, **OURS).body["state"] == "idle"
    assert served.post("windows/A3/close", Cookie=cookie, **OURS).body["state"] == "closed"
    assert served.delete("sign-ins", Cookie=cookie).status == 403
    out = served.delete("sign-ins", Cookie=cookie, **OURS)
    assert out.status == 204 and 'hall-session=;' in out.headers["set-cookie"]
    assert served.get("windows/A3", Cookie=cookie).status == 401
    assert served.get("windows/A3", "clerk").body["person"] is None


def test_a_window_has_one_person_until_another_takes_it_over(served: Served) -> None:
    first = sign_in(served, "chen", window="B1").cookie
    taken = sign_in(served, "wang", window="B1")
    assert (taken.status, taken.reason, taken.body["field"]) == (409, "window-taken", "window")
    assert "set-cookie" not in taken.headers
    second = sign_in(served, "wang", window="B1", takeover=True)
    assert second.status == 201
    assert served.get("windows/B1", Cookie=first).status == 401
    assert served.get("windows/B1", Cookie=second.cookie).body["person"] == "wang"
    served.delete("sign-ins", Cookie=second.cookie, **OURS)


def test_a_wrong_name_and_a_wrong_password_sound_alike_and_the_fifth_error_makes_one_wait(served: Served) -> None:
    served.command("user", "add", "mistaken", "--role", "clerk", "--password-stdin", stdin="right horse\n")
    served.known_person("mistaken", "right horse")
    answers = {name: [sign_in(served, name, "wrong horse") for _ in range(5)] for name in ("mistaken", "nobody")}
    assert {answer.status for each in answers.values() for answer in each} == {401}
    assert len({answer.raw for each in answers.values() for answer in each}) == 1
    for name in answers:
        slowed = sign_in(served, name, "right horse")
        assert (slowed.status, slowed.reason) == (429, "too-many")
        assert 10 <= int(slowed.headers["retry-after"]) <= 15
    assert sign_in(served, "lin").status == 201


def test_an_unknown_window_is_a_bad_field(served: Served) -> None:
    answer = sign_in(served, "chen", window="Z9")
    assert (answer.status, answer.reason, answer.body["field"]) == (422, "unknown-window", "window")


def test_a_key_cannot_sign_out(served: Served) -> None:
    assert served.delete("sign-ins").status == 401
    assert served.delete("sign-ins", "manager").status == 403


def test_who_is_removed_is_signed_out(served: Served) -> None:
    served.command("user", "add", "leaving", "--role", "manager", "--password-stdin", stdin="short stay\n")
    cookie = served.known_person("leaving", "short stay")
    assert served.get("hall", Cookie=cookie).status == 200
    assert served.command("user", "remove", "leaving").returncode == 0
    assert served.soon(lambda: served.get("hall", Cookie=cookie).status == 401)


def test_a_new_password_ends_the_sessions_of_the_old_one(served: Served) -> None:
    served.command("user", "add", "changing", "--role", "helper", "--password-stdin", stdin="first one\n")
    cookie = served.known_person("changing", "first one")
    assert served.command("user", "password", "changing", "--password-stdin", stdin="second one\n").returncode == 0
    assert served.soon(lambda: served.get("hall", Cookie=cookie).status == 401)
    assert sign_in(served, "changing", "first one").status == 401
    assert sign_in(served, "changing", "second one").status == 201
