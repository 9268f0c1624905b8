"""Asking a Hallway over HTTP: the hall's own, or the one that this computer runs while it is alone."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

ANSWER_BYTES_MAX = 4_000_000
SECONDS = 5.0


class Away(Exception):
    """It was not reached, or it answered nothing that can be used."""


class Refused(Exception):
    """It said no, and will again."""


class Asking:
    """`url` without a path; `key` is a key of role locker."""

    def __init__(self, url: str, key: str, seconds: float = SECONDS) -> None:
        self.url, self._key, self._seconds = url.rstrip("/"), key, seconds
        self._open = build_opener(ProxyHandler({})).open  # no proxy of the machine's: it is the hall or nobody

    def get(self, path: str) -> Any:
        return self._ask("GET", path, None, None)

    def post(self, path: str, body: Any, press: str) -> Any:
        """`press`: the same again when the same is sent again."""
        return self._ask("POST", path, json.dumps(body).encode(), press)

    def _ask(self, method: str, path: str, body: bytes | None, press: str | None) -> Any:
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        if press is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": press}
        asked = Request(f"{self.url}/api/v1{path}", data=body, headers=headers, method=method)
        try:
            with self._open(asked, timeout=self._seconds) as answer:
                raw = answer.read(ANSWER_BYTES_MAX)
                return json.loads(raw) if raw else None
        except HTTPError as error:
            if error.code < 500 and error.code != 429:
                raise Refused(f"{method} {path}: {error.code}") from None
            raise Away(str(error)) from None
        except (OSError, HTTPException, ValueError) as error:
            raise Away(str(error)) from None
