"""healthz, readyz and metrics: open to all, true, and without a name in them."""

from __future__ import annotations

import re

from tests.served import Served


def test_readyz_says_what_the_hall_stands_on(served: Served) -> None:
    ready = served.get("/readyz").body
    assert ready["ready"] is True
    assert ready["writer"]["ok"] and ready["writer"]["seq"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00", ready["writer"]["last_commit_at"])
    assert ready["plan"] == {"ok": True, "file": "config.toml", "adopted": True, "errors": []}
    assert ready["disk"]["free_bytes"] > 0
    assert set(ready["devices"]) == {"ok", "devices"} and "font" in ready


COUNTED = ("hall_tickets_total", "hall_commit_seconds_count", 'hall_waiting{category="residence"}')


def figure(served: Served, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", served.get("/metrics").raw.decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_metrics_count_tickets_commits_and_the_queue(served: Served) -> None:
    before = [figure(served, name) for name in COUNTED]
    category = next(each for each in served.get("hall", "program").body["categories"] if each["id"] == "residence")
    ticket = served.post("tickets", "program", {"service": category["services"][0]}).body["id"]
    after = [figure(served, name) for name in COUNTED]
    assert [now - was for was, now in zip(before, after, strict=True)] == [1, 1, 1]
    assert served.post(f"tickets/{ticket}/cancel", "clerk").status == 200
    assert figure(served, COUNTED[2]) == before[2]


def test_metrics_and_readyz_name_nobody(served: Served) -> None:
    text = served.get("/metrics").raw.decode() + served.get("/readyz").raw.decode()
    assert not set(re.findall(r"[\w-]+", text)) & {*served.demo["people"], *served.demo["keys"]}
