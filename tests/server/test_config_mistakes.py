"""Every mistake of a config.toml is named at once: where it stands, what was found, what may stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.config import ConfigErrors, describe, read_plan
from tests.server.small_config import SMALL, mistakes, with_


def test_a_mistake_names_its_line_its_place_what_was_found_and_what_may_stand(tmp_path: Path) -> None:
    assert mistakes(tmp_path, with_('["pension", "record"]', '["pension", "recrod"]')) == [
        "line 50: windows[1] \"B3\" services[1]: found 'recrod'; "
        "may stand: one of: returns, pension, record; nearest: record"
    ]


def test_an_unknown_key_is_shown_with_the_nearest_known_one(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, with_('kind = "integrated"', 'kind = "integrated"\nlable = "9"'))
    assert line == (
        "line 39: windows[0] \"A1\": found unknown key 'lable'; "
        "may stand: one of: id, label, zone, kind, services, categories, helps, printer; nearest: label"
    )


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = SMALL.replace('prefix = "B"', 'prefix = "A"').replace('zone = "B"\nkind', 'zone = "Q"\nkind')
    text = text.replace('label = "1"', "label = 1").replace('category = "tax"', 'category = "text"')
    text = text.replace("[hall]\n", '[hall]\ntimezone = "Mars/Olympus"\n')
    assert [line.split(": found")[0].split(": ", 1)[1] for line in mistakes(tmp_path, text)] == [
        "hall.timezone",
        'categories[1] "social" prefix',
        'services[0] "returns" category',
        'windows[0] "A1" label',
        'windows[1] "B3" zone',
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "told"),
    [
        ('en = "Small Hall" }', 'en = "Small Hall" }\ntimezone = "Asia"', "hall.timezone", "tz database"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\ntimezone = "../x"', "hall.timezone", "tz database"),
        ('en = "Small Hall" }', 'en = "" }', "hall.name.en", "1 to 80 characters"),
        ('en = "Small Hall" }', 'en = "Hall\\u202e" }', "hall.name.en", "'Hall\\u202e'"),
        ('en = "Small Hall" }', 'en = "Hall\\u0007" }', "hall.name.en", "'Hall\\x07'"),
        ('en = "Small Hall" }', "}", "hall.name", "invalid"),
        (', en = "Small Hall"', "", "hall.name.en", "found nothing"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nday_starts = "24:00"', "hall.day_starts", "04:00"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nday_starts = 4', "hall.day_starts", "found 4"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nclosed_days = ["2026-02-30"]', "hall.closed_days[0]", "a date"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\naddress = "hall"', "hall.address", "http://"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nlanguages = ["fr"]', "hall.languages[0]", "one of: zh, en"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nlanguages = ["en", "en"]', "hall.languages[1]", "once"),
        ('en = "Small Hall" }', 'en = "Small Hall" }\nhours = {}', "hall.hours", "at least one range"),
        (
            'en = "Small Hall" }',
            'en = "Small Hall" }\nhours = { mon = ["9-17"] }',
            "hall.hours.mon[0]",
            "found '9-17'",
        ),
        (
            'en = "Small Hall" }',
            'en = "Small Hall" }\nhours = { mon = ["17:00-09:00"] }',
            "hall.hours.mon[0]",
            "range",
        ),
        (
            'en = "Small Hall" }',
            'en = "Small Hall" }\nhours = { tue = ["09:00-12:00", "11:59-17:00"] }',
            "hall.hours.tue",
            "found '11:59-17:00'",
        ),
        ('prefix = "B"', 'prefix = "O"', 'categories[1] "social" prefix', "A B C F G H K L R S W X Y"),
        ('prefix = "B"', 'prefix = "BBB"', 'categories[1] "social" prefix', "1 or 2 of the letters"),
        ('prefix = "B"', 'prefix = "A"', 'categories[1] "social" prefix', "'A' a second time"),
        (
            'prefix = "B"',
            'prefix = "B"\npromise_minutes = true',
            'categories[1] "social" promise_minutes',
            "found true",
        ),
        (
            'prefix = "B"',
            'prefix = "B"\npromise_minutes = "30"',
            'categories[1] "social" promise_minutes',
            "from 1 to 480",
        ),
        (
            'prefix = "B"',
            'prefix = "B"\npromise_minutes = 481',
            'categories[1] "social" promise_minutes',
            "found 481",
        ),
        ('id = "record"', 'id = "pension"', 'services[2] "pension" id', "'pension' a second time"),
        ('id = "record"', 'id = "re cord"', "services[2].id", "letters, digits, - and _"),
        ('id = "record"', 'id = "record"\nquota = 0', 'services[2] "record" quota', "whole number from 1"),
        ('id = "B3"', 'id = "a1"', 'windows[1] "a1" id', "'a1' a second time"),
        ('label = "3"', 'label = "3"\nhelps = ["B"]', 'windows[1] "B3" helps', "other than its own"),
        ('label = "3"', 'label = "3"\nhelps = ["C"]', 'windows[1] "B3" helps[0]', "one of: A, B"),
        ('label = "3"\nzone = "B"', 'label = "1"\nzone = "A"', 'windows[1] "B3" label', "a label of its own"),
        ('services = ["pension", "record"]', "", 'windows[1] "B3"', "neither services nor categories"),
        (
            'kind = "integrated"',
            'kind = "integrated"\nservices = ["returns"]',
            'windows[0] "A1" services',
            "every service",
        ),
        ('kind = "integrated"', 'kind = "all"', 'windows[0] "A1" kind', "one of: integrated, specialised"),
        ('["pension", "record"]', '["pension"]', 'services[2] "record"', "no window that may serve it"),
        ('["pension", "record"]', '"pension"', 'windows[1] "B3" services', "a list of 1 to 1000 values"),
    ],
)
def test_a_mistake_names_its_place(tmp_path: Path, old: str, new: str, place: str, told: str) -> None:
    lines = mistakes(tmp_path, with_(old, new))
    if told == "invalid":
        assert lines and "TOML" in lines[0]
        return
    assert any(f"{place}: found" in line and told in line for line in lines), lines


@pytest.mark.parametrize(
    ("table", "place", "told"),
    [
        (
            '[[kiosks]]\nid = "K1"\nzone = "A"\nprinter = "P9"',
            'kiosks[0] "K1" printer',
            "nothing, since none is laid out",
        ),
        ('[[kiosks]]\nid = "K1"\nzone = "C"', 'kiosks[0] "K1" zone', "one of: A, B"),
        ('[[displays]]\nid = "D1"', 'displays[0] "D1"', "neither zones nor windows"),
        ('[[displays]]\nid = "D1"\nwindows = ["B9"]', 'displays[0] "D1" windows[0]', "one of: A1, B3"),
        ('[[displays]]\nid = "D1"\nzones = ["A"]\ninches = nan', 'displays[0] "D1" inches', "a number from 3"),
        ('[[printers]]\nid = "P1"\nkind = "thermal"', 'printers[0] "P1" wire', "found nothing"),
        (
            '[[printers]]\nid = "P1"\nkind = "thermal"\nwire = { kind = "file", path = "/dev/usb/lp0" }',
            'printers[0] "P1" status',
            "none, since a device file cannot answer",
        ),
        ('[[printers]]\nid = "P1"\nkind = "laser"', 'printers[0] "P1" kind', "one of: thermal, simulated"),
        (
            '[[printers]]\nid = "P1"\nkind = "thermal"\nwire = { kind = "network" }',
            'printers[0] "P1" wire.host',
            "the host of a network wire",
        ),
        (
            '[[printers]]\nid = "P1"\nkind = "thermal"\n[printers.wire]\n'
            'kind = "serial"\nhost = "x"\npath = "/dev/ttyS0"',
            'line 57: printers[0] "P1" wire.host',
            "a serial wire has path, baud",
        ),
        (
            '[[kiosks]]\nid = "K1"\nzone = "A"\nscanner = { wire = { kind = "file" } }',
            'kiosks[0] "K1" scanner.wire.path',
            "the path of a file wire",
        ),
        (
            '[[kiosks]]\nid = "K1"\nzone = "A"\nwedge = { prefix = "a b" }',
            'kiosks[0] "K1" wedge.prefix',
            "up to 8 letters, digits and signs",
        ),
        ("[policy]\nhelp_minuts = 3", "policy", "nearest: help_minutes"),
        ("[policy]\nrecalls_max = -1", "policy.recalls_max", "a whole number from 0 to 20"),
        ("[polices]\nhelp = true", "the file", "nearest: policy"),
        ('[[priority_classes]]\nid = "old"\nname = { zh = "老", en = "Old" }', "head_start_minutes", "found nothing"),
        (
            '[[locker_banks]]\nid = "L1"\nkind = "simulated"\ncompartments = [\n'
            '{ size = "S", height = 1, board = 0, lock = 1 },\n'
            '{ size = "S", height = 1, board = 0, lock = 1, no = 1 }]',
            'locker_banks[0] "L1" compartments[1].lock',
            "lock 1 of board 0 a second time",
        ),
        (
            '[[locker_banks]]\nid = "L1"\nkind = "simulated"\n'
            'compartments = [{ size = "XXL", height = 1, board = 0, lock = 1 }]',
            'locker_banks[0] "L1" compartments[0].size',
            "one of lockers.sizes",
        ),
        (
            '[[locker_banks]]\nid = "L1"\nkind = "kerong-cu16"\nwire = { kind = "serial", path = "/dev/ttyS9" }\n'
            'compartments = [{ size = "S", height = 1, board = 0, lock = 1 }]\n'
            '[[kiosks]]\nid = "K1"\nzone = "A"\nscanner = { wire = { kind = "serial", path = "/dev/ttyS9" } }',
            'kiosks[0] "K1" scanner.wire',
            "a line of its own",
        ),
        ('[lockers]\nreturns_to = "no-such"', "lockers.returns_to", "the id of one of the windows"),
        ('[lockers]\nhelp_service = "no-such"', "lockers.help_service", "the id of one of the services"),
        ('[lockers]\nhelp_priority_class = "kings"', "lockers.help_priority_class", "the id of one of the priority"),
        ('[lockers]\nalarm_seconds = 30', "lockers.alarm_seconds", "prompt, warn and alarm_seconds in rising order"),
        ('[lockers]\nnight = "22:00-22:00"', "lockers.night", "a range that may go over midnight"),
        ('[lockers]\nnight = "22-7"', "lockers.night", "a range that may go over midnight"),
        ('[lockers]\nvolume = 101', "lockers.volume", "a whole number from 0 to 100"),
        ('[lockers]\nsizes = ["S", "S"]', "lockers.sizes[1]", "each size once"),
        ('[messages]\nkind = "sms"', "messages.url", "the address that messages are posted to"),
        (
            '[[locker_banks]]\nid = "L1"\nkind = "8a"\n'
            'compartments = [{ size = "S", height = 1, board = 0, lock = 1 }]',
            'locker_banks[0] "L1" wire',
            "a wire, such as",
        ),
        *(
            (
                f'[[locker_banks]]\nid = "L1"\n{keys}\n'
                f'compartments = [{{ size = "S", height = 1, board = {board}, lock = {lock} }}]',
                f'locker_banks[0] "L1" {place}',
                told,
            )
            for keys, board, lock, place, told in (
                ('kind = "simulated"', 15, 1, "compartments[0].board", "0 to 14, as kerong-cu16 boards count"),
                ('kind = "simulated"', 0, 17, "compartments[0].lock", "1 to 16, as a kerong-cu16 board has 16 locks"),
                ('kind = "simulated"\nfirst_lock = 0', 0, 16, "compartments[0].lock", "0 to 15"),
                ('kind = "simulated"\nfamily = "8a"', 1, 0, "compartments[0].lock", "1 to 24"),
                ('kind = "simulated"\nfamily = "modbus"\ninputs_offset = 246', 2, 1, "compartments[0].board", "1 to"),
                ('kind = "simulated"\ncommands = "50-51-65"', 0, 1, "commands", "a key of kerong-cu48 boards"),
                ('kind = "simulated"\nfamily = "modbus"\npulse_ms = 250', 1, 1, "pulse_ms", "whole hundreds"),
                ('kind = "8a"\nfamily = "8a"', 1, 1, "family", "nothing"),
                ('kind = "8a"\nwire = { kind = "file", path = "/dev/ttyS0" }', 1, 1, "wire.kind", "serial, network"),
            )
        ),
    ],
)
def test_a_mistake_in_an_added_table_names_its_place(tmp_path: Path, table: str, place: str, told: str) -> None:
    lines = mistakes(tmp_path, SMALL + "\n" + table + "\n")
    assert any(f"{place}: found" in line and told in line for line in lines), lines


def test_a_service_that_only_helpers_reach_is_reachable_while_help_is_on(tmp_path: Path) -> None:
    text = with_('kind = "integrated"', 'kind = "integrated"\nhelps = ["B"]').replace(
        '"pension", "record"', '"pension"'
    )
    assert mistakes(tmp_path, text) == []
    (line,) = mistakes(tmp_path, text + "\n[policy]\nhelp = false\n")
    assert 'services[2] "record": found no window' in line


def test_a_misspelt_service_is_not_also_called_unreachable(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, with_('["pension", "record"]', '["pension", "recrod"]'))) == 1


# --- files that are no config at all


def error_of(path: Path) -> str:
    with pytest.raises(ConfigErrors) as caught:
        read_plan(path)
    (line,) = describe(caught.value.errors)
    return line


def test_a_syntax_error_names_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[hall]\nname = = 3\n")
    assert error_of(path) == f"line 2: {path} column 8: found Invalid value; may stand: TOML"
    path.write_text("[hall]\nname = {")
    assert "may stand: TOML" in error_of(path)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    assert error_of(tmp_path / "none.toml").endswith(
        "found no such file or directory; may stand: a config.toml that can be read"
    )
    assert "found is a directory" in error_of(tmp_path)


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"[hall]\n# \xce\xd2\xc3\xc7\n")
    assert error_of(path).startswith("line 2: ") and "byte 0xce, which is not UTF-8" in error_of(path)


def test_a_file_that_is_far_too_large_or_too_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * 2_000_001)
    assert "at most 2000000 bytes" in error_of(path)
    path.write_text("a = " + "[" * 50_000)
    assert "nested too deep" in error_of(path)


def test_a_number_too_long_to_write_down_is_described(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, f"{SMALL}\n[policy]\nrecalls_max = 0x{'f' * 20_000}\n")
    assert "found a number of 80000 bits" in line


def test_an_empty_file_says_what_is_needed(tmp_path: Path) -> None:
    assert [line.split(":")[0] for line in mistakes(tmp_path, "")] == [
        "hall",
        "zones",
        "categories",
        "services",
        "windows",
    ]
