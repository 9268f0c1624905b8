"""Which language an asker reads, and what is said in it."""

from __future__ import annotations

from typing import cast

from flask import current_app, request

from hall.plan import Language
from hall.words import Words

LANGUAGES: tuple[Language, ...] = ("zh", "en")


def language() -> Language:
    """`?lang=`, else the best of Accept-Language, else the hall's first language."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    plan = current_app.extensions["ledger"].hall.plan
    ours = plan.languages if plan is not None else LANGUAGES
    if "Accept-Language" not in request.headers:
        return cast(Language, ours[0])
    for tag in request.accept_languages.values():
        short = tag[:2].lower()
        if short in ours:
            return cast(Language, short)
    return cast(Language, ours[0])


def words() -> Words:
    """The hall's words, as the server read them."""
    return cast(Words, current_app.extensions["words"])


def say_no(reason: str, **names: object) -> str:
    """The text of a no: most stand with the errors of the edge, an unknown id with the refusals of the rules."""
    section = "error" if f"error.{reason}" in words().keys(language()) else "refused"
    return say(f"{section}.{reason}", **names)


def say(key: str, **names: object) -> str:
    """The text of `key` in the asker's language."""
    return words().say(language(), key, **names)
