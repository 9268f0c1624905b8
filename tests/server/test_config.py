"""config.toml becomes a plan: what is left out takes its default, what is short is spread out."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.plan import ALL_DAY, Plan, Policy, Wedge
from hall.records import from_data, to_data
from server.config import read_plan
from tests.server.small_config import DEVICES, SMALL, read, with_

SHIPPED = Path(__file__).parents[2] / "config.toml"


def test_the_shipped_file_is_a_whole_hall_of_two_zones() -> None:
    plan = read_plan(SHIPPED)
    assert (len(plan.zones), len(plan.categories), len(plan.services), len(plan.windows)) == (2, 9, 25, 12)
    assert (len(plan.kiosks), len(plan.displays)) == (3, 7)
    assert list(plan.boards) == ["zone-a", "zone-b", "hall", "window-b1", "window-b4"]
    assert {printer.kind for printer in plan.printers} == {"simulated"}
    assert plan.hours == ALL_DAY
    assert all(plan.windows_for.values())


def test_what_the_shipped_file_shows_as_defaults_are_the_defaults(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8")
    policy = text[text.index("[policy]") : text.index("# --- access")]
    assert policy.count("\n# ") > 10
    assert read(tmp_path, SMALL + policy.replace("\n# ", "\n")).policy == Policy()


def test_a_plan_comes_back_from_its_data_unchanged(tmp_path: Path) -> None:
    for plan in (read_plan(SHIPPED), read(tmp_path, SMALL), read(tmp_path, SMALL + DEVICES)):
        assert from_data(Plan, to_data(plan)) == plan


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    plan = read(tmp_path, SMALL)
    assert (plan.timezone, plan.hours, plan.day_starts, plan.address) == ("Asia/Shanghai", ALL_DAY, 240, None)
    assert (plan.policy, plan.languages, plan.category["tax"].promise_minutes) == (Policy(), ("zh", "en"), 30)


def test_an_integrated_window_serves_every_service_of_its_zone_and_helps_no_zone_unasked(tmp_path: Path) -> None:
    plan = read(tmp_path, with_('kind = "specialised"\nservices = ["pension", "record"]', 'kind = "integrated"'))
    assert plan.window["B3"].services == ("pension", "record")
    assert plan.windows_for["returns"] == ("A1",)


def test_a_specialised_window_serves_the_services_and_categories_it_names(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        with_('services = ["pension", "record"]', 'categories = ["social"]\nservices = ["returns", "record"]'),
    )
    assert plan.window["B3"].services == ("returns", "pension", "record")


def test_hours_are_read_by_day_and_a_day_without_a_line_is_closed(tmp_path: Path) -> None:
    hours = 'en = "Small Hall" }\nhours = { mon = ["13:30-17:00", "09:00-12:00"], sat = ["09:00-24:00"] }'
    plan = read(tmp_path, with_('en = "Small Hall" }', hours))
    assert plan.hours == (((540, 720), (810, 1020)), (), (), (), (), ((540, 1440),), ())


def test_closed_days_may_be_written_as_text_or_as_toml_dates(tmp_path: Path) -> None:
    days = 'en = "Small Hall" }\nclosed_days = ["2026-10-02", 2026-10-01, "2026-10-02"]'
    assert read(tmp_path, with_('en = "Small Hall" }', days)).closed_days == ("2026-10-01", "2026-10-02")


def test_an_address_loses_its_last_slash(tmp_path: Path) -> None:
    plan = read(tmp_path, with_('en = "Small Hall" }', 'en = "Small Hall" }\naddress = "http://hall.example:8080/"'))
    assert plan.address == "http://hall.example:8080"


@pytest.mark.parametrize(
    ("shows", "board"),
    [
        ('zones = ["B"]', "zone-b"),
        ('zones = ["A", "B"]', "zone-a-b"),
        ('windows = ["B3"]', "window-b3"),
        ('zones = ["B"]\nwindows = ["A1"]', "zone-b-window-a1"),
        ('zones = ["B"]\nboard = "north"', "north"),
    ],
)
def test_a_board_is_named_by_what_it_shows_unless_it_has_a_name(tmp_path: Path, shows: str, board: str) -> None:
    assert read(tmp_path, f'{SMALL}\n[[displays]]\nid = "wall"\n{shows}\n').display["wall"].board == board


def test_one_prefix_may_begin_like_another_since_digits_follow_letters(tmp_path: Path) -> None:
    assert read(tmp_path, with_('prefix = "B"', 'prefix = "AB"')).category["social"].prefix == "AB"


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_plan(tmp_path / "config.toml").name.en == "Small Hall"


def test_every_device_of_the_plan_is_read(tmp_path: Path) -> None:
    plan = read(tmp_path, SMALL + DEVICES)
    wire = plan.printer["P1"].wire
    assert wire is not None and (wire.host, wire.port, wire.write_seconds) == ("192.168.1.50", 9100, 5.0)
    scanner = plan.kiosk["K1"].scanner
    assert scanner is not None and (scanner.wire.path, scanner.suffix) == ("/dev/ttyACM0", "\r\n")
    assert plan.kiosk["K1"].wedge == Wedge("~", "")
    assert (plan.kiosk["K1"].inches, plan.kiosk["K1"].bottom_mm) == (21.5, 850)
    assert [(each.no, each.height_mm, each.lock) for each in plan.locker_bank["L1"].compartments] == [
        (1, 900, 1),
        (7, 300, 2),
    ]
    assert plan.access.tickets_per_minute == 30
