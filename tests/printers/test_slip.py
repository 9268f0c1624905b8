"""What a slip says, and that it fits on 58 and 80 mm paper whatever the hall is called."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall import plan as p
from hall.plan import Plan, SlipText, Zone
from hall.records import changed
from printers.lines import Code, Cut, Line, Rule, Text
from printers.slip import label_ranges, slip_lines, text_blocks
from printers.text import beside, clean, width
from tests.counts import count
from tests.printers.cast import NINE_FORTY_ONE, TOKEN, WORDS, names, plan, slip

ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


def said(lines: tuple[Line, ...], columns: int = 48) -> list[str]:
    """A line each, a rule as dashes."""
    return [
        "-" * columns if isinstance(line, Rule) else beside(line.text, line.right, columns)
        for line in lines
        if isinstance(line, Text | Rule)
    ]


def of(columns: int, **changes: object) -> list[str]:
    return said(slip_lines(plan(), WORDS, slip(**changes), columns), columns)


def test_a_slip_of_58_mm_reads_as_it_should() -> None:
    assert of(32, wait=(10, 20)) == [
        "某某区政务服务中心",
        "您的号码 / Your number",
        "A008",
        "社保 医保  Social insurance",
        "-" * 32,
        "请到         二楼 B 区 3-6号窗口",
        "前面还有                    6 人",
        "预计等待              10-20 分钟",
        "取号时间             11-21 09:41",
        "-" * 32,
        "请在咨询台或自助机出示此码",
        "Show at desk or kiosk",
        "叫到后请到显示的窗口。",
        "过号不作废：30分钟内到窗口或咨询",
        "台报到重排一次。",
        "Missed? Report within 30 min.",
        "K2-TB2K7A",
    ]


def test_a_visit_of_several_legs_prints_its_whole_way() -> None:
    legs = [p.Service(f"s{no}", names(zh, en), "social") for no, (zh, en) in enumerate(STOPS)]
    laid = changed(plan(), services=(*plan().services, *legs))
    way = tuple(each.id for each in legs)
    for columns, language, expected in ((48, "zh", ["1 受理  2 缴费  3 照相  4 领证"]), (32, "en", EN_32)):
        found = said(slip_lines(laid, WORDS, slip(way=way, language=language), columns), columns)
        head = {"zh": "本次办理顺序", "en": "Your way"}[language]
        at = found.index(head) + 1
        assert found[at : at + len(expected)] == expected
        assert all(width(line) <= columns for line in found)


STOPS = (("受理", "Reception"), ("缴费", "Payment"), ("照相", "Photograph"), ("领证", "Issue of the certificate"))
EN_32 = ["1 Reception  2 Payment", "3 Photograph", "4 Issue of the certificate"]


@pytest.mark.parametrize(("columns", "size"), [(32, 4), (42, 5), (48, 6)])
def test_the_number_is_as_big_as_the_paper_lets_it_be(columns: int, size: int) -> None:
    number = next(
        line for line in slip_lines(plan(), WORDS, slip(), columns) if isinstance(line, Text) and line.size > 1
    )
    assert (number.text, number.size, number.align) == ("A008", size, "center")


def test_a_wait_is_on_it_only_when_there_is_one() -> None:
    assert not any("预计等待" in line for line in of(48))


def test_an_english_slip_speaks_english_first() -> None:
    lines = of(48, language="en")
    assert lines[:4] == ["Someplace Service Hall", "Your number / 您的号码", "A008", "Social insurance  社保 医保"]
    assert "Please go to         Floor 2, Zone B windows 3-6" in lines


def test_a_reprint_says_so_and_keeps_the_first_time() -> None:
    lines = of(48, reprint=2, printed_at=NINE_FORTY_ONE + 300_000)
    assert "重打 2 REPRINT" in lines
    assert any(line.startswith("取号时间") and line.endswith("09:41") for line in lines)
    assert any(line.startswith("重打时间") and line.endswith("09:46") for line in lines)
    assert lines[-1].startswith("K2-TB2K7A") and lines[-1].endswith("重打 2")


def test_a_link_is_to_be_scanned_and_a_token_to_be_shown() -> None:
    link = f"HTTPS://HALL.EXAMPLE/T/{TOKEN}"
    assert "扫码看进度  Scan to follow" in of(48, code=link)
    assert "扫码看进度  Scan to follow" not in of(48)
    assert [line.data for line in slip_lines(plan(), WORDS, slip(code=link), 48) if isinstance(line, Code)] == [link]


def test_the_rule_for_a_missed_call_is_the_halls_own() -> None:
    hall = plan()
    hall = changed(hall, policy=changed(hall.policy, miss_return_minutes=15))
    assert any("15分钟内到窗口" in line for line in said(slip_lines(hall, WORDS, slip(), 48)))


def test_windows_that_do_not_fit_beside_their_zone_stand_below_it() -> None:
    hall = changed(plan(), zones=(Zone("B", names("证照与综合服务大厅", "Certificates and General Services")),))
    lines = said(slip_lines(hall, WORDS, slip(), 32), 32)
    at = lines.index("请到" + " " * 10 + "证照与综合服务大厅")
    assert lines[at + 1] == " " * 23 + "3-6号窗口"


@pytest.mark.parametrize(
    ("labels", "short"),
    [
        (["3", "4", "5", "6"], "3-6"),
        (["1", "3", "4"], "1、3-4"),
        (["B1", "B2", "C3"], "B1-B2、C3"),
        (["发证处", "9"], "发证处、9"),
        ([], ""),
    ],
)
def test_window_labels_in_a_row_are_told_as_a_range(labels: list[str], short: str) -> None:
    assert label_ranges(labels, "、") == short


def with_names(hall: Plan, zh: str, en: str) -> Plan:
    both = names(zh, en)
    services = tuple(changed(service, name=both) for service in hall.services)
    return changed(hall, name=both, services=services, zones=(Zone("B", both),))


@settings(max_examples=count(150, 20_000), deadline=None)
@given(ANY, ANY, st.sampled_from((32, 42, 48)), st.sampled_from(("zh", "en")))
def test_every_line_of_every_slip_fits(zh: str, en: str, columns: int, language: str) -> None:
    lines = slip_lines(with_names(plan(), zh, en), WORDS, slip(language=language, wait=(1, 2)), columns)
    for line in lines:
        if isinstance(line, Text):
            assert width(beside(line.text, line.right, columns)) * line.size <= columns
            assert clean(line.text) == line.text.strip()
            assert clean(line.right) == line.right.strip()
    assert lines[-1] == Cut()


def with_papers(hall: Plan, *papers: str) -> Plan:
    both = tuple(names(paper, f"{paper} en") for paper in papers)
    return changed(hall, services=tuple(changed(each, papers=both) for each in hall.services))


def test_papers_to_bring_stand_on_a_second_part_after_a_tear_line() -> None:
    lines = said(slip_lines(with_papers(plan(), "身份证", "户口簿"), WORDS, slip(), 32), 32)
    assert lines[-4:] == ["-" * 32, "请带好以下材料", "1. 身份证", "2. 户口簿"]
    assert Rule(tear=True) in slip_lines(with_papers(plan(), "身份证"), WORDS, slip(), 32)
    assert lines[:-4] == of(32)


def test_a_hall_may_do_without_the_second_part() -> None:
    hall = with_papers(plan(), "身份证")
    assert said(slip_lines(changed(hall, slip=SlipText(papers=False)), WORDS, slip(), 32), 32) == of(32)


def test_the_halls_own_lines_stand_above_and_below() -> None:
    head, foot = (names("便民利民", "At your service"),), (names("电话 12345", "Tel 12345"),)
    hall = changed(plan(), slip=SlipText(head, foot))
    lines = said(slip_lines(hall, WORDS, slip(), 32), 32)
    assert lines[1] == "便民利民" and lines[-2] == "电话 12345"
    assert "Tel 12345" in said(slip_lines(hall, WORDS, slip(language="en"), 32))


def test_the_lines_that_the_halls_own_texts_take_are_known_beforehand() -> None:
    hall = changed(plan(), slip=SlipText(foot=(names("长" * 60, "short"),)))
    assert list(text_blocks(hall, 32)) == [(("foot", 0, "zh"), 4), (("foot", 0, "en"), 1)]
    assert list(text_blocks(hall, 48)) == [(("foot", 0, "zh"), 3), (("foot", 0, "en"), 1)]
