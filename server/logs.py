"""Structured logs: one JSON line a fact on stderr, without personal data."""

from __future__ import annotations

import logging
import os
import sys
import traceback

import orjson
import structlog


def start(level: int = logging.INFO) -> None:
    """Set the shape of every line of this process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),  # a line and its end at once: threads write too
        cache_logger_on_first_use=True,
    )


def line(event: str, **facts: object) -> None:
    """One line from any thread. A native thread must not meet the loop's locks, so this writes it itself."""
    os.write(sys.stderr.fileno(), orjson.dumps({"event": event, **facts}, default=str) + b"\n")


def from_thread(what: str, failure: BaseException) -> None:
    """A device worker's fault: it lives on, and this is what is known of it."""
    line("worker-failed", level="error", worker=what, exception="".join(traceback.format_exception(failure)))
