"""The source of the tree, read once for the tests that check the house's rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_ROOMS = {"tests", "bench", "tools"}


@dataclass(frozen=True)
class Source:
    """One Python file. `path` counts from the root, with slashes; `module` is its dotted name."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.path.split("/")[0]

    @property
    def file(self) -> str:
        return self.path.split("/", 1)[-1]

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the tree: rooms, tests, bench, tools."""
    found = (p for p in sorted(ROOT.glob("[!.]*/**/*.py")) if "page" not in p.relative_to(ROOT).parts)
    return tuple(read(path) for path in found)


def of_rooms() -> tuple[Source, ...]:
    return tuple(s for s in sources() if s.room not in NOT_ROOMS)


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """(line, full dotted name) of everything imported; `from a.b import c` gives a.b.c."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source.path}:{node.lineno}: a relative import hides which room it comes from"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (n for n in ast.walk(source.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def tell(*wrong: str) -> None:
    assert not wrong, "\n".join(("", *wrong))
