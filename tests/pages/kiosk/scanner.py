"""A reader of codes that types like a keyboard, held before a kiosk's page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

SHIFTED = dict(zip(")!@#$%^&*(", "0123456789", strict=True))
SIGNS = {
    "Minus": "-_", "Equal": "=+", "BracketLeft": "[{", "BracketRight": "]}", "Backslash": "\\|", "Semicolon": ";:",
    "Quote": "'\"", "Backquote": "`~", "Comma": ",<", "Period": ".>", "Slash": "/?", "Space": "  ",
}  # fmt: skip
ENTER = {"code": "Enter", "key": "Enter"}
SEND = """(keys) => {
  for (const { up = false, ...key } of keys) {
    const event = new KeyboardEvent(up ? "keyup" : "keydown", { bubbles: true, cancelable: true, ...key });
    document.activeElement.dispatchEvent(event);
  }
}"""

Key = dict[str, Any]


def key(letter: str, *, method: bool = False) -> Key:
    """The key of a US keyboard for a letter; `method`: an input method takes it, and the page never sees the letter."""
    shown: Key = {"key": "Process", "isComposing": True} if method else {"key": letter}
    if letter.isalpha():
        return {"code": f"Key{letter.upper()}", "shiftKey": letter.isupper(), **shown}
    if letter.isdigit() or letter in SHIFTED:
        return {"code": f"Digit{SHIFTED.get(letter, letter)}", "shiftKey": letter in SHIFTED, **shown}
    code, both = next((code, both) for code, both in SIGNS.items() if letter in both)
    return {"code": code, "shiftKey": both.index(letter) == 1 and both[0] != both[1], **shown}


def by_number(letter: str) -> list[Key]:
    """Alt held, the letter's number on the number pad, Alt let go."""
    digits: list[Key] = [{"code": f"Numpad{digit}", "key": digit, "altKey": True} for digit in f"{ord(letter):04}"]
    return [{"code": "AltLeft", "key": "Alt", "altKey": True}, *digits, {"code": "AltLeft", "key": "Alt", "up": True}]


def keys(text: str, way: str = "plain") -> list[Key]:
    """All keys of a reading: "plain", through an input "method", or by "number"."""
    if way == "number":
        return [each for letter in text for each in by_number(letter)]
    return [key(letter, method=way == "method") for letter in text]


def scan(page: Page, text: str, way: str = "plain", *, enter: bool = True) -> None:
    """A reading at a reader's pace; without `enter` it ends in silence."""
    page.evaluate(SEND, [*keys(text, way), *([ENTER] if enter else [])])
