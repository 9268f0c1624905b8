"""The Chinese font: a device that has one fetches none, a device without one is sent the server's."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.pages.conftest import ARGUMENTS, Pages, chromium
from tests.served import Served

FONT = "/page/font"
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def fonts_fetched(page: Page, address: str) -> tuple[list[Request], bool]:
    """What was asked for a font by a page in Chinese, and whether Chinese is drawn: two characters differ."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if FONT in request.url else None)
    page.goto(address)
    page.evaluate("document.fonts.ready")
    drawn = page.evaluate(
        """() => { const draw = (text) => { const c = document.createElement("canvas");
             const g = c.getContext("2d"); g.font = `40px ${getComputedStyle(document.body).fontFamily}`;
             g.fillText(text, 0, 50); return c.toDataURL(); };
             return draw("办") !== draw("号"); }"""
    )
    return asked, drawn


def test_a_device_with_a_chinese_font_fetches_none(page_at: Pages) -> None:
    page = page_at("unknown", 800, 600, role="")
    asked, drawn = fonts_fetched(page, "/enter?lang=zh")
    assert drawn
    assert not asked


def test_a_device_without_one_is_sent_the_server_s(browser: Browser, hall: Served, tmp_path: Path) -> None:
    """A browser that sees Latin fonts alone shows Chinese all the same."""
    if not DEJAVU.exists() or hall.get(FONT).status == 404:
        pytest.skip("NO FONTS: this needs DejaVu and a Chinese font (apt-get install fonts-dejavu fonts-wqy-microhei)")
    few = tmp_path / "fonts.conf"
    few.write_text(f"<fontconfig><dir>{DEJAVU}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    bare = browser.browser_type.launch(
        executable_path=chromium(), args=list(ARGUMENTS), env={"FONTCONFIG_FILE": str(few), "HOME": str(tmp_path)}
    )
    try:
        asked, drawn = fonts_fetched(bare.new_page(), f"http://127.0.0.1:{hall.port}/enter?lang=zh")
        assert len(asked) == 1
        assert drawn
    finally:
        bare.close()
