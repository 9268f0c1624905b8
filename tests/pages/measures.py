"""A page in millimetres as it stands: its letters, its targets, what lies between them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MEASURE = """(parts) => {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  const pen = document.createElement("canvas").getContext("2d");
  const said = (e) => `${e.className.baseVal ?? e.className} "${e.textContent.trim().slice(0, 24)}"`;
  const drawn = { checkOpacity: true, checkVisibilityCSS: true };
  const seen = (e) => e.checkVisibility(drawn) && !e.closest(".unseen, [inert]");
  const capital = (e) => {
    const style = getComputedStyle(e);
    pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`; // large, since an ascent is whole pixels
    return (pen.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(style.fontSize) / mm;
  };
  const letters = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const of = node.parentElement;
    if (node.data.trim() && seen(of) && of.tagName !== "SCRIPT") letters.push([said(of), capital(of)]);
  }
  const all = [...document.querySelectorAll(parts)].filter((e) => seen(e) && e.tabIndex >= 0);
  const box = (e) => e.getBoundingClientRect();
  const targets = all.map((e) => [said(e), Math.min(box(e).width, box(e).height) / mm]);
  const tiles = all.filter((e) => e.classList.contains("tile")).map((e) => [said(e), box(e).height / mm]);
  const gaps = all.flatMap((one, i) => all.slice(i + 1).map((other) => {
    const [a, b] = [box(one), box(other)];
    const wide = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    const high = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    return [`${said(one)} and ${said(other)}`, Math.max(wide, high) / mm];
  }));
  const least = (rows) => rows.reduce((less, row) => (row[1] < less[1] ? row : less), ["", 1000]);
  return [letters, targets, gaps, tiles].map(least);
}"""
PIXELS_MM = 0.1
"""How far the side of a box may be off: less than half a pixel on every screen. A letter's size is exact."""
TARGETS = "button, a[href], input, select, textarea, [role=button]"


@dataclass(frozen=True)
class Least:
    """The smallest of something on a page, in millimetres; 1000: there is none."""

    what: str
    mm: float


@dataclass(frozen=True)
class Measured:
    """Height of a capital, side of a target, gap between two targets, height of a tile: the least of each."""

    letter: Least
    target: Least
    gap: Least
    tile: Least

    def short_of(self, letter: float, target: float, gap: float, tile: float) -> list[str]:
        """What is too small, one line each."""
        boxes = (("target", target), ("gap", gap), ("tile", tile))
        wanted = (("letter", letter), *((name, least - PIXELS_MM) for name, least in boxes))
        return [
            f"{name} {found.mm:.2f} of {least:.2f} mm: {found.what}"
            for name, least in wanted
            if (found := getattr(self, name)).mm < least
        ]


def measured(page: Page) -> Measured:
    letter, target, gap, tile = (Least(what, mm) for what, mm in page.evaluate(MEASURE, TARGETS))
    return Measured(letter, target, gap, tile)
