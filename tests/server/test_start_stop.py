"""Starting and stopping: a clean end on SIGTERM, one server a folder, and a wrong config."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.served import Start

Begin = Callable[..., Start]


def test_it_stops_clean_keeps_its_record_and_goes_on_from_it(start: Begin) -> None:
    served = start("--demo").served()
    ticket = served.post("tickets", "program", {"service": "project-filing"}).body
    key = served.key("program")
    code, said = served.stop()
    assert (code, "Traceback" in said) == (0, False)
    again = start("--demo").served()
    assert again.key("program") == key
    kept = again.get(f"tickets/{ticket['id']}", "program").body
    assert (kept["number"], kept["state"]) == (ticket["number"], "waiting")
    next_one = again.post("tickets", "program", {"service": "project-filing"}).body["number"]
    assert int(next_one[1:]) == int(ticket["number"][1:]) + 1
    assert again.stop()[0] == 0
    verified = again.command("verify")
    assert verified.returncode == 0 and verified.stdout.startswith("ok")


def test_a_plain_serve_makes_no_keys_and_shows_none(start: Begin) -> None:
    served = start().served()
    assert not (served.data / "demo.json").exists()
    assert served.command("key", "list").stdout == ""
    front = served.get("/?lang=en").raw.decode()
    assert "Bearer" not in front and "/enter?" not in front and "/kiosk/" not in front
    assert 'href="/enter"' in front and 'href="/window/B1"' in front
    assert [served.get(path).status for path in ("/devices", "/demo/devices")] == [404, 404]
    assert served.get("/demo/printers/P1/1.png").status == 404


def test_a_second_server_on_the_folder_is_refused_in_one_line(start: Begin) -> None:
    start("--demo").served()
    code, said = start("--demo").ended()
    assert code == 1 and "in use by another server" in said and "Traceback" not in said


def test_a_wrong_config_with_nothing_adopted_yet_ends_with_2_and_names_the_mistake(start: Begin, config: Path) -> None:
    config.write_text("[hall]\nname = 5\n", "utf-8")
    code, said = start().ended()
    assert code == 2 and "name" in said and "may stand" in said and "Traceback" not in said


def test_a_wrong_config_leaves_the_last_adopted_plan_in_force_and_everyone_told(start: Begin, config: Path) -> None:
    first = start("--demo").served()
    assert first.stop()[0] == 0
    config.write_text(config.read_text("utf-8") + "\n[nonsense]\n", "utf-8")
    served = start("--demo").served()
    assert len(served.get("hall", "program").body["windows"]) == 12
    assert served.post("tickets", "program", {"service": "project-filing"}).status == 201
    ready = served.get("/readyz").body
    assert ready["ready"] and ready["problems"] == ["plan"]
    assert ready["plan"]["reason"] == "config-not-adopted" and "nonsense" in ready["plan"]["errors"][0]
    alarm = served.get("alarms", "manager", Accept_Language="en").body["alarms"][0]
    assert alarm["where"] == "config.toml" and "config" in alarm["what"] and alarm["next_step"]
    assert served.post(f"alarms/{alarm['id']}/seen", "manager").status == 204


def test_a_plan_that_would_orphan_a_ticket_is_not_adopted(start: Begin, config: Path) -> None:
    first = start("--demo").served()
    assert first.post("tickets", "program", {"service": "project-filing"}).status == 201
    assert first.stop()[0] == 0
    config.write_text(config.read_text("utf-8").replace('"project-filing"', '"project-papers"'), "utf-8")
    served = start("--demo").served()
    assert "services.project-filing" in served.get("/readyz").body["plan"]["errors"][0]
    services = {each["id"] for each in served.get("hall", "program").body["services"]}
    assert "project-filing" in services and "project-papers" not in services


def test_a_port_that_is_taken_is_one_line(start: Begin) -> None:
    served = start("--demo").served()
    code, said = Start(served.data.parent / "other", served.start.config, ("--port", str(served.port))).ended()
    assert code == 1 and "cannot listen" in said and "Traceback" not in said
