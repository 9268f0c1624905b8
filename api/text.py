"""The one string type of every edge: bounded, no control characters, lone surrogates or hidden turns of direction."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

PRINTABLE = r"^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]*$"
"""No control characters, no line or paragraph separators, no marks that turn the direction of what follows.
A lone surrogate never gets this far: it is not UTF-8, and the JSON reader refuses it."""

FIRST_AT = 946_684_800_000
LAST_AT = 4_102_444_800_000
"""Times a person may name: from 2000 to 2100."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=PRINTABLE)]
"""An id, or one word of a closed list."""

Line = Annotated[str, StringConstraints(max_length=200, pattern=PRINTABLE)]
"""A reason or a note: one line a person typed."""

Long = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=PRINTABLE)]
"""A notice on the walls."""


def _at(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or len(value) > 40:
        raise PydanticCustomError("time", "a time is an ISO 8601 string with its offset")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("time", "a time is an ISO 8601 string with its offset") from None
    if moment.tzinfo is None:
        raise PydanticCustomError("time", "a time needs its offset from UTC")
    at = int(moment.timestamp() * 1000)
    if not FIRST_AT <= at <= LAST_AT:
        raise PydanticCustomError("time", "a time lies between 2000 and 2100")
    return at


Moment = Annotated[int, BeforeValidator(_at), WithJsonSchema({"type": "string", "format": "date-time"})]
"""ISO 8601 with offset on the wire; milliseconds since 1970 UTC inside."""
