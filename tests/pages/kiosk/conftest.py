"""A hall with all that can be odd: a kiosk whose printer cannot answer, one without a printer, one whose printer is
dead, names that look like markup, a category with one service."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Pages
from tests.pages.kiosk.touches import ARABIC, LONG, MARKUP, Kiosk, shown
from tests.served import CONFIG, Served, Start

ODD = """
[[kiosks]]
id = "K4"
zone = "B"
printer = "P4"
inches = 32
bottom_mm = 800

[[kiosks]]
id = "K5"
zone = "B"

[[printers]]
id = "P4"
kind = "thermal"
wire = { kind = "network", host = "127.0.0.1", port = 1, connect_seconds = 0.2 }
"""


@pytest.fixture(scope="package")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped hall, made odd."""
    folder = tmp_path_factory.mktemp("kiosks")
    text = CONFIG.read_text("utf-8")
    text = text.replace('id = "P1"\nkind = "simulated"', 'id = "P1"\nkind = "simulated"\nstatus = "none"')
    text = re.sub(r'\[\[services\]\]\nid = "tax-return".*?\n\n', "", text, flags=re.DOTALL)
    text = text.replace('zh = "税务"', f'zh = "{MARKUP}"')
    text = text.replace('zh = "企业变更登记"', f'zh = "{LONG}"').replace('zh = "企业注销登记"', f'zh = "{ARABIC}"')
    text += '\n[codes]\nkind = "simulated"\n'
    config = folder / "config.toml"
    config.write_text(text.replace("# --- displays:", ODD + "\n\n# --- displays:"), "utf-8")
    server = Start(folder, config).served()
    yield server
    server.stop()


@pytest.fixture
def kiosk(page_at: Pages) -> Iterator[Kiosk]:
    """Opens a kiosk as a visitor finds it: `kiosk("K1")`, ready to be touched."""

    def open_kiosk(at: str = "K2", width: int = 1080, height: int = 1920, lang: str = "zh", **query: str) -> Page:
        page = page_at("kiosk", width, height, lang, at=f"/kiosk/{at}", **query)
        expect(shown(page, "home").locator(".tile").first).to_be_visible()
        return page

    yield open_kiosk
