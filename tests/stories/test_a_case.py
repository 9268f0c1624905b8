"""A case through the real server: received, worked on, issued; its slip comes out, and the record is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, Start, until
from tests.stories.screens import Page

SERVICE, ISSUE = "food-permit", "A1"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A hall of this story's own: it is stopped in the middle."""
    server = Start(tmp_path / "hall").served()
    yield server
    server.start.kill()


def press(served: Served, path: str, body: Any = None, role: str = "clerk") -> Any:
    answer = served.post(path, role, body)
    assert answer.status in (200, 201), (path, answer.body)
    return answer.body


def visitor(served: Served, window: str, service: str, language: str = "zh") -> str:
    """Somebody sits down at a window."""
    ticket = press(served, "tickets", {"service": service, "language": language}, "program")
    press(served, f"windows/{window}/call", {"ticket": ticket["id"]})
    return str(ticket["id"])


def slips(served: Served, printer: str) -> str:
    """Everything a simulated printer has printed."""
    found = served.get("/demo/devices").body["printers"]
    return "\n".join(slip["text"] for each in found if each["id"] == printer for slip in each["slips"])


def test_a_case_goes_from_reception_through_the_office_to_its_issue(served: Served, page: Callable[..., Page]) -> None:
    reception = "A1"
    press(served, f"windows/{reception}/open")
    receives = visitor(served, reception, SERVICE, "en")
    finished = press(served, f"windows/{reception}/finish", {
        "outcome": "accepted-incomplete", "missing": ["经营场所平面图"], "ticket": receives,
    })  # fmt: skip
    told = finished["outcome"]
    case = told["case"]
    assert told["missing"] == [{"zh": "经营场所平面图", "en": "Floor plan of the premises"}]

    assert until(lambda: served.get(f"slips/{told['slip']}", "clerk").body["hand_over"] == "printed")
    paper = slips(served, "P1")
    for line in (case, told["promised"], told["missing_until"], "Floor plan of the premises", "经营场所平面图"):
        assert line in paper
    window = page("/clerk", reception)
    window.hears(lambda view: (view["outcome"] or {}).get("case") == case and view["outcome"]["hand_over"] == "printed")

    assert served.post(f"cases/{case}/ready", "manager").reason == "items-missing"
    press(served, f"cases/{case}/complete")
    press(served, f"cases/{case}/pass", {"office": "permits", "note": "for-review", "from": f"window/{reception}"})
    served.stop()
    again = Start(served.data).served()
    try:
        press(again, f"cases/{case}/ready", role="manager")
        press(again, f"cases/{case}/pass", {"window": ISSUE, "note": "for-issue"}, "manager")
        collects = visitor(again, ISSUE, SERVICE)
        issued = press(again, f"cases/{case}/issue", {"window": ISSUE, "ticket": collects})
        assert (issued["state"], issued["way"]) == ("issued", "window")
        history = again.get(f"cases/{case}", "manager").body
        steps = [(each["step"], each["state"]) for each in history["steps"]]
        assert steps == [
            ("received", "received"), ("completed", "received"), ("passed", "in-office"), ("ready", "ready"),
            ("passed", "ready"), ("issued", "issued"),
        ]  # fmt: skip
        assert all(each["by"].startswith("key:demo-") for each in history["steps"])
        assert again.get("cases?state=open", "clerk").body["total"] == 0
    finally:
        again.stop()
    verdict = again.command("verify")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
