"""The hall's own words, read once for tests that show what people read."""

from __future__ import annotations

from server.app import read_words

WORDS = read_words()
