"""config.toml read into a Plan, or every mistake in it at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hall.plan import Plan
from server.config_checks import cross_checks
from server.config_errors import ConfigError, ConfigErrors, Mistake, describe, of_shape, placed
from server.config_file import ConfigFile
from server.config_plan import worked_out
from server.config_slip import on_paper

__all__ = ["ConfigError", "ConfigErrors", "describe", "read_plan"]

FILE_MAX = 2_000_000
"""Bytes. A hall of 5,000 services with their papers stays below it."""

SYNTAX = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)

def read_plan(path: Path) -> Plan:
    """The plan that the file lays out; ConfigErrors with every mistake when it is not one."""
    text = _text(path)
    raw = _parsed(path, text)
    mistakes: list[Mistake] = []
    try:
        file = ConfigFile.model_validate(raw)
    except ValidationError as error:
        mistakes += [of_shape(each) for each in error.errors(include_url=False)]
    mistakes += cross_checks(raw)
    if mistakes:
        raise ConfigErrors(placed(mistakes, raw, text))
    plan, mistakes = on_paper(worked_out(file), file.slip.logo, path.parent)
    if mistakes:
        raise ConfigErrors(placed(mistakes, raw, text))
    return plan


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "not readable").lower()
        raise ConfigErrors([ConfigError(str(path), reason, "a config.toml that can be read")]) from None
    if len(content) > FILE_MAX:
        raise ConfigErrors([ConfigError(str(path), f"{len(content)} bytes", f"a file of at most {FILE_MAX} bytes")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x}, which is not UTF-8"
        raise ConfigErrors([ConfigError(str(path), found, "text saved as UTF-8", line)]) from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigErrors([ConfigError(str(path), "brackets nested too deep", "TOML")]) from None
    except ValueError as error:
        raise ConfigErrors([_syntax(path, str(error))]) from None


def _syntax(path: Path, message: str) -> ConfigError:
    found = SYNTAX.fullmatch(message)
    if found is None:
        return ConfigError(str(path), " ".join(message.split()), "TOML")
    line, column = found["line"], found["column"]
    where = f"{path} column {column}" if column else f"{path} at its end"
    return ConfigError(where, " ".join(found["what"].split()), "TOML", int(line) if line else None)
