"""Finding the fonts for what must be drawn. None is shipped: the system's own are looked for at known places."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Font:
    """A font file; `index` picks the face in a collection; `cjk`: it has Chinese."""

    name: str
    path: str
    index: int = 0
    cjk: bool = True


KNOWN = (
    Font("WenQuanYi Micro Hei Mono", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 1),
    Font("WenQuanYi Micro Hei Mono", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 1),
    Font("Noto Sans Mono CJK SC", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 7),
    Font("Noto Sans Mono CJK SC", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 7),
    Font("Noto Sans CJK", "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", 2),
    Font("Droid Sans Fallback", "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    Font("WenQuanYi Zen Hei", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Font("AR PL UMing", "/usr/share/fonts/truetype/arphic/uming.ttc"),
    Font("GNU Unifont", "/usr/share/fonts/opentype/unifont/unifont.otf"),
    Font("GNU Unifont", "/usr/share/fonts/truetype/unifont/unifont.ttf"),
    Font("PingFang", "/System/Library/Fonts/PingFang.ttc"),
    Font("Microsoft YaHei", "C:/Windows/Fonts/msyh.ttc"),
    Font("DejaVu Sans Mono", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", cjk=False),
    Font("DejaVu Sans Mono", "/usr/share/fonts/dejavu-sans-mono-fonts/DejaVuSansMono.ttf", cjk=False),
)
"""Best first: small, sharp at 24 dots, the forms of the mainland."""


def present(exists: Callable[[str], bool] = os.path.exists) -> tuple[Font, ...]:
    """The known fonts that are here, best first."""
    return tuple(font for font in KNOWN if exists(font.path))


def found(exists: Callable[[str], bool] = os.path.exists) -> str | None:
    """The name of the font that Chinese is drawn with; None: it cannot be drawn here, and readiness is to say so."""
    return next((font.name for font in present(exists) if font.cjk), None)
