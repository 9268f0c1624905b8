"""The hall's own words, read once for tests that show what people read."""

from __future__ import annotations

import json
from pathlib import Path

from hall.words import Words

FOLDER = Path(__file__).parent.parent / "words"
WORDS = Words({language: json.loads((FOLDER / f"{language}.json").read_text()) for language in ("zh", "en")})
