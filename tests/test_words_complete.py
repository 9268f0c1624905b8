"""Every word the program can say stands in words/, in both languages, with the same names to fill in."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from api.errors import REASONS
from hall.events import DISPLAY_PROBLEMS, PROBLEMS
from hall.words import LANGUAGES, Words

ROOT = Path(__file__).parents[1]
SECTIONS = ("refused", "error", "problem", "alarm", "slip", "why", "page")
KEY = re.compile(rf"({'|'.join(SECTIONS)})(\.[a-z][a-z0-9-]*)+")
FILES = (".js", ".css", ".html", ".json", ".py", ".svg", ".png", ".toml", ".md")
SIDE_BY_SIDE = {"slip.reprint"}
"""Marks printed in both languages next to each other: the count stands once."""

EDGE_WORDS = {"No": 1, "bad_field": 1, "say_no": 1}
"""Calls that say no at an edge, and which of their arguments is the reason word."""


@cache
def tables() -> dict[str, dict[str, object]]:
    return {language: json.loads((ROOT / "words" / f"{language}.json").read_text("utf-8")) for language in LANGUAGES}


@cache
def trees() -> tuple[ast.Module, ...]:
    """The program's own source: every room, no tests."""
    rooms = [room.parent for room in ROOT.glob("*/__init__.py") if room.parent.name not in ("tests", "bench")]
    return tuple(ast.parse(path.read_text("utf-8")) for room in rooms for path in room.rglob("*.py"))


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Every call in the source with the name it calls."""
    nodes = (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    return tuple((n.func.attr if isinstance(n.func, ast.Attribute) else getattr(n.func, "id", ""), n) for n in nodes)


def literals(node: ast.AST) -> Iterator[str]:
    """The strings an argument can be: itself, or either side of `a if x else b`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def calls_of(name: str, at: int) -> Iterator[str]:
    """The literal words handed to calls of `name` as argument number `at`."""
    for called, node in calls():
        if called == name and len(node.args) > at:
            yield from literals(node.args[at])


def refused_words() -> set[str]:
    return set(calls_of("Refused", 0))


def edge_words() -> set[str]:
    said = {word for name, at in EDGE_WORDS.items() for word in calls_of(name, at)}
    unknown = {f"unknown-{what}" for name in ("known", "unknown") for what in calls_of(name, 0)}
    return said | unknown | set(framework_words())


def framework_words() -> Iterator[str]:
    """The reason of each status that the edge gives when nothing more is known: `REASONS` in api/errors.py."""
    for tree in trees():
        for node in tree.body:
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)):
                continue
            if [getattr(target, "id", "") for target in node.targets] == ["REASONS"]:
                yield from (word for value in node.value.values for word in literals(value))


def used_keys() -> set[str]:
    """Every string in the source that reads as a key of words/."""
    strings = (node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {s for s in strings if isinstance(s, str) and KEY.fullmatch(s) and not s.endswith(FILES)}


def text(language: str, key: str) -> str:
    found: object = tables()[language]
    for part in key.split("."):
        assert isinstance(found, dict), f"{key} goes deeper than words/{language}.json"
        found = found[part]
    assert isinstance(found, str)
    return found


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    words = Words(tables())
    assert words.keys("zh") ^ words.keys("en") == frozenset()


def test_a_sentence_fills_in_the_same_names_in_both_languages() -> None:
    keys = sorted(Words(tables()).keys("zh") - SIDE_BY_SIDE)
    assert [key for key in keys if names(text("zh", key)) != names(text("en", key))] == []


def test_a_name_to_fill_in_is_a_plain_word() -> None:
    keys = [(language, key) for language in LANGUAGES for key in Words(tables()).keys(language)]
    assert [(lang, key) for lang, key in keys for name in names(text(lang, key)) if not name.isidentifier()] == []


def test_no_sentence_is_empty_or_hides_a_character() -> None:
    keys = [(language, key) for language in LANGUAGES for key in Words(tables()).keys(language)]
    bad = [(lang, key) for lang, key in keys if not text(lang, key).strip() or not text(lang, key).isprintable()]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_words(language: str) -> None:
    refused = tables()[language]["refused"]
    assert isinstance(refused, dict)
    assert sorted(refused_words() - refused.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_no_of_an_edge_has_its_words(language: str) -> None:
    error = tables()[language]["error"]
    assert isinstance(error, dict)
    assert sorted(edge_words() - error.keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printer_problem_has_its_words_and_its_next_step(language: str) -> None:
    for problem in PROBLEMS:
        assert text(language, f"problem.{problem}")
        assert text(language, f"alarm.{problem}.what")
        assert text(language, f"alarm.{problem}.next")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_display_has_its_words_and_stands_in_the_docs(language: str) -> None:
    assert tuple(documented("A display's problems")) == DISPLAY_PROBLEMS
    for problem in DISPLAY_PROBLEMS:
        assert text(language, f"alarm.{problem}.what") and text(language, f"alarm.{problem}.next")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_the_source_names_is_there(language: str) -> None:
    assert sorted(used_keys() - Words(tables()).keys(language)) == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    zh_only = {key for key in Words(tables()).keys("en") if re.search(r"[\u4e00-\u9fff]", text("en", key))}
    assert zh_only == set()


# --- docs/words.md


def documented(heading: str) -> dict[str, str]:
    """The words of the table under a heading, each with its second cell."""
    section = (ROOT / "docs" / "words.md").read_text("utf-8").split(f"\n## {heading}")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1] for row in rows}


def test_every_refusal_is_documented_and_no_other() -> None:
    refused = tables()["en"]["refused"]
    assert isinstance(refused, dict)
    assert documented("Refusals").keys() == refused.keys()
    assert set(documented("Refusals").values()) == {"409"}


def test_every_error_is_documented_and_no_other() -> None:
    error = tables()["en"]["error"]
    assert isinstance(error, dict)
    assert documented("Errors").keys() == error.keys()


def test_the_framework_s_errors_are_documented_with_their_status() -> None:
    assert {documented("Errors")[word]: word for word in REASONS.values()} == {
        str(status): word for status, word in REASONS.items()
    }


def test_every_printer_problem_is_documented() -> None:
    assert tuple(documented("A printer's problems")) == PROBLEMS
