"""A rule says no."""

from __future__ import annotations


class Refused(Exception):
    """A rule says no, in one word of docs/words.md; the edge answers 409 with it. `field` names what was asked; `words`
    fill what people read."""

    def __init__(self, reason: str, field: str | None = None, detail: str = "", **words: object) -> None:
        super().__init__(reason, field, detail)
        self.reason, self.field, self.detail, self.words = reason, field, detail, words
