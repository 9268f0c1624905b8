"""The code that stands for a ticket: what it says, and its QR picture as rows that a page draws."""

from __future__ import annotations

from typing import Any, Protocol, cast

from flask import current_app

from api.shapes import Shape


class TicketCodes(Protocol):
    """The code that stands for a ticket, on its slip and on the screen that takes a slip's place."""

    def text(self, ticket: str) -> str:
        """What it says."""

    def rows(self, text: str) -> list[str]:
        """Its QR code: a string of 0 and 1 (dark) for each row."""


class CodePicture(Shape):
    """`text`: what the ticket's code says, its link or, without one, its token; `rows`: its QR code without the quiet
    zone around it, a string of 0 and 1 (dark) for each row."""

    text: str
    rows: list[str]


def code_picture(ticket: str) -> dict[str, Any]:
    codes = cast(TicketCodes, current_app.extensions["ticket_codes"])
    text = codes.text(ticket)
    return {"text": text, "rows": codes.rows(text)}
