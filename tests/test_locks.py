"""The lock files: every package with a hash, for every machine. Nothing in the tree names the one it was made on."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.source import ROOT, tell

LOCKS = ("requirements.txt", "requirements-test.txt")
MACHINE = re.compile(r"(?<![\w/.$)-])/(?:root|work|home/\w+|opt/\w+|tmp/\w+)(?=[/\s\"'`:]|$)")
"""A path that exists on one machine only."""

REGISTRY = re.compile(r"\bpypi\.[a-z]{2,}|\b(?:files|registry|mirrors?)\.[\w-]+\.[a-z]{2,}|--extra-index|--find-link")
HERE = "tests/test_locks.py"


def entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """(requirement, its hashes) of a requirements file; comments are dropped."""
    joined = re.sub(r"\\\n", " ", text)
    for line in joined.splitlines():
        words = line.split("#")[0].split()
        if words:
            yield " ".join(w for w in words if not w.startswith("--hash")), [w for w in words if w.startswith("--hash")]


def tree() -> Iterator[tuple[str, str]]:
    """(path, text) of every text file that git knows of."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: the tree cannot be listed")
    for path in filter(None, listed.stdout.decode().split("\0")):
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_host_or_url(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    tell(*(
        f"{lock}:{number}: {line}"
        for number, line in enumerate(text.splitlines(), 1)
        if "://" in line or re.match(r"\s*-(?!-hash=sha256:[0-9a-f]{64}\b)", line) or " @ " in line
    ))  # fmt: skip


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    found = list(entries((ROOT / lock).read_text(encoding="utf-8")))
    assert len(found) > 20
    pinned = re.compile(r"[\w.-]+(\[[\w,-]+\])?==\S+")
    tell(*(f"{lock}: {what}" for what, hashes in found if not hashes or not pinned.match(what)))


def test_what_runs_a_hall_is_what_the_tests_ran_with() -> None:
    runtime, test = (set(dict(entries((ROOT / lock).read_text(encoding="utf-8")))) for lock in LOCKS)
    test |= {re.sub(r"\[.*?\]", "", each) for each in test}  # the tests may want an extra of it
    always = test | {each for each in runtime if each.split(" ;")[0] in test}  # or want it on every machine
    tell(*(f"{each} is not in requirements-test.txt" for each in sorted(runtime - always)))


@pytest.mark.parametrize("lock", LOCKS)
def test_an_extra_that_a_package_asks_for_is_locked_as_one(lock: str) -> None:
    """Else an older pip looks for that extra's newest version, and refuses the first that has no hash here."""
    locked = {re.split(r"==", what)[0].lower() for what, _ in entries((ROOT / lock).read_text(encoding="utf-8"))}
    names = {re.split(r"[\[]", each)[0] for each in locked}
    asked = (
        Requirement(line)
        for each in importlib.metadata.distributions() if canonicalize_name(each.metadata["Name"]) in names
        for line in each.requires or ()
    )  # fmt: skip
    always = [each for each in asked if each.extras and (each.marker is None or each.marker.evaluate({"extra": ""}))]
    assert any(each.name == "pydantic" for each in always), "apiflask asks for pydantic[email]"
    tell(*(f"{lock}: {each}" for each in always if f"{each.name}[{','.join(sorted(each.extras))}]" not in locked))


def test_every_dependency_says_why_it_is_there_and_is_locked() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lock = (ROOT / LOCKS[0]).read_text(encoding="utf-8")
    locked = {re.split(r"[=\[ ]", what)[0].lower() for what, _ in entries(lock)}
    for needed in tomllib.loads(text)["project"]["dependencies"]:
        line = next(line for line in text.splitlines() if f'"{needed}"' in line)
        assert re.search(r"#\s*\S+ \S+", line), f"{needed} has no reason beside it"
        assert re.split(r"[<>=\[]", needed)[0] in locked, f"{needed} is not locked: make lock"


def test_the_tree_names_no_machine_and_no_registry() -> None:
    tell(*(
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in tree() if path != HERE
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line) or REGISTRY.search(line)
    ))  # fmt: skip


@pytest.mark.parametrize("line", ['data = "/home/ann/hall"', "cd /root", "see /opt/hall/x", "open('/tmp/x/y')"])
def test_a_path_of_one_machine_is_recognised(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["DATA=/path", "POST /work-orders", "/usr/share/fonts", "$(pwd)/tmp/x", "http://x/root"])
def test_other_paths_are_let_be(line: str) -> None:
    assert not MACHINE.search(line)
